"""What holds of every claim, however a person changed it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill.web.accounts.models import User
from cleanbill.web.claims import acts, post
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.tests.billable import ON, ready, route_to
from cleanbill.web.conftest import Practice

NOW = dt.datetime(2026, 11, 10, 15, tzinfo=dt.UTC)
CODES = st.sampled_from(["97110", "97140", "97530", "97035", "98941", "99213", "G0283"])
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "code": CODES,
            "units": st.integers(0, 5),
            "modifiers": st.lists(st.sampled_from(["GP", "59", "KX", "AT", "CQ", "25"]), max_size=4, unique=True),
            "dx_pointers": st.lists(st.integers(1, 3), max_size=2, unique=True),
            "date": st.just("2026-11-04"),
        },
        optional={"charge": st.decimals("0.01", "500", places=2).map(str), "minutes": st.integers(0, 60)},
    ),
    min_size=1,
    max_size=4,
)
DX = st.lists(st.sampled_from(["M62.830", "M54.50", "M54.5", "S39.012A", "X"]), max_size=3, unique=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, dx=DX)
def test_a_claim_goes_out_exactly_when_nothing_stops_it(
    billed: Claim, lines: list[dict[str, Any]], dx: list[str]
) -> None:
    with transaction.atomic():
        claim = Claim.objects.get(pk=billed.pk)
        actor = User.objects.of(claim.clinic).get(role="owner")
        acts.edit(actor, claim, {**claim.document, "lines": lines, "dx": dx}, ON)
        errors = [one for one in claim.findings if one["severity"] == "error" and not one["allowed"]]
        with post.store() as kept:
            try:
                post.send(actor, claim, kept, NOW, ON)
            except acts.RefusedError:
                assert errors
            else:
                assert not errors
        transaction.set_rollback(True)


@pytest.fixture
def billed(practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claim:
    """A claim that could go out."""
    monkeypatch.setenv("CLEANBILL_STORE", str(tmp_path / "store.sqlite3"))
    claim = ready(practice)
    route_to(practice, tmp_path)
    return claim
