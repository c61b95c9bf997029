"""What a form asks: questions in groups, as data. No screen, printer or standard is presupposed.

An item is named by its id within its group, and in the whole form by its path: `exercises.minutes`.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from cleanbill.model.reading import NoteType

Kind = Literal["choice", "text", "integer", "decimal", "date", "yes_no", "group"]
Letter = Literal["S", "O", "A", "P"]
LONGEST = 2000  # characters of a text answer


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a choice.

    `say`: its words in a note, else the label; `states`: the fact or the claim's value that it states; `alone`: it
    stands beside no other answer. `to_patient`: its label where the patient fills the form; `staff_only`: no patient
    is offered it.
    """

    value: str
    label: str
    to_patient: str = ""
    staff_only: bool = False
    say: str = ""
    states: str = ""
    alone: bool = False


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a choice on which a question depends. `item`: an id of the same group, or a path."""

    item: str
    is_: str = field(name="is")


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One question, or a group of them.

    `to_patient`: the question as the patient is asked it, where that differs; `topic`: with it a new page of that title
    begins for the patient. `repeats`: a choice or text takes several answers, a group several rows. `enable_when`:
    asked where any of the conditions holds; all are of one item. `not_after`: the path of the date that a date may not
    follow. `computed`: the name of the function in `computed.py` that answers it; nobody is asked.

    For the note: `section` of S.O.A.P. (groups at the top), `heading` before a group, `say` the phrase in which an
    answer is written (see `phrase.py`), `yes` and `no` the words of those answers, `join` what stands between rows.
    `fact` names what a group or a choice states of the visit, `claim` the JSON pointer that an answer fills.
    """

    id: str
    kind: Kind
    text: str
    to_patient: str = ""
    topic: str = ""
    help: str = ""
    required: bool = False
    repeats: bool = False
    options: tuple[Option, ...] = ()
    unit: str = ""
    least: int | float | None = None
    most: int | float | None = None
    not_after: str = ""
    initial: str | bool | int | float | None = None
    enable_when: tuple[Condition, ...] = ()
    computed: str = ""
    items: "tuple[Item, ...]" = ()
    section: Letter | None = None
    heading: str = ""
    say: str = ""
    yes: str = ""
    no: str = ""
    join: str = "; "
    fact: str = ""
    claim: str = ""

    def option(self, value: object) -> Option | None:
        """The option of that value."""
        return next((option for option in self.options if option.value == value), None)

    @property
    def asked_where(self) -> str:
        """The conditions in words: "origin is event or activity"; empty where it is always asked."""
        wanted = " or ".join(each.is_ for each in self.enable_when)
        return f"{self.enable_when[0].item} is {wanted}" if wanted else ""


class Questionnaire(Struct, frozen=True, forbid_unknown_fields=True):
    """A form: what it is for, and its groups of questions. A changed form has a new version."""

    name: str
    title: str
    version: str
    purpose: str
    items: tuple[Item, ...]
    note_type: NoteType | None = None

    def walk(self) -> Iterator[tuple[str, Item]]:
        """Every item with its path, a group before what it holds."""
        return _walk(self.items, "")


def _walk(items: tuple[Item, ...], prefix: str) -> Iterator[tuple[str, Item]]:
    for item in items:
        yield prefix + item.id, item
        yield from _walk(item.items, f"{prefix}{item.id}.")


def path_of(name: str, group: str) -> str:
    """The path that a name stands for within a group: an id of its own, or a path already."""
    return name if "." in name or not group else f"{group}.{name}"
