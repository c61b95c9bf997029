"""A segment as it is read: its elements, its key, what is wrong with it on its own, what it decodes to.

The same segments come again and again in a file (a provider, a payer, a service): each text is read once.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from cleanbill.x12.claim.decoded import DECODED
from cleanbill.x12.content import CHECKS, REQUIRED, Flaw, flaws

Elements = tuple[str, ...]

OPENERS = frozenset(("ISA", "GS", "ST", "HL", "CLM", "LX", "SE", "GE", "IEA"))
QUALIFIED = {"NM1": 1, "REF": 1, "DTP": 1, "HL": 3}  # the element that says which kind of it this is
SELDOM_TWICE = frozenset(("HL*22", "HL*23", "CLM", "DMG", "NM1*IL", "NM1*QC", "REF*6R", "REF*D9", "REF*EA"))
WIDTH = 22  # the id and 21 elements: SV1 has the most of any segment of the guide
EMPTY = ("",) * WIDTH
KEPT = 8192
MOST_KEYS, LONGEST_QUALIFIER = 256, 3
LONGEST_KEPT = 200  # characters


class Segment(Struct, frozen=True, eq=False, gc=False):
    """`elements` begins with the id and is filled up with "", to `WIDTH` at least.

    `key` is the id with its qualifier; `decoded` is what a row of `DECODED` makes of it.
    """

    key: str
    elements: Elements
    flaws: tuple[Flaw, ...]
    decoded: Any = None


class _Id(Struct, frozen=True, gc=False):
    """What a segment id says: where the qualifier stands, where flaws can be, its decoder."""

    qualifier: int
    last: int  # the last of the elements that are filled
    checked: bool  # it is looked at in full
    decode: Callable[[Elements, str], Any] | None
    keys: dict[str, str]  # by qualifier, of those that were met


def _id(name: str) -> _Id:
    required = REQUIRED.get(name, ())
    checked = name in CHECKS or len(required) > 2
    return _Id(QUALIFIED.get(name, 0), max(required, default=0), checked, DECODED.get(name), {})


IDS = {name: _id(name) for name in {*QUALIFIED, *REQUIRED, *CHECKS, *DECODED}}
OTHER = _id("")


class Segments(dict[str, Segment]):
    """The segments of one interchange by their text. Those asked for are read and, where it pays, kept.

    `flawed` turns True with the first segment that has a flaw.
    """

    def __init__(self, separator: str, component: str) -> None:
        self.separator = separator
        self.component = component
        self.flawed = False

    def __missing__(self, raw: str) -> Segment:
        elements = tuple(raw.split(self.separator)) + EMPTY
        key = elements[0]
        id = IDS.get(key, OTHER)
        if id.qualifier:
            key = id.keys.get(elements[id.qualifier]) or _key(id, elements)
        wrong: tuple[Flaw, ...] = ()
        if id.checked or not (elements[1] and elements[id.last]):
            wrong = flaws(elements, self.component)
            self.flawed = self.flawed or bool(wrong)
        decoded = id.decode(elements, self.component) if id.decode else None
        segment = Segment(key, elements, wrong, decoded)
        if key not in SELDOM_TWICE and len(raw) <= LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[raw] = segment
        return segment


def _key(id: _Id, elements: Elements) -> str:
    """The id with its qualifier: one string for all segments of a kind."""
    qualifier = elements[id.qualifier]
    key = f"{elements[0]}*{qualifier}"
    if len(id.keys) < MOST_KEYS and len(qualifier) <= LONGEST_QUALIFIER:
        id.keys[qualifier] = key
    return key
