"""The blocks of a transaction set that are open, each in the one it belongs to."""

from cleanbill.x12.damage import MISSING, TOO_OFTEN, UNEXPECTED, Damage, Place
from cleanbill.x12.guides.tables import Block, Guide
from cleanbill.x12.validation.hierarchy import Hierarchy

Elements = tuple[str, ...]


class _Open:
    """A block that is open: its key, where it began and for which claim, what stood in it."""

    __slots__ = ("claim_id", "key", "loop", "position", "used")

    def __init__(self, key: str, position: int, loop: str, claim_id: str) -> None:
        self.key = key
        self.position = position
        self.loop = loop
        self.claim_id = claim_id
        self.used: dict[str, int] = {}


class Nesting:
    """Follows the blocks of one set; what stands in the wrong place, too often or not at all is told."""

    def __init__(self, guide: Guide, damage: Damage) -> None:
        self._guide = guide
        self._damage = damage
        self._hierarchy = Hierarchy(damage)
        self._open: list[_Open] = []
        self._keys: list[str] = []  # of the open blocks

    def enter(self, position: int, key: str, block: Block, first: Elements) -> str:
        """Open a block that begins with a segment; the id of its loop, "" where it cannot stand here."""
        stay = block.stays(self._keys)
        if block.under and not stay:
            text = f"Loop {block.loops[0].id} stands outside of the loop it belongs to."
            self._damage.add(UNEXPECTED, Place(position, block.loops[0].id, first[0]), text, "IK304 2")
            return ""
        while len(self._open) > stay:
            self._close()
        above = self._open[-1] if self._open else None
        loop = block.named(block.loops[0].id, above.key if above else "")
        if above:
            self._count(position, key, loop, block, above, first[0])
        self._open.append(_Open(key, position, loop, self._damage.claim_id))
        self._keys.append(key)
        if key.startswith("HL*"):
            under = above.key if above and above.key.startswith("HL*") else None
            self._hierarchy.take(position, loop, key, under, first)
        return loop

    def finish(self, cut: bool) -> None:
        """The end of the set; `cut`: more of it may have been lost, so that nothing is missed."""
        while self._open:
            self._close(cut)
        self._hierarchy.finish()

    def _count(self, position: int, key: str, loop: str, block: Block, above: _Open, segment: str) -> None:
        count = above.used[key] = above.used.get(key, 0) + 1
        most = block.loops[0].most
        if most and count > most:
            text = f"Loop {loop} comes {count} times in loop {above.loop}; at most {most} can."
            self._damage.add(TOO_OFTEN, Place(position, loop, segment), text, "IK304 4")

    def _close(self, cut: bool = False) -> None:
        """Leave the innermost block; what must stand in it and does not is told where it began."""
        top, key = self._open.pop(), self._keys.pop()
        needed = self._guide.needed[key]
        missing = [child for child in needed if child.key not in top.used] if needed else []
        if not missing or cut:
            return
        now, self._damage.claim_id = self._damage.claim_id, top.claim_id
        for child in missing:
            name, _, qualifier = child.key.partition("*")
            begins = f"{name} with qualifier {qualifier}" if qualifier else name
            text = f"Loop {child.loops[0].id}, which begins with {begins}, is missing in loop {top.loop}."
            self._damage.add(MISSING, Place(top.position, child.loops[0].id, name), text, "IK304 I7")
        self._damage.claim_id = now
