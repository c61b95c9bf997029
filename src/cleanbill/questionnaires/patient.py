"""A form in the words in which the patient is asked it."""

from msgspec.structs import replace

from cleanbill.questionnaires.definition import Item, Option, Questionnaire


def for_patient(form: Questionnaire) -> Questionnaire:
    """The same questions in the patient's words, without the choices that only staff have."""
    return replace(form, items=tuple(_item(item) for item in form.items))


def topics(group: Item) -> list[Item]:
    """A group as the patient is asked it page by page: one for each topic, with the topic as its text."""
    pages: list[tuple[str, list[Item]]] = [(group.text, [])]
    for item in group.items:
        if item.topic:
            pages.append((item.topic, []))
        pages[-1][1].append(item)
    return [replace(group, text=text, items=tuple(items)) for text, items in pages if items]


def _item(item: Item) -> Item:
    options = tuple(_option(option) for option in item.options if not option.staff_only)
    items = tuple(_item(one) for one in item.items)
    help = "" if item.to_patient and item.kind == "group" else item.help  # a group's help is for who asks
    return replace(item, text=item.to_patient or item.text, help=help, options=options, items=items)


def _option(option: Option) -> Option:
    return replace(option, label=option.to_patient or option.label)
