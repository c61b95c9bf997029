"""The groups of a form with their answers, one by one: a group that does not repeat is one row."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cleanbill.questionnaires.definition import Item, Questionnaire


class Row(NamedTuple):
    """The answers to a group, or one row of them, and their JSON pointer."""

    group: Item
    pointer: str
    answers: Mapping[str, Any]

    def states(self, id: str) -> str | None:
        """What the option states that was chosen for an item; None where there is none."""
        item = next((item for item in self.group.items if item.id == id), None)
        option = item.option(self.answers.get(id)) if item else None
        return (option.states or None) if option else None


def rows(form: Questionnaire, answers: Mapping[str, Any], fact: str = "") -> Iterator[Row]:
    """Every row in the order of the form; with `fact`, only of the groups that state such a fact."""
    for group in form.items:
        given = answers.get(group.id)
        if given is None or (fact and group.fact != fact):
            continue
        if not group.repeats:
            yield Row(group, f"/{group.id}", given)
        for index, row in enumerate(given if group.repeats else ()):
            yield Row(group, f"/{group.id}/{index}", row)
