"""The shape of a block: which loop each of its segments belongs to, and what the guide would not take.

A shape depends on segment ids and qualifiers alone, and few differ in a file: each is worked out once.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct

from cleanbill.x12.damage import EMPTY_SEGMENT, MISSING, OUT_OF_ORDER, TOO_OFTEN, UNEXPECTED, Kind
from cleanbill.x12.guide import BLOCKS
from cleanbill.x12.guides import guide, named
from cleanbill.x12.guides.tables import Block, Guide, Loop, Slot, Use

Keys = tuple[str, ...]


class Fault(Struct, frozen=True):
    """What the guide does not take, at the segment with this index in the block; `ack` is the IK304 that says so."""

    index: int
    kind: Kind
    loop: str
    segment: str
    message: str
    ack: str = ""


class Shape(Struct, frozen=True, eq=False):
    """The loop of each segment, and how that takes it; `at` maps "2310B NM1*82" to the indices where it stands.

    `depths` says how deep in the block a segment's loop is, `opens` the indices of those that open a loop.
    """

    loops: tuple[str, ...]
    depths: tuple[int, ...]
    opens: frozenset[int]
    slots: tuple[Slot | None, ...]
    at: dict[str, tuple[int, ...]]
    faults: tuple[Fault, ...]


LONGEST_KEPT = 64  # segments of a block
MOST_KEPT = 1024  # shapes of a guide; a file has a few dozen


class Shapes(dict[Keys, Shape]):
    """The shapes of blocks that follow one guide, by the keys of their segments.

    It has no loops where no block of the guide begins like it.
    """

    def __init__(self, blocks: dict[str, Block]) -> None:
        self._blocks = blocks
        self._starters = frozenset(
            key.partition("*")[0] for block in blocks.values() for loop in block.loops[1:] for key in loop.opened_by
        )

    def __missing__(self, found: Keys) -> Shape:
        block = self._blocks.get(found[0])
        shape = self._walk(block, found) if block else _shapeless(len(found))
        if len(found) <= LONGEST_KEPT and len(self) < MOST_KEPT:
            self[found] = shape
        return shape

    def _walk(self, block: Block, found: Keys) -> Shape:
        walk = _Walk(block, found[0], self._starters)
        for index, key in enumerate(found[1:], 1):
            walk.take(index, key)
        return walk.shape()


class _Open:
    """A loop that is open: where it began, what was seen in it."""

    def __init__(self, loop: Loop, start: int) -> None:
        self.loop = loop
        self.start = start
        self.rank = 0  # of the last segment
        self.used: Counter[str] = Counter()


class _Walk:
    """Follows the keys of one block through its loops."""

    def __init__(self, block: Block, key: str, starters: frozenset[str]) -> None:
        first = block.loops[0]
        self._block = block
        self._starters = starters
        self._stack = [_Open(first, 0)]
        self._lost = False  # inside a loop that the guide does not know: told once, its segments are passed over
        self._at: dict[str, list[int]] = {f"{first.id} {key}": [0]}
        self._of = [first.id]
        self._depths = [0]
        self._opens = {0}
        self._slots: list[Slot | None] = [first.opener.slot]
        self._faults: list[Fault] = []

    def take(self, index: int, key: str) -> None:
        """Place the next segment."""
        opened = self._block.next[self._stack[-1].loop.key].get(key)
        if not key:
            text = "Two segment terminators follow each other with nothing between."
            self._fault(index, EMPTY_SEGMENT, key, text)
            self._slots.append(None)
        elif opened:
            self._open(opened, index, key)
        else:
            self._use(index, key)
        self._of.append(self._stack[-1].loop.id)
        self._depths.append(len(self._stack) - 1)

    def shape(self) -> Shape:
        """The shape, when every segment is placed."""
        while self._stack:
            self._close()
        faults = tuple(sorted(self._faults, key=lambda fault: fault.index))
        at = {key: tuple(indices) for key, indices in self._at.items()}
        depths, opens = tuple(self._depths), frozenset(self._opens)
        return Shape(tuple(self._of), depths, opens, tuple(self._slots), at, faults)

    def _open(self, loop: Loop, index: int, key: str) -> None:
        while self._stack[-1].loop.key != loop.parent:
            self._close()
        parent = self._stack[-1]
        parent.used[loop.key] += 1
        self._stack.append(_Open(loop, index))
        self._slots.append(loop.opener.slot)
        self._opens.add(index)
        self._lost = False
        if loop.most and parent.used[loop.key] > loop.most:
            text = f"Loop {loop.id} comes {parent.used[loop.key]} times; at most {loop.most} can."
            self._fault(index, TOO_OFTEN, key, text, "4")
        self._at.setdefault(f"{loop.id} {key}", []).append(index)

    def _use(self, index: int, key: str) -> None:
        top = self._stack[-1]
        name = key.partition("*")[0]
        use = top.loop.uses.get(key) or top.loop.uses.get(name)
        self._slots.append(None if self._lost or use is None else use.slot)
        if self._lost:
            return
        if use is None:
            self._lost = name in self._starters
            if not key.endswith("*"):  # an empty qualifier is told as an empty element
                text = f"{_named(key)} cannot stand in loop {top.loop.id}."
                self._fault(index, UNEXPECTED, key, text, "2")
            return
        self._count(index, key, use)
        self._at.setdefault(f"{top.loop.id} {key}", []).append(index)

    def _count(self, index: int, key: str, use: Use) -> None:
        top = self._stack[-1]
        top.used[use.name] += 1
        if use.most and top.used[use.name] > use.most:
            times = f"comes {top.used[use.name]} times in loop {top.loop.id}; at most {use.most} can"
            self._fault(index, TOO_OFTEN, key, f"{_named(use.name)} {times}.", "5")
        elif use.rank < top.rank:
            text = f"{_named(key)} stands too late in loop {top.loop.id}; the guide has it before the segment above."
            self._fault(index, OUT_OF_ORDER, key, text, "7")
        top.rank = max(top.rank, use.rank)

    def _close(self) -> None:
        """Leave the innermost loop: what it had to hold and did not is told at its first segment."""
        top = self._stack.pop()
        for use in top.loop.each_use():
            if use.required and use.name not in top.used:
                text = f"Loop {top.loop.id} has no {_named(use.name)}; it must have one."
                segment = use.name.partition("*")[0]
                self._faults.append(Fault(top.start, MISSING, top.loop.id, segment, text, "3"))
        for loop in self._block.loops:
            if loop.required and loop.parent == top.loop.key and loop.key not in top.used:
                key = loop.opened_by[0]
                text = f"Loop {loop.id}, which begins with {_named(key)}, is missing in loop {top.loop.id}."
                segment = key.partition("*")[0]
                self._faults.append(Fault(top.start, MISSING, loop.id, segment, text, "I7"))

    def _fault(self, index: int, kind: Kind, key: str, message: str, ack: str = "") -> None:
        self._faults.append(Fault(index, kind, self._stack[-1].loop.id, key.partition("*")[0], message, ack))


def _shapeless(count: int) -> Shape:
    """The shape of as many segments in no loop."""
    return Shape(("",) * count, (0,) * count, frozenset((0,)), (None,) * count, {}, ())


def _named(key: str) -> str:
    """A key as one would say it: "NM1*85,87" stands for a segment and its qualifiers."""
    name, _, qualifier = key[:40].partition("*")
    return f"{name} with qualifier {qualifier.replace(',', ' or ')}" if qualifier else name


def shapes(found: Guide | None) -> Shapes:
    """The shapes of a guide's blocks, with those of the envelope; of that alone where there is no guide."""
    return _shapes(found.set, found.version, found.purpose) if found else _shapes("", "", "")


@cache
def _shapes(set: str, version: str, purpose: str) -> Shapes:
    """Kept for the guides there are, not for what a file may call its own."""
    found = guide(set, version, purpose)
    return Shapes(named("envelope").blocks | (found.blocks if found else {}))


def places(*keys: str) -> Callable[[Shape], tuple[int, ...]]:
    """Tells of a shape where the first segment of each loop and key stands in the block; 0 where there is none."""

    @lru_cache(maxsize=MOST_KEPT)
    def indices(shape: Shape) -> tuple[int, ...]:
        return tuple(shape.at.get(key, (0,))[0] for key in keys)

    return indices


_professional = Shapes(BLOCKS)
shape = _professional.__getitem__  # of a block of an 837P, as its reader takes it
