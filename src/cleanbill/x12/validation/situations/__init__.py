"""What one segment asks of another: the checks of a guide that its tables cannot say."""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from cleanbill.x12.damage import Damage
from cleanbill.x12.guides.tables import Guide, Slot
from cleanbill.x12.shape import Shape
from cleanbill.x12.validation.pattern import Delimiters
from cleanbill.x12.validation.pieces import Block

Asked = tuple[tuple[int, Slot], ...]  # segments of a block, by index


class Situations(Protocol):
    """Follows the blocks of one transaction set; damage is added as it is found.

    `longest` says by key how long a segment may be of which nothing more is asked.
    """

    longest: Mapping[str, int]

    def asked(self, shape: Shape) -> Asked:
        """The segments that `take` looks at by themselves, though they are right and not too long."""

    def many(self, shape: Shape) -> bool:
        """Whether blocks of this shape that follow each other, each right, go to `take_many`."""

    def begin(self, first: tuple[str, ...]) -> None:
        """A block begins, with this segment; nothing in it was checked yet."""

    def take(self, key: str, position: int, block: Block, shape: Shape, new: list[int]) -> None:
        """The block with a key of the guide, when its segments were checked; `new`: those not found right before."""

    def take_many(self, position: int, texts: list[str], shape: Shape) -> None:
        """Blocks of one shape, as the texts of their segments; none begins what `begin` must be told."""

    def finish(self) -> None:
        """The end of the set."""


class Nothing:
    """The situations of a guide that has none."""

    longest: Mapping[str, int] = {}

    def asked(self, shape: Shape) -> Asked:
        """No segment is looked at."""
        return ()

    def many(self, shape: Shape) -> bool:
        """Blocks come one by one."""
        return False

    def begin(self, first: tuple[str, ...]) -> None:
        """Nothing to follow."""

    def take(self, key: str, position: int, block: Block, shape: Shape, new: list[int]) -> None:
        """Nothing to check."""

    def take_many(self, position: int, texts: list[str], shape: Shape) -> None:
        """Nothing to check."""

    def finish(self) -> None:
        """Nothing to close."""


def situations(guide: Guide, damage: Damage, on: dt.date | None, delimiters: Delimiters) -> Situations:
    """The checks of a guide in a file with these delimiters."""
    from cleanbill.x12.validation.situations.claims import Claims
    from cleanbill.x12.validation.situations.payments import Payments

    if guide.set == "837":
        return Claims(damage, on, delimiters)
    return Payments(damage) if guide.set == "835" else Nothing()
