"""Claims checked per second of one core, against plain `bytes.split` on the same 837P in the same run.

    python benchmarks/claims.py [claims]

Then `cleanbill check` itself over so many claims and over ten times as many, in one process and in two: the rate by
the clock, its output included, and the most memory that one process took.
"""

import datetime as dt
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cleanbill
from claims_sample import claims_837, claims_jsonl
from cleanbill.data import Unchanging
from cleanbill.model.claim import Claim
from cleanbill.model.decode import decode_claim

ON = dt.date(2026, 11, 23)


MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""  # in a process of its own: a child's peak is never told as less than its parent's size
COMMAND = Path(sys.executable).with_name("cleanbill")


def only_check(claims: list[Claim]) -> int:
    """Check claims that are read already; returns the number of findings."""
    return sum(len(cleanbill.check_claim(claim, ON)) for claim in claims)


def from_json(data: bytes) -> int:
    """Decode and check every claim of a JSONL file; returns the number of findings."""
    return sum(len(cleanbill.check_claim(decode_claim(line), ON)) for line in data.splitlines())


def from_837(data: bytes) -> int:
    """Read and check every claim of an 837P; returns the number of findings."""
    return sum(len(cleanbill.check_claim(claim, ON)) for claim in cleanbill.read_837(io.BytesIO(data)))


def only_split(data: bytes) -> int:
    """The floor: cut the 837P into segments and elements and throw them away."""
    return sum(len(segment.split(b"*")) for segment in data.split(b"~"))


def seconds(work: Callable[[Any], int], data: Any) -> float:
    """The processor time of the best of five runs."""
    best = float("inf")
    with Unchanging():  # as over the files of one `cleanbill check`
        for _ in range(5):
            start = time.process_time()
            work(data)
            best = min(best, time.process_time() - start)
    return best


def command(data: bytes, jobs: int) -> tuple[float, float]:
    """The seconds of `cleanbill check` over a file, and the megabytes its largest process took."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        words = [str(COMMAND), "check", file.name, "--on", str(ON), "--format", "jsonl", "--jobs", str(jobs)]
        done = subprocess.run([sys.executable, "-c", MEASURE, *words], capture_output=True, check=True)
    took, kilobytes = map(float, done.stdout.split())
    return took, kilobytes / 1024


def main() -> None:
    """Measure, print two small tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    as_json, as_837 = claims_jsonl(count), claims_837(count)
    only_check([decode_claim(as_json.splitlines()[0])])  # opens the tables
    floor = seconds(only_split, as_837)
    print(f"{count:,} claims of 3 lines; 837P {len(as_837) / 1e6:.1f} MB, JSON {len(as_json) / 1e6:.1f} MB")
    print(f"{'':24}{'claims/s':>12}{'times the floor':>18}")
    print(f"{'bytes.split (floor)':24}{count / floor:>12,.0f}{1:>18.1f}")
    took_837 = seconds(from_837, as_837)  # before any claims are held in memory, as a file's never are
    took_json = seconds(from_json, as_json)
    claims = [decode_claim(line) for line in as_json.splitlines()]
    for name, took in (
        ("check alone", seconds(only_check, claims)),
        ("JSON decode + check", took_json),
        ("837P read + check", took_837),
    ):
        print(f"{name:24}{count / took:>12,.0f}{took / floor:>18.1f}")
    print(f"\n{'cleanbill check':24}{'claims':>10}{'--jobs':>8}{'claims/s':>12}{'most memory':>14}")
    for name, write in (("JSONL", claims_jsonl), ("837P", claims_837)):
        for many in (count, 10 * count):
            data = write(many)
            for jobs in (1, 2):
                took, memory = command(data, jobs)
                print(f"{name:24}{many:>10,}{jobs:>8}{many / took:>12,.0f}{memory:>11.0f} MB")


if __name__ == "__main__":
    main()
