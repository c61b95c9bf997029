"""What is said at booking, check-in and note, before a limit bites."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import PlanOfCare, TherapyAmountUsed
from cleanbill.visits import Alert, Authorization, Coverage, Ledger, Stage, Watch, alerts, tasks
from cleanbill.visits.alerts.kinds import KINDS
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
    visit,
)

USED = {2026: TherapyAmountUsed(pt_slp=Decimal(0), ot=Decimal(0))}


def said(state: Ledger, id_: str, stage: Stage = "booking", on: D = MONDAY) -> dict[str, Alert]:
    return {one.code: one for one in alerts(state, id_, stage, on)}


def plan_visits(authorization: Authorization, count: int) -> Ledger:
    return booked(ledger(authorization, limit()), *(visit(str(n), day(n)) for n in range(count)))


# Authorizations


def test_two_visits_left_are_said_at_booking() -> None:
    assert said(plan_visits(auth("x", 12), 9), "8") == {}
    alert = said(plan_visits(auth("x", 12), 10), "9")["authorization_nearly_used"]
    assert alert.message == "10 of 12 visits on authorization X with this visit, 2 left; it ends on 2026-04-30."
    assert (alert.next, alert.by, alert.due) == ("Ask the payer for a further authorization now.", "front desk", day(9))
    assert (alert.rule, alert.severity) == ("AU103", "warning")
    assert alert.authority


def test_at_check_in_it_is_this_visit_that_counts_not_those_booked_after_it() -> None:
    state = plan_visits(auth("x", 12), 12)
    assert said(state, "2", "check_in") == {}
    assert "authorization_nearly_used" in said(state, "9", "check_in")
    assert said(state, "11", "note")["authorization_nearly_used"].message.startswith("12 of 12 visits")


def test_nine_units_left_are_said() -> None:
    state = booked(ledger(auth("x", 20, counts="units")), visit("a", day(0), "97110x10"), visit("b", day(1), "97110x1"))
    message = said(state, "b")["authorization_nearly_used"].message
    assert message.startswith("11 of 20 units on authorization X with this visit, 9 left")
    assert said(booked(ledger(auth("x", 20, counts="units")), visit("a", day(0), "97110x10")), "a") == {}


def test_another_authorization_that_has_room_keeps_it_quiet() -> None:
    state = booked(ledger(auth("x", 2, last=day(20)), auth("y", 12)), visit("a", day(0)))
    assert said(state, "a") == {}
    without_end = booked(ledger(auth("x", 2), replace(auth("y"), to=None)), visit("a", day(0)))
    assert said(without_end, "a") == {}
    ends_today = booked(ledger(auth("x", 2, last=day(0)), auth("y", 12, last=day(0))), visit("a", day(0)))
    assert set(said(ends_today, "a")) == {"authorization_nearly_used", "authorization_ending"}
    other_code = booked(ledger(auth("x", 2), auth("y", 12, codes=("97140",))), visit("a", day(0)))
    assert set(said(other_code, "a")) == {"authorization_nearly_used"}


def test_an_authorization_that_ends_within_a_week_of_the_visit_is_said() -> None:
    state = booked(ledger(auth("x", 12, last=day(10))), visit("a", day(2)), visit("b", day(3)))
    assert said(state, "a") == {}
    alert = said(state, "b")["authorization_ending"]
    assert alert.message == "Authorization X ends on 2026-03-12; this visit is on 2026-03-05."
    assert alert.due == day(10)


def test_an_appointment_after_the_last_day_is_said_with_that_day() -> None:
    alert = said(ledger(auth("x", last=day(7)), visit("a", day(8))), "a")["authorization_ended"]
    assert (alert.severity, alert.rule) == ("error", "AU102")
    assert alert.message == "Authorization X ended on 2026-03-09, before the visit of 2026-03-10."


def test_an_appointment_before_the_first_day_is_said_with_that_day() -> None:
    alert = said(ledger(auth("x", first=day(7)), visit("a", day(0))), "a")["authorization_ended"]
    assert alert.message == "Authorization X begins on 2026-03-09, after the visit of 2026-03-02."


def test_a_code_that_is_not_on_it_is_named_with_those_that_are() -> None:
    state = ledger(auth("x", codes=("97110", "97140")), visit("a", day(0), "97110 97530"))
    alert = said(state, "a", "note")["code_not_authorized"]
    assert alert.message == "97530 is on no authorization of 2026-03-02 (X: 97110, 97140)."
    assert (alert.next, alert.rule) == ("Ask the payer to add the code.", "AU104")


def test_an_authorization_that_is_used_up_is_said_with_how() -> None:
    state = moved(
        ledger(auth("x", 3, used_before=1), visit("a", day(0)), visit("b", day(1)), visit("c", day(2))), "a", "billed"
    )
    alert = said(state, "c", "check_in")["authorization_used_up"]
    assert alert.message == (
        "Nothing is left for the visit of 2026-03-04: authorization X gives 3 visits, 1 used before, 1 billed, "
        "0 rendered, 1 scheduled."
    )


def test_units_that_are_lacking_are_said() -> None:
    state = ledger(auth("x", 24, counts="units", used_before=22), visit("a", day(0), "97110x3"))
    assert said(state, "a")["authorization_used_up"].message.startswith("Nothing is left for 1 unit of the visit")


def test_a_plan_that_asks_and_has_given_none() -> None:
    alert = said(ledger(visit("a", day(0))), "a")["authorization_missing"]
    assert alert.message == "Acme Health asks for an authorization and there is none for PT."
    assert said(ledger(visit("a", day(0), coverages=("open",))), "a") == {}
    requested = ledger(auth("x", status="requested"), visit("a", day(0)))
    assert said(requested, "a")["authorization_missing"].message.endswith("One was requested and is not answered yet.")


def test_original_medicare_asks_for_none() -> None:
    state = ledger(knee(), medicare_visit("a", day(1)), amounts=USED)
    assert said(state, "a") == {}


def test_what_nobody_knows_of_an_authorization_is_said_once_at_booking() -> None:
    state = ledger(auth("x", used_before=None), visit("a", day(0)))
    assert said(state, "a")["authorization_use_not_known"].severity == "not_checked"
    assert said(state, "a", "note") == {}


# The plan


def test_the_plans_limit_near_and_reached() -> None:
    used = {D(2026, 1, 1): 27}
    state = ledger(auth("x", 90), limit(30, used_before=used), *(visit(str(n), day(n)) for n in range(4)))
    near = said(state, "0", "check_in")["plan_limit_near"]
    assert near.message.startswith("Visit 28 of the plan's 30 in the benefit year 2026-01-01 to 2026-12-31")
    reached = said(state, "3", "note")["plan_limit_reached"]
    assert reached.message.startswith("Visit 31 of the plan's 30")
    assert (reached.severity, reached.rule) == ("warning", "CV101")


def test_where_the_use_elsewhere_is_not_known_the_limit_is_said_to_be_at_least() -> None:
    state = ledger(auth("x", 90), limit(2, used_before={}), visit("a", day(0)))
    found = said(state, "a")
    assert found["plan_limit_near"].message.startswith("At least visit 1 of the plan's 2")
    assert "plan_use_not_known" in found


@pytest.mark.parametrize(
    ("checked", "on", "speaks"), [(MONDAY, day(30), False), (MONDAY, day(31), True), (None, day(0), True)]
)
def test_eligibility_that_was_checked_too_long_ago(checked: D | None, on: D, speaks: bool) -> None:
    plan = Coverage(id="plan", authorization_required=False, eligibility_checked=checked)
    assert ("eligibility_old" in said(ledger(plan, visit("a", on)), "a", "check_in", on)) is speaks


def test_a_coverage_that_ended_or_has_not_begun() -> None:
    plan = Coverage(id="plan", from_=day(0), to=day(3), authorization_required=False, eligibility_checked=MONDAY)
    planned = (("before", -1), ("first", 0), ("last", 3), ("after", 4))
    state = ledger(plan, *(visit(id_, day(on)) for id_, on in planned))
    assert "begins on 2026-03-02" in said(state, "before")["coverage_ended"].message
    assert "ended on 2026-03-05" in said(state, "after")["coverage_ended"].message
    assert said(state, "first") == said(state, "last") == {}


# Medicare's clocks


def medicare(*days: int, amounts: dict[int, TherapyAmountUsed] | None = None, **facts: Any) -> Ledger:
    return ledger(knee(**facts), *(medicare_visit(str(n), day(n)) for n in days), amounts=amounts or USED)


def plan(**facts: Any) -> PlanOfCare:
    return PlanOfCare(**({"first_treatment_date": MONDAY, "cert_signed": day(1)} | facts))


def test_a_plan_of_care_that_is_not_signed_is_said_before_its_30_days_are_over() -> None:
    state = medicare(0, 19, 20, poc=plan(cert_signed=None), last_report=day(18))
    assert said(state, "19") == {}
    alert = said(state, "20")["certification_due"]
    assert alert.message == "The plan of care of 2026-03-02 is not certified; its last day for that is 2026-04-01."
    assert (alert.due, alert.by, alert.rule) == (D(2026, 4, 1), "clinician", "PC104")


def test_an_order_on_file_and_a_plan_that_was_sent_need_no_signature() -> None:
    sent = plan(cert_signed=None, order_signed_on_file=True, poc_sent_to_physician=day(3))
    assert said(medicare(0, 25, poc=sent, last_report=day(20)), "25") == {}


def test_recertification_is_said_two_weeks_ahead() -> None:
    state = medicare(0, 75, 76, last_report=day(74))
    assert said(state, "75") == {}
    alert = said(state, "76")["recertification_due"]
    assert alert.message == "The plan of care is certified until 2026-05-31; this visit is on 2026-05-17."
    assert (alert.due, alert.rule) == (D(2026, 5, 31), "PC106")


def test_a_plan_of_its_own_shorter_time_ends() -> None:
    state = medicare(0, 28, poc=plan(plan_duration_days=42), last_report=day(27))
    assert said(state, "28")["plan_of_care_ending"].due == D(2026, 4, 13)
    whole_time = medicare(0, 76, poc=plan(plan_duration_days=90), last_report=day(74))
    assert set(said(whole_time, "76")) == {"recertification_due"}


def test_the_tenth_treatment_day_asks_for_a_report() -> None:
    state = medicare(*range(11))
    assert said(state, "8", "note") == {}
    assert said(state, "9", "note")["progress_report_due"].message == (
        "Treatment day 9 after the report of 2026-03-02; a report is due every 10."
    )
    assert said(state, "10", "note")["progress_report_due"].message.startswith("Treatment day 10 ")


def test_without_a_report_the_first_treatment_is_day_1() -> None:
    state = medicare(*range(10), last_report=None)
    assert said(state, "9", "note")["progress_report_due"].message == (
        "Treatment day 10 after the first treatment, which is day 1; a report is due every 10."
    )


def test_a_report_by_an_assistant_does_not_count() -> None:
    alert = said(medicare(0, 2, last_report_author="PTA"), "2")["progress_report_due"]
    assert alert.message == "The last progress report, of 2026-03-02, is by a PTA."


def test_where_the_ledger_does_not_reach_back_the_days_are_not_guessed() -> None:
    state = medicare(5, 6, last_report=None)
    assert set(said(state, "6", "note")) == {"treatment_days_not_known"}


@pytest.mark.parametrize(
    ("used", "code"), [(2079, None), (2080, "kx_amount_near"), (2380, "kx_amount_near"), (2381, "kx_amount_over")]
)
def test_the_kx_amount_near_and_over(used: int, code: str | None) -> None:
    amounts = {2026: TherapyAmountUsed(year=2026, pt_slp=Decimal(used), ot=Decimal(9000))}
    found = said(medicare(0, 1, amounts=amounts), "1", "note")
    assert set(found) == ({code} if code else set())
    if code:
        told = f"${used + 100:,}.00 used for physical and speech therapy of 2026 with this visit; the amount is $2,480."
        assert found[code].message == told


@pytest.mark.parametrize(("charge", "near"), [(480, False), (481, True)])
def test_where_the_allowed_amount_is_not_given_the_charge_is_the_most_it_can_be(charge: int, near: bool) -> None:
    one = medicare_visit("a", day(0), allowed=None)
    one = replace(one, lines=(replace(one.lines[0], charge=Decimal(charge)),))
    amounts = {2026: TherapyAmountUsed(pt_slp=Decimal(2000))}
    assert ("kx_amount_near" in said(ledger(knee(), one, amounts=amounts), "a")) is near


def test_what_is_not_therapy_uses_nothing_of_the_amount_and_what_is_not_known_yet_may() -> None:
    amounts = {2026: TherapyAmountUsed(pt_slp=Decimal(2600))}
    assert said(ledger(knee(), medicare_visit("a", day(0), codes="76881"), amounts=amounts), "a") == {}
    assert set(said(ledger(knee(), medicare_visit("a", day(0), codes=""), amounts=amounts), "a")) == {"kx_amount_over"}


def test_occupational_therapy_has_its_own_amount() -> None:
    amounts = {2026: TherapyAmountUsed(year=2026, pt_slp=Decimal(9000), ot=Decimal(0))}
    one = medicare_visit("a", day(0), discipline="OT", episode=None)
    state = ledger(knee(), one, amounts=amounts)
    assert "kx_amount_over" in said(state, "a")  # its line carries GP: the modifier decides
    assert said(ledger(visit("a", day(0), "", discipline="OT", coverages=("medicare",)), amounts=amounts), "a") == {}


def test_january_begins_anew() -> None:
    over = {2026: TherapyAmountUsed(year=2026, pt_slp=Decimal(2600))}
    one = medicare_visit("a", D(2025, 12, 30), episode=None)
    assert set(said(ledger(one, amounts=over), "a")) == {"kx_amount_not_known", "coverage_ended"}


def test_amounts_that_nobody_knows_are_said() -> None:
    told = "What the patient used before of the amount for physical and speech therapy of 2026 is not known."
    assert said(ledger(knee(), medicare_visit("0", day(0))), "0")["kx_amount_not_known"].message == told
    next_year = medicare_visit("a", D(2027, 1, 4), episode=None)
    told = "The amount for physical and speech therapy of 2027 is not known."
    assert said(ledger(next_year, amounts=USED), "a")["kx_amount_not_known"].message == told
    state = ledger(knee(), medicare_visit("a", day(0), allowed=None), amounts=USED)
    assert "not given" in said(state, "a")["kx_amount_not_known"].message


def test_medicares_clocks_are_medicares() -> None:
    late = plan(cert_signed=None)
    state = ledger(
        knee(poc=late, last_report=None),
        *(visit(str(n), day(n * 10), coverages=("open",), episode="knee") for n in range(12)),
    )
    assert said(state, "11", "note") == {}


def test_a_plan_of_care_without_its_first_day_is_said() -> None:
    assert "plan_of_care_not_known" in said(medicare(0, poc=None), "0")


# Tasks, and what holds for all


def test_an_alert_makes_one_task_however_often_it_is_made() -> None:
    state = plan_visits(auth("x", 12), 12)
    made = [alerts(state, str(n), stage, MONDAY) for n in (9, 10, 11) for stage in ("booking", "check_in")]
    (task,) = tasks(tuple(alert for found in made for alert in found))
    assert (task.id, task.by, task.due) == ("authorization_nearly_used:x:12", "front desk", day(9))
    assert task.what == "Ask the payer for a further authorization now."


def test_an_extension_makes_a_new_task() -> None:
    found = [said(plan_visits(auth("x", n), n), "0")["authorization_nearly_used"] for n in (2, 4)]
    assert [one.id for one in tasks(tuple(found))] == ["authorization_nearly_used:x:2", "authorization_nearly_used:x:4"]


def test_what_was_cancelled_says_nothing() -> None:
    assert alerts(ledger(visit("a", day(0), state="cancelled")), "a", "booking", MONDAY) == ()


def test_a_practice_says_itself_how_near_is_near() -> None:
    state = plan_visits(auth("x", 12), 5)
    (alert,) = alerts(state, "4", "booking", MONDAY, Watch(visits=7))
    assert alert.code == "authorization_nearly_used"


def test_every_kind_says_what_to_do_in_a_sentence() -> None:
    for code, kind in KINDS.items():
        assert kind.next.endswith("."), code
        assert kind.stages, code


@given(st.integers(0, 8), st.integers(0, 60), st.sampled_from(("booking", "check_in", "note")), st.data())
@settings(deadline=None)
def test_nothing_is_said_where_nothing_is_near(count: int, used: int, stage: Stage, data: st.DataObject) -> None:
    planned = data.draw(st.lists(st.integers(0, 20), min_size=count + 1, max_size=count + 1, unique=True))
    far = auth("x", used + 20, used_before=used, last=day(60))
    most = limit(used + 20, used_before={D(2026, 1, 1): used})
    state = ledger(far, most, *(visit(str(n), day(n)) for n in planned))
    assert alerts(state, str(planned[0]), stage, MONDAY) == ()


@given(st.integers(0, 7), st.integers(0, 1500), st.sampled_from(("booking", "check_in", "note")))
@settings(deadline=None)
def test_nothing_is_said_of_therapy_under_medicare_where_nothing_is_near(count: int, used: int, stage: Stage) -> None:
    amounts = {2026: TherapyAmountUsed(year=2026, pt_slp=Decimal(used), ot=Decimal(0))}
    state = medicare(*range(count + 1), amounts=amounts)
    assert alerts(state, str(count), stage, dt.date(2026, 3, 10)) == ()
