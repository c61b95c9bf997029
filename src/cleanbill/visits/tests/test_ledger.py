"""The ledger is one document that a store keeps, and it contradicts itself nowhere."""

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import Line, PlanOfCare, TherapyAmountUsed
from cleanbill.visits import (
    Appointment,
    Authorization,
    Ledger,
    Stage,
    alerts,
    allocation,
    claim_facts,
    counters,
    move,
    tasks,
)
from cleanbill.visits.states import FOLLOWING
from cleanbill.visits.tests.clinic import (
    MONDAY,
    D,
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


_dates = st.none() | st.sampled_from((D.min, day(0), day(3), D(2027, 2, 1), D.max))
_counts = st.none() | st.sampled_from((0, 1, 999_999))
_auths = st.builds(
    Authorization, id=st.just("x"), coverage=st.sampled_from(("plan", "medicare")), from_=_dates, to=_dates,
    counts=st.sampled_from((None, "visits", "units")), approved=_counts, used_before=_counts,
    codes=st.sampled_from((None, (), ("97110",))), episode=st.sampled_from((None, "knee")),
)  # fmt: skip
_plans = st.builds(
    PlanOfCare, first_treatment_date=_dates, cert_signed=_dates, plan_duration_days=_counts, last_recert_signed=_dates
)
_lines = st.builds(
    Line, code=st.sampled_from(("97110", "98940", "J1885", "?")), units=st.sampled_from((None, 0, 0.5, 2, 999_999)),
    expected_allowed=st.sampled_from((None, Decimal("0.01"))), charge=st.sampled_from((None, Decimal(90))),
)  # fmt: skip
_appointments = st.builds(
    visit, st.just("a"), st.sampled_from((D.min, day(0), D(2027, 2, 1), D.max)),
    discipline=st.sampled_from(("PT", "OT", "chiropractic", "medical")), episode=st.sampled_from((None, "knee")),
    coverages=st.sampled_from(((), ("plan",), ("medicare", "plan"))), lines=st.lists(_lines, max_size=3).map(tuple),
    state=st.sampled_from(("scheduled", "rendered", "billed", "no_show")),
)  # fmt: skip


@given(_auths, _plans, _dates, _appointments, _appointments, st.sampled_from(("booking", "check_in", "note")))
@settings(deadline=None)
def test_whatever_is_known_or_not_every_question_has_an_answer(
    one: Authorization, poc: PlanOfCare, report: D | None, first: Appointment, second: Appointment, stage: Stage
) -> None:
    state = ledger(one, limit(used_before={}), knee(poc=poc, last_report=report), first, replace(second, id="b"))
    for id_ in ("a", "b"):
        found = alerts(state, id_, stage, MONDAY)
        assert all(alert.message.endswith(".") and alert.next.endswith(".") for alert in found)
        assert len({task.id for task in tasks(found)}) == len(tasks(found))
        assert counters(state, state.appointments[id_]).total.of
        claim_facts(state, id_)
