"""A segment as it is read: its elements, its key, and what is wrong with it on its own.

The same segments come again and again in a file (a provider, a payer, a service): each text is read once.
"""

from msgspec import Struct

from cleanbill.x12.content import Flaw, flaws

OPENERS = frozenset(("ISA", "GS", "ST", "HL", "CLM", "LX", "SE", "GE", "IEA"))
QUALIFIED = {"NM1": 1, "REF": 1, "DTP": 1, "HL": 3}  # the element that says which kind of it this is
WIDTH = 22  # SV1 has 21 elements, the most of any segment of the guide
KEPT = 8192
LONGEST_KEPT = 200  # characters


class Segment(Struct, frozen=True, gc=False):
    """`elements` begins with the id and is filled up with "" to `WIDTH`; `key` is the id with its qualifier.

    `opens` tells whether a new block begins with it.
    """

    raw: str
    key: str
    elements: tuple[str, ...]
    opens: bool
    flaws: tuple[Flaw, ...]


class Segments(dict[str, Segment]):
    """The segments of one interchange by their text; those asked for are read and, up to a number, kept."""

    def __init__(self, separator: str, component: str) -> None:
        self.separator = separator
        self.component = component

    def __missing__(self, raw: str) -> Segment:
        segment = self._read(raw)
        if len(raw) <= LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[raw] = segment
        return segment

    def _read(self, raw: str) -> Segment:
        parts = raw.split(self.separator)
        elements = (*parts, *[""] * (WIDTH - len(parts)))
        name = elements[0]
        key = f"{name}*{elements[QUALIFIED[name]]}" if name in QUALIFIED else name
        return Segment(raw, key, elements, name in OPENERS, flaws(elements, self.component))
