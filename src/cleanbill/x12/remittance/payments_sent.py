"""The segments of the claims of a remittance: each with its people, dates and lines, and what was taken off."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, Person, Reference, ServicePayment
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.remittance import loops
from cleanbill.x12.remittance.payments import PEOPLE
from cleanbill.x12.rows import Row, Wrong, write, written

MOST_LINES = 999
MOST_MODIFIERS = 4
MOST_REMARKS = 5  # of a claim
MOST_TOGETHER = 6  # adjustments in one segment
ALWAYS_IDENTIFIED = ("IL", "82", "TT", "PR")
MAY_BE_ORGANIZATIONS = ("82", "TT", "PR")
BEFORE_CONTROL_NUMBER = ("1S", "APC", "BB", "E9", "G1", "G3", "LU", "RB")  # references of a line, by the guide's order

Segments = list[str]
T = TypeVar("T")


def claim_segments(claim: ClaimPayment, above: str, wrong: list[Wrong]) -> Segments:
    """The segments of a claim; what stops them is added to `wrong`."""
    segments = write(loops.CLAIM, claim, wrong, above)
    segments += _adjusted(claim.adjustments, above, wrong)
    for code, field in PEOPLE.items():
        person: Person | None = getattr(claim, field)
        if person:
            segments.append(_person(code, person, f"{above}/{field}", wrong))
    if claim.remarks:
        check_count(claim.remarks, MOST_REMARKS, f"{above}/remarks", wrong)
        segments.append(f"MOA***{'*'.join(_remarks(claim.remarks, above, wrong))}")
    segments += references(claim.references, above, wrong)
    segments += write(loops.DATES_OF_CLAIM, claim, wrong, above)
    segments += _amounts(claim.amounts, above, wrong)
    check_count(claim.lines, MOST_LINES, f"{above}/lines", wrong)
    for index, line in enumerate(claim.lines):
        segments += _line(line, f"{above}/lines/{index}", wrong)
    return segments


def _line(line: ServicePayment, above: str, wrong: list[Wrong]) -> Segments:
    segments = [_svc(line, above, wrong)]
    segments += write(loops.DAYS if line.to else loops.DAY, line, wrong, above)
    segments += _adjusted(line.adjustments, above, wrong)
    first = [one for one in line.references if one.qualifier in BEFORE_CONTROL_NUMBER]
    segments += references(first, above, wrong)
    segments += write(loops.CONTROL_NUMBER, line, wrong, above)
    segments += references([one for one in line.references if one not in first], above, wrong)
    amounts = line.amounts if line.allowed is None else {"B6": line.allowed} | line.amounts
    segments += _amounts(amounts, above, wrong)
    return segments + [f"LQ*HE*{remark}" for remark in _remarks(line.remarks, above, wrong)]


def _svc(line: ServicePayment, above: str, wrong: list[Wrong]) -> str:
    kind = optional(line.type or "HC", "code", f"{above}/type", wrong)
    submitted = line.submitted
    elements = [
        _procedure(kind, line.code, line.modifiers, above, wrong),
        optional(line.charge, "signed", f"{above}/charge", wrong),
        optional(line.paid, "signed", f"{above}/paid", wrong),
        optional(line.revenue_code, "text", f"{above}/revenue_code", wrong),
        optional(line.units, "number", f"{above}/units", wrong),
    ]
    if submitted:
        here = f"{above}/submitted"
        elements.append(_procedure(kind, submitted.code, submitted.modifiers, here, wrong))
        elements.append(optional(submitted.units, "number", f"{here}/units", wrong))
    return f"SVC*{'*'.join(elements)}".rstrip("*")


def _procedure(kind: str, code: str, modifiers: tuple[str, ...], above: str, wrong: list[Wrong]) -> str:
    check_count(modifiers, MOST_MODIFIERS, f"{above}/modifiers", wrong)
    parts = [written(one, KINDS["modifier"], 2, f"{above}/modifiers/{at}", wrong) for at, one in enumerate(modifiers)]
    return ":".join([kind, written(code, KINDS["text"], 48, f"{above}/code", wrong), *parts])


def _adjusted(adjustments: Sequence[Adjustment], above: str, wrong: list[Wrong]) -> Segments:
    """A CAS for each run of adjustments of a group."""
    segments = []
    numbered = enumerate(adjustments)
    for group, run in groupby(numbered, lambda one: one[1].group):
        name = written(group, KINDS["group"], 2, f"{above}/adjustments", wrong)
        for together in few(run):
            trios = [_one(loops.ADJUSTMENT, one, f"{above}/adjustments/{at}", wrong, 3) for at, one in together]
            segments.append(f"CAS*{name}*{'*'.join(trios)}".rstrip("*"))
    return segments


def _one(rows: tuple[Row, ...], document: object, above: str, wrong: list[Wrong], elements: int) -> str:
    """The elements of a part that stands within a segment, as many as it has there."""
    (text,) = write(rows, document, wrong, above)
    return text + "*" * (elements - 1 - text.count("*"))


def _person(code: str, person: Person, above: str, wrong: list[Wrong]) -> str:
    if code in ALWAYS_IDENTIFIED and not (person.id and person.id_type):
        wrong.append(Wrong(f"{above}/id", "is missing, or its id_type"))
    kind = "2" if code in MAY_BE_ORGANIZATIONS and not person.first_name else "1"
    return f"NM1*{code}*{kind}*{write(loops.PERSON, person, wrong, above)[0]}".rstrip("*")


def references(references: Iterable[Reference], above: str, wrong: list[Wrong]) -> Segments:
    """A REF for each reference."""
    return [
        segment
        for index, one in enumerate(references)
        for segment in write(loops.REFERENCE, one, wrong, f"{above}/references/{index}")
    ]


def _amounts(amounts: dict[str, Decimal], above: str, wrong: list[Wrong]) -> Segments:
    return [
        f"AMT*{key}*{written(one, KINDS['signed'], 18, f'{above}/amounts/{key}', wrong)}"
        for key, one in amounts.items()
    ]


def _remarks(remarks: Sequence[str], above: str, wrong: list[Wrong]) -> list[str]:
    return [written(one, KINDS["reason"], 5, f"{above}/remarks/{at}", wrong) for at, one in enumerate(remarks)]


def few(run: Iterable[T]) -> Iterable[list[T]]:
    """What goes into one segment, and what into the next."""
    all_of_it = list(run)
    return (all_of_it[start : start + MOST_TOGETHER] for start in range(0, len(all_of_it), MOST_TOGETHER))


def optional(value: object, kind: str, pointer: str, wrong: list[Wrong]) -> str:
    """A value as an element; "" for one that is absent."""
    return "" if value is None else written(value, KINDS[kind], 80, pointer, wrong)


def check_count(values: Sequence[object], most: int, pointer: str, wrong: list[Wrong]) -> None:
    """Tell more than can be sent."""
    if len(values) > most:
        wrong.append(Wrong(pointer, f"has {len(values):,} entries; at most {most:,} can be sent"))
