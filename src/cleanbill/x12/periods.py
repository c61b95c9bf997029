"""Several DTP, each with its own kind."""

from cleanbill.model.trade import Period
from cleanbill.x12.interchange import Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import Wrong, rows, write, written

KIND = rows("!DTP*{kind! code}")


def dtps(periods: tuple[Period, ...], pointer: str, wrong: list[Wrong]) -> Segments:
    """The segments of periods that stand at this pointer."""
    return [
        f"{write(KIND, one, wrong, f'{pointer}/{index}')[0]}*{written(one, KINDS['days'], 30, f'{pointer}/{index}', wrong)}"
        for index, one in enumerate(periods)
    ]
