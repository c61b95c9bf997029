"""A segment as it is read: its elements, its key, and what is wrong with it on its own.

The same segments come again and again in a file (a provider, a payer, a service): each text is read once.
"""

from msgspec import Struct

from cleanbill.x12.content import CHECKS, REQUIRED, Flaw, flaws

OPENERS = ("ISA", "GS", "ST", "HL", "CLM", "LX", "SE", "GE", "IEA")
QUALIFIED = {"NM1": 1, "REF": 1, "DTP": 1, "HL": 3}  # the element that says which kind of it this is
SELDOM_TWICE = frozenset(("HL*22", "HL*23", "CLM", "DMG", "NM1*IL", "NM1*QC", "REF*6R", "REF*D9", "REF*EA"))
WIDTH = 22  # the id and 21 elements: SV1 has the most of any segment of the guide
EMPTY = ("",) * WIDTH
KEPT = 8192
LONGEST_KEPT = 200  # characters


class Segment(Struct, frozen=True, gc=False):
    """`elements` begins with the id and is filled up with "", to `WIDTH` at least.

    `key` is the id with its qualifier; `opens` tells whether a new block begins with the segment.
    """

    key: str
    elements: tuple[str, ...]
    opens: bool
    flaws: tuple[Flaw, ...]


class _Id(Struct, frozen=True, gc=False):
    """What a segment id says: where the qualifier stands, whether it opens a block, where flaws can be."""

    qualifier: int
    opens: bool
    filled: int  # the elements before this one are filled, or it is looked at in full
    checked: bool


def _id(name: str) -> _Id:
    required = REQUIRED.get(name, ())
    regular = required == tuple(range(1, len(required) + 1))
    checked = name in CHECKS or not regular
    return _Id(QUALIFIED.get(name, 0), name in OPENERS, len(required) + 1, checked)


IDS = {name: _id(name) for name in {*OPENERS, *QUALIFIED, *REQUIRED, *CHECKS}}
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
        elements = tuple(raw.split(self.separator))
        elements += EMPTY[len(elements) :]
        key = name = elements[0]
        id = IDS.get(name, OTHER)
        if id.qualifier:
            key = f"{name}*{elements[id.qualifier]}"
        wrong: tuple[Flaw, ...] = ()
        if id.checked or "" in elements[1 : id.filled]:
            wrong = flaws(elements, self.component)
            self.flawed = self.flawed or bool(wrong)
        segment = Segment(key, elements, id.opens, wrong)
        if key not in SELDOM_TWICE and len(raw) <= LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[raw] = segment
        return segment
