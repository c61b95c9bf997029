"""Two appointments that cannot both be kept."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cleanbill.visits import Appointment, Conflict, Slot, conflicts

NINE = dt.datetime(2026, 3, 2, 9)


def slot(id_: str, minutes_past: int, patient: str = "", provider: str = "", room: str = "", **facts: Any) -> Slot:
    start = NINE + dt.timedelta(minutes=minutes_past)
    usual: dict[str, Any] = {"minutes": 30, "discipline": "PT", "provider": provider or None, "room": room or None}
    return Slot(patient or f"patient of {id_}", Appointment(id=id_, start=start, **(usual | facts)))


def test_a_provider_is_not_at_two_places() -> None:
    assert conflicts(slot("a", 0, provider="Kim"), [slot("b", 15, provider="Kim")]) == (
        Conflict("provider", "Kim", "b"),
    )


def test_a_room_and_a_patient_are_not_shared() -> None:
    found = conflicts(slot("a", 0, patient="p", room="1"), [slot("b", 29, patient="p"), slot("c", -29, room="1")])
    assert found == (Conflict("patient", "p", "b"), Conflict("room", "1", "c"))


def test_one_may_begin_when_the_other_ends() -> None:
    assert (
        conflicts(slot("a", 0, provider="Kim"), [slot("b", 30, provider="Kim"), slot("c", -30, provider="Kim")]) == ()
    )


def test_a_cancelled_appointment_holds_nothing() -> None:
    kept, given_up = slot("a", 0, provider="Kim"), slot("b", 0, provider="Kim", state="cancelled")
    assert conflicts(kept, [given_up]) == conflicts(given_up, [kept]) == ()


def test_an_appointment_without_provider_or_room_conflicts_with_nobody_elses() -> None:
    assert conflicts(slot("a", 0), [slot("b", 0)]) == ()


def test_an_appointment_that_is_moved_does_not_conflict_with_itself() -> None:
    assert conflicts(slot("a", 10, patient="p", provider="Kim"), [slot("a", 0, patient="p", provider="Kim")]) == ()


_slots = st.builds(
    slot, st.sampled_from("abcde"), st.integers(0, 120), st.sampled_from(("p", "q")), st.sampled_from(("", "Kim")),
    st.sampled_from(("", "1")),
)  # fmt: skip


@given(_slots, _slots)
def test_a_conflict_is_mutual(one: Slot, other: Slot) -> None:
    assert {(c.of, c.who) for c in conflicts(one, [other])} == {(c.of, c.who) for c in conflicts(other, [one])}
