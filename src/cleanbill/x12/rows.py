"""Rows that say what a segment is filled with, and the segments they give.

A row is a segment with fields in it: `REF*G1*{auth.number}`. A field is the path of a value in its document, then its
kind (`text` where none is named) and the most characters it may have. `!` after the path: it cannot be empty; `=` gives
what stands for an absent value, `after` an element that stands before the value and goes with it. A row with `!` before
it is always written, any other where one of its fields has a value.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import attrgetter
from typing import Any

from msgspec import Struct

from cleanbill.x12.kinds import KINDS, Kind

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


def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table, one a line."""
    return tuple(_row(line.strip()) for line in table.strip().splitlines())


def write(rows: Iterable[Row], document: Any, wrong: list[Wrong], above: str = "") -> list[str]:
    """The segments of a document, which itself stands under the pointer `above`."""
    segments = []
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
    names = path.rstrip("!").split(".")
    return Field(
        "/" + "/".join(names), _getter(names), KINDS[kind], path.endswith("!"), most, absent, before and f"{before}*"
    )


def _getter(names: list[str]) -> Callable[[Any], Any]:
    """What takes a value from a document; None where a part on its way is absent."""
    first = attrgetter(names[0])
    if len(names) == 1:
        return first
    rest = _getter(names[1:])
    return lambda document: None if (part := first(document)) is None else rest(part)
