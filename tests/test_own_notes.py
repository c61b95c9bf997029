"""The notes written for measuring the reader: their form, spans and codes; never what the reader makes of them."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanbill import codes

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SETS = ("tune", "untouched")
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
each_set = pytest.mark.parametrize("name", SETS)


def records(name: str) -> list[dict[str, Any]]:
    """The notes of one set with their gold."""
    text = (BENCHMARKS / f"notes_{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def spans(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every span of one note's gold."""
    if gold["site"]:
        yield gold["site"]
    for field in SPANS:
        yield from gold.get(field, ())


def test_no_two_notes_share_an_id_or_a_text() -> None:
    both = [record for name in SETS for record in records(name)]
    for field in ("id", "text"):
        assert len({record[field] for record in both}) == len(both), field


@each_set
def test_every_span_is_the_text_at_its_place(name: str) -> None:
    for record in records(name):
        for span in spans(record["gold"]):
            assert span["span"], record["id"]
            assert record["text"][span["start"] : span["end"]] == span["span"], record["id"]


@each_set
def test_gold_uses_only_the_words_of_its_format(name: str) -> None:
    for record in records(name):
        gold = record["gold"]
        for field, words in SCALARS.items():
            value = gold[field]
            assert value is None or set(value if isinstance(value, list) else [value]) <= words, record["id"]
        assert {mention["status"] for mention in gold["assertions"]} <= STATUSES, record["id"]
        assert set(gold["missing"]) | set(gold["missing_unsure"]) <= ELEMENTS, record["id"]
        assert not set(gold["missing"]) & set(gold["missing_unsure"]), record["id"]


@each_set
def test_a_right_code_is_billable_and_never_called_wrong(name: str) -> None:
    release = codes.release(ON)
    for record in records(name):
        gold = record["gold"]
        right = [*(gold["codes_primary"] or []), *gold["codes_secondary"]]
        assert not set(right) & set(gold["codes_wrong"]), record["id"]
        for code in right:
            assert release.status(code, ON).billable, f"{record['id']}: {code}"


@each_set
def test_gold_of_published_notes_holds_none_of_their_words(name: str) -> None:
    for line in (BENCHMARKS / f"gold_{name}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert record["text_of"], record["id"]
        assert "text" not in record, record["id"]
        assert all("span" not in span for span in spans(record["gold"])), record["id"]
