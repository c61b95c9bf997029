"""A segment as it is read: its elements, its key, and what is wrong with it on its own.

The same segments come again and again in a file (a provider, a payer, a service): each text is read once.
"""

from msgspec import Struct

from cleanbill.x12.content import REQUIRED, Flaw, flaws

OPENERS = frozenset(("ISA", "GS", "ST", "HL", "CLM", "LX", "SE", "GE", "IEA"))
QUALIFIED = {"NM1": 1, "REF": 1, "DTP": 1, "HL": 3}  # the element that says which kind of it this is
SELDOM_TWICE = frozenset(("HL*22", "HL*23", "CLM", "DMG", "NM1*IL", "NM1*QC", "REF*6R", "REF*D9", "REF*EA"))
WIDTH = 22  # SV1 has 21 elements, the most of any segment of the guide
FILL = [("",) * max(WIDTH - count, 0) for count in range(WIDTH + 1)]
KEPT = 8192
LONGEST_KEPT = 200  # characters


class Segment(Struct, frozen=True, gc=False):
    """`elements` begins with the id and is filled up with "" to `WIDTH`; `key` is the id with its qualifier.

    `opens` tells whether a new block begins with it.
    """

    key: str
    elements: tuple[str, ...]
    opens: bool
    flaws: tuple[Flaw, ...]


class Segments(dict[str, Segment]):
    """The segments of one interchange by their text. Those asked for are read and, where it pays, kept.

    `flawed` turns True with the first segment that has a flaw.
    """

    def __init__(self, separator: str, component: str) -> None:
        self.separator = separator
        self.component = component
        self.flawed = False

    def __missing__(self, raw: str) -> Segment:
        parts = raw.split(self.separator)
        elements = (*parts, *FILL[min(len(parts), WIDTH)])
        name = key = parts[0]
        if name in QUALIFIED:
            key = f"{name}*{elements[QUALIFIED[name]]}"
        wrong = flaws(elements, self.component) if name in REQUIRED else ()
        segment = Segment(key, elements, name in OPENERS, wrong)
        if wrong:
            self.flawed = True
        if key not in SELDOM_TWICE and len(raw) <= LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[raw] = segment
        return segment
