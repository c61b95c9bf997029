"""The searches that the code search is measured with: enough of them, none twice, every answer a code in force."""

import csv
import datetime as dt
import hashlib
from pathlib import Path

import pytest

from cleanbill import codes

ON = dt.date(2026, 11, 2)
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
HALVES = ("tune", "held")
ORIGINS = {"index", "inclusion", "title", "abbreviation", "lay", "misspelling", "side", "fragment"}


def rows(half: str) -> list[dict[str, str]]:
    """The rows of one half."""
    lines = (BENCHMARKS / f"search_queries_{half}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("half", HALVES)
def test_a_half_is_large_and_names_its_source(half: str) -> None:
    assert len(rows(half)) >= 200
    assert "source" in (BENCHMARKS / f"search_queries_{half}.csv").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("half", HALVES)
def test_every_row_says_where_its_words_come_from(half: str) -> None:
    for row in rows(half):
        assert row["origin"] in ORIGINS, row
        assert row["msk"] in {"yes", "no"}, row


@pytest.mark.parametrize("half", HALVES)
def test_the_digest_of_a_query_puts_it_into_its_half(half: str) -> None:
    for row in rows(half):
        even = int(hashlib.sha256(row["query"].encode()).hexdigest()[:2], 16) % 2 == 0
        assert even == (half == "tune"), row["query"]


def test_no_search_is_asked_twice() -> None:
    asked = [" ".join(row["query"].lower().split()) for half in HALVES for row in rows(half)]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("half", HALVES)
def test_every_accepted_answer_is_a_billable_code_or_begins_one(half: str) -> None:
    release = codes.release(ON)
    billable = {code for (code,) in release.rows("SELECT code FROM node") if release.billable(code, ON)}
    beginnings = {code[:n] for code in billable for n in range(3, len(code) + 1)}
    for row in rows(half):
        assert row["accepted"], row
        for answer in row["accepted"].split():
            assert answer in billable or (answer.endswith("-") and answer[:-1] in beginnings), (row["query"], answer)
