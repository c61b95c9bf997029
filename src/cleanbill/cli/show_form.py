"""A form as a person reads it, at 80 columns: each question, what an answer looks like, and its name in the answers."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH
from cleanbill.cli.show import show_title, show_verdict, show_wrapped
from cleanbill.questionnaires import Item, Questionnaire


def show_forms(out: Console, forms: Sequence[Questionnaire]) -> None:
    """Name, title and purpose of each form."""
    for form in forms:
        out.print(Text.assemble((f"{form.name:<19}", "bold"), form.title))
        show_wrapped(out, form.purpose, "   ", style="dim")


def show_form(out: Console, form: Questionnaire) -> None:
    """Title and purpose, then each group with its questions."""
    show_verdict(out, form.title, f"{form.name}, version {form.version}", "dim")
    show_wrapped(out, form.purpose)
    for group in form.items:
        show_title(out, group.text)
        if group.help:
            show_wrapped(out, group.help, "   ", style="dim")
        for item in group.items:
            _show_item(out, item, f"{group.id}.{item.id}")


def _show_item(out: Console, item: Item, path: str) -> None:
    """The question with its path on the right, and under it the shape of its answer."""
    question = f" {'*' if item.required else ' '} {item.text}"
    gap = WIDTH - len(question) - len(path)
    if gap >= 2:
        out.print(Text.assemble(question, " " * gap, (path, "dim")))
    else:
        show_wrapped(out, question, hang="   ")
        out.print(Text(path.rjust(WIDTH), "dim"))
    for line in _shape(item):
        show_wrapped(out, line, "     ", style="dim", hang="  ")


def _shape(item: Item) -> list[str]:
    labels = "; ".join(option.label for option in item.options)
    few = "any of" if item.repeats else "one of"
    shape = f"{few}: {labels}" if item.options else _plain(item)
    if item.computed:
        shape = "worked out from the answers"
    return [*filter(None, (shape, item.help, item.asked_where and f"only where {item.asked_where}"))]


def _plain(item: Item) -> str:
    shape = {
        "text": "several texts" if item.repeats else "text", "integer": "whole number", "decimal": "number",
        "date": "date", "yes_no": "yes or no",
    }[item.kind]  # fmt: skip
    bounds = f" from {item.least:g} to {item.most:g}" if item.least is not None and item.most is not None else ""
    return f"{shape}{bounds} {item.unit}".rstrip()
