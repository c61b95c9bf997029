"""Check X12 of any guide we know: envelope, levels, loops, segments, elements, and what one asks of another.

A file goes by block by block, in constant memory. Of a segment that its pattern takes nothing more is asked; only the
others are looked at element by element.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO, cast

from cleanbill.model.finding import Authority, Finding
from cleanbill.x12.blocks import Blocks
from cleanbill.x12.damage import EMPTY_ELEMENT, EMPTY_SEGMENT, INDENTED, MISSING, UNEXPECTED, Damage, Place
from cleanbill.x12.envelope import CLOSES, OPENS, Envelope
from cleanbill.x12.envelope import Guide as Version
from cleanbill.x12.guides import FILES, guide, named
from cleanbill.x12.guides.notation import QUALIFIER
from cleanbill.x12.guides.tables import Guide, Slot
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.shape import Shape, shapes
from cleanbill.x12.validation.control import ANSWERS, Control
from cleanbill.x12.validation.cutter import CHUNK, Cutter
from cleanbill.x12.validation.elements import wrong
from cleanbill.x12.validation.moulds import Mould, Moulds
from cleanbill.x12.validation.nesting import Nesting
from cleanbill.x12.validation.pattern import Delimiters, pattern
from cleanbill.x12.validation.pieces import Piece, Pieces, Read, Unread
from cleanbill.x12.validation.receipts import Receipt
from cleanbill.x12.validation.situations import situations

ENVELOPE = frozenset((*OPENS, *CLOSES))
KNOWN = tuple(dict.fromkeys(Version(one.set, one.version) for one in map(named, FILES)))
NO_BLOCKS = Guide("", "", "", "", {}, {})


class Validator:
    """Iterates over the findings on a file. No bytes raise an exception.

    `on` is the day of receipt, against which dates are held where a file gives none. `receipts` says what came in;
    with `keep` each part of it has its findings, at most a thousand.
    """

    def __init__(self, stream: BinaryIO, on: dt.date | None = None, keep: bool = False) -> None:
        self.receipts: list[Receipt] = []
        self._keep = keep
        self._on = on
        self._damage = Damage()
        self._blocks = Blocks(stream, self._damage, chunk=CHUNK)
        self._envelope = Envelope(self._damage, KNOWN)
        self._control = Control(self._damage, self.receipts)
        self._guide = NO_BLOCKS
        self._shapes = shapes(None)
        self._delimiters = Delimiters()
        self._patterns: dict[int, Callable[[str], object]] = {}
        self._known: dict[str, Piece] = {}
        self._moulds: dict[tuple[str, str, str], Moulds] = {}
        self._told_indented = False
        self._settled = 0
        self._cutter = Cutter(self._blocks)
        self._begin_set(NO_BLOCKS)

    def __iter__(self) -> Iterator[Finding]:
        for position, texts, mould in chain.from_iterable(self._cutter):
            if position == 1:
                self._begin_interchange()
            if mould:
                self._pass(position, texts, mould)
            else:
                self._take(position, Read(map(self._known.__getitem__, texts)))
            if self._blocks.indented:
                self._tell_indented()
            if self._damage.findings:
                yield from self._told()
        self._finish()
        yield from self._told()

    def _told(self) -> list[Finding]:
        self._settle()
        told, self._damage.findings, self._settled = self._damage.findings, [], 0
        return told

    def _settle(self) -> None:
        """Keep the new findings with what came in."""
        new = self._damage.findings[self._settled :]
        self._settled += len(new)
        if not self._keep or not self.receipts:
            return
        for finding in new:
            before = finding.where.position == 1 and finding.where.segment in CLOSES  # missing before this interchange
            self.receipts[-2 if before and len(self.receipts) > 1 else -1].keep(finding)

    def _finish(self) -> None:
        self._end_set()
        self._envelope.finish(self._blocks.last, self._blocks.rest, None)
        if self._blocks.marked:
            text = "A byte order mark stands before ISA; a file begins with ISA."
            self._damage.add(INDENTED, Place(1, None, "ISA"), text)

    def _take(self, position: int, block: Read) -> None:
        name = block[0].elements[0]
        if name in ENVELOPE:
            self._take_envelope(position, name, block)
        elif self._envelope.guide:
            self._take_block(position, block)
        elif not self._envelope.in_set:
            self._damage.add(UNEXPECTED, Place(position, None, name[:20]), f"{name[:20]} stands outside ST and SE.")

    def _take_envelope(self, position: int, name: str, block: Read) -> None:
        elements = block[0].elements
        if name in ("SE", "GE", "ST", "GS", "IEA", "ISA"):
            self._end_set()
        if name == "ISA":
            self._settle()
        self._control.take(position, elements)
        self._envelope.take(position, elements)
        if name == "ST":
            self._open_set(block)
            if self._envelope.guide:
                self._take_block(position, self._cut_again(block))
            return
        self._envelope.answers |= any(piece.key == "TA1" for piece in block)
        self._check(position, block, self._shape(position, block, ""), "")

    def _cut_again(self, block: Read) -> Read:
        """The block of an ST, which came uncut: its guide was not known yet."""
        inside = (index for index, piece in enumerate(block) if index and piece.elements[0] in self._guide.blocks)
        end = next(inside, len(block))
        self._cutter.give_back(len(block) - end)
        return Read(block[:end])

    def _tell_indented(self) -> None:
        if not self._told_indented:
            self._told_indented = True
            text = "Blanks stand before the segment; it begins right after the terminator or one line end."
            self._damage.add(INDENTED, Place(self._blocks.indented), text)

    def _begin_interchange(self) -> None:
        delimiters = self._cutter.delimiters
        if delimiters != self._delimiters:
            self._delimiters, self._patterns, self._moulds = delimiters, {}, {}
        self._known = cast("dict[str, Piece]", Pieces(delimiters.element, delimiters.component))
        self._told_indented = False

    def _open_set(self, block: Read) -> None:
        st = block[0].elements
        version = st[3].strip() or self._control.version
        purpose = block[1].elements[2] if len(block) > 1 else ""
        self._begin_set(guide(st[1].strip(), version, purpose) or guide(st[1].strip(), version, "13") or NO_BLOCKS)
        if self._guide.set:
            self._damage.guide = Authority(
                f"ASC X12N implementation guide ({self._guide.set})", "implementation", version
            )
        self._control.check_guide(self._guide)

    def _begin_set(self, found: Guide) -> None:
        self._guide = found
        self._shapes = shapes(found)
        self._nesting = Nesting(found, self._damage)
        self._situations = situations(found, self._damage, self._on, self._delimiters)
        key = (found.set, found.version, found.purpose)
        if key not in self._moulds:
            self._moulds[key] = Moulds(found.blocks, self._delimiters)
        self._cutter.moulds = self._moulds[key]

    def _end_set(self) -> None:
        self._situations.finish()
        self._nesting.finish(self._blocks.cut)
        self._begin_set(NO_BLOCKS)

    def _take_block(self, position: int, block: Read) -> None:
        first, blocks = block[0], self._guide.blocks
        found = blocks.get(first.key) or blocks.get(first.elements[0])
        if not found:
            text = f"{first.key[:20]} cannot stand in transaction set {self._guide.set}."
            self._damage.add(UNEXPECTED, Place(position, None, first.elements[0][:20]), text, "IK304 2")
            return
        self._situations.begin(first.elements)
        loop = self._nesting.enter(position, found, first.elements)
        if not loop:
            return
        told = len(self._damage.findings)
        shape = self._shape(position, block, loop)
        new = self._check(position, block, shape, loop)
        if len(self._damage.findings) == told and not shape.faults and found.key not in ENVELOPE:
            self._cutter.moulds.meet(tuple([piece.key for piece in block]), found, shape, self._situations)
        self._situations.take(found.key, position, block, shape, new)

    def _pass(self, position: int, texts: list[str], mould: Mould) -> None:
        """A block that a mould took, or many: nothing is wrong with their segments as such."""
        shape = mould.shape
        if mould.many:
            if self._nesting.enter_many(position, mould.block, len(shape.slots), len(texts)):
                self._situations.take_many(position, texts, shape)
            return
        first = tuple(texts[0].split(self._delimiters.element)) + EMPTY
        self._situations.begin(first)
        if self._nesting.enter(position, mould.block, first):
            known = self._known
            new = [at for at, slot in mould.asked if known[texts[at]].right is not slot]
            block = Unread(known, texts)
            for at, slot in mould.asked if new else ():
                block[at].right = slot
            self._situations.take(mould.block.key, position, block, shape, new)

    def _shape(self, position: int, block: Read, loop: str) -> Shape:
        shape = self._shapes[tuple([piece.key for piece in block])]
        for fault in shape.faults:
            if fault.kind is MISSING and self._blocks.cut:
                continue
            place = Place(position + fault.index, self._named(fault.loop, loop), fault.segment[:20] or None)
            self._damage.add(fault.kind, place, fault.message, fault.ack and f"IK304 {fault.ack}")
            if fault.kind is EMPTY_SEGMENT:
                self._envelope.pass_over()
        return shape

    def _check(self, position: int, block: Read, shape: Shape, loop: str) -> list[int]:
        """Hold the segments to their slots; the indices of those that were not found right there before."""
        slots = shape.slots
        new = [index for index, piece in enumerate(block) if piece.right is not slots[index]]
        for index in new:
            piece, slot = block[index], slots[index]
            if slot is None:
                if piece.key.endswith("*"):
                    self._tell_unqualified(position + index, piece, self._named(shape.loops[index], loop))
                continue
            match = self._patterns.get(id(slot))
            if match is None:
                match = self._patterns[id(slot)] = pattern(slot, self._delimiters).fullmatch
            if match(piece.raw) or not self._tell_wrong(position + index, piece, slot, shape.loops[index], loop):
                piece.right = slot
        return new

    def _tell_unqualified(self, position: int, piece: Piece, loop: str) -> None:
        """A segment without its qualifier may be any: nothing more can be said of it."""
        name = piece.elements[0]
        element = f"{name}{QUALIFIER[name]:02}"
        text = f"{element} is empty; it must say what the segment is."
        self._damage.add(EMPTY_ELEMENT, Place(position, loop or None, name, element), text)

    def _tell_wrong(self, position: int, piece: Piece, slot: Slot, of: str, loop: str) -> bool:
        found = wrong(slot, piece.raw, self._delimiters)
        for one in found:
            place = Place(position, self._named(of, loop) or None, slot.segment, one.element)
            ack = ANSWERS.get(one.element, f"IK403 {one.code}")
            self._damage.add(one.kind, place, one.message, ack, one.value[:99])
        return bool(found)

    def _named(self, id: str, loop: str) -> str:
        """The id of a loop whose letter its block's loop has."""
        if "/" not in id:
            return id
        return next((one for one in id.split("/") if one[-1:] == loop[-1:]), id)
