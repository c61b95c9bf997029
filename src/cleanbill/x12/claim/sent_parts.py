"""Segments that a claim and its lines have alike: papers, conditions, spans of days, numbers of a payer."""

import datetime as dt

from cleanbill.model.circumstances import Condition
from cleanbill.model.parties import Attachment, Reference
from cleanbill.x12.claim import loops
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import Wrong, element, few, write, written

MOST_ATTACHMENTS = 10
MOST_CONDITIONS = 5
MOST_CODES = 5  # of one condition
MOST_FILE_INFORMATION = 10
LONGEST_FILE_INFORMATION = 80

Segments = list[str]


def attachments(papers: tuple[Attachment, ...], above: str, wrong: list[Wrong]) -> Segments:
    """A PWK for each paper."""
    segments: Segments = []
    for index, one in enumerate(few(papers, MOST_ATTACHMENTS, f"{above}/attachments", wrong)):
        here = f"{above}/attachments/{index}"
        segments += write(loops.ATTACHMENT, one, wrong, here)
        if one.by != "AA" and not one.control_number:
            wrong.append(Wrong(f"{here}/control_number", "is missing: only AA, on request, goes without"))
    return segments


def conditions(asked: tuple[Condition, ...], above: str, wrong: list[Wrong]) -> Segments:
    """A CRC for each category of conditions."""
    segments: Segments = []
    for index, one in enumerate(few(asked, MOST_CONDITIONS, f"{above}/conditions", wrong)):
        here = f"{above}/conditions/{index}"
        category = element(one.category, "category", f"{here}/category", wrong)
        if not one.codes:
            wrong.append(Wrong(f"{here}/codes", "is empty; a condition has at least one code"))
        found = few(one.codes, MOST_CODES, f"{here}/codes", wrong)
        codes = [element(code, "code", f"{here}/codes/{place}", wrong) for place, code in enumerate(found)]
        segments.append(f"CRC*{category}*{'Y' if one.applies else 'N'}*{'*'.join(codes)}")
    return segments


def file_information(texts: tuple[str, ...], above: str, wrong: list[Wrong]) -> Segments:
    """A K3 for each text."""
    found = few(texts, MOST_FILE_INFORMATION, f"{above}/file_information", wrong)
    return [
        f"K3*{element(text, 'text', f'{above}/file_information/{index}', wrong, LONGEST_FILE_INFORMATION)}"
        for index, text in enumerate(found)
    ]


def references(numbers: tuple[Reference, ...], above: str, wrong: list[Wrong]) -> Segments:
    """A REF for each number that a payer knows something by; each kind stands once."""
    segments: Segments = []
    for index, one in enumerate(numbers):
        here = f"{above}/references/{index}"
        segments += write(loops.REFERENCE, one, wrong, here)
        if any(one.type == earlier.type for earlier in numbers[:index]):
            wrong.append(Wrong(f"{here}/type", f"is {one.type!r} once more; each type can be sent once"))
    return segments


def span(
    first: dt.date | None, last: dt.date | None, qualifiers: tuple[str, str, str], above: str, wrong: list[Wrong]
) -> Segments:
    """A DTP for the days from `first` to `last`; its qualifier where only the one or the other is known, or both."""
    if first and last:
        if last < first:
            wrong.append(Wrong(f"{above}/to", f"is {last}, before {first}"))
        days = f"{_day(first, f'{above}/from', wrong)}-{_day(last, f'{above}/to', wrong)}"
        return [f"DTP*{qualifiers[2]}*RD8*{days}"]
    if first:
        return [f"DTP*{qualifiers[0]}*D8*{_day(first, f'{above}/from', wrong)}"]
    return [f"DTP*{qualifiers[1]}*D8*{_day(last, f'{above}/to', wrong)}"] if last else []


def _day(day: dt.date, pointer: str, wrong: list[Wrong]) -> str:
    return written(day, KINDS["date"], 8, pointer, wrong)
