"""What came in: which answers a file holds, each with the envelope that it came in."""

from io import BytesIO

from msgspec import Struct, structs

from cleanbill.x12.damage import NOT_READ, Damage
from cleanbill.x12.envelope import Guide
from cleanbill.x12.sets import Elements, Head, Sets

KINDS = {
    Guide("999", "005010X231"): "999",
    Guide("277", "005010X214"): "277CA",
    Guide("277", "005010X212"): "277",
    Guide("835", "005010X221"): "835",
    Guide("271", "005010X279"): "271",
    Guide("278", "005010X217"): "278",
}
TA1 = "TA1"


class Answers(Struct, frozen=True):
    """One transaction set, or the TA1 of an interchange: its kind, its envelope and its segments."""

    kind: str
    head: Head
    segments: tuple[Elements, ...]


class UnreadableError(ValueError):
    """A file holds no whole answer. The message is one sentence."""


def read(content: bytes) -> list[Answers]:
    """The answers in a file, in its order. Raises `UnreadableError`: cut, damaged, or of no kind that is taken."""
    damage = Damage()
    found = _parts(content, damage)
    only_ta1 = all(one.kind == TA1 for one in found)
    for fault in damage.findings:
        if fault.severity == "error" and not (found and only_ta1 and fault.rule == NOT_READ.id):
            raise UnreadableError(fault.message)
    if not found:
        raise UnreadableError(f"It holds none of {', '.join((TA1, *KINDS.values()))}.")
    return found


def _parts(content: bytes, damage: Damage) -> list[Answers]:
    found: list[Answers] = []
    segments: list[Elements] = []
    kind = ""
    sets = Sets(BytesIO(content), tuple(KINDS), damage)
    for _, elements in sets:
        if elements[0] == TA1:
            found.append(Answers(TA1, structs.replace(sets.head), (elements,)))
            continue
        if elements[0] == "ST" and sets.guide:
            kind, segments = KINDS[sets.guide], []
        segments.append(elements)
        if elements[0] == "SE":
            found.append(Answers(kind, structs.replace(sets.head), tuple(segments)))
    return found
