"""What a guide says of a transaction set, as structs."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

Need = Literal["!", "?", "-"]  # required, situational, not used


class DataElement(Struct, frozen=True):
    """A data element of the standard: its number, its type (AN, ID, R, M, N0, DT, TM), its length."""

    number: str
    type: str
    shortest: int
    longest: int


class Part(Struct, frozen=True):
    """An element, or a component of one. `codes` are all that is allowed; `parts` the components of a composite."""

    need: Need
    data: DataElement | None
    codes: frozenset[str] | None = None
    parts: tuple["Part", ...] = ()
    repeats: bool = False


class Rule(Struct, frozen=True):
    """What goes together: P all or none, C the first asks for the others, L for one of them, R one, E at most one."""

    kind: str
    elements: tuple[int, ...]


class Slot(Struct, frozen=True):
    """A segment as one loop has it."""

    segment: str
    parts: tuple[Part, ...]
    rules: tuple[Rule, ...]


class Use(Struct, frozen=True):
    """How a loop takes a segment: at most `most` times (0: any number), not before one of a higher rank.

    `name` is the segment with its qualifiers ("REF*EI,SY").
    """

    name: str
    required: bool
    most: int
    rank: int = 0
    slot: Slot | None = None


class Loop(Struct, frozen=True):
    """A loop of a block, in the loop with the key `parent` ("" for the block itself).

    `rank` orders the loops of one parent: a lower one cannot follow a higher one. `opener` is the segment that opens
    it, `uses` says what else it takes, by key. Of an `id` such as "2110C/2110D" the block's parent decides.
    """

    id: str
    key: str
    parent: str
    opened_by: tuple[str, ...]
    most: int
    required: bool
    rank: int
    opener: Use
    uses: dict[str, Use]

    def each_use(self) -> Iterator[Use]:
        """Each way in which it takes a segment, once."""
        return iter({use.name: use for use in self.uses.values()}.values())


class Block(Struct, frozen=True):
    """A loop that segments are cut at, with the loops in it. `under`: the blocks it stands in; True: each has one."""

    key: str
    loops: tuple[Loop, ...]
    next: dict[str, dict[str, Loop]]  # which loop a key opens, by the key of the loop it is met in
    under: dict[str, bool]

    def stays(self, keys: Sequence[str]) -> int:
        """Of the blocks that are open, by key, how many stay open when this one begins; 0 where it cannot stand."""
        stay = len(keys)
        while stay and keys[stay - 1] not in self.under:
            stay -= 1
        return stay

    def named(self, id: str, above: str) -> str:
        """The id of a loop of it, under the block `above`: of "2110C/2110D" one."""
        if "/" not in id or above not in self.under:
            return id
        return id.split("/")[list(self.under).index(above)]


class Guide(Struct, frozen=True):
    """A transaction set (ST01), how its version begins, its group (GS01), its purpose (BHT02) where that matters."""

    set: str
    version: str
    group: str
    purpose: str
    blocks: dict[str, Block]
    needed: dict[str, tuple[Block, ...]]  # by the key of a block, those that must stand in it
