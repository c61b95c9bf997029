import datetime as dt
import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill import codes, notes
from cleanbill.coding import choose
from cleanbill.coding.table import diagnoses
from cleanbill.model.reading import Candidate, Fact, NoteFacts, Span

ON = dt.date(2026, 11, 2)
DEV = Path(__file__).parents[4].parent / "shared" / "data" / "notes" / "dev_msk.jsonl"
REGIONS = ["cervical", "thoracic", "lumbar", "lumbosacral", "back_unspecified", "shoulder", "knee", "ankle_foot", None]
facts = st.builds(
    Fact,
    id=st.uuids().map(str),
    start=st.integers(0, 500),
    end=st.integers(501, 600),
    span=st.sampled_from(["L4-5", "right", "sprain/strain", "mechanical", "x"]),
    kind=st.sampled_from(["diagnosis", "complaint", "finding", "cause"]),
    concept=st.sampled_from([*diagnoses(), "trauma", "radiation", "myelopathy", "unheard_of"]),
    section=st.sampled_from(["assessment", "subjective", "objective", "history", "other"]),
    region=st.sampled_from(REGIONS),
    laterality=st.sampled_from(["left", "right", "bilateral", None]),
    assertion=st.sampled_from(["affirmed", "negated", "uncertain", "family", "historical"]),
)
readings = st.builds(
    NoteFacts,
    facts=st.lists(facts, max_size=6).map(tuple),
    region=st.sampled_from(REGIONS),
    laterality=st.sampled_from(["left", None]),
    onset=st.sampled_from(["acute", "chronic", "not_stated"]),
    trauma=st.sampled_from(["none", "traumatic", "ambiguous", "not_stated"]),
)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(readings, st.dates(dt.date(2018, 1, 1), dt.date(2027, 1, 1)), st.booleans())
def test_every_code_is_billable_on_the_date_and_none_excludes_another(
    reading: NoteFacts, on: dt.date, flag: bool
) -> None:
    release = codes.release(on)
    chosen = choose(reading, on, medicare=flag, chiropractic=flag, rehabilitation=not flag)
    assert all(release.billable(c.code, on) and c.title for c in chosen)
    assert len({c.code for c in chosen}) == len(chosen)
    assert not any(release.excludes1(a.code, b.code) for a, b in combinations(chosen, 2))


@many
@given(readings)
def test_every_candidate_makes_its_case(reading: NoteFacts) -> None:
    for candidate in choose(reading, ON):
        assert candidate.for_
        assert candidate.evidence
        assert candidate.code not in {other.code for other in candidate.instead_of}
        assert candidate.question is None or candidate.question.endswith("?")


@many
@given(readings)
def test_the_same_facts_give_the_same_codes(reading: NoteFacts) -> None:
    assert choose(reading, ON) == choose(reading, ON)


@many
@given(st.text(max_size=300))
def test_any_text_can_be_read_and_coded(text: str) -> None:
    choose(notes.read(text), ON)


@pytest.mark.skipif(not DEV.exists(), reason="the notes with known codes are not beside this repository")
def test_the_notes_with_known_codes_are_coded_right() -> None:
    records = [json.loads(line) for line in DEV.read_text("utf-8").splitlines() if line.strip()]
    right = wrong = scored = 0
    for record in records:
        gold, chosen = record["gold"], choose(notes.read(record["text"]), ON)
        first = chosen[0].code if chosen else None
        if gold["codes_primary"] == []:
            assert first is None, record["id"]
        elif gold["codes_primary"]:
            scored += 1
            right += first in gold["codes_primary"]
        wrong += first in gold["codes_wrong"]
        assert all(record["text"][e.start : e.end] == e.span for e in _evidence(chosen))
    assert right / scored >= 0.85
    assert wrong / len(records) <= 0.05


def _evidence(chosen: tuple[Candidate, ...]) -> list[Span]:
    return [span for candidate in chosen for span in candidate.evidence]
