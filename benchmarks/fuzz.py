"""Random damage to whole files, guided by coverage: no reader of X12 raises, hangs or grows.

    pip install atheris
    python benchmarks/fuzz.py READER MINUTES

READER is one of those below. The seeds are the valid files of the tests. The memory is printed after 2,000 inputs; at
the end libFuzzer prints how many it ran and the peak. An exception, or an input of more than ten seconds, stops it.
"""

import datetime as dt
import io
import resource
import sys
from collections import deque
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import atheris  # type: ignore[import-not-found]

SEEDS = Path(__file__).parents[1] / "src" / "cleanbill" / "x12" / "tests" / "valid"
ON = dt.date(2026, 11, 23)

with atheris.instrument_imports(include=["cleanbill.x12", "cleanbill.remittance"]):
    from cleanbill import x12

READERS: dict[str, Any] = {
    "837": x12.read_837,
    "835": lambda stream: [list(payment) for payment in x12.read_835(stream)],
    "999": x12.read_acknowledgement,
    "277ca": x12.read_277ca,
    "270": x12.read_270,
    "271": x12.read_271,
    "276": x12.read_276,
    "277": x12.read_277,
    "278": x12.read_278,
    "json": x12.Trees,
    "validate": lambda stream: x12.Validator(stream, ON),
}


def megabytes() -> float:
    """The most memory that the process has taken."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Fuzz one reader for so many minutes."""
    name, minutes = sys.argv[1], float(sys.argv[2])
    read, seen = READERS[name], count(1)

    def one(data: bytes) -> None:
        found = read(io.BytesIO(data))
        deque(found if hasattr(found, "__iter__") else (), maxlen=0)
        if next(seen) == 2000:
            print(f"{name}: {megabytes():.0f} MB after 2,000 inputs")

    with TemporaryDirectory() as corpus:
        for seed in SEEDS.glob("*.edi"):
            Path(corpus, seed.name).write_bytes(seed.read_text().replace("\n", "~\n").encode())
        limits = [f"-max_total_time={minutes * 60:.0f}", "-timeout=10", "-max_len=6000", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], corpus, *limits], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
