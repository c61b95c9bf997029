"""Rows that say what a segment is filled with, and the segments they give.

A row is a segment with fields in it: `REF*G1*{auth.number}`. A field is the path of a value in its document, then its
kind (`text` where none is named) and the most characters it may have. `!` after the path: it cannot be empty; `=` gives
what stands for an absent value, `after` an element that stands before the value and goes with it; of two paths with
`|` between, the first that has a value counts. A `flag` that is false is absent. A row with `!` before it is always
written, any other where one of its fields has a value.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

from cleanbill.x12.kinds import KINDS, Kind

T = TypeVar("T")
MISSING = "is missing"
MOST = 60  # characters of a text whose field does not say otherwise


class Wrong(Struct, frozen=True):
    """Why a value cannot be written: its JSON pointer, and what is the matter with it."""

    pointer: str
    what: str

    def __str__(self) -> str:
        return f"{self.pointer} {self.what}"


def why(wrong: Iterable[Wrong]) -> str:
    """What stops a document from being written, in one sentence without its subject."""
    lacking = [one.pointer for one in wrong if one.what == MISSING]
    faults = [str(one) for one in wrong if one.what != MISSING]
    return "; ".join(([f"it lacks {', '.join(lacking)}"] if lacking else []) + faults)


class Field(Struct, frozen=True):
    """One value of a document, and the element it is written as."""

    pointer: str
    parts: tuple[str, ...]
    get: Callable[[Any], Any]
    kind: Kind
    required: bool
    most: int
    absent: str
    before: str


class Row(Struct, frozen=True):
    """A segment: `elements` as they are, with the places of the `fields` empty."""

    always: bool
    elements: tuple[str, ...]
    fields: tuple[tuple[int, Field], ...]


class Table(tuple[Row, ...]):
    """Rows in their order. `parts` takes the parts of a document that they are filled from, each by its first name."""

    always: bool  # whether a row of it is
    parts: Callable[[Any], tuple[Any, ...]]

    def silent(self, document: Any) -> bool:
        """Whether the document has nothing for any row."""
        return not self.always and (found := self.parts(document)).count(None) == len(found)


def rows(table: str) -> Table:
    """The rows of a table, one a line."""
    found = Table(_row(line.strip()) for line in table.strip().splitlines())
    names = {name for row in found for _, field in row.fields for name in field.parts}
    found.always = any(row.always for row in found)
    if not found.always:
        found.parts = attrgetter(*names, *names)  # twice: of one name it would be no tuple
    return found


def write(rows: Iterable[Row], document: Any, wrong: list[Wrong], above: str = "") -> list[str]:
    """The segments of a document, which itself stands under the pointer `above`."""
    segments: list[str] = []
    if isinstance(rows, Table) and rows.silent(document):
        return segments
    for row in rows:
        values = [None if (value := field.get(document)) in ("", ()) else value for _, field in row.fields]
        if not row.always and values.count(None) == len(values):
            continue
        elements = list(row.elements)
        for (place, field), value in zip(row.fields, values, strict=True):
            if value is not None:
                elements[place] = field.before + written(value, field.kind, field.most, above + field.pointer, wrong)
            elif field.required:
                wrong.append(Wrong(above + field.pointer, MISSING))
            else:
                elements[place] = field.absent
        segments.append("*".join(elements).rstrip("*"))
    return segments


def written(value: Any, kind: Kind, most: int, pointer: str, wrong: list[Wrong]) -> str:
    """A value as an element; what stops it is added to `wrong`."""
    element = "" if isinstance(value, Decimal) and value.is_nan() else kind.write(value)
    if not element:
        wrong.append(Wrong(pointer, f"is {str(value)[:40]!r}; it must be {kind.right}"))
    elif len(element) > most:
        wrong.append(Wrong(pointer, f"has {len(element)} characters; at most {most} can be sent"))
    return element


def element(value: object, kind: str, pointer: str, wrong: list[Wrong], most: int = MOST) -> str:
    """A value that cannot be absent, as an element."""
    if value is None:
        wrong.append(Wrong(pointer, MISSING))
        return ""
    return written(value, KINDS[kind], most, pointer, wrong)


def few(values: tuple[T, ...], most: int, pointer: str, wrong: list[Wrong]) -> tuple[T, ...]:
    """The values; more than can be sent are told."""
    if len(values) > most:
        wrong.append(Wrong(pointer, f"has {len(values)} entries; at most {most} can be sent"))
    return values


def _row(line: str) -> Row:
    elements = line.lstrip("!").split("*")
    fields = tuple((place, _field(text[1:-1])) for place, text in enumerate(elements) if text.startswith("{"))
    plain = tuple("" if text.startswith("{") else text for text in elements)
    return Row(line.startswith("!"), plain, fields)


def _field(text: str) -> Field:
    words, _, absent = text.partition("=")
    words, _, before = words.partition(" after ")
    path, *rest = words.split()
    most = next((int(word) for word in rest if word.isdigit()), MOST)
    kind = next((word for word in rest if not word.isdigit()), "text")
    names = [one.split(".") for one in path.rstrip("!").split("|")]
    getter, pointer = _first(names), "/" + "/".join(names[-1])
    if kind == "flag":
        getter = _true(getter)
    if before:
        before, absent = f"{before}*", absent or "*"
    parts = tuple(one[0] for one in names)
    return Field(pointer, parts, getter, KINDS[kind], path.endswith("!"), most, absent, before)


def _true(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What takes a flag that is set, else None."""
    return lambda document: get(document) or None


def _first(paths: list[list[str]]) -> Callable[[Any], Any]:
    """What takes the first value that there is."""
    getters = [_getter(names) for names in paths]
    if len(getters) == 1:
        return getters[0]
    return lambda document: next((value for get in getters if (value := get(document))), None)


def _getter(names: list[str]) -> Callable[[Any], Any]:
    """What takes a value from a document; None where a part on its way is absent."""
    first = attrgetter(names[0])
    if len(names) == 1:
        return first
    rest = _getter(names[1:])
    return lambda document: None if (part := first(document)) is None else rest(part)
