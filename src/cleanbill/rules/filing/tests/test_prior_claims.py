"""Earlier claims as clinics keep them: flat or with lines, with little or much said."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleanbill
from cleanbill.model.decode import claim_from
from cleanbill.rules.prior import PriorLine, adjudicated

KEYS = ["claim_id", "status", "date", "code", "units", "modifiers", "lines", "rendering", "remark", "rarcs"]
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2)
LINE = st.dictionaries(st.sampled_from(KEYS), PLAIN, max_size=4)
CLAIM = st.dictionaries(st.sampled_from(KEYS), PLAIN | LINE | st.lists(LINE | PLAIN, max_size=2), max_size=5)


def prior(*earlier: dict[str, Any]) -> list[PriorLine]:
    return list(adjudicated(claim_from({"history": {"prior_claims": list(earlier)}})))


def test_a_flat_claim_is_its_own_line_and_a_line_takes_its_claims_date() -> None:
    (flat,) = prior({"claim_id": "C-1", "status": "Paid", "date": "2026-03-16", "code": " 97110", "units": 2})
    (lined,) = prior({"status": "paid", "date": "2026-03-16", "lines": [{"code": "97110", "modifiers": ["gp"]}]})
    assert (flat.code, flat.date, flat.status, flat.modifiers) == ("97110", lined.date, "paid", None)
    assert (lined.modifiers, lined.units) == (frozenset({"GP"}), None)


@pytest.mark.parametrize(
    "not_judged",
    [{"status": "rejected"}, {"status": "voided"}, {"remarks": ["MA130"]}, {"rarc": "ma130"}, {"date": "soon"},
     {"date": None}, {"code": None}],
)  # fmt: skip
def test_what_no_payer_judged_and_what_cannot_be_read_is_no_earlier_line(not_judged: dict[str, Any]) -> None:
    assert not prior({"status": "paid", "date": "2026-03-16", "code": "97110"} | not_judged)


def test_the_clinician_may_stand_flat_or_under_rendering() -> None:
    same = {"date": "2026-03-16", "code": "97110"}
    flat, nested = prior(same | {"rendering_npi": "1456789126"}, same | {"rendering": {"npi": "1456789126"}})
    assert flat.rendering_npi == nested.rendering_npi == "1456789126"


def test_the_clinician_of_a_claim_is_that_of_its_lines() -> None:
    lines = [{"code": "97110"}, {"code": "97140", "rendering_npi": "1234567893"}]
    found = prior({"date": "2026-03-16", "rendering_npi": "1456789126", "lines": lines})
    assert [one.rendering_npi for one in found] == ["1456789126", "1234567893"]


@pytest.mark.parametrize("whole", [{"status": "rejected"}, {"remarks": ["N1", "MA130"]}, {"rarcs": ["MA130"]}])
def test_of_a_claim_that_no_payer_judged_no_line_counts_and_the_next_claim_does(whole: dict[str, Any]) -> None:
    lines = [{"code": "97110", "date": "2026-03-16", "status": "paid", "remarks": []}]
    judged = {"claim_id": None, "date": "2026-03-17", "code": "g0283"}
    (one,) = prior({"lines": lines} | whole, judged)
    assert (one.claim_id, one.status, one.code, one.date.day) == ("", "", "G0283", 17)


@given(st.lists(CLAIM, max_size=2))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_a_document_may_hold_breaks_it(earlier: list[dict[str, Any]]) -> None:
    prior(*earlier)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"claim_id": "C-17", "status": "paid"}, " on claim C-17 (paid)"),
        ({"claim_id": "C-17"}, " on claim C-17"),
        ({}, ""),
    ],
)
def test_a_duplicate_is_told_with_what_is_known_of_the_earlier_claim(said: dict[str, str], words: str) -> None:
    earlier = {"code": "97110", "date": "2026-03-16"} | said
    claim = {"lines": [{"code": "97110", "date": "2026-03-16"}], "history": {"prior_claims": [earlier]}}
    told = [
        one.message for one in cleanbill.check_claim(claim, dt.date(2026, 11, 23)) if "billed before" in one.message
    ]
    assert told == [f"97110 (exercise) of 2026-03-16 was billed before{words}."]


def test_a_place_that_does_not_exist_is_told_without_a_date_where_there_is_none() -> None:
    claim = {"place_of_service": "00", "lines": [{"code": "97110"}]}
    assert "'00' is no place of service." in {o.message for o in cleanbill.check_claim(claim, dt.date(2026, 11, 23))}
