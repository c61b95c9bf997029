"""Several DTP, each with its own kind."""

from cleanbill.model.trade import Period
from cleanbill.x12.interchange import Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import Wrong, rows, write, written

KIND = rows("!DTP*{kind! code}")


def dtps(periods: tuple[Period, ...], pointer: str, wrong: list[Wrong]) -> Segments:
    """The segments of periods that stand at this pointer."""
    return [_dtp(one, f"{pointer}/{index}", wrong) for index, one in enumerate(periods)]


def _dtp(period: Period, pointer: str, wrong: list[Wrong]) -> str:
    return f"{write(KIND, period, wrong, pointer)[0]}*{written(period, KINDS['days'], 30, pointer, wrong)}"
