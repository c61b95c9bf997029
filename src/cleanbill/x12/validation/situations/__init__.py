"""What one segment asks of another: the checks of a guide that its tables cannot say."""

import datetime as dt
from typing import Protocol

from cleanbill.x12.damage import Damage
from cleanbill.x12.guides.tables import Guide
from cleanbill.x12.shape import Shape
from cleanbill.x12.validation.pieces import Piece


class Situations(Protocol):
    """Follows the blocks of one transaction set; damage is added as it is found."""

    def begin(self, first: tuple[str, ...]) -> None:
        """A block begins, with this segment; nothing in it was checked yet."""

    def take(self, position: int, block: list[Piece], shape: Shape, new: list[int]) -> None:
        """The block, when its segments were checked; `new` are the indices of those not found right before."""

    def finish(self) -> None:
        """The end of the set."""


class Nothing:
    """The situations of a guide that has none."""

    def begin(self, first: tuple[str, ...]) -> None:
        """Nothing to follow."""

    def take(self, position: int, block: list[Piece], shape: Shape, new: list[int]) -> None:
        """Nothing to check."""

    def finish(self) -> None:
        """Nothing to close."""


def situations(guide: Guide, damage: Damage, on: dt.date | None, component: str) -> Situations:
    """The checks of a guide; `component` is the delimiter of components."""
    from cleanbill.x12.validation.situations.claims import Claims
    from cleanbill.x12.validation.situations.payments import Payments

    if guide.set == "837":
        return Claims(damage, on, component)
    return Payments(damage) if guide.set == "835" else Nothing()
