"""Answer a file that was validated: what of it is taken, what not and why, as a 999 or a TA1 says it."""

import re
from itertools import groupby

from cleanbill.model.acknowledgement import (
    Acknowledgement,
    ElementError,
    GroupAnswer,
    InterchangeAnswer,
    SegmentError,
    SetAnswer,
)
from cleanbill.model.finding import Finding
from cleanbill.x12.guides.standard import standard
from cleanbill.x12.validation.receipts import GroupReceipt, Receipt, SetReceipt

MOST_REASONS = 5
NOT_ANSWERED = "FA"  # a group of acknowledgements
ASKED = "1"  # ISA14: a TA1 is asked for
IN_SEGMENTS, IMPLEMENTATION = "5", "I5"  # IK502: segments are at fault
_ELEMENT = re.compile(r"[A-Z][A-Z0-9]{1,2}?([0-9]{2})(?:-([0-9]{1,2}))?")


def answer(receipt: Receipt) -> Acknowledgement:
    """The answer to an interchange, from whom it came for: a TA1 alone where the interchange itself is broken."""
    isa = receipt.isa
    notes = _codes(receipt.findings, "TA1")
    interchange = InterchangeAnswer(isa[13].strip(), isa[9], isa[10], "R" if notes else "A", (*notes, "000")[0])
    groups = () if notes else tuple(_group(group) for group in receipt.groups if group.kind != NOT_ANSWERED)
    told = (interchange,) if notes or isa[14] == ASKED else ()
    return Acknowledgement(isa[8].strip(), isa[6].strip(), told, groups)


def _group(receipt: GroupReceipt) -> GroupAnswer:
    reasons = _codes(receipt.findings, "AK905")[:MOST_REASONS]
    sets = tuple(_set(one, receipt.version) for one in receipt.sets)
    count = 0 if reasons else sum(one.accepted for one in sets)
    status = "R" if reasons or not count else "A" if count == len(sets) else "P"
    said = int(receipt.said[:6]) if receipt.said.isdecimal() else len(sets)
    return GroupAnswer(
        receipt.kind, receipt.control, receipt.version or None, status, said, len(sets), count, tuple(reasons), sets
    )


def _set(receipt: SetReceipt, version: str) -> SetAnswer:
    wrong = [finding for finding in receipt.findings if finding.severity == "error"]
    errors = _segments(wrong, receipt.position)
    reasons = _codes(wrong, "IK502")
    if errors:
        own = all(error.code in "123456789" and all(one.code.isdecimal() for one in error.elements) for error in errors)
        reasons.append(IN_SEGMENTS if own else IMPLEMENTATION)
    status = "R" if wrong else "A"
    named = receipt.version or version or None
    return SetAnswer(receipt.set, receipt.control, named, status, tuple(reasons[:MOST_REASONS]), errors)


def _segments(findings: list[Finding], start: int) -> tuple[SegmentError, ...]:
    """The segments at fault in their order; several faults of elements of one segment together."""
    ordered = sorted((one for one in findings if _code(one)[0] in ("IK304", "IK403")), key=_place)
    found: list[SegmentError] = []
    for (position, segment), group in groupby(ordered, key=lambda one: (one.where.position, one.where.segment)):
        together = list(group)
        of_elements = [one for one in together if _code(one)[0] == "IK403"]
        codes = dict.fromkeys(_code(one)[1] for one in together if _code(one)[0] == "IK304")
        where = (segment or "")[:3], max(1, (position or start) - start + 1)
        rest = (_loop(together[0]), _context(together[0]))
        found += [SegmentError(*where, code, *rest) for code in codes]
        if of_elements:
            elements = tuple(error for one in of_elements if (error := _element(one)))
            found.append(SegmentError(*where, "8", *rest, elements))
    return tuple(found)


def _element(finding: Finding) -> ElementError | None:
    parts = _ELEMENT.fullmatch(finding.where.element or "")
    if not parts:
        return None
    element, component = int(parts[1]), int(parts[2]) if parts[2] else None
    value = finding.data.get("value", "")
    sendable = value if re.fullmatch(r"[ -~]{1,99}", value) and not set("*:^~") & set(value) else None
    number = _number(finding.where.segment or "", element, component)
    return ElementError(element, _code(finding)[1], component, None, number, (sendable and sendable.strip()) or None)


def _number(segment: str, element: int, component: int | None) -> str | None:
    """The data element's number; of a composite as a whole none."""
    numbers = standard().segments.get(segment, ())
    number = numbers[element - 1] if element <= len(numbers) else ""
    inner = standard().composites.get(number)
    if inner is not None:
        number = inner[component - 1] if component and component <= len(inner) else ""
    return number if number.isdecimal() else None


def _place(finding: Finding) -> tuple[int, str]:
    return finding.where.position or 0, finding.where.segment or ""


def _loop(finding: Finding) -> str | None:
    loop = finding.where.loop or ""
    return loop[:4] if loop[:4].isdecimal() else None


def _context(finding: Finding) -> tuple[str, ...]:
    claim = finding.where.claim_id
    return (f"CLM01:{claim[:35]}",) if re.fullmatch(r"[A-Za-z0-9 ./_-]*[A-Za-z0-9./_-]", claim) else ()


def _code(finding: Finding) -> tuple[str, str]:
    """Where a finding's code stands in an answer, and the code itself."""
    place, _, code = finding.data.get("acknowledgement", "").partition(" ")
    return place, code


def _codes(findings: list[Finding], place: str) -> list[str]:
    """The codes of errors that stand in one place of an answer, each once."""
    told = (_code(finding) for finding in findings if finding.severity == "error")
    return list(dict.fromkeys(code for where, code in told if where == place))
