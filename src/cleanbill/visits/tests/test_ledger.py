"""The ledger is one document that a store keeps, and it contradicts itself nowhere."""

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.model.claim import TherapyAmountUsed
from cleanbill.visits import Ledger, allocation, move
from cleanbill.visits.states import FOLLOWING
from cleanbill.visits.tests.clinic import (
    MONDAY,
    auth,
    booked,
    day,
    knee,
    ledger,
    limit,
    medicare_visit,
    moved,
    revised,
    visit,
)


def whole() -> Ledger:
    state = ledger(auth("x", 4), limit(), knee(), visit("a", day(0)), visit("b", day(1)), medicare_visit("c", day(2)),
                   amounts={2026: TherapyAmountUsed(pt_slp=Decimal("12.50"))})  # fmt: skip
    return revised(moved(state, "a", "billed"), "x", MONDAY, approved=9)


def test_a_ledger_is_read_back_as_it_was_written() -> None:
    written = msgspec.json.encode(whole())
    assert msgspec.json.decode(written, type=Ledger) == whole()


@pytest.mark.parametrize(
    ("part", "value", "sentence"),
    [
        (
            "authorizations",
            {"x": {"id": "x", "coverage": "none"}},
            "'x' names 'none', which is not among the ledger's cov",
        ),
        ("authorizations", {"x": {"id": "x", "coverage": "c", "episode": "e"}}, "'x' names 'e'"),
        ("benefits", {"x": {"id": "x", "coverage": "none", "visit_limit": 3}}, "'x' names 'none'"),
        (
            "benefits",
            {"x": {"id": "x", "coverage": "c", "visit_limit": 3, "year_starts": "02-30"}},
            "expected month-day",
        ),
        ("coverages", {"x": {"id": "y"}}, "Under 'x' stands the id 'y'"),
        (
            "appointments",
            {"x": {"id": "x", "start": "2026-03-02T09:00:00Z", "minutes": 5, "discipline": "PT"}},
            "timezone",
        ),
        ("appointments", {"x": {"id": "x", "start": "2026-03-02T09:00:00", "minutes": 0, "discipline": "PT"}}, ">= 1"),
        ("visits", {}, "unknown field"),
    ],
)
def test_a_document_that_contradicts_itself_is_refused_in_a_sentence(part: str, value: Any, sentence: str) -> None:
    document = {"patient": "p", "coverages": {"c": {"id": "c"}}} | {part: value}
    with pytest.raises(msgspec.ValidationError, match=sentence):
        msgspec.json.decode(json.dumps(document), type=Ledger)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=25))
@settings(deadline=None)
def test_a_ledger_after_any_moves_is_read_back_with_the_same_allocation(walk: list[tuple[int, int]]) -> None:
    state = booked(ledger(auth("x", 4), auth("y", 2, counts="units")), *(visit(str(n), day(n)) for n in range(5)))
    for id_, choice in walk:
        if following := FOLLOWING[state.appointments[str(id_)].state]:
            state = move(state, str(id_), following[choice % len(following)])
    again = msgspec.json.decode(msgspec.json.encode(state), type=Ledger)
    assert allocation(again, "plan") == allocation(state, "plan")
    assert sum(allocation(state, "plan").used["x"].values()) <= 4
