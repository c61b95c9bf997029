"""The guide of the 837P as its reader follows it: of the segments only HL, NM1, REF and DTP go by their qualifier."""

from collections import defaultdict

from msgspec import structs

from cleanbill.x12.guides import named
from cleanbill.x12.guides.notation import reachable
from cleanbill.x12.guides.tables import Block, Loop, Use
from cleanbill.x12.segments import QUALIFIED


def _block(block: Block) -> Block:
    loops = tuple(structs.replace(loop, uses=_uses(loop)) for loop in block.loops)
    return structs.replace(block, loops=loops, next=reachable(loops))


def _uses(loop: Loop) -> dict[str, Use]:
    """The segments that a loop takes, in any order, those of one key together."""
    together: dict[str, list[Use]] = defaultdict(list)
    for key, use in loop.uses.items():
        name = key.partition("*")[0]
        if name in QUALIFIED or use not in together[name]:
            together[key if name in QUALIFIED else name].append(use)
    return {key: _joined(key, uses) for key, uses in together.items()}


def _joined(key: str, uses: list[Use]) -> Use:
    most = sum(use.most for use in uses) if all(use.most for use in uses) else 0
    name = uses[0].name if key.partition("*")[0] in QUALIFIED else key
    return Use(name, any(use.required for use in uses), most)


BLOCKS = {key: _block(block) for name in ("envelope", "837p") for key, block in named(name).blocks.items()}
