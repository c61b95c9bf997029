"""Where in the blocks of a claim stands what: worked out once for each shape."""

from functools import lru_cache

from cleanbill.x12.claim.head import HEAD, POINTERS, Read
from cleanbill.x12.claim.said import OF_CLAIM
from cleanbill.x12.shape import MOST_KEPT, Shape

PLAIN = ("2400 LX", "2400 SV1", "2400 DTP*472", "2400 REF*6R")
SELDOM = ("2320 SBR", "2310C NM1*77", *OF_CLAIM)


@lru_cache(maxsize=MOST_KEPT)
def line_plan(shape: Shape) -> tuple[int, int, int, bool]:
    """The indices of SV1, date and control number in the block of a line, 0 for none; whether it says more."""
    service, date, control = (shape.at.get(key, (0,))[0] for key in PLAIN[1:])
    return service, date, control, any(key not in PLAIN for key in shape.at)


@lru_cache(maxsize=MOST_KEPT)
def head_plan(shape: Shape) -> tuple[tuple[tuple[int, str, str, Read], ...], bool]:
    """What the block of a CLM says beside its CLM and HI, and whether it says what few claims do.

    What it says is told as index, pointer, field, how it is read.
    """
    fields = tuple(
        (found[0], POINTERS.get(field, f"/{field}"), field, read)
        for key, found in shape.at.items()
        for field, read in HEAD.get(key, ())
    )
    return fields, any(key in shape.at for key in SELDOM)
