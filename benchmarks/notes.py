"""What reading notes costs and how right it is: `python benchmarks/notes.py`.

Prints the scores (by the shared score tool) on the development notes and on our own (notes.md says what they are: the
name of a set tells whether the reader was tuned on it), milliseconds a note for notes of about 2,000 characters, the
time for one megabyte, import time and memory. Needs the `shared` folder beside the repository. `negation.py` measures
negation against other libraries.
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
ON = dt.date(2026, 11, 12)
OURS = Path(__file__).parent
SETS = (
    NOTES / "dev_msk.jsonl",
    OURS / "notes_tune.jsonl",
    OURS / "gold_tune.jsonl",
    OURS / "notes_untouched.jsonl",
    OURS / "gold_untouched.jsonl",
)
PUBLISHED = ("mtsamples_part.jsonl", "aci_bench_part.jsonl", "primock57_part.jsonl")


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def whole(path: Path) -> list[dict[str, Any]]:
    """The records of a set with their texts; those of published notes hold gold alone and name the text."""
    found = list(records(path))
    if all("text" in record for record in found):
        return found
    published = {record["id"]: record["text"] for name in PUBLISHED for record in records(NOTES / name)}
    texts = (published[record["text_of"]] for record in found)
    return [
        record | {"text": text, "gold": quoted(record["gold"], text)} for record, text in zip(found, texts, strict=True)
    ]


def quoted(gold: Any, text: str) -> Any:
    """`gold` with the words of every span that names only its place."""
    if isinstance(gold, list):
        return [quoted(each, text) for each in gold]
    if not isinstance(gold, dict):
        return gold
    said = {"span": text[gold["start"] : gold["end"]]} if "start" in gold else {}
    return {name: quoted(value, text) for name, value in gold.items()} | said


def scores(path: Path) -> None:
    """Scores on notes that carry gold, facts and codes. No single error is listed: untouched notes stay unread."""
    import cleanbill

    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder, path.name), Path(folder, "predicted.jsonl")
        with gold.open("w", encoding="utf-8") as truth, predicted.open("w", encoding="utf-8") as said:
            for record in whole(path):
                reading = cleanbill.read_note(record["text"], ON, id=record["id"])
                truth.write(json.dumps(record) + "\n")
                said.write(json.dumps(to_builtins(reading)) + "\n")
        print(f"== {path.name} ==", flush=True)
        tool = SHARED / "tools" / "score_notes.py"
        subprocess.run([sys.executable, str(tool), str(gold), str(predicted)], check=True)


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
    """Milliseconds to import the reader, and to the first note read, the interpreter's own start taken off."""
    codes = ("pass", "import cleanbill.notes", "from cleanbill.notes import read; read('no spasm')")
    start, imported, first = (min(_seconds(code) for _ in range(5)) for code in codes)
    print(f"import: {1000 * (imported - start):.0f} ms; import and first note: {1000 * (first - start):.0f} ms")


def _seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    if not NOTES.is_dir():
        sys.exit("The reference notes are not beside the repository; nothing to measure.")
    for each in SETS:
        scores(each)
    imports()
    speed()
    print(f"memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
