"""What reading notes costs and how right it is: `python benchmarks/notes.py`.

Prints the scores (by the shared score tool) on the development notes and on both halves of our own notes (notes.md says
what they are), milliseconds a note for notes of about 2,000 characters, the time for one megabyte, import time and
memory. Needs the `shared` folder beside the repository. `negation.py` measures negation against other libraries.
"""

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import to_builtins

SHARED = Path(__file__).resolve().parents[2] / "shared"
NOTES = SHARED / "data" / "notes"
ON = dt.date(2026, 11, 2)


OURS = Path(__file__).parent
SETS = (
    NOTES / "dev_msk.jsonl",
    OURS / "notes_tune.jsonl",
    OURS / "notes_second.jsonl",
    OURS / "notes_held.jsonl",
)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a set."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def scores(path: Path) -> None:
    """Scores on notes that carry gold, facts and codes. No single error is listed: half of our notes stay unread."""
    import cleanbill

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        for record in records(path):
            reading = cleanbill.read_note(record["text"], ON, id=record["id"])
            predicted.write(json.dumps(to_builtins(reading)) + "\n")
        predicted.flush()
        print(f"== {path.name} ==", flush=True)
        tool = [sys.executable, str(SHARED / "tools" / "score_notes.py"), str(path), predicted.name]
        subprocess.run(tool, check=True)


def speed() -> None:
    """Milliseconds a note."""
    from cleanbill.notes import read

    texts = [record["text"] for record in records(NOTES / "mtsamples_part.jsonl")]
    about = [text for text in texts if 1500 <= len(text) <= 2500]
    read(texts[0])
    took = []
    for text in about:
        start = time.perf_counter()
        read(text)
        took.append(1000 * (time.perf_counter() - start))
    took.sort()
    middle, late = took[len(took) // 2], took[len(took) * 95 // 100]
    print(f"speed: {len(about)} notes of about 2,000 characters, p50 {middle:.2f} ms, p95 {late:.2f} ms")
    for name, text in (
        ("prose", "\n".join(texts)[:1_000_000]),
        ("no x, ", "no spasm, " * 100_000),
        ("((((", "(" * 1_000_000),
    ):
        start = time.perf_counter()
        read(text)
        print(f"speed: one megabyte of {name!r}: {time.perf_counter() - start:.1f} s")


def imports() -> None:
    """Milliseconds from nothing to the first note read, the interpreter's own start taken off."""
    took = []
    for code in ("pass", "from cleanbill.notes import read; read('no spasm')"):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        took.append(time.perf_counter() - start)
    print(f"import and first note: {1000 * (took[1] - took[0]):.0f} ms")


if __name__ == "__main__":
    if not NOTES.is_dir():
        sys.exit("The reference notes are not beside the repository; nothing to measure.")
    for each in SETS:
        scores(each)
    imports()
    speed()
    print(f"memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
