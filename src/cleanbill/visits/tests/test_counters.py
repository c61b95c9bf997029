"""The three counters of an appointment, each counted three ways."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.visits import Counter, Ledger, State, counters, move
from cleanbill.visits.states import FOLLOWING
from cleanbill.visits.tests.clinic import D, auth, booked, day, knee, ledger, limit, medicare_visit, moved, visit


def of(state: Ledger, id_: str) -> tuple[Counter, tuple[Counter, ...], tuple[Counter, ...]]:
    found = counters(state, state.appointments[id_])
    return found.total, found.authorized, found.plan


def test_scheduled_rendered_and_billed_are_counted_apart() -> None:
    state = booked(ledger(auth("x", used_before=2), limit()), *(visit(str(n), day(n)) for n in range(5)))
    state = moved(moved(moved(state, "0", "billed"), "1", "signed"), "2", "rendered")
    total, authorized, plan = of(state, "3")
    for count in (total, *authorized, *plan):
        assert (count.billed, count.rendered, count.scheduled) == (1, 2, 2)


def test_an_appointment_is_visit_n_of_m_on_its_authorization_which_ends_on_a_day() -> None:
    state = booked(ledger(auth("x", 12, used_before=4)), *(visit(str(n), day(n)) for n in range(5)))
    _, (count,), _ = of(state, "2")
    assert (count.number, count.limit, count.left, count.ends, count.name) == (7, 12, 3, D(2026, 4, 30), "X")
    assert count.unknown == ()


def test_units_are_counted_where_units_are_authorized() -> None:
    state = booked(ledger(auth("x", 24, counts="units", used_before=10)), visit("a", day(0), "97110x2 97140x2"),
                   visit("b", day(2), "97110x3"))  # fmt: skip
    _, (count,), _ = of(state, "b")
    assert (count.counts, count.number, count.scheduled, count.left) == ("units", 17, 7, 7)


def test_a_plan_limit_counts_across_episodes_and_combined_disciplines() -> None:
    state = ledger(
        limit(30, disciplines=("PT", "OT", "chiropractic"), used_before={D(2026, 1, 1): 20}),
        knee(), visit("a", day(0), episode="knee", coverages=("open",)),
        visit("b", day(1), coverages=("plan",)), visit("c", day(2), discipline="chiropractic"),
        visit("d", day(2), discipline="medical"),
    )  # fmt: skip
    _, _, (count,) = of(state, "c")
    assert (count.number, count.limit) == (22, 30)  # the visit to the other plan and the physician's do not count
    assert of(state, "d")[2] == ()


def test_a_plan_limit_rolls_over_with_the_benefit_year_by_itself() -> None:
    state = ledger(limit(30, year_starts="07-01", used_before={D(2025, 7, 1): 29, D(2026, 7, 1): 0}),
                   visit("june", D(2026, 6, 30)), visit("july", D(2026, 7, 1)))  # fmt: skip
    assert [of(state, id_)[2][0].number for id_ in ("june", "july")] == [30, 1]
    assert of(state, "july")[2][0].ends == D(2027, 6, 30)


def test_an_evaluation_that_the_plan_does_not_count_uses_none_of_the_limit() -> None:
    state = ledger(limit(codes_not_counted=("97161",)), visit("a", day(0), "97161"), visit("b", day(1), "97161 97110"))
    (first,), (second,) = of(state, "a")[2], of(state, "b")[2]
    assert (first.number, second.number, second.scheduled) == (None, 1, 1)


def test_a_patient_who_pays_counts_on_no_limit() -> None:
    state = ledger(auth("x"), limit(), visit("a", day(0), coverages=()))
    assert of(state, "a")[1:] == ((), ())


def test_both_payers_of_a_visit_have_their_authorization() -> None:
    second = auth("y", coverage="open", approved=6)
    state = ledger(auth("x"), second, visit("a", day(0), coverages=("plan", "open")))
    assert [(one.of, one.number) for one in of(state, "a")[1]] == [("x", 1), ("y", 1)]


def test_where_nothing_is_left_the_counter_shows_the_authorization_all_the_same() -> None:
    state = ledger(auth("x", 1), visit("a", day(0)), visit("b", day(2)))
    _, (count,), _ = of(state, "b")
    assert (count.number, count.limit, count.scheduled, count.left) == (None, 1, 1, 0)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"used_before": None}, "Nobody says how many were used before."),
        ({"counts": None}, "Nobody says whether visits or units are counted."),
        ({"approved": None}, "Nobody says how many were approved."),
        ({"counts": "units"}, "The units of 1 of its visits are not known yet."),
    ],
)
def test_what_is_not_known_of_an_authorization_is_said(facts: dict[str, Any], said: str) -> None:
    _, (count,), _ = of(ledger(auth("x", **facts), visit("a", day(0), "")), "a")
    assert count.unknown == (said,)


def test_visits_used_elsewhere_in_the_year_are_not_guessed() -> None:
    _, _, (count,) = of(ledger(limit(used_before={}), visit("a", day(0))), "a")
    assert count.unknown == ("Nobody says how many were used elsewhere in the year from 2026-01-01.",)
    assert (count.before, count.number) == (None, 1)


def test_the_total_is_of_the_episode() -> None:
    state = ledger(knee(), medicare_visit("a", day(0)), medicare_visit("b", day(2)), visit("c", day(1)))
    assert of(state, "b")[0].number == 2
    assert of(state, "c")[0].scheduled == 3  # of its discipline, since it belongs to no episode


# What holds for any ledger

_walks = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=20)


@given(_walks)
@settings(deadline=None)
def test_however_appointments_move_on_the_counts_add_up(walk: list[tuple[int, int]]) -> None:
    state = ledger(auth("x", 4), limit(), *(visit(str(n), day(n)) for n in range(6)))
    for id_, choice in walk:
        following = FOLLOWING[state.appointments[str(id_)].state]
        if following:
            state = move(state, str(id_), following[choice % len(following)])
    states = [one.state for one in state.appointments.values()]
    count = counters(state, state.appointments["0"])
    (plan,), authorized = count.plan, count.authorized
    kept = [one for one in states if one not in ("cancelled", "late_cancel", "no_show")]
    for one in (count.total, plan):
        assert (one.scheduled, one.rendered, one.billed) == (
            sum(one in ("scheduled", "checked_in") for one in kept),
            sum(one in ("rendered", "signed") for one in kept),
            sum(one == "billed" for one in kept),
        )
    for one in authorized:
        assert one.scheduled + one.rendered + one.billed + (one.left or 0) == 4
        assert one.left == max(0, 4 - len(kept))


@given(st.sampled_from(("cancelled", "late_cancel", "no_show")), st.integers(0, 2))
def test_what_is_cancelled_gives_back_what_it_took(state_: State, which: int) -> None:
    before = ledger(auth("x", 3), limit(), visit("other", day(9)))
    full = booked(before, *(visit(str(n), day(n)) for n in range(2)))
    after = move(full, str(which % 2), state_)
    assert after.version == full.version + 1
    kept = full.appointments["other"]
    assert counters(full, kept).authorized[0].left == 0
    assert counters(after, kept).authorized[0].left == 1
    assert counters(after, kept).plan[0].left == 28
    assert booked(after, visit("new", day(4), start=dt.datetime(2026, 3, 6, 9)))
