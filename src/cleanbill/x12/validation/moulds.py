"""Blocks of a shape that comes often: each shape becomes one regular expression, which takes a block at one stroke."""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from msgspec import Struct

from cleanbill.x12.guides.tables import Block
from cleanbill.x12.segments import OPENERS
from cleanbill.x12.shape import LONGEST_KEPT, MOST_KEPT, Shape
from cleanbill.x12.validation.pattern import Delimiters, block_pattern
from cleanbill.x12.validation.situations import Asked, Situations

OFTEN = 100  # times that a shape is met before it is worth the time of making its expression
MOST_TRIED = 8  # of those that begin with one segment id

Match = Callable[[str, int], re.Match[str] | None]
Keys = tuple[str, ...]


class Mould(Struct, frozen=True, eq=False):
    """What takes the blocks of a shape; of the segments `asked` the situations ask more.

    `match` matches one at a place of a text where each segment has its terminator, if another block follows; `many`
    tells whether those that follow it are taken with it.
    """

    block: Block
    shape: Shape
    asked: Asked
    many: bool
    match: Match


class Moulds:
    """The moulds of blocks in files with the same delimiters; `blocks` are those of their guide.

    `ends` finds where the next block begins.
    """

    def __init__(self, blocks: Mapping[str, Block], delimiters: Delimiters) -> None:
        element, terminator = re.escape(delimiters.element), re.escape(delimiters.terminator)
        names = OPENERS | {key.partition("*")[0] for key in blocks}
        self._follows = f"(?=(?:{'|'.join(sorted(names))})[{element}{terminator}])"
        self._delimiters = delimiters
        self._met: Counter[Shape] = Counter()
        self._made: dict[str, list[Mould]] = {}  # by the first two characters, that of the last block first
        self.ends = re.compile(terminator + self._follows).search

    def take(self, text: str, at: int) -> tuple[int, Mould] | None:
        """Where the block ends that begins at a place, with the mould that takes it; None where none does."""
        known = self._made.get(text[at : at + 2], [])
        for mould in known:
            if found := mould.match(text, at):
                if mould is not known[0]:
                    known.remove(mould)
                    known.insert(0, mould)
                end = found.end()
                while mould.many and (found := mould.match(text, end)):
                    end = found.end()
                return end, mould
        return None

    def meet(self, keys: Keys, block: Block, shape: Shape, situations: Situations) -> None:
        """A block with these keys was right in all: a mould is made of it when it has come often."""
        if len(keys) > LONGEST_KEPT or (shape not in self._met and len(self._met) >= MOST_KEPT):
            return
        self._met[shape] += 1
        if self._met[shape] == OFTEN:
            known = self._made.setdefault(keys[0][:2], [])
            known.insert(0, self._mould(keys, block, shape, situations))
            del known[MOST_TRIED:]

    def _mould(self, keys: Keys, block: Block, shape: Shape, situations: Situations) -> Mould:
        slots = [slot for slot in shape.slots if slot]
        text = block_pattern(keys, slots, self._delimiters, situations.longest) + self._follows
        asked, many = situations.asked(shape), situations.many(shape)
        return Mould(block, shape, asked, many and not asked, re.compile(text).match)
