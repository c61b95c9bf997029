"""The code set against simple_icd_10_cm, which carries the same Tabular List: opening, memory, look-ups per second.

python benchmarks/code_set.py
"""

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from cleanbill import codes
from cleanbill.codes.icd10cm import build, compiled, edition_on

ON = dt.date(2026, 9, 30)  # the edition that the other carries
SAMPLE = 5_000
OURS = "import datetime; from cleanbill import codes; codes.release(datetime.date(2026, 9, 30))"
THEIRS = "import simple_icd_10_cm"
MEASURED = """
import pathlib, time
def grown():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
before, start = grown(), time.perf_counter()
{work}
print(time.perf_counter() - start, grown() - before)
"""


def opening(work: str) -> tuple[float, float]:
    """Seconds and megabytes (Linux) that importing and opening take in a fresh interpreter; the best of three."""
    command = [sys.executable, "-c", MEASURED.format(work=work)]
    runs = [subprocess.run(command, capture_output=True, check=True, text=True).stdout.split() for _ in range(3)]
    return min((float(seconds), float(megabytes)) for seconds, megabytes in runs)


def per_second(look_up: Callable[[str], object], asked: Sequence[str]) -> float:
    """Look-ups per second, the best of three passes (the first fills the caches)."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for code in asked:
            look_up(code)
        best = max(best, len(asked) / (time.perf_counter() - start))
    return best


def look_ups() -> list[tuple[str, float, float]]:
    """What is looked up, and how often a second by ours and by theirs."""
    ours = codes.release(ON)
    theirs: Any = import_module("simple_icd_10_cm")
    every = [row[0] for row in ours.rows("SELECT code FROM node WHERE last = id")]
    sample = every[:: len(every) // SAMPLE]
    return [
        ("billable on a date; theirs: leaf",
         per_second(lambda c: ours.billable(c, ON), sample), per_second(theirs.is_leaf, sample)),
        ("title", per_second(ours.title, sample), per_second(theirs.get_description, sample)),
        ("record; theirs: own notes, no dates",
         per_second(lambda c: ours.lookup(c, ON), sample[::10]), per_second(theirs.get_full_data, sample[::10])),
        ("Excludes1 of two codes", per_second(lambda c: ours.excludes1(c, "M54.50"), sample), 0.0),
    ]  # fmt: skip


def run() -> list[tuple[str, str, str, str]]:
    """Rows of the table: what, ours, theirs, how many times better ours is."""
    if not compiled(edition_on(ON)).exists():
        build([edition_on(ON)])
    (seconds, megabytes), (their_seconds, their_megabytes) = opening(OURS), opening(THEIRS)
    rows = [
        ("import and open", f"{seconds * 1e3:,.0f} ms", f"{their_seconds * 1e3:,.0f} ms", their_seconds / seconds),
        ("memory", f"{megabytes:,.0f} MB", f"{their_megabytes:,.0f} MB", their_megabytes / megabytes),
    ]
    for what, mine, other in look_ups():
        rows.append((what, f"{mine:,.0f}/s", f"{other:,.0f}/s" if other else "none", mine / other if other else 0.0))
    return [(what, mine, other, f"{ratio:,.2f}" if ratio else "") for what, mine, other, ratio in rows]


def main() -> None:
    """Measure, print a small table."""
    print(f"{'':38}{'cleanbill':>14}{'simple_icd_10_cm':>18}{'times better':>15}")
    for what, mine, other, ratio in run():
        print(f"{what:38}{mine:>14}{other:>18}{ratio:>15}")


if __name__ == "__main__":
    main()
