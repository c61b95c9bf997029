"""What a claim states of authorization, benefit and history comes out of the ledger."""

from decimal import Decimal

from msgspec.structs import replace

from cleanbill.model.claim import Progress, TherapyAmountUsed
from cleanbill.visits import ClaimFacts, Ledger, claim_facts
from cleanbill.visits.tests.clinic import D, auth, day, knee, ledger, limit, medicare_visit, moved, visit

USED = {2026: TherapyAmountUsed(year=2026, pt_slp=Decimal(500), ot=Decimal(0))}


def rendered(*numbers: int, among: int = 6) -> Ledger:
    """Six visits on an authorization of 12, of which 3 were used before; those of `numbers` took place."""
    state = ledger(auth("x", 12, used_before=3, codes=("97110",)), limit(30, used_before={D(2026, 1, 1): 8}),
                   *(visit(str(n), day(n)) for n in range(among)))  # fmt: skip
    for number in numbers:
        state = moved(state, str(number), "signed")
    return state


def test_the_authorization_stands_as_it_was_before_the_visit() -> None:
    stated = claim_facts(rendered(0, 1, 2), "2").auth
    assert stated is not None
    assert (stated.number, stated.from_, stated.to, stated.counts) == ("X", D(2026, 3, 2), D(2026, 4, 30), "visits")
    assert (stated.approved, stated.used_before, stated.codes, stated.required) == (12, 5, ("97110",), True)


def test_what_is_only_scheduled_is_not_on_a_claim() -> None:
    stated = claim_facts(rendered(2), "2").auth
    assert stated is not None
    assert stated.used_before == 3


def test_a_later_visit_that_was_billed_already_has_used_its_part() -> None:
    stated = claim_facts(moved(rendered(2), "4", "billed"), "2").auth
    assert stated is not None
    assert stated.used_before == 4


def test_a_later_visit_that_is_not_billed_yet_and_the_visit_itself_do_not_count() -> None:
    for state in (rendered(2, 4), moved(rendered(), "2", "billed")):
        stated = claim_facts(state, "2").auth
        assert stated is not None
        assert stated.used_before == 3


def test_what_is_not_known_stays_unknown_on_the_claim() -> None:
    state = moved(ledger(auth("x", used_before=None), limit(used_before={}), visit("a", day(0))), "a", "signed")
    facts = claim_facts(state, "a")
    assert facts.auth
    assert facts.benefit
    assert (facts.auth.used_before, facts.benefit.visits_used_before, facts.benefit.visit_limit) == (None, None, 30)
    units = ledger(
        auth("x", counts="units"), visit("a", day(0), "", state="signed"), visit("b", day(1), state="signed")
    )
    facts = claim_facts(units, "b")
    assert facts.auth
    assert facts.auth.used_before is None


def test_a_plan_that_asks_and_has_given_none_is_on_the_claim() -> None:
    facts = claim_facts(ledger(visit("a", day(0), state="signed")), "a")
    assert facts.auth
    assert (facts.auth.required, facts.auth.number) == (True, None)


def test_the_limit_nearest_to_its_end_is_on_the_claim() -> None:
    state = rendered(0, 1, 2)
    near = limit(12, id="near", disciplines=("PT",), used_before={D(2026, 1, 1): 9})
    state = replace(state, benefits=state.benefits | {"near": near})
    stated = claim_facts(state, "2").benefit
    assert stated
    assert (stated.visit_limit, stated.visits_used_before) == (12, 11)
    assert stated.scope == "PT, 2026-01-01 to 2026-12-31"


def test_history_has_the_plan_of_care_the_report_and_the_years_amounts() -> None:
    state = ledger(knee(), *(medicare_visit(str(n), day(n)) for n in range(4)), amounts=USED)
    for number in "0123":
        state = moved(state, number, "rendered")
    history = claim_facts(state, "3").history
    assert history
    assert history.poc == state.episodes["knee"].poc
    assert history.progress == Progress(treatment_days_since_last_report=3, report_written_today=False)
    assert history.therapy_amount_used == TherapyAmountUsed(year=2026, pt_slp=Decimal(650), ot=Decimal(0))


def test_a_report_of_the_day_is_told() -> None:
    state = ledger(knee(last_report=day(3)), medicare_visit("a", day(3), state="rendered"))
    history = claim_facts(state, "a").history
    assert history
    assert history.progress == Progress(report_written_today=True)


def test_an_amount_with_a_service_nobody_priced_is_not_known() -> None:
    state = ledger(knee(), medicare_visit("a", day(0), allowed=None, state="rendered"),
                   medicare_visit("b", day(1), state="rendered"), amounts=USED)  # fmt: skip
    history = claim_facts(state, "b").history
    assert history
    assert history.therapy_amount_used == TherapyAmountUsed(year=2026, pt_slp=None, ot=Decimal(0))


def test_the_second_payer_has_its_own_facts_and_a_patient_who_pays_none() -> None:
    state = ledger(auth("x"), auth("y", 6, coverage="open"), visit("a", day(0), coverages=("plan", "open")),
                   visit("b", day(1), coverages=()))  # fmt: skip
    second = claim_facts(state, "a", "open").auth
    assert second
    assert (second.number, second.approved) == ("Y", 6)
    assert claim_facts(state, "b") == ClaimFacts()
