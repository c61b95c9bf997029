"""The blocks of a transaction set that are open, each in the one it belongs to."""

from msgspec import Struct, field

from cleanbill.x12.damage import MISSING, TOO_OFTEN, UNEXPECTED, Damage, Place
from cleanbill.x12.guides.tables import Block, Guide
from cleanbill.x12.validation.hierarchy import Hierarchy

Elements = tuple[str, ...]
Keys = tuple[str, ...]


class _Open(Struct, gc=False):
    """A block that is open: its key, where it began and for which claim, what stood in it."""

    key: str
    position: int
    loop: str
    claim_id: str
    used: dict[str, int] = field(default_factory=dict)


class _Step(Struct, frozen=True, gc=False):
    """What it is to open a block: how many of those that are open stay so, its loop, the keys that are open then."""

    stay: int
    loop: str
    keys: Keys


class Nesting:
    """Follows the blocks of one set; what stands in the wrong place, too often or not at all is told."""

    def __init__(self, guide: Guide, damage: Damage) -> None:
        self._guide = guide
        self._damage = damage
        self._hierarchy = Hierarchy(damage)
        self._open: list[_Open] = []
        self._keys: Keys = ()  # of the open blocks
        self._steps: dict[tuple[Keys, str], _Step] = {}  # the same blocks follow each other again and again

    def enter(self, position: int, key: str, block: Block, first: Elements) -> str:
        """Open a block that begins with a segment; the id of its loop, "" where it cannot stand here."""
        step = self._steps.get((self._keys, key)) or self._step(key, block)
        if block.under and not step.stay:
            text = f"Loop {block.loops[0].id} stands outside of the loop it belongs to."
            self._damage.add(UNEXPECTED, Place(position, block.loops[0].id, first[0]), text, "IK304 2")
            return ""
        opened = self._open
        while len(opened) > step.stay:
            self._close()
        above = opened[-1] if opened else None
        if above:
            count = above.used[key] = above.used.get(key, 0) + 1
            if 0 < block.loops[0].most < count:
                text = f"Loop {step.loop} comes {count} times in loop {above.loop}; at most {block.loops[0].most} can."
                self._damage.add(TOO_OFTEN, Place(position, step.loop, first[0]), text, "IK304 4")
        opened.append(_Open(key, position, step.loop, self._damage.claim_id))
        self._keys = step.keys
        if key.startswith("HL*"):
            under = above.key if above and above.key.startswith("HL*") else None
            self._hierarchy.take(position, step.loop, key, under, first)
        return step.loop

    def _step(self, key: str, block: Block) -> _Step:
        stay = block.stays(self._keys)
        loop = block.named(block.loops[0].id, self._keys[stay - 1] if stay else "")
        step = self._steps[self._keys, key] = _Step(stay, loop, (*self._keys[:stay], key))
        return step

    def finish(self, cut: bool) -> None:
        """The end of the set; `cut`: more of it may have been lost, so that nothing is missed."""
        while self._open:
            self._close(cut)
        self._keys = ()
        self._hierarchy.finish()

    def _close(self, cut: bool = False) -> None:
        """Leave the innermost block; what must stand in it and does not is told where it began."""
        top = self._open.pop()
        needed = self._guide.needed[top.key]
        if not needed or cut:
            return
        missing = [child for child in needed if child.key not in top.used]
        now, self._damage.claim_id = self._damage.claim_id, top.claim_id
        for child in missing:
            name, _, qualifier = child.key.partition("*")
            begins = f"{name} with qualifier {qualifier}" if qualifier else name
            text = f"Loop {child.loops[0].id}, which begins with {begins}, is missing in loop {top.loop}."
            self._damage.add(MISSING, Place(top.position, child.loops[0].id, name), text, "IK304 I7")
        self._damage.claim_id = now
