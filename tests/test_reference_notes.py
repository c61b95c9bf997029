"""The reader and the coder on the reference notes, by the scoring tool that came with them: floors, not aims."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import msgspec

import cleanbill

FLOORS = (
    "field.region=0.9", "field.onset=0.9", "field.trauma=0.9", "field.spasm=0.95", "find.f1=0.85", "assert.acc=0.9",
    "missing.f1=0.9", "spasm.false_affirm<=0", "code.top1=0.9", "code.wrong1<=0.05", "code.abstain=1", "span.valid=1",
    "evid.any=1",
)  # fmt: skip


def test_the_reference_notes_are_read_and_coded_as_their_gold_says(shared: Path, tmp_path: Path) -> None:
    gold = shared / "data" / "notes" / "dev_msk.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("wb") as out:
        for line in gold.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            reading = cleanbill.read_note(record["text"], dt.date(2026, 11, 2), id=record["id"])
            out.write(msgspec.json.encode(reading) + b"\n")
    tool = shared / "tools" / "score_notes.py"
    done = subprocess.run(
        [sys.executable, tool, gold, predicted, "--require", *FLOORS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
