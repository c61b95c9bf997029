"""A day as a table: half hours down, columns across, each appointment as many rows high as it lasts."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

STEP = dt.timedelta(minutes=30)
OPENS, CLOSES = dt.time(8), dt.time(18)


class Cell(NamedTuple):
    """What stands in a column from one half hour on: appointments, or a free half hour. `high`: rows it takes."""

    column: Hashable
    start: dt.datetime
    appointments: tuple[Any, ...] = ()
    high: int = 1


class Row(NamedTuple):
    """A half hour of every column; a column whose cell began in an earlier row has none."""

    start: dt.datetime
    cells: tuple[Cell, ...]


def rows(day: dt.date, columns: Sequence[Hashable], held: Mapping[Hashable, Sequence[Any]]) -> list[Row]:
    """The rows of a day. `held`: a column's appointments, with `begins` (local) and `minutes`, in order."""
    everything = [one for column in columns for one in held.get(column, ())]
    opens = min([dt.datetime.combine(day, OPENS), *(_floor(one.begins) for one in everything)])
    closes = max([dt.datetime.combine(day, CLOSES), *(_ends(one) for one in everything)])
    starts = [opens + STEP * step for step in range(ceil((closes - opens) / STEP))]
    placed = {column: _column(column, starts, held.get(column, ())) for column in columns}
    return [Row(at, tuple(cell for c in columns if (cell := placed[c].get(at)))) for at in starts]


def _column(column: Hashable, starts: Sequence[dt.datetime], held: Sequence[Any]) -> dict[dt.datetime, Cell]:
    """The cells of a column by where they begin. An appointment ends, at the latest, where the next begins."""
    begins = sorted({_floor(one.begins) for one in held})
    cells: dict[dt.datetime, Cell] = {}
    taken = dt.datetime.min
    for at in starts:
        if at in begins:
            here = tuple(one for one in held if _floor(one.begins) == at)
            ends = min([max(_ends(one) for one in here), *(later for later in begins if later > at)])
            high = max(1, ceil((ends - at) / STEP))
            cells[at] = Cell(column, at, here, high)
            taken = at + STEP * high
        elif at >= taken:
            cells[at] = Cell(column, at)
    return cells


def _floor(at: dt.datetime) -> dt.datetime:
    return at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)


def _ends(one: Any) -> dt.datetime:
    end: dt.datetime = one.begins + dt.timedelta(minutes=one.minutes)
    return end
