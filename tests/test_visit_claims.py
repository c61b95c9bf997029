"""The visit ledger and the rules count alike: what the ledger says of a visit, the check of its claim confirms."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import cleanbill
from cleanbill.model.claim import Claim, TherapyAmountUsed
from cleanbill.visits import Ledger, alerts, claim_facts
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

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("cleanbill")
COUNTED = ("AU101", "AU102", "AU103", "AU104", "CV101")
NEAR = ("authorization_nearly_used", "authorization_ending", "plan_limit_near")
CLOCKS = ("PC104", "PC105", "PC106", "MO103")


def found(state: Ledger, id_: str, rules: tuple[str, ...]) -> dict[str, str]:
    """What the rules say of the claim of a visit that is filled from its ledger, by rule."""
    one, facts = state.appointments[id_], claim_facts(state, id_)
    lines = tuple(replace(line, date=one.day) for line in one.lines)
    claim = Claim(
        claim_id=id_, payer=state.coverages[one.coverages[0]].payer, auth=facts.auth, benefit=facts.benefit,
        history=facts.history, lines=lines,
    )  # fmt: skip
    return {one.rule: one.severity for one in cleanbill.check_claim(claim, on=D(2026, 11, 2)) if one.rule in rules}


def counted(approved: int, *days: int) -> Ledger:
    state = ledger(auth("x", approved, used_before=2, last=day(6)), limit(6, used_before={D(2026, 1, 1): 2}),
                   *(visit(str(n), day(n)) for n in days))  # fmt: skip
    for number in days:
        state = moved(state, str(number), "signed")
    return state


@given(st.integers(0, 8), st.sets(st.integers(0, 9), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_a_claim_is_stopped_for_what_the_note_was_warned_of(approved: int, days: set[int]) -> None:
    state = counted(approved, *sorted(days))
    for number in days:
        warned = {one.rule for one in alerts(state, str(number), "note", MONDAY) if one.code not in NEAR}
        beside = {"AU103"} if "AU102" in warned else set()  # an authorization that ended may be used up as well
        assert set(found(state, str(number), COUNTED)) - beside == warned


def test_the_last_visit_authorized_is_clean_and_the_next_is_not() -> None:
    state = counted(4, 0, 1, 2)
    assert found(state, "1", COUNTED) == {}
    assert found(state, "2", COUNTED) == {"AU103": "error"}
    assert found(revised(state, "x", day(3), approved=5), "2", COUNTED) == {}


@pytest.mark.parametrize(
    ("days", "used", "rules"),
    [((0, 1), 2000, set()), (range(12), 100, {"PC105"}), ((0, 95), 100, {"PC106"}), ((0, 1), 2481, {"MO103"})],
)
def test_medicares_clocks_are_told_to_the_note_and_found_on_the_claim(days: Any, used: int, rules: set[str]) -> None:
    amounts = {2026: TherapyAmountUsed(year=2026, pt_slp=Decimal(used), ot=Decimal(0))}
    state = ledger(knee(), *(medicare_visit(str(n), day(n)) for n in days), amounts=amounts)
    for number in days:
        state = moved(state, str(number), "signed")
    assert set(found(state, str(max(days)), CLOCKS)) == rules
    assert rules <= {one.rule for one in alerts(state, str(max(days)), "note", MONDAY)}


def test_a_ledger_matches_the_schema_that_is_published() -> None:
    done = subprocess.run([COMMAND, "schema", "visits"], capture_output=True, check=True)
    state = booked(ledger(auth("x", 4), limit(), knee()), visit("a", day(0)), medicare_visit("b", day(2)))
    state = revised(moved(state, "a", "billed"), "x", MONDAY, approved=9)
    jsonschema.validate(json.loads(msgspec.json.encode(state)), json.loads(done.stdout))


def test_the_example_of_the_guide_does_what_it_says() -> None:
    example = (ROOT / "docs/guide/visits.md").read_text().split("```python\n")[1].split("```")[0]
    told: dict[str, Any] = {}
    exec(example, told)
    assert told["booking"].booked
    assert told["booking"].alerts[0].message in example
    assert (told["count"].number, told["count"].limit, told["count"].ends) == (11, 12, D(2026, 4, 30))
