"""STC as it is sent."""

from cleanbill.model.claim_status import Status
from cleanbill.x12.claim_status.statuses import COMPOSITES
from cleanbill.x12.interchange import Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import MISSING, Wrong, written

LONGEST_TEXT = 264
TEXT_AT = 12  # the element of an STC that holds words


def worded(statuses: tuple[Status, ...], common: str, above: str, wrong: list[Wrong]) -> Segments:
    """A segment for each status with its words, the first element empty in `common`, which is what all of them have."""
    if not statuses:
        wrong.append(Wrong(f"{above}/statuses", MISSING))
    return [_worded(one, common, f"{above}/statuses/{index}", wrong) for index, one in enumerate(statuses)]


def stc(statuses: tuple[Status, ...], common: str, above: str, wrong: list[Wrong]) -> Segments:
    """A segment for each status, none of which can have words."""
    _refuse_words(statuses, above, wrong)
    return worded(statuses, common, above, wrong)


def whole_stc(statuses: tuple[Status, ...], common: str, above: str, wrong: list[Wrong]) -> str:
    """One segment for all statuses, of which it takes three."""
    if not statuses:
        wrong.append(Wrong(f"{above}/statuses", MISSING))
    if len(statuses) > len(COMPOSITES):
        text = f"has {len(statuses)} entries; at most {len(COMPOSITES)} can be sent of a line"
        wrong.append(Wrong(f"{above}/statuses", text))
    _refuse_words(statuses, above, wrong)
    elements = _widened(common)
    for index, (at, one) in enumerate(zip(COMPOSITES, statuses, strict=False)):
        elements[at] = _status(one, f"{above}/statuses/{index}", wrong)
    return "*".join(elements).rstrip("*")


def _refuse_words(statuses: tuple[Status, ...], above: str, wrong: list[Wrong]) -> None:
    for index, one in enumerate(statuses):
        if one.text:
            text = "is given; only the status of a claim in an acknowledgement can have words"
            wrong.append(Wrong(f"{above}/statuses/{index}/text", text))


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
