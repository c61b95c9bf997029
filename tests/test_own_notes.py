"""The notes written for measuring the reader: their form, spans and codes; never what the reader makes of them."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanbill import codes

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
HALVES = ("tune", "held")
ON = dt.date(2026, 11, 2)
ELEMENTS = {"site", "onset", "finding", "non_trauma", "rationale"}
STATUSES = {"affirmed", "negated", "hypothetical", "historical", "family", "uncertain"}
SPANS = ("objective_findings", "assertions", "treatments", "functional_limits")
SCALARS = {
    "onset": {"acute", "subacute", "chronic", "acute_on_chronic", "not_stated"},
    "trauma": {"none", "traumatic", "ambiguous", "not_stated"},
    "spasm": {"affirmed", "negated", "absent", "hypothetical"},
    "laterality": {"left", "right", "bilateral"},
}
each_half = pytest.mark.parametrize("half", HALVES)


def records(half: str) -> list[dict[str, Any]]:
    """The notes of one half with their gold."""
    text = (BENCHMARKS / f"notes_{half}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def spans(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every span of one note's gold."""
    if gold["site"]:
        yield gold["site"]
    for field in SPANS:
        yield from gold.get(field, ())


@each_half
def test_each_half_holds_at_least_thirty_notes(half: str) -> None:
    assert len(records(half)) >= 30


def test_no_two_notes_share_an_id_or_a_text() -> None:
    both = [record for half in HALVES for record in records(half)]
    for field in ("id", "text"):
        assert len({record[field] for record in both}) == len(both), field


@each_half
def test_a_note_lies_in_the_half_its_hash_says(half: str) -> None:
    for record in records(half):
        first = int(hashlib.sha256(record["text"].encode()).hexdigest()[:2], 16)
        assert HALVES[first % 2] == half, record["id"]


@each_half
def test_every_span_is_the_text_at_its_place(half: str) -> None:
    for record in records(half):
        for span in spans(record["gold"]):
            assert span["span"], record["id"]
            assert record["text"][span["start"] : span["end"]] == span["span"], record["id"]


@each_half
def test_gold_uses_only_the_words_of_its_format(half: str) -> None:
    for record in records(half):
        gold = record["gold"]
        for field, words in SCALARS.items():
            value = gold[field]
            assert value is None or set(value if isinstance(value, list) else [value]) <= words, record["id"]
        assert {mention["status"] for mention in gold["assertions"]} <= STATUSES, record["id"]
        assert set(gold["missing"]) | set(gold["missing_unsure"]) <= ELEMENTS, record["id"]
        assert not set(gold["missing"]) & set(gold["missing_unsure"]), record["id"]


@each_half
def test_a_right_code_is_billable_and_never_called_wrong(half: str) -> None:
    release = codes.release(ON)
    for record in records(half):
        gold = record["gold"]
        right = [*(gold["codes_primary"] or []), *gold["codes_secondary"]]
        assert not set(right) & set(gold["codes_wrong"]), record["id"]
        for code in right:
            assert release.status(code, ON).billable, f"{record['id']}: {code}"
