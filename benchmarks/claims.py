"""Claims checked per second, from JSON and from 837P, against plain `bytes.split` on the same 837P in the same run.

python benchmarks/claims.py [claims]
"""

import datetime as dt
import io
import resource
import sys
import time
from collections.abc import Callable

import cleanbill
from claims_sample import claims_837, claims_jsonl
from cleanbill.model.decode import decode_claim

ON = dt.date(2026, 11, 23)


def from_json(data: bytes) -> int:
    """Decode and check every claim of a JSONL file; returns the number of findings."""
    return sum(len(cleanbill.check_claim(decode_claim(line), ON)) for line in data.splitlines())


def from_837(data: bytes) -> int:
    """Read and check every claim of an 837P; returns the number of findings."""
    return sum(len(cleanbill.check_claim(claim, ON)) for claim in cleanbill.read_837(io.BytesIO(data)))


def only_split(data: bytes) -> int:
    """The floor: cut the 837P into segments and elements and throw them away."""
    return sum(len(segment.split(b"*")) for segment in data.split(b"~"))


def seconds(work: Callable[[bytes], int], data: bytes) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work(data)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Measure, print a small table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    as_json, as_837 = claims_jsonl(count), claims_837(count)
    cleanbill.check_claim(decode_claim(as_json.splitlines()[0]), ON)  # opens the tables
    floor = seconds(only_split, as_837)
    print(f"{count:,} claims of 3 lines; 837P {len(as_837) / 1e6:.1f} MB, JSON {len(as_json) / 1e6:.1f} MB")
    print(f"{'':24}{'claims/s':>12}{'times the floor':>18}")
    print(f"{'bytes.split (floor)':24}{count / floor:>12,.0f}{1:>18.1f}")
    for name, work, data in (("837P read + check", from_837, as_837), ("JSON decode + check", from_json, as_json)):
        took = seconds(work, data)
        print(f"{name:24}{count / took:>12,.0f}{took / floor:>18.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
