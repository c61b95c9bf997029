"""Which authorization a visit uses, where there are several."""

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.visits import Authorization, Ledger, allocation, record
from cleanbill.visits.authorization import room
from cleanbill.visits.filling import Need, fill
from cleanbill.visits.tests.clinic import D, auth, booked, day, knee, ledger, moved, revised, visit


def uses(state: Ledger) -> dict[str, list[int]]:
    """The days after Monday on which each authorization is used."""
    allocated = allocation(state, "plan")
    return {one: [(key[0] - day(0)).days for key in sorted(used)] for one, used in allocated.used.items() if used}


def uncovered(state: Ledger) -> dict[int, list[tuple[str | None, float | None]]]:
    found = allocation(state, "plan").uncovered
    return {(key[0] - day(0)).days: [(one.code, one.units) for one in lacks] for key, lacks in found.items()}


def test_the_authorization_that_ends_first_is_used_first() -> None:
    state = ledger(auth("late", 2, last=day(60)), auth("soon", 1, last=day(20)), visit("a", day(0)), visit("b", day(7)))
    assert uses(state) == {"soon": [0], "late": [7]}


def test_a_visit_moves_to_the_later_one_where_that_leaves_room_for_another() -> None:
    soon, late = auth("soon", 1, last=day(20)), auth("late", 1, last=day(60), codes=("97110",))
    assert uses(ledger(soon, late, visit("a", day(0), "97110"))) == {"soon": [0]}
    both = ledger(soon, late, visit("a", day(0), "97110"), visit("b", day(7), "97140"))
    assert uses(both) == {"soon": [7], "late": [0]}
    assert not uncovered(both)


def test_a_visit_takes_the_one_that_covers_its_code() -> None:
    state = ledger(auth("manual", codes=("97140",), last=day(20)), auth("exercise", codes=("97110",)),
                   visit("a", day(0), "97110"))  # fmt: skip
    assert uses(state) == {"exercise": [0]}


def test_four_codes_on_one_day_use_one_visit() -> None:
    state = ledger(auth("x", 1), visit("a", day(0), "97110x2 97140 97530 97112"))
    assert uses(state) == {"x": [0]}
    assert not uncovered(state)


def test_two_appointments_of_one_discipline_on_one_day_use_one_visit() -> None:
    state = ledger(auth("x", 1), visit("a", day(0)), visit("b", day(0), start=dt.datetime(2026, 3, 2, 15)))
    assert uses(state) == {"x": [0]}
    assert not uncovered(state)


def test_physical_and_occupational_therapy_on_one_day_use_two() -> None:
    state = ledger(auth("x", 1), visit("a", day(0)), visit("b", day(0), discipline="OT"))
    assert uncovered(state) == {0: [("97110", None)]}


def test_codes_of_one_day_may_stand_on_two_authorizations() -> None:
    state = ledger(
        auth("exercise", codes=("97110",)), auth("manual", codes=("97140",)), visit("a", day(0), "97110 97140")
    )
    assert uses(state) == {"exercise": [0], "manual": [0]}


def test_what_an_old_authorization_no_longer_covers_goes_to_the_new_one_and_only_the_rest_is_lacking() -> None:
    old = auth("old", 1, last=day(30), used_before=1)
    state = ledger(old, auth("new", 4, codes=("97110",)), visit("a", day(0), "97110 97530"))
    assert uses(state) == {"new": [0]}
    assert uncovered(state) == {0: [("97530", None)]}


def test_units_are_split_over_two_authorizations() -> None:
    state = ledger(
        auth("first", 3, last=day(20), counts="units"), auth("second", 9, counts="units"), visit("a", day(0), "97110x4")
    )
    allocated = allocation(state, "plan")
    assert allocated.used == {"first": {(day(0), "PT"): 3}, "second": {(day(0), "PT"): 1}}


def test_where_units_run_out_in_a_visit_what_is_lacking_is_said() -> None:
    state = ledger(
        auth("x", 24, counts="units", used_before=22), visit("a", day(0), "97110x2"), visit("b", day(2), "97110x3")
    )
    assert uncovered(state) == {2: [("97110", None)]}
    assert uncovered(ledger(auth("x", 24, counts="units", used_before=22), visit("a", day(0), "97110x3"))) == {
        0: [("97110", 1)]
    }


def test_an_evaluation_that_is_not_counted_uses_nothing_and_lacks_nothing() -> None:
    state = ledger(auth("x", 0, codes_not_counted=("97161",)), visit("a", day(0), "97161"))
    assert (uses(state), uncovered(state)) == ({}, {})


def test_a_day_after_the_last_is_not_covered_and_the_last_is() -> None:
    state = ledger(auth("x", last=day(7)), visit("a", day(7)), visit("b", day(8)))
    assert uses(state) == {"x": [7]}
    assert uncovered(state) == {8: [("97110", None)]}


def test_another_discipline_or_episode_is_not_covered() -> None:
    assert not uses(ledger(auth("x", disciplines=("OT",)), visit("a", day(0))))
    of_knee, other = visit("a", day(0), episode="knee"), visit("b", day(1))
    assert uses(ledger(knee(), auth("x", episode="knee"), of_knee, other)) == {"x": [0]}
    assert uses(ledger(knee(), auth("x"), of_knee, other)) == {"x": [0, 1]}


def test_what_is_billed_keeps_its_authorization_when_a_better_one_comes() -> None:
    state = moved(booked(ledger(auth("x")), visit("a", day(0))), "a", "billed")
    state = record(state, auth("sooner", last=day(10)))
    assert uses(state) == {"x": [0]}
    assert uses(booked(state, visit("b", day(1)))) == {"x": [0], "sooner": [1]}


def test_a_retroactive_authorization_covers_visits_of_before_it_was_received() -> None:
    state = moved(ledger(visit("a", day(0))), "a", "signed")
    assert uncovered(state) == {0: [("97110", None)]}
    state = record(state, auth("x", received=day(9)))
    assert (uses(state), uncovered(state)) == ({"x": [0]}, {})


def test_an_extension_covers_what_was_left_and_keeps_what_was_said_before() -> None:
    state = ledger(auth("x", 1, last=day(7)), visit("a", day(0)), visit("b", day(7)), visit("c", day(14)))
    assert set(uncovered(state)) == {7, 14}
    state = revised(state, "x", day(6), to=day(30), approved=3)
    assert not uncovered(state)
    (before,) = state.authorizations["x"].revisions
    assert (before.on, before.before.to, before.before.approved) == (day(6), day(7), 1)


def test_an_authorization_that_is_only_requested_or_denied_covers_nothing() -> None:
    state = ledger(auth("x", status="requested"), auth("y", status="denied"), visit("a", day(0)))
    assert set(uncovered(state)) == {0}
    assert uses(revised(state, "x", day(1), status="approved")) == {"x": [0]}


def test_services_not_known_yet_use_a_visit_and_units_nobody_knows() -> None:
    visits = allocation(ledger(auth("x"), visit("a", day(0), "")), "plan")
    assert visits.used["x"] == {(day(0), "PT"): 1}
    units = allocation(ledger(auth("x", counts="units"), visit("a", day(0), "")), "plan")
    assert units.used["x"] == {}
    assert list(units.unsaid["x"]) == [(day(0), "PT")]


def test_an_authorization_of_dates_alone_has_no_end_of_visits() -> None:
    state = ledger(auth("x", None, counts=None), *(visit(str(n), day(n)) for n in range(20)))
    assert not uncovered(state)


# What holds for any ledger

CODES = ("97110", "97140", "97530")
_days = st.integers(0, 8)


@st.composite
def authorizations(draw: st.DrawFn, counts: tuple[str, ...]) -> list[Authorization]:
    found = []
    for number in range(draw(st.integers(0, 3))):
        first = draw(_days)
        facts: dict[str, Any] = {
            "codes": draw(st.none() | st.sets(st.sampled_from(CODES), min_size=1).map(sorted).map(tuple)),
            "used_before": draw(st.integers(0, 1)), "counts": draw(st.sampled_from(counts)),
        }  # fmt: skip
        found.append(auth(f"x{number}", draw(st.integers(0, 4)), day(first), day(first + draw(_days)), **facts))
    return found


def _ledgers(counts: tuple[str, ...], most: int, lines: int = 1) -> st.SearchStrategy[Ledger]:
    line = st.tuples(st.sampled_from(CODES), st.integers(1, 3)).map(lambda one: f"{one[0]}x{one[1]}")
    services = st.lists(line, min_size=1, max_size=lines, unique=True).map(" ".join)
    planned = st.lists(st.tuples(_days, services), max_size=most, unique_by=lambda one: one[0])
    return st.builds(
        lambda auths, plan: ledger(*auths, *(visit(f"v{at}", day(on), code) for at, (on, code) in enumerate(plan))),
        authorizations(counts), planned,
    )  # fmt: skip


def _fits(one: Authorization, on: D, code: str) -> bool:
    return bool(one.from_ and one.to and one.from_ <= on <= one.to and (one.codes is None or code in one.codes))


def _most_covered(state: Ledger) -> int:
    """By trying everything: how many visits can be covered at once."""
    wanted = [
        [None, *(one.id for one in state.authorizations.values() if _fits(one, a.day, a.lines[0].code))]
        for a in state.appointments.values()
    ]
    best = 0
    for chosen in itertools.product(*wanted):
        taken = [one for one in chosen if one]
        if all(taken.count(one) <= room(state.authorizations[one]) for one in taken):
            best = max(best, len(taken))
    return best


@given(_ledgers(("visits",), 6))
@settings(deadline=None)
def test_no_visit_that_could_be_covered_is_left_without(state: Ledger) -> None:
    allocated = allocation(state, "plan")
    assert sum(len(used) for used in allocated.used.values()) == _most_covered(state)
    assert len(allocated.uncovered) == len(state.appointments) - _most_covered(state)


_any = _ledgers(("visits", "units"), 8, lines=3)


@given(_any)
@settings(deadline=None)
def test_nothing_is_lacking_that_an_authorization_lists_and_has_room_for(state: Ledger) -> None:
    allocated = allocation(state, "plan")
    with_room = [one for one in state.authorizations.values() if room(one) > sum(allocated.used[one.id].values())]
    for (on, _), lacks in allocated.uncovered.items():
        assert not [lack for lack in lacks for one in with_room if _fits(one, on, lack.code or "")]


@given(_any)
@settings(deadline=None)
def test_no_authorization_is_used_more_than_it_gives(state: Ledger) -> None:
    allocated = allocation(state, "plan")
    for one, used in allocated.used.items():
        assert sum(used.values()) <= room(state.authorizations[one])


@given(_any, st.randoms())
@settings(deadline=None)
def test_the_order_in_which_things_were_entered_does_not_matter(state: Ledger, random: Any) -> None:
    parts: list[Any] = [*state.authorizations.values(), *state.appointments.values()]
    random.shuffle(parts)
    assert allocation(ledger(*parts), "plan") == allocation(state, "plan")


@given(_ledgers(("units",), 8))
@settings(deadline=None)
def test_units_that_are_used_and_units_that_are_lacking_are_all_the_units(state: Ledger) -> None:
    allocated = allocation(state, "plan")
    for one in state.appointments.values():
        key, units = (one.day, one.discipline), one.lines[0].units or 0
        used = sum(uses_.get(key, 0) for uses_ in allocated.used.values())
        (lack,) = allocated.uncovered.get(key, (None,))
        assert used == units if lack is None else used == units - (lack.units or units)


_choices = st.lists(st.sampled_from("abc"), min_size=1, unique=True)
_needs = st.lists(
    st.builds(lambda amount, choices: Need(amount, tuple(choices)), st.integers(1, 3), _choices), max_size=5
)


@given(_needs, st.fixed_dictionaries({one: st.integers(0, 4) for one in "abc"}))
def test_filling_fills_as_much_as_can_be(needs: list[Need], room_: dict[str, int]) -> None:
    given_ = fill(needs, {one: float(free) for one, free in room_.items()})
    total = sum(amount for takers in given_.values() for amount in takers.values())
    # by the theorem of Hall, for amounts: the most is the least over all sets of needs left out
    sets = itertools.chain.from_iterable(itertools.combinations(range(len(needs)), n) for n in range(len(needs) + 1))
    bound = min(
        sum(need.amount for at, need in enumerate(needs) if at not in kept)
        + sum(room_[one] for one in {choice for at in kept for choice in needs[at].choices})
        for kept in map(set, sets)
    )
    assert total == pytest.approx(bound)
