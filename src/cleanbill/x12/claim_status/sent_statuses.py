"""STC and SVC as they are sent."""

from decimal import Decimal

from cleanbill.model.claim_status import AcknowledgedLine, Status, StatusLine
from cleanbill.x12.claim_status.statuses import COMPOSITES
from cleanbill.x12.interchange import Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import MISSING, Wrong, written
from cleanbill.x12.services import procedure

LONGEST_TEXT = 264
TEXT_AT = 12  # the element of an STC that holds words


def stc(statuses: tuple[Status, ...], common: str, above: str, wrong: list[Wrong]) -> Segments:
    """A segment for each status, the first element empty in `common`, which is what they have in common."""
    if not statuses:
        wrong.append(Wrong(f"{above}/statuses", MISSING))
    return [_worded(one, common, f"{above}/statuses/{index}", wrong) for index, one in enumerate(statuses)]


def whole_stc(statuses: tuple[Status, ...], common: str, above: str, wrong: list[Wrong]) -> str:
    """One segment for all statuses, of which it takes three."""
    if not statuses:
        wrong.append(Wrong(f"{above}/statuses", MISSING))
    if len(statuses) > len(COMPOSITES):
        text = f"has {len(statuses)} entries; at most {len(COMPOSITES)} can be sent of a line"
        wrong.append(Wrong(f"{above}/statuses", text))
    elements = _widened(common)
    for index, (at, one) in enumerate(zip(COMPOSITES, statuses, strict=False)):
        here = f"{above}/statuses/{index}"
        elements[at] = _status(one, here, wrong)
        if one.text:
            wrong.append(Wrong(f"{here}/text", "is given; only the status of a claim can have words"))
    return "*".join(elements).rstrip("*")


def _worded(status: Status, common: str, above: str, wrong: list[Wrong]) -> str:
    elements = _widened(common)
    elements[1] = _status(status, above, wrong)
    if status.text:
        elements[TEXT_AT] = written(status.text, KINDS["text"], LONGEST_TEXT, f"{above}/text", wrong)
    return "*".join(elements).rstrip("*")


def _widened(segment: str) -> list[str]:
    elements = segment.split("*")
    return elements + [""] * (TEXT_AT + 1 - len(elements))


def _status(status: Status, above: str, wrong: list[Wrong]) -> str:
    parts = [
        written(status.category, KINDS["code"], 3, f"{above}/category", wrong),
        written(status.code, KINDS["reason"], 5, f"{above}/code", wrong),
        written(status.entity, KINDS["code"], 3, f"{above}/entity", wrong) if status.entity else "",
    ]
    return ":".join(parts).rstrip(":")


def svc(line: AcknowledgedLine | StatusLine, paid: Decimal | None, above: str, wrong: list[Wrong]) -> str:
    """The service of a line: procedure, charge, what was paid, units."""
    elements = [
        procedure(line.code, line.modifiers, above, wrong),
        _optional(line.charge, "money", f"{above}/charge", wrong),
        _optional(paid, "money", f"{above}/paid", wrong),
        "", "", "",
        _optional(line.units, "quantity", f"{above}/units", wrong),
    ]  # fmt: skip
    if line.charge is None:
        wrong.append(Wrong(f"{above}/charge", MISSING))
    return f"SVC*{'*'.join(elements)}".rstrip("*")


def _optional(value: Decimal | None, kind: str, pointer: str, wrong: list[Wrong]) -> str:
    return "" if value is None else written(value, KINDS[kind], 18, pointer, wrong)
