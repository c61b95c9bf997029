"""Reading, writing and validating an 837P, and reading an 835, against a plain split, pyx12 and linuxforhealth-x12.

    python benchmarks/x12.py [claims]

All get the same made-up claims, and cleanbill claims of which no two are alike as well: a reader that keeps what it has
read gains by what comes again, so each file is told with the share of its segments that do not. Each row runs in a
process of its own: the processor time of the best of three runs, the most memory it took. Slow programs get the first
claims alone; rates are by what they got. linuxforhealth-x12 wants an environment of its own (`pip install
linuxforhealth-x12 "pydantic<2" "setuptools<81"`), whose Python LINUXFORHEALTH_X12_PYTHON names.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A program: code that defines `ready(path)` and `work(ready)`, the time of which counts, and what it is given."""

    name: str
    code: str
    share: float = 1.0  # of the claims
    python: str | None = sys.executable
    sample: str = "837"  # what it reads


SPLIT = """
def ready(path): return path
def work(path): return sum(len(segment.split(b"*")) for segment in open(path, "rb").read().split(b"~"))
"""
READ = """
import cleanbill
def ready(path): return path
def work(path):
    with open(path, "rb") as stream: return sum(1 for _ in cleanbill.read_837(stream))
"""
WRITE = """
import datetime, io, cleanbill
from cleanbill.x12.trading import Sending, Trading
from cleanbill.x12.claim.writer import Writer
def ready(path): return list(cleanbill.read_837(open(path, "rb")))  # they are held: its memory is theirs
def work(claims):
    writer = Writer(io.BytesIO(), Sending(datetime.date(2026, 11, 23), 1, Trading(phone="5555550100")))
    for claim in claims: writer.add(claim)
    return writer.close()
"""
VALIDATE = """
import datetime
from cleanbill.x12 import Validator
def ready(path): return path
def work(path):
    with open(path, "rb") as stream: return sum(1 for _ in Validator(stream, datetime.date(2026, 11, 23)))
"""
REMITTANCE = """
import cleanbill
def ready(path): return path
def work(path):
    with open(path, "rb") as stream: return sum(1 for payment in cleanbill.read_835(stream) for _ in payment)
"""
PYX12_READ = """
import pyx12.x12file
def ready(path): return path
def work(path):
    with open(path) as stream: return sum(1 for _ in pyx12.x12file.X12Reader(stream))
"""
PYX12_VALIDATE = """
import io, logging, pyx12.params, pyx12.x12n_document
logging.disable()
def ready(path): return path
def work(path):
    with open(path) as stream:
        return pyx12.x12n_document.x12n_document(pyx12.params.params(), stream, io.StringIO(), None)
"""
LINUXFORHEALTH = """
import pathlib
from linuxforhealth.x12.io import X12ModelReader
def ready(path):  # it knows the guide by a later name alone
    renamed = pathlib.Path(path + ".a2")
    renamed.write_text(pathlib.Path(path).read_text().replace("005010X222A1", "005010X222A2"))
    return str(renamed)
def work(path):
    with X12ModelReader(path) as reader: return sum(1 for _ in reader.models())
"""
RUN = """
import json, resource, sys, time
best, data = 1e9, ready(sys.argv[1])
for _ in range(3):
    start = time.process_time()
    work(data)
    best = min(best, time.process_time() - start)
print(json.dumps([best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
ROWS = (
    Row("bytes.split (floor)", SPLIT),
    Row("cleanbill, to claims", READ),
    Row("cleanbill, validate", VALIDATE),
    Row("cleanbill, write", WRITE),
    Row("pyx12, to segments", PYX12_READ, 0.2),
    Row("pyx12, validate", PYX12_VALIDATE, 0.01),
    Row("linuxforhealth-x12", LINUXFORHEALTH, 0.01, os.environ.get("LINUXFORHEALTH_X12_PYTHON")),
    Row("split of varied claims", SPLIT, sample="varied"),
    Row("cleanbill, to claims", READ, sample="varied"),
    Row("cleanbill, validate", VALIDATE, sample="varied"),
    Row("bytes.split of an 835", SPLIT, sample="835"),
    Row("cleanbill, 835", REMITTANCE, sample="835"),
    Row("pyx12, 835 to segments", PYX12_READ, 0.2, sample="835"),
    Row("pyx12, 835 validate", PYX12_VALIDATE, 0.01, sample="835"),
)


def sample(count: int, folder: str, kind: str) -> Path:
    """A file of `count` claims, made in another process: a child's peak is never told as less than its parent's."""
    path = Path(folder, f"{count}.{kind}")
    program = ["remittances_sample.py", str(count)] if kind == "835" else ["claims_sample.py", str(count), kind]
    if not path.exists():
        with path.open("wb") as file:
            subprocess.run([sys.executable, HERE / program[0], *program[1:]], cwd=HERE, stdout=file, check=True)
    return path


def once(path: Path) -> float:
    """The share of a file's segments whose text comes once in it."""
    texts = Counter(path.read_bytes().split(b"~"))
    return sum(1 for times in texts.values() if times == 1) / texts.total()


def measure(python: str, code: str, path: Path) -> tuple[float, float]:
    """Seconds of one pass over the file, and the megabytes that the process took."""
    done = subprocess.run([python, "-c", code + RUN, str(path)], stdout=subprocess.PIPE, check=True)
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes


def main() -> None:
    """Measure row by row, print a table; `times the floor` is the time for the same bytes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    floors: dict[str, float] = {}  # seconds a byte, of the first row of a kind
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("837", "varied"):
            path = sample(count, folder, kind)
            size = path.stat().st_size / 1e6
            print(f"{kind}: {count:,} claims of 3 lines, {size:.1f} MB; {once(path):.0%} of the segments come once")
        print(f"{'':24}{'claims':>9}{'MB/s':>9}{'claims/s':>12}{'times the floor':>18}{'most memory':>14}")
        for name, code, share, python, kind in ROWS:
            if not python:
                print(f"{name:24}not measured: LINUXFORHEALTH_X12_PYTHON is not set")
                continue
            some = max(1, round(count * share))
            path = sample(some, folder, kind)
            bytes_read = path.stat().st_size
            seconds, megabytes = measure(python, code, path)
            floor = floors.setdefault(kind, seconds / bytes_read)
            pace = seconds / bytes_read / floor
            rates = f"{bytes_read / seconds / 1e6:>9.2f}{some / seconds:>12,.0f}{pace:>18,.1f}"
            print(f"{name:24}{some:>9,}{rates}{megabytes:>11.0f} MB")


if __name__ == "__main__":
    main()
