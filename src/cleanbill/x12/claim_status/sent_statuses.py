"""STC and SVC as they are sent."""

from decimal import Decimal

from cleanbill.model.claim_status import AcknowledgedLine, Status, StatusLine
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
    return [_status(one, common, f"{above}/statuses/{index}", wrong) for index, one in enumerate(statuses)]


def _status(status: Status, common: str, above: str, wrong: list[Wrong]) -> str:
    parts = [
        written(status.category, KINDS["code"], 3, f"{above}/category", wrong),
        written(status.code, KINDS["reason"], 5, f"{above}/code", wrong),
        written(status.entity, KINDS["code"], 3, f"{above}/entity", wrong) if status.entity else "",
    ]
    elements = common.split("*")
    elements += [""] * (2 - len(elements))
    elements[1] = ":".join(parts).rstrip(":")
    if status.text:
        elements += [""] * (TEXT_AT - len(elements))
        elements.append(written(status.text, KINDS["text"], LONGEST_TEXT, f"{above}/text", wrong))
    return "*".join(elements)


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
