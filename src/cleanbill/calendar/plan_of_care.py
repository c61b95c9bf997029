"""The clocks of a plan of care: until when it is to be certified, and how long a certification holds."""

import datetime as dt

from cleanbill.model.claim import PlanOfCare

_ORDER_COUNTS_FROM = dt.date(2025, 1, 1)


def certify_by(plan: PlanOfCare, days: int) -> dt.date | None:
    """The last day, included, of the first certification; None where the first day of treatment is not known."""
    first = plan.first_treatment_date
    return _later(first, days) if first else None


def certified_in_time(plan: PlanOfCare, by: dt.date, on: dt.date) -> bool:
    """Whether the plan was signed by that day, or whether what stands for the signature was there by it.

    For services `on` a day since 2025, a signed order on file and proof that the plan was sent stand for it.
    """
    signed, sent = plan.cert_signed, plan.poc_sent_to_physician
    order = on >= _ORDER_COUNTS_FROM and bool(plan.order_signed_on_file)
    return bool(signed and signed <= by) or (order and sent is not None and sent <= by)


def certified_from(plan: PlanOfCare) -> dt.date | None:
    """The day from which the certified time is counted: the last recertification, else the first treatment."""
    return plan.last_recert_signed or plan.first_treatment_date


def certified_until(plan: PlanOfCare, most: int) -> dt.date | None:
    """The last day, included, of the certified time: `most` days, or the plan's own duration where that is shorter.

    None where it is not known from which day to count.
    """
    start = certified_from(plan)
    return _later(start, min(most, plan.plan_duration_days or most)) if start else None


def _later(day: dt.date, days: int) -> dt.date:
    return day + min(dt.timedelta(days=days), dt.date.max - day)
