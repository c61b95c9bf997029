"""Earlier claims as clinics keep them: flat or with lines, with little or much said."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


@given(st.lists(CLAIM, max_size=2))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_a_document_may_hold_breaks_it(earlier: list[dict[str, Any]]) -> None:
    prior(*earlier)
