"""Any X12 file as loops, segments and elements, set by set; or, in constant memory, claim by claim."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from msgspec import Struct

from cleanbill.model.finding import Finding
from cleanbill.x12.blocks import Blocks
from cleanbill.x12.damage import CUT, Damage, Place
from cleanbill.x12.envelope import CLOSES, OPENS, cut_off
from cleanbill.x12.guides import guide
from cleanbill.x12.guides.tables import Guide
from cleanbill.x12.shape import Shape, shapes
from cleanbill.x12.validation.pattern import Delimiters
from cleanbill.x12.validation.pieces import Piece, Pieces

ENVELOPE = frozenset((*OPENS, *CLOSES))
UNITS = ("CLM", "CLP")  # what a line is for: a claim, the payment of one


class Segment(Struct, frozen=True):
    """A segment: its id, its position (ISA = 1), its elements: a list for components, an object for repetitions."""

    id: str
    position: int
    elements: list[Any]


class Loop(Struct):
    """A loop with its segments and the loops in it. `id` is "" for what no guide has a loop for."""

    id: str
    position: int
    segments: list[Segment]
    loops: list["Loop"]


class Tree(Struct):
    """A transaction set, or one claim of it: the numbers of its envelope, its loop, the loops it stands in.

    `within` names these by id and position; they come with the set itself.
    """

    interchange: str
    sender: str
    receiver: str
    group: str
    set: str
    control: str
    version: str
    loop: Loop
    within: list[tuple[str, int]] = []


class Trees:
    """Iterates over the transaction sets of a file, the segments outside of sets left out but for TA1.

    With `units` each claim and each claim payment is given by itself when it ends, and the set, without them, last.
    `damage` says what could not be read. No bytes raise an exception.
    """

    def __init__(self, stream: BinaryIO, units: bool = False) -> None:
        self._damage = Damage()
        self._blocks = Blocks(stream, self._damage, Pieces)
        self._units = units
        self._isa: tuple[str, ...] = ("",) * 17
        self._gs: tuple[str, ...] = ("",) * 9
        self._st: tuple[str, ...] = ()
        self._guide: Guide | None = None
        self._shapes = shapes(None)
        self._delimiters = Delimiters()
        self._open: list[tuple[str, Loop]] = []  # the blocks that are open, with their keys

    @property
    def damage(self) -> list[Finding]:
        """What could not be read."""
        return self._damage.findings

    def __iter__(self) -> Iterator[Tree]:
        for position, block in self._blocks:
            name = block[0].elements[0]
            pieces = cast("list[Piece]", block)
            if name in ENVELOPE:
                yield from self._envelope(position, name, pieces)
            elif self._open:
                yield from self._add(position, pieces)
        if self._open or (self._isa[0] and not self._blocks.finished):
            last, closer = self._blocks.last, "SE" if self._open else "IEA"
            self._damage.add(CUT, Place(last, None, closer), cut_off(last, self._blocks.rest, closer))
        yield from self._end()

    def _envelope(self, position: int, name: str, block: list[Piece]) -> Iterator[Tree]:
        elements = block[0].elements
        if name == "SE" and self._open:
            while len(self._open) > 1:
                yield from self._close()
            self._open[0][1].segments.append(self._segment(position, block[0]))
        yield from self._end()
        if name == "ISA":
            segments = self._blocks.segments
            repetition = "" if elements[11].isalnum() else elements[11]
            self._isa, self._delimiters = elements, Delimiters(segments.separator, segments.component, repetition)
            answers = [index for index, piece in enumerate(block) if piece.key == "TA1"]
            for index in answers:
                yield self._tree(Loop("TA1", position + index, [self._segment(position + index, block[index])], []))
        elif name == "GS":
            self._gs = elements
        elif name == "ST":
            self._begin(position, block)
            yield from self._add(position, block)

    def _begin(self, position: int, block: list[Piece]) -> None:
        self._st = block[0].elements
        version = self._st[3].strip() or self._gs[8].strip()
        purpose = block[1].elements[2] if len(block) > 1 else ""
        self._guide = guide(self._st[1], version, purpose)
        self._shapes = shapes(self._guide)

    def _add(self, position: int, block: list[Piece]) -> Iterator[Tree]:
        """Add a block, cut where the guide has blocks of its own."""
        known = self._guide.blocks if self._guide else {}
        begins = [index for index, piece in enumerate(block) if not index or piece.key in known]
        for start, end in zip(begins, [*begins[1:], len(block)], strict=True):
            yield from self._add_one(position + start, block[start:end])

    def _add_one(self, position: int, block: list[Piece]) -> Iterator[Tree]:
        key = block[0].key
        found = self._guide.blocks.get(key) if self._guide else None
        if found is None and self._open:  # in no loop that is known: it stays where it stands
            self._open[-1][1].segments.extend(self._segment(position + at, piece) for at, piece in enumerate(block))
            return
        stay = found.stays([one for one, _ in self._open]) if found else 0
        while len(self._open) > max(stay, 1):
            yield from self._close()
        above = self._open[-1][0] if self._open else ""
        loop = self._nested(position, block, self._shapes[tuple([piece.key for piece in block])])
        if found:
            for one in _all(loop):
                one.id = found.named(one.id, above)
        if self._open:
            self._open[-1][1].loops.append(loop)
        self._open.append((key, loop))

    def _nested(self, position: int, block: list[Piece], shape: Shape) -> Loop:
        """A block as its loops."""
        stack: list[Loop] = []
        for index, piece in enumerate(block):
            depth = shape.depths[index]
            if index in shape.opens:
                loop = Loop(shape.loops[index], position + index, [], [])
                if depth:
                    stack[depth - 1].loops.append(loop)
                stack[depth:] = [loop]
            stack[depth].segments.append(self._segment(position + index, piece))
        return stack[0]

    def _close(self) -> Iterator[Tree]:
        key, loop = self._open.pop()
        if self._units and key in UNITS:
            self._open[-1][1].loops.pop()  # this loop: it was the last to begin
            yield self._tree(loop, [(one.id, one.position) for _, one in self._open])

    def _end(self) -> Iterator[Tree]:
        """The set that is open, if any, is over."""
        while len(self._open) > 1:
            yield from self._close()
        if self._open:
            yield self._tree(self._open.pop()[1])
        self._st = ()

    def _tree(self, loop: Loop, within: list[tuple[str, int]] | None = None) -> Tree:
        isa, gs, st = self._isa, self._gs, (*self._st, "", "", "", "")
        return Tree(
            isa[13].strip(),
            isa[6].strip(),
            isa[8].strip(),
            gs[6].strip(),
            st[1],
            st[2],
            st[3] or gs[8],
            loop,
            within or [],
        )

    def _segment(self, position: int, piece: Piece) -> Segment:
        name, *elements = piece.raw.split(self._delimiters.element)
        return Segment(name, position, [self._element(text) for text in elements])

    def _element(self, text: str) -> Any:
        repetition, component = self._delimiters.repetition, self._delimiters.component
        if repetition and repetition in text:
            return {"repeated": [self._element(one) for one in text.split(repetition)]}
        return text.split(component) if component in text else text


def _all(loop: Loop) -> Iterator[Loop]:
    yield loop
    for one in loop.loops:
        yield from _all(one)
