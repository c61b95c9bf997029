"""The levels of a set (HL with what follows it), one by one, each with those above it; documents are read from them."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Generic, TypeVar

from msgspec import Struct

from cleanbill.model.finding import Authority
from cleanbill.x12.damage import BAD_HL, TOO_OFTEN, UNEXPECTED, Damage, Place, Telling
from cleanbill.x12.envelope import Guide
from cleanbill.x12.loop import Loop, Placed, Tell
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.sets import Elements, Sets

MOST_SEGMENTS = 10_000  # of a level; the largest real ones have some hundreds
T = TypeVar("T")


class Plan(Struct, frozen=True):
    """A guide as it is read: of each level, from the top down, the id of its loop and the segments that it takes."""

    guide: Guide
    title: str
    loops: dict[str, str]
    takes: dict[str, frozenset[str]]

    @property
    def authority(self) -> Authority:
        """The guide as it is cited. None was at hand: its loops were read through the tables of open validators."""
        return Authority(self.title, "implementation", self.guide.version, verified=False)


def plan(set: str, version: str, title: str, table: str) -> Plan:
    """A plan whose levels are the rows of a table: the level code, its loop, then segment ids."""
    rows = [row.split() for row in table.strip().splitlines()]
    loops = {code: loop for code, loop, *_ in rows}
    takes = {code: frozenset(names) for code, _, *names in rows}
    return Plan(Guide(set, version), f"ASC X12N {title}", loops, takes)


class Level(Struct):
    """A level: its code (HL03), its segments, those of the levels `above` it by code, the set's BHT.

    `leaf` tells that no level stands below it; `following` is the code of the next level, "" at the end of the set.
    """

    code: str
    position: int
    loop: Loop
    above: dict[str, Loop]
    bht: Elements
    leaf: bool = True
    following: str = ""

    def at(self, code: str) -> Loop:
        """The segments of the level above with this code; none where it is absent."""
        return self.above.get(code) or self.loop.of([])

    def within(self, code: str) -> Loop:
        """The segments of this level, or of that above it, with this code; none where it is absent."""
        return self.loop if self.code == code else self.at(code)


class Levels:
    """Iterates over the levels of the sets of a plan, holding two of them at most.

    A level whose end is cut off with the file or the set is not given. No bytes raise an exception.
    """

    def __init__(self, stream: BinaryIO, plan: Plan, damage: Damage) -> None:
        self._sets = Sets(stream, (plan.guide,), damage)
        self._plan = plan
        self._order = {code: rank for rank, code in enumerate(plan.takes)}
        self._tell = Tell(damage, plan.authority)
        self._bht: Elements = EMPTY
        self._level: Level | None = None
        self._path: list[tuple[str, str, Loop]] = []  # code, number and segments of the open levels
        self._last = 0  # HL01

    def __iter__(self) -> Iterator[Level]:
        for position, elements in self._sets:
            name = elements[0]
            if name == "ST":
                self._begin_set()
            elif name == "BHT":
                self._bht = elements
            elif name in ("HL", "SE"):
                if self._level:
                    yield self._followed(self._level, elements)
                    self._level = None
                if name == "HL":
                    self._open(position, elements)
            elif name != "TA1":
                self._take(position, elements)

    def _followed(self, level: Level, by: Elements) -> Level:
        """The level, with what comes after it: an HL, or the SE."""
        level.following = by[3] if by[0] == "HL" else ""
        level.leaf = self._order.get(level.following, -1) <= self._order[level.code]
        return level

    def _begin_set(self) -> None:
        self._bht, self._level, self._last = EMPTY, None, 0
        self._path.clear()

    def _open(self, position: int, hl: Elements) -> None:
        number, above, code = hl[1:4]
        self._tell.about("")
        self._count(position, number)
        rank = self._order.get(code, -1)
        if rank < 0:
            known = ", ".join(self._order)
            self._broken(position, "HL03", f"HL03 is {code[:40]!r}; the levels are {known}.")
            return
        while self._path and self._order[self._path[-1][0]] >= rank:
            self._path.pop()
        parent = self._path[-1] if self._path else ("", "", None)
        if rank - self._order.get(parent[0], -1) > (2 if parent[0] == "22" else 1):  # a dependent may be absent
            missing = [*self._order][rank - 1]
            self._broken(position, "HL03", f"HL03 is {code!r}, but no level {missing} stands above it.")
        elif above != parent[1]:
            right = f"{parent[1]!r}, the level above" if parent[1] else "empty"
            self._broken(position, "HL02", f"HL02 is {above[:40]!r}; it must be {right}.")
        loop = Loop(self._plan.loops[code], [], self._tell, self._sets.head.component, self._sets.head.repetition)
        self._level = Level(code, position, loop, {code: loop for code, _, loop in self._path}, self._bht)
        self._path.append((code, number, loop))

    def _count(self, position: int, number: str) -> None:
        self._last += 1
        if number != str(self._last):
            text = f"HL01 is {number[:40]!r}; it must be {self._last}, one more than in the HL before."
            self._broken(position, "HL01", text)
            self._last = int(number[:12]) if number.isdecimal() else self._last

    def _take(self, position: int, elements: Elements) -> None:
        """A segment of a level; those before the first level say nothing that a document holds."""
        if self._level is None:
            return
        name, segments = elements[0], self._level.loop.segments
        if name not in self._plan.takes[self._level.code]:
            text = f"{name[:20]} cannot stand in level {self._level.code}."
            self._tell.add(UNEXPECTED, Place(position, self._level.loop.id, name[:20]), text)
        elif len(segments) < MOST_SEGMENTS:
            segments.append(Placed(position, elements))
            if len(segments) == MOST_SEGMENTS:
                text = f"Level {self._level.code} has {MOST_SEGMENTS:,} segments or more; the rest of it is not read."
                self._tell.add(TOO_OFTEN, Place(position, self._level.loop.id, name), text)

    def _broken(self, position: int, element: str, text: str) -> None:
        self._tell.add(BAD_HL, Place(position, None, "HL", element), text)


class DocumentReader(Telling, Generic[T]):
    """Iterates over the documents of a file; `damage` fills as it goes, before the document it concerns is given.

    No bytes raise an exception.
    """

    def __init__(self, stream: BinaryIO, plan: Plan, documents: Callable[[Iterator[Level]], Iterator[T]]) -> None:
        super().__init__()
        self._levels = Levels(stream, plan, self._damage)
        self._documents = documents

    def __iter__(self) -> Iterator[T]:
        return self._documents(iter(self._levels))
