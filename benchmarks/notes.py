"""What reading notes costs and how right it is: `python benchmarks/notes.py`.

Prints the scores on the development notes (by the shared score tool), negation F1 on the NegEx test sentences,
milliseconds a note for notes of about 2,000 characters, the time for one megabyte, import time and memory.
Needs the `shared` folder beside the repository.
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


def records(name: str) -> Iterator[dict[str, Any]]:
    """The records of one of the shared sets."""
    with (NOTES / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def development() -> None:
    """Scores on the notes that carry gold, facts and codes."""
    import cleanbill

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        for record in records("dev_msk.jsonl"):
            reading = cleanbill.read_note(record["text"], ON, id=record["id"])
            predicted.write(json.dumps(to_builtins(reading)) + "\n")
        predicted.flush()
        tool = [sys.executable, str(SHARED / "tools" / "score_notes.py"), str(NOTES / "dev_msk.jsonl")]
        subprocess.run([*tool, predicted.name], check=True)


def negation() -> None:
    """Precision, recall and F1 of negation over all sentences of the NegEx set."""
    from cleanbill.notes.assertion import Judge
    from cleanbill.notes.page import Page
    from cleanbill.notes.words import canonical

    hits = false = missed = count = 0
    start = time.perf_counter()
    for record in records("negex_part.jsonl"):
        count += 1
        concept, sentence = record["concept"].upper(), record["sentence"]
        at = sentence.find(concept)
        said = False
        if at >= 0:
            page = Page(sentence)
            words = canonical(page)
            first = min(page.token_at(at), len(words) - 1)
            last = max(page.token_at(at + len(concept)), first + 1)
            said = Judge(page, words).judge(first, last).status == "negated"
        gold = record["negation"] == "Negated"
        hits, false, missed = hits + (gold and said), false + (said and not gold), missed + (gold and not said)
    seconds = time.perf_counter() - start
    precision, recall = hits / (hits + false), hits / (hits + missed)
    f1 = 2 * precision * recall / (precision + recall)
    rate = f"{count} sentences, {count / seconds:,.0f} a second"
    print(f"negation: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} over {rate}")


def speed() -> None:
    """Milliseconds a note."""
    from cleanbill.notes import read

    texts = [record["text"] for record in records("mtsamples_part.jsonl")]
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
    development()
    negation()
    imports()
    speed()
    print(f"memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
