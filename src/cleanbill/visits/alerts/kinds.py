"""Each kind of alert: when it speaks, what to do next and who does it, and the rule that says the same of a claim."""

from msgspec import Struct

from cleanbill.engine.rule import Rule
from cleanbill.rules.authorization import (
    authorization_missing,
    authorization_used_up,
    code_not_on_authorization,
    service_outside_authorization_dates,
)
from cleanbill.rules.coverage import plan_visit_limit_exceeded
from cleanbill.rules.modifier import kx_missing_above_threshold
from cleanbill.rules.plan_of_care import certification_missing, progress_report_overdue, recertification_overdue
from cleanbill.visits.alerts.alert import Code, Role, Stage


class Kind(Struct, frozen=True):
    """A kind of alert. `rule`: whose authority it has, where a rule speaks of the same on the claim."""

    stages: tuple[Stage, ...]
    by: Role
    next: str
    rule: Rule | None = None


_ALL: tuple[Stage, ...] = ("booking", "check_in", "note")
_DESK: tuple[Stage, ...] = ("booking", "check_in")
_BOOKING: tuple[Stage, ...] = ("booking",)

KINDS: dict[Code, Kind] = {
    "authorization_missing": Kind(
        _ALL, "front desk", "Ask the payer for an authorization before the visit.", authorization_missing.rule),
    "authorization_not_known": Kind(
        _BOOKING, "front desk", "Ask the payer whether the visit needs an authorization; note the reference, the name "
        "and the day.", authorization_missing.rule),
    "authorization_ended": Kind(
        _ALL, "front desk", "Ask the payer to extend the authorization to this day.",
        service_outside_authorization_dates.rule),
    "code_not_authorized": Kind(
        _ALL, "front desk", "Ask the payer to add the code.", code_not_on_authorization.rule),
    "authorization_used_up": Kind(
        _ALL, "front desk", "Ask the payer for a further authorization before this visit.", authorization_used_up.rule),
    "authorization_nearly_used": Kind(
        _ALL, "front desk", "Ask the payer for a further authorization now.", authorization_used_up.rule),
    "authorization_ending": Kind(
        _ALL, "front desk", "Ask the payer to extend the authorization, or book before it ends.",
        service_outside_authorization_dates.rule),
    "authorization_use_not_known": Kind(
        _BOOKING, "front desk", "Ask the payer what was approved, and how much of it is used.",
        authorization_used_up.rule),
    "plan_limit_reached": Kind(
        _ALL, "front desk", "Tell the patient before the visit what it will cost; ask the plan whether it pays "
        "beyond the limit.", plan_visit_limit_exceeded.rule),
    "plan_limit_near": Kind(
        _DESK, "front desk", "Tell the patient how many visits the plan still pays.", plan_visit_limit_exceeded.rule),
    "plan_use_not_known": Kind(
        _BOOKING, "front desk", "Ask the plan how many visits of the year are used.", plan_visit_limit_exceeded.rule),
    "certification_due": Kind(
        _ALL, "clinician", "Get the plan of care signed, or send it to the clinician whose signed order is on file.",
        certification_missing.rule),
    "recertification_due": Kind(
        _ALL, "clinician", "Write the recertification and get it signed.", recertification_overdue.rule),
    "plan_of_care_ending": Kind(
        _ALL, "clinician", "Recertify the plan of care, or plan the discharge.", recertification_overdue.rule),
    "progress_report_due": Kind(
        _ALL, "clinician", "Write the progress report; an assistant cannot.", progress_report_overdue.rule),
    "plan_of_care_not_known": Kind(
        _BOOKING, "clinician", "Enter the first day of treatment under the plan of care.",
        certification_missing.rule),
    "treatment_days_not_known": Kind(
        ("note",), "clinician", "Note the day of the last progress report.", progress_report_overdue.rule),
    "kx_amount_over": Kind(
        _ALL, "clinician", "Say in the note why the service is necessary, so that KX may be put on; if it is not, a "
        "notice (ABN) comes first.", kx_missing_above_threshold.rule),
    "kx_amount_near": Kind(
        _ALL, "clinician", "Say in the note why treatment goes on; KX is asked above the amount.",
        kx_missing_above_threshold.rule),
    "kx_amount_not_known": Kind(
        _DESK, "biller", "Look up what the patient has used of the year's amount.", kx_missing_above_threshold.rule),
    "coverage_ended": Kind(
        _ALL, "front desk", "Ask the patient for the coverage now in force, and check it with the payer."),
    "eligibility_old": Kind(_DESK, "front desk", "Check eligibility with the payer."),
}  # fmt: skip
