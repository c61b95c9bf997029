"""Random damage to whole files, guided by coverage: no reader of X12 or of claims raises, hangs or grows.

    pip install atheris
    python benchmarks/fuzz.py READER MINUTES

READER is one of those below; `json` writes what it read as `x12 json` does, whole and line by line. The seeds are the
valid files of the tests, for `claim` the claims of the rules' examples. The memory is printed after 2,000 inputs; at
the end libFuzzer prints how many it ran and the peak. An exception, or an input of more than ten seconds, stops it.
"""

import contextlib
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
import msgspec

SEEDS = Path(__file__).parents[1] / "src" / "cleanbill" / "x12" / "tests" / "valid"
ON = dt.date(2026, 11, 23)

with atheris.instrument_imports(include=["cleanbill.x12", "cleanbill.remittance", "cleanbill.model"]):
    from cleanbill import x12
    from cleanbill.cli.show_x12 import show_trees
    from cleanbill.model.decode import DocumentError, decode_claim


def both(*readers: Any) -> Any:
    """A reader that reads as each of these does."""
    return lambda stream: [list(reader(io.BytesIO(stream.getvalue()))) for reader in readers]


def claim(stream: io.BytesIO) -> None:
    """A claim document, or the one sentence that says what is wrong with it."""
    with contextlib.suppress(DocumentError):
        msgspec.json.encode(decode_claim(stream.getvalue()))


def as_json(stream: io.BytesIO) -> None:
    """A file as one JSON document, and as one of a claim a line; both can be read."""
    for lines in (False, True):
        with contextlib.redirect_stdout(io.StringIO()) as written:
            show_trees(x12.Trees(io.BytesIO(stream.getvalue()), lines), lines)
        for document in written.getvalue().split("\n"):
            if document:
                msgspec.json.decode(document)


READERS: dict[str, Any] = {
    "837": x12.read_837,
    "835": lambda stream: [list(payment) for payment in x12.read_835(stream)],
    "999": x12.read_acknowledgement,
    "277ca": x12.read_277ca,
    "270/271": both(x12.read_270, x12.read_271),
    "276/277": both(x12.read_276, x12.read_277),
    "278": x12.read_278,
    "claim": claim,
    "json": as_json,
    "validate": lambda stream: x12.Validator(stream, ON),
}


def seeds(name: str) -> dict[str, bytes]:
    """Valid files by name."""
    if name == "claim":
        from cleanbill.rules import register

        examples = [example for rule in register() for example in rule.examples]
        return {str(number): msgspec.json.encode(example.claim) for number, example in enumerate(examples)}
    return {seed.name: seed.read_text().replace("\n", "~\n").encode() for seed in SEEDS.glob("*.edi")}


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
        for seed, data in seeds(name).items():
            Path(corpus, seed).write_bytes(data)
        limits = [f"-max_total_time={minutes * 60:.0f}", "-timeout=10", "-max_len=6000", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], corpus, *limits], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
