"""A segment as the validator takes it: its own text, its qualifier in full, and whether it was found right."""

from cleanbill.x12.guides.notation import QUALIFIER
from cleanbill.x12.guides.tables import Slot
from cleanbill.x12.segments import EMPTY, KEPT, LONGEST_KEPT, SELDOM_TWICE, Segment, Segments

UNSEEN = Slot("", (), ())


class Piece(Segment, frozen=False):  # type: ignore[misc] # the same text comes again: what was found is remembered
    """`raw` is the segment without its terminator.

    `right` is the slot for which nothing was wrong with it, its names and numbers included, when it was last met.
    """

    raw: str = ""
    right: Slot = UNSEEN


class Pieces(Segments):
    """The segments of one interchange by their text."""

    def __missing__(self, raw: str) -> Piece:
        elements = tuple(raw.split(self.separator)) + EMPTY
        key = name = elements[0]
        if at := QUALIFIER.get(name):
            key = f"{name}*{elements[at].partition(self.component)[0] if name == 'HI' else elements[at]}"
        piece = Piece(key, elements, (), None, raw)
        if key not in SELDOM_TWICE and len(raw) <= LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[raw] = piece
        return piece


class Read(list[Piece]):
    """The segments of a block."""

    def text(self, index: int) -> str:
        """The text of one."""
        return self[index].raw


class Unread(dict[int, Piece]):
    """The segments of a block by index, each read when it is first asked for."""

    __slots__ = ("_known", "_texts")

    def __init__(self, known: dict[str, Piece], texts: list[str]) -> None:
        self._known = known
        self._texts = texts

    def __missing__(self, index: int) -> Piece:
        piece = self[index] = self._known[self._texts[index]]
        return piece

    def text(self, index: int) -> str:
        """The text of one."""
        return self._texts[index]


Block = Read | Unread
