"""The blocks of a transaction set that are open, each in the one it belongs to."""

from msgspec import Struct, field

from cleanbill.x12.damage import MISSING, TOO_OFTEN, UNEXPECTED, Damage, Place
from cleanbill.x12.guides.tables import Block, Guide
from cleanbill.x12.validation.hierarchy import Hierarchy

Elements = tuple[str, ...]
Keys = tuple[str, ...]
LEVEL = "HL*"


class _Open(Struct, gc=False):
    """A block that is open: its key, where it began and for which claim, what stood in it."""

    key: str
    position: int
    loop: str
    claim_id: str
    used: dict[str, int] = field(default_factory=dict)


class _Chain(Struct, frozen=True, eq=False):
    """Blocks that are open, by key, and by the key of a block that begins then, what that does."""

    keys: Keys
    steps: dict[str, "_Step"] = field(default_factory=dict)


class _Step(Struct, frozen=True, eq=False):
    """What it is to open a block: how many of those that are open stay so, its loop, how often it may come there.

    `above` is the level that it stands under where it is a level itself, `leaf` says that no block stands in it,
    `then` is what is open with it: a leaf need not be, for nothing asks for it.
    """

    stay: int
    loop: str
    most: int
    level: bool
    above: str | None
    leaf: bool
    then: _Chain


class Nesting:
    """Follows the blocks of one set; what stands in the wrong place, too often or not at all is told."""

    def __init__(self, guide: Guide, damage: Damage) -> None:
        self._guide = guide
        self._damage = damage
        self._hierarchy = Hierarchy(damage)
        self._open: list[_Open] = []
        self._chains: dict[Keys, _Chain] = {}  # the same blocks follow each other again and again
        self._chain = self._top = self._chained(())

    def enter(self, position: int, block: Block, first: tuple[str, ...]) -> str:
        """Open a block that begins with a segment; the id of its loop, "" where it cannot stand here."""
        key = block.key
        step = self._chain.steps.get(key) or self._step(block)
        if not step.stay and block.under:
            text = f"Loop {block.loops[0].id} stands outside of the loop it belongs to."
            self._damage.add(UNEXPECTED, Place(position, block.loops[0].id, first[0]), text, "IK304 2")
            return ""
        loop, opened = step.loop, self._open
        while len(opened) > step.stay:
            self._close()
        if opened:
            above = opened[-1]
            count = above.used[key] = above.used.get(key, 0) + 1
            if 0 < step.most < count:
                text = f"Loop {loop} comes {count} times in loop {above.loop}; at most {step.most} can."
                self._damage.add(TOO_OFTEN, Place(position, loop, first[0]), text, "IK304 4")
        if not step.leaf:
            opened.append(_Open(key, position, loop, self._damage.claim_id))
        self._chain = step.then
        if step.level:
            self._hierarchy.take(position, loop, key, step.above, first)
        return loop

    def enter_many(self, position: int, block: Block, size: int, segments: int) -> bool:
        """Open blocks of a size that no other block stands in, one after the other; whether they can stand here."""
        step, times = self._chain.steps.get(block.key), segments // size
        used = self._open[-1].used if self._open else {}
        count = used.get(block.key, 0) + times
        if step and len(self._open) == step.stay and count <= step.most:
            used[block.key] = count
            return True
        return "" not in [self.enter(at, block, (block.key,)) for at in range(position, position + segments, size)]

    def _step(self, block: Block) -> _Step:
        keys, key = self._chain.keys, block.key
        stay = block.stays(keys)
        under = keys[stay - 1] if stay else ""
        loop = block.named(block.loops[0].id, under)
        above = under if under.startswith(LEVEL) else None
        level, leaf = key.startswith(LEVEL), all(key not in one.under for one in self._guide.blocks.values())
        then = self._chained(keys[:stay] if leaf else (*keys[:stay], key))
        step = _Step(stay, loop, block.loops[0].most, level, above, leaf, then)
        self._chain.steps[key] = step
        return step

    def _chained(self, keys: Keys) -> _Chain:
        return self._chains.setdefault(keys, _Chain(keys))

    def finish(self, cut: bool) -> None:
        """The end of the set; `cut`: more of it may have been lost, so that nothing is missed."""
        while self._open:
            self._close(cut)
        self._chain = self._top
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
