"""The shape of a block: which loop each of its segments belongs to, and what the guide would not take.

A shape depends on segment ids and qualifiers alone, and few differ in a file: each is worked out once.
"""

from collections import Counter

from msgspec import Struct

from cleanbill.x12.damage import EMPTY_SEGMENT, MISSING, TOO_OFTEN, UNEXPECTED, Kind
from cleanbill.x12.guide import LOOPS, NEXT, Loop

Keys = tuple[str, ...]


class Fault(Struct, frozen=True):
    """What the guide does not take, at the segment with this index in the block."""

    index: int
    kind: Kind
    loop: str
    segment: str
    message: str


class Shape(Struct, frozen=True):
    """The loop of each segment; `at` maps "2310B NM1*82" to the indices where it stands."""

    loops: tuple[str, ...]
    at: dict[str, tuple[int, ...]]
    faults: tuple[Fault, ...]


def shape(found: Keys) -> Shape:
    """The shape of a block with these keys; one without loops when no block of the guide begins like it."""
    known = _known.get(found)
    if known is None:
        known = _walk(found) if found[0] in LOOPS else Shape(("",) * len(found), {}, ())
        if len(found) <= 64 and len(_known) < 4096:
            _known[found] = known
    return known


_known: dict[Keys, Shape] = {}


def _walk(found: Keys) -> Shape:
    walk = _Walk(found[0])
    for index, key in enumerate(found[1:], 1):
        walk.take(index, key)
    return walk.shape()


class _Open:
    """A loop that is open: where it began, what was seen in it."""

    def __init__(self, loop: Loop, start: int) -> None:
        self.loop = loop
        self.start = start
        self.used: Counter[str] = Counter()
        self.seen: set[str] = set()


class _Walk:
    """Follows the keys of one block through its loops."""

    def __init__(self, block: str) -> None:
        self._loops = LOOPS[block]
        self._next = NEXT[block]
        self._stack = [_Open(self._loops[0], 0)]
        self._lost = False  # inside a loop that the guide does not know: told once, its segments are passed over
        self._at: dict[str, list[int]] = {f"{self._loops[0].id} {block}": [0]}
        self._of = [self._loops[0].id]
        self._faults: list[Fault] = []

    def take(self, index: int, key: str) -> None:
        """Place the next segment."""
        opened = self._next[self._stack[-1].loop.id].get(key)
        if not key:
            self._fault(index, EMPTY_SEGMENT, key, "Two segment terminators follow each other with nothing between.")
        elif opened:
            self._open(opened, index, key)
        else:
            self._use(index, key)
        self._of.append(self._stack[-1].loop.id)

    def shape(self) -> Shape:
        """The shape, when every segment is placed."""
        while self._stack:
            self._close()
        faults = tuple(sorted(self._faults, key=lambda fault: fault.index))
        at = {key: tuple(indices) for key, indices in self._at.items()}
        return Shape(tuple(self._of), at, faults)

    def _open(self, loop: Loop, index: int, key: str) -> None:
        while self._stack[-1].loop.id != loop.parent:
            self._close()
        parent = self._stack[-1]
        parent.seen.add(loop.id)
        parent.used[loop.id] += 1
        self._stack.append(_Open(loop, index))
        self._lost = False
        if loop.most and parent.used[loop.id] > loop.most:
            text = f"Loop {loop.id} comes {parent.used[loop.id]} times; at most {loop.most} can."
            self._fault(index, TOO_OFTEN, key, text)
        self._at.setdefault(f"{loop.id} {key}", []).append(index)

    def _use(self, index: int, key: str) -> None:
        top = self._stack[-1]
        name = key.partition("*")[0]
        use = top.loop.uses.get(key) or top.loop.uses.get(name)
        if self._lost:
            return
        if use is None:
            self._lost = name in _STARTERS
            if not key.endswith("*"):  # an empty qualifier is told as an empty element
                self._fault(index, UNEXPECTED, key, f"{_named(key)} cannot stand in loop {top.loop.id}.")
            return
        top.seen |= {key, name}
        counted = key if use.each or key in top.loop.uses else name
        top.used[counted] += 1
        if use.most and top.used[counted] > use.most:
            text = f"{_named(counted)} comes {top.used[counted]} times in loop {top.loop.id}; at most {use.most} can."
            self._fault(index, TOO_OFTEN, key, text)
        self._at.setdefault(f"{top.loop.id} {key}", []).append(index)

    def _close(self) -> None:
        """Leave the innermost loop: what it had to hold and did not is told at its first segment."""
        top = self._stack.pop()
        for key, use in top.loop.uses.items():
            if use.required and key not in top.seen:
                text = f"Loop {top.loop.id} has no {_named(key)}; it must have one."
                self._faults.append(Fault(top.start, MISSING, top.loop.id, key.partition("*")[0], text))
        for loop in self._loops:
            if loop.required and loop.parent == top.loop.id and loop.id not in top.seen:
                key = loop.opened_by[0]
                text = f"Loop {loop.id}, which begins with {_named(key)}, is missing in loop {top.loop.id}."
                self._faults.append(Fault(top.start, MISSING, loop.id, key.partition("*")[0], text))

    def _fault(self, index: int, kind: Kind, key: str, message: str) -> None:
        self._faults.append(Fault(index, kind, self._stack[-1].loop.id, key.partition("*")[0], message))


_STARTERS = frozenset(key.partition("*")[0] for loops in LOOPS.values() for loop in loops[1:] for key in loop.opened_by)


def _named(key: str) -> str:
    """A key as one would say it: "NM1*85" stands for a segment and its qualifier."""
    name, _, qualifier = key[:40].partition("*")
    return f"{name} with qualifier {qualifier}" if qualifier else name
