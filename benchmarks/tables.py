"""The official tables: time and memory to compile the NCCI pairs, and how long a look-up takes.

python benchmarks/tables.py [pairs]

The pairs are made up in the published layout, as many as CMS published for July 2024.
"""

import datetime as dt
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PAIRS = 1_669_820
ON = dt.date(2026, 11, 2)
_HEADING = "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n"
_COLUMN_2 = 180  # codes to a column 1 code, on average


def rows(count: int) -> Iterator[str]:
    """Rows in the order of the table: codes with 0 first, codes with letters last."""
    firsts = -(-count // _COLUMN_2)
    for number in range(count):
        place, other = divmod(number, _COLUMN_2)
        column1 = f"G{place % 10_000:04}" if place > firsts * 0.9 else f"{place:05}"
        yield f"{column1}\t{10_000 + other:05}\t\t20200101\t*\t{number % 2}\tMisuse of Column Two code\n"


def written(folder: Path, count: int) -> list[Path]:
    """The table in four parts, as it is published."""
    paths = [folder / f"ccipra-v323r0-f{number}.TXT" for number in (1, 2, 3, 4)]
    table = rows(count)
    for path in paths:
        with path.open("w") as stream:
            stream.write(_HEADING)
            stream.writelines(row for _, row in zip(range(-(-count // 4)), table, strict=False))
    return paths


def measured(title: str, work: Callable[[], T]) -> T:
    """Do it; print seconds of the processor, seconds by the clock and how far the peak of memory rose."""
    before, cpu, clock = _peak(), time.process_time(), time.perf_counter()
    done = work()
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    print(f"{title:<34}{cpu:>8.1f} s cpu{clock:>8.1f} s{_peak() - before:>8.0f} MB more")
    return done


def look_ups(title: str, work: Callable[[frozenset[str]], object], visits: list[frozenset[str]]) -> None:
    """Print the mean time of a look-up."""
    start = time.process_time()
    for visit in visits:
        work(visit)
    print(f"{title:<34}{(time.process_time() - start) / len(visits) * 1e6:>8.1f} us")


def main() -> None:
    """Measure, print a small table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as name:
        os.environ["CLEANBILL_DATA"] = os.environ["CLEANBILL_CACHE"] = f"{name}/own"
        from cleanbill import data
        from cleanbill.codes import ncci
        from cleanbill.codes.published import KINDS, ptp

        paths = written(Path(name), count)
        size = sum(path.stat().st_size for path in paths) / 1e6
        print(f"{count:,} pairs, {size:.0f} MB of text")
        now = dt.datetime.now(dt.UTC)
        [holding] = measured("check and keep", lambda: data.add_together(paths, KINDS, now))
        measured("compile", lambda: ptp.opened(holding))
        known = [code for (code,) in ptp.opened(holding).execute("SELECT DISTINCT column1 FROM edit")]
        chosen = random.Random(1)
        visits = [frozenset(chosen.sample(known, 3)) for _ in range(5_000)]
        look_ups("pairs of a day of 3 codes, new", lambda visit: ncci.among(visit, ON), visits)
        look_ups("the same again", lambda visit: ncci.among(visit, ON), visits)
        with data.Unchanging():
            look_ups("the same within one check", lambda visit: ncci.among(visit, ON), visits)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
