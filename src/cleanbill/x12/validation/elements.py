"""What is wrong with the elements of one segment, looked at one by one, with the codes that a 999 gives for it."""

import re
from collections.abc import Iterator

from msgspec import Struct

from cleanbill.x12 import values
from cleanbill.x12.damage import (
    BAD_DATE,
    BAD_NUMBER,
    BAD_VALUE,
    CHARACTER,
    EMPTY_ELEMENT,
    LENGTH,
    NOT_USED,
    TOGETHER,
    TOO_OFTEN,
    TRAILING,
    Kind,
)
from cleanbill.x12.guides.tables import DataElement, Part, Rule, Slot
from cleanbill.x12.validation.pattern import PERIODS, TIME, Delimiters

_TIME = re.compile(TIME)
_ID = re.compile("[A-Z0-9]+")
_DECIMAL = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_MONEY = re.compile(r"-?(?:[0-9]+(?:\.[0-9]{1,2})?|\.[0-9]{1,2})")
_WHOLE = re.compile(r"-?[0-9]+")
_FORMS = {
    "R": (_DECIMAL, "a number such as 62.5"),
    "M": (_MONEY, "an amount such as 62.5, with at most two decimals"),
    "N0": (_WHOLE, "a whole number"),
    "ID": (_ID, "a code of capital letters and digits"),
}
_PADDED = "ISA"  # its elements have fixed widths, and blanks that fill them
_SHOWN = 40


class Wrong(Struct, frozen=True):
    """What is wrong with one element ("SV101-2"); `code` is the IK403, `value` what stands there."""

    kind: Kind
    element: str
    code: str
    message: str
    value: str = ""


def wrong(slot: Slot, raw: str, delimiters: Delimiters) -> list[Wrong]:
    """What is wrong with a segment that its slot's pattern did not take; nothing where the pattern was too strict."""
    return list(_Segment(slot, raw, delimiters).wrong())


class _Segment:
    def __init__(self, slot: Slot, raw: str, delimiters: Delimiters) -> None:
        self._slot = slot
        self._delimiters = delimiters
        self._elements = raw.split(delimiters.element)[1:]
        self._last = raw[-1:]

    def wrong(self) -> Iterator[Wrong]:
        slot, elements = self._slot, self._elements
        name, known = slot.segment, len(slot.parts)
        if name != _PADDED and elements and self._last in (self._delimiters.element, self._delimiters.component):
            element = f"{name}{len(elements):02}"
            yield Wrong(TRAILING, element, "3", f"{element} is sent but empty; a segment ends after its last value.")
        for number, value in enumerate(elements[known:], known + 1):
            if value:
                yield self._not_used(f"{name}{number:02}", value)
        elements = elements[:known] + [""] * (known - len(elements))
        for index, part in enumerate(slot.parts):
            before = elements[index - 1] if index else ""
            yield from self._part(part, f"{name}{index + 1:02}", elements[index], before)
        for rule in slot.rules:
            yield from _together(rule, name, elements)

    def _part(self, part: Part, name: str, value: str, before: str) -> Iterator[Wrong]:
        if not value:
            if part.need == "!":
                yield Wrong(EMPTY_ELEMENT, name, "1", f"{name} is empty; it must be filled.")
        elif part.need == "-":
            yield self._not_used(name, value)
        else:
            for one in self._repeated(part, name, value):
                yield from self._parts(part, name, one) if part.parts else self._single(part, name, one, before)

    def _repeated(self, part: Part, name: str, value: str) -> list[str]:
        sign = self._delimiters.repetition
        return value.split(sign) if part.repeats and sign else [value]

    def _parts(self, part: Part, name: str, value: str) -> Iterator[Wrong]:
        known = len(part.parts)
        values = value.split(self._delimiters.component)
        if len(values) > 1 and not values[-1] and value is not self._elements[-1]:
            yield Wrong(
                TRAILING, name, "3", f"{name} ends with an empty component; it ends after its last value.", value
            )
        for number, one in enumerate(values[known:], known + 1):
            if one:
                text = f"{name}-{number} is {one[:_SHOWN]!r}; the guide has only {known} components here."
                yield Wrong(NOT_USED, f"{name}-{number}", "13", text, one)
        values = values[:known] + [""] * (known - len(values))
        for index, inner in enumerate(part.parts):
            before = values[index - 1] if index else ""
            yield from self._part(inner, f"{name}-{index + 1}", values[index], before)

    def _single(self, part: Part, name: str, value: str, before: str) -> Iterator[Wrong]:
        delimiters, data = self._delimiters, part.data
        stray = next((sign for sign in (delimiters.component, delimiters.repetition) if sign and sign in value), "")
        if stray and self._slot.segment != _PADDED:
            kind, code = (NOT_USED, "13") if stray == delimiters.component else (TOO_OFTEN, "12")
            text = f"{name} is {value[:_SHOWN]!r}; it cannot have parts, and {stray!r} divides parts."
            yield Wrong(kind, name, code, text, value)
        elif part.codes is not None and value not in part.codes:
            known = " or ".join(sorted(part.codes)) if len(part.codes) <= 6 else "a code of the guide's list"
            yield Wrong(BAD_VALUE, name, "7", f"{name} is {value[:_SHOWN]!r}; it must be {known}.", value)
        elif data:
            yield from self._typed(data, name, value, before)

    def _typed(self, data: DataElement, name: str, value: str, before: str) -> Iterator[Wrong]:
        said = f"{name} is {value[:_SHOWN]!r}; it must be"
        form = _FORMS.get(data.type)
        if data.number == "1251" and before in PERIODS:
            if not _period(before, value):
                yield Wrong(BAD_DATE, name, "8", f"{said} a real date in the form {before}.", value)
        elif data.type == "DT":
            if not _day(value, data.longest):
                yield Wrong(BAD_DATE, name, "8", f"{said} a real date of {data.longest} digits.", value)
        elif data.type == "TM":
            if not _TIME.fullmatch(value) or len(value) > data.longest:
                yield Wrong(BAD_DATE, name, "9", f"{said} a time as HHMM.", value)
        elif form and not form[0].fullmatch(value):
            kind = BAD_VALUE if data.type == "ID" else BAD_NUMBER
            yield Wrong(kind, name, "7" if data.type == "ID" else "6", f"{said} {form[1]}.", value)
        else:
            yield from self._long(data, name, value)

    def _long(self, data: DataElement, name: str, value: str) -> Iterator[Wrong]:
        length = len(value.replace("-", "").replace(".", "")) if data.type in ("R", "M", "N0") else len(value)
        if length > data.longest:
            text = f"{name} has {length} characters; at most {data.longest} can be sent."
            yield Wrong(LENGTH, name, "5", text, value)
        elif length < data.shortest:
            text = f"{name} has {length} characters; it must have at least {data.shortest}."
            yield Wrong(LENGTH, name, "4", text, value)
        elif value.endswith(" ") and self._slot.segment != _PADDED:
            yield Wrong(CHARACTER, name, "6", f"{name} ends with a blank; it ends with its last character.", value)

    def _not_used(self, name: str, value: str) -> Wrong:
        return Wrong(NOT_USED, name, "I10", f"{name} is {value[:_SHOWN]!r}; the guide does not use it here.", value)


def _period(form: str, value: str) -> bool:
    if form == "DT":
        return _day(value[:8], 8) and bool(_TIME.fullmatch(value[8:]))
    return bool(_TIME.fullmatch(value)) if form == "TM" else values.date(form, value) is not None


def _day(value: str, length: int) -> bool:
    return values.date("D8", value if length == 8 else f"20{value}") is not None


def _together(rule: Rule, name: str, elements: list[str]) -> Iterator[Wrong]:
    """What a rule on several elements finds: P all or none, C and L the first asks, R one of them, E one at most."""
    sent = [number for number in rule.elements if elements[number - 1]]
    absent = [number for number in rule.elements if number not in sent]
    names = [f"{name}{number:02}" for number in rule.elements]
    text, at = "", 0
    if rule.kind == "P" and sent and absent:
        text, at = f"{' and '.join(names)} go together: all are sent or none.", absent[0]
    elif rule.kind == "C" and rule.elements[0] in sent and absent:
        text, at = f"{names[0]} is sent without {name}{absent[0]:02}; it must come with it.", absent[0]
    elif rule.kind == "L" and sent == [rule.elements[0]]:
        text, at = f"{names[0]} is sent without {' or '.join(names[1:])}; one must come with it.", rule.elements[1]
    elif rule.kind == "R" and not sent:
        text, at = f"One of {' and '.join(names)} must be sent.", rule.elements[0]
    elif rule.kind == "E" and len(sent) > 1:
        yield Wrong(TOGETHER, f"{name}{sent[1]:02}", "10", f"At most one of {' and '.join(names)} can be sent.")
    if text:
        yield Wrong(TOGETHER, f"{name}{at:02}", "2", text)
