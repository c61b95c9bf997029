"""Booking against limits: what is refused, what is warned of, and two browsers at once."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.calendar import series
from cleanbill.visits import (
    Appointment,
    Booking,
    Coverage,
    Ledger,
    LedgerError,
    State,
    allocation,
    book,
    book_series,
    counters,
    give,
    move,
    record,
    revise,
    step,
)
from cleanbill.visits.tests.clinic import MONDAY, D, auth, booked, day, ledger, limit, moved, revised, visit


def try_to(state: Ledger, appointment: Appointment) -> Booking:
    return book(state, appointment, MONDAY)


def why(booking: Booking) -> list[str]:
    return [one.code for one in booking.alerts if one.severity == "error"]


def test_a_booking_gives_the_next_version_of_the_ledger() -> None:
    state = ledger(auth("x"))
    booking = try_to(state, visit("a", day(0)))
    assert booking.booked
    assert (booking.ledger.version, set(booking.ledger.appointments)) == (1, {"a"})
    assert state.appointments == {}


def test_visit_13_of_12_is_refused_and_changes_nothing() -> None:
    state = ledger(auth("x", 12, used_before=12))
    booking = try_to(state, visit("a", day(0)))
    assert (booking.booked, why(booking)) == (False, ["authorization_used_up"])
    assert booking.ledger is state


def test_visit_12_of_12_is_booked() -> None:
    assert try_to(ledger(auth("x", 12, used_before=11)), visit("a", day(0))).booked


def test_an_earlier_day_does_not_take_the_last_visit_from_the_one_that_has_it() -> None:
    state = booked(ledger(auth("x", 1)), visit("later", day(7)))
    booking = try_to(state, visit("earlier", day(0)))
    assert (booking.booked, set(why(booking))) == (False, {"authorization_used_up"})
    assert "It would take the authorization from the PT visit of 2026-03-09." in [one.message for one in booking.alerts]


def test_an_earlier_day_does_not_take_the_part_of_units_that_another_has() -> None:
    state = ledger(
        auth("x", 2, counts="units"), visit("later", day(7), "97110x3", overruled="The patient pays one unit.")
    )
    assert set(why(try_to(state, visit("earlier", day(0), "97110x1")))) == {"authorization_used_up"}


def test_with_a_reason_it_is_booked_and_the_other_keeps_the_authorization() -> None:
    state = booked(ledger(auth("x", 1)), visit("later", day(7)))
    booking = try_to(state, visit("earlier", day(0), overruled="The payer promised an extension by phone."))
    assert booking.booked
    assert set(allocation(booking.ledger, "plan").uncovered) == {(day(0), "PT")}


def test_a_plan_that_asks_for_no_authorization_refuses_nothing() -> None:
    assert try_to(ledger(), visit("a", day(0), coverages=("open",))).booked


def test_a_plan_of_which_nobody_asked_is_booked_with_a_word() -> None:
    unasked = Coverage(id="plan", eligibility_checked=MONDAY)
    booking = try_to(ledger(unasked), visit("a", day(0)))
    assert booking.booked
    assert [(one.code, one.severity) for one in booking.alerts] == [("authorization_not_known", "not_checked")]


def test_a_plan_that_gave_an_authorization_asks_for_one() -> None:
    unasked = Coverage(id="plan", eligibility_checked=MONDAY)
    assert why(try_to(ledger(unasked, auth("x", 0)), visit("a", day(0)))) == ["authorization_used_up"]
    assert try_to(ledger(unasked, auth("x", 0, disciplines=("OT",))), visit("a", day(0))).booked


def test_an_earlier_day_does_not_push_a_later_visit_over_a_hard_limit() -> None:
    state = booked(ledger(auth("x"), limit(2, hard=True)), visit("a", day(7)), visit("b", day(8)))
    assert why(try_to(state, visit("c", day(0)))) == ["plan_limit_reached"]


def test_a_hard_plan_limit_refuses_and_a_soft_one_warns() -> None:
    used = {D(2026, 1, 1): 30}
    hard, soft = limit(30, hard=True, used_before=used), limit(30, hard=False, used_before=used)
    assert why(try_to(ledger(auth("x"), hard), visit("a", day(0)))) == ["plan_limit_reached"]
    booking = try_to(ledger(auth("x"), soft), visit("a", day(0)))
    assert (booking.booked, [one.code for one in booking.alerts]) == (True, ["plan_limit_reached"])


def test_a_day_after_the_coverage_ended_is_refused() -> None:
    ended = Coverage(id="plan", to=day(3), authorization_required=False, eligibility_checked=MONDAY)
    assert why(try_to(ledger(ended), visit("a", day(4)))) == ["coverage_ended"]
    assert try_to(ledger(ended), visit("a", day(3))).booked


def test_a_scheduled_appointment_can_be_moved_to_another_day() -> None:
    state = booked(ledger(auth("x", 1)), visit("a", day(0)))
    booking = try_to(state, visit("a", day(3)))
    assert booking.booked
    assert list(allocation(booking.ledger, "plan").used["x"]) == [(day(3), "PT")]


def test_what_took_place_cannot_be_booked_again() -> None:
    state = moved(booked(ledger(auth("x")), visit("a", day(0))), "a", "rendered")
    with pytest.raises(LedgerError, match="'a' is rendered"):
        try_to(state, visit("a", day(3)))


def test_an_appointment_for_a_plan_that_is_not_there_is_refused_in_a_sentence() -> None:
    with pytest.raises(LedgerError, match="'a' names 'other', which is not among the ledger's coverages"):
        try_to(ledger(), visit("a", day(0), coverages=("other",)))


def test_a_series_books_what_is_authorized_and_says_which_days_are_not() -> None:
    days = series(MONDAY, {0, 2}, count=6, holidays={day(7)})
    bookings = book_series(ledger(auth("x", 4)), visit("s", MONDAY), days, MONDAY)
    assert [one.booked for one in bookings] == [True] * 4 + [False] * 2
    held = bookings[-1].ledger.appointments
    assert [(id_, one.day) for id_, one in held.items()] == [
        ("s-1", day(0)),
        ("s-2", day(2)),
        ("s-3", day(9)),
        ("s-4", day(14)),
    ]


# States


def test_states_follow_one_another() -> None:
    state = ledger(auth("x"), visit("a", day(0)))
    for name in ("checked_in", "rendered", "signed", "billed", "signed"):
        state = move(state, "a", name)
    assert state.version == 5


@pytest.mark.parametrize(
    ("first", "then"),
    [("cancelled", "scheduled"), ("no_show", "rendered"), ("rendered", "billed"), ("billed", "cancelled")],
)
def test_a_state_that_does_not_follow_is_refused(first: State, then: State) -> None:
    with pytest.raises(LedgerError, match=f"is {first}; {then} does not follow"):
        move(ledger(visit("a", day(0), state=first)), "a", then)


def test_a_state_that_asks_for_no_authorization_is_the_same_without_the_ledger() -> None:
    state = ledger(auth("x"), visit("a", day(0)))
    for name in ("checked_in", "rendered", "signed"):
        after = move(state, "a", name)
        assert step(state.appointments["a"], name) == after.appointments["a"]
        state = after


def test_a_voided_claim_lets_its_authorization_go() -> None:
    state = moved(booked(ledger(auth("x")), visit("a", day(0))), "a", "billed")
    assert state.appointments["a"].billed_under == {"x": 1}
    assert move(state, "a", "signed").appointments["a"].billed_under == {}


def test_services_become_known_when_the_note_is_written() -> None:
    state = booked(ledger(auth("x", 9, counts="units")), visit("a", day(0), ""))
    state = give(move(state, "a", "rendered"), visit("a", day(0), "97110x2", state="rendered"))
    assert allocation(state, "plan").used["x"] == {(day(0), "PT"): 2}


def test_what_is_billed_is_not_changed() -> None:
    state = moved(booked(ledger(auth("x")), visit("a", day(0))), "a", "billed")
    with pytest.raises(LedgerError, match="billed"):
        give(state, replace(state.appointments["a"], lines=()))


def test_an_authorization_is_not_written_over() -> None:
    with pytest.raises(LedgerError, match="is a revision"):
        record(ledger(auth("x")), auth("x", 99))
    with pytest.raises(LedgerError, match="There is no authorization 'y'"):
        revise(ledger(auth("x")), auth("y"), MONDAY)


def test_a_refused_visit_is_booked_once_the_payer_gave_more() -> None:
    state = booked(ledger(auth("x", 1)), visit("a", day(0)))
    assert not try_to(state, visit("b", day(2))).booked
    assert try_to(revised(state, "x", MONDAY, approved=2), visit("b", day(2))).booked


# Several browsers at once


class Store:
    """What a database does in its transaction: write where the version is still the one that was read."""

    def __init__(self, ledger_: Ledger) -> None:
        self.held = ledger_

    def compare_and_set(self, after: Ledger) -> bool:
        if after.version != self.held.version + 1:
            return False
        self.held = after
        return True


def test_two_browsers_cannot_both_book_the_last_visit() -> None:
    store = Store(ledger(auth("x", 1)))
    one, other = try_to(store.held, visit("a", day(0))), try_to(store.held, visit("b", day(2)))
    assert one.booked
    assert other.booked  # each on what it read
    assert store.compare_and_set(one.ledger)
    assert not store.compare_and_set(other.ledger)
    assert not try_to(store.held, visit("b", day(2))).booked


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("read", "write"))), max_size=30), st.integers(0, 3))
@settings(deadline=None)
def test_however_bookings_cross_no_visit_is_given_twice(steps: list[tuple[int, str]], approved: int) -> None:
    store = Store(ledger(auth("x", approved)))
    read: dict[int, Booking] = {}
    written: set[int] = set()
    for browser, act in steps:
        if act == "read" and browser not in written:
            read[browser] = try_to(store.held, visit(f"a{browser}", day(browser)))
        elif browser in read and (booking := read.pop(browser)).booked and store.compare_and_set(booking.ledger):
            written.add(browser)
    assert len(store.held.appointments) == len(written) <= approved
    assert not allocation(store.held, "plan").uncovered


@given(st.lists(st.tuples(st.integers(0, 14), st.booleans()), max_size=16), st.integers(0, 5))
@settings(deadline=None)
def test_a_booking_never_leaves_an_earlier_one_without(plan: list[tuple[int, bool]], approved: int) -> None:
    state = ledger(auth("x", approved, last=day(6)), auth("y", approved, first=day(4), last=day(14)))
    for at, (on, cancel) in enumerate(plan):
        before = allocation(state, "plan").uncovered
        state = try_to(state, visit(str(at), day(on))).ledger
        assert allocation(state, "plan").uncovered == before == {}
        if cancel and str(at) in state.appointments:
            state = move(state, str(at), "cancelled")


def test_counters_of_a_booking_are_those_of_its_ledger() -> None:
    booking = try_to(ledger(auth("x", 12, used_before=4)), visit("a", day(0), start=dt.datetime(2026, 3, 2, 8)))
    (count,) = counters(booking.ledger, booking.ledger.appointments["a"]).authorized
    assert (count.number, count.limit) == (5, 12)
