"""What a front desk reads off a reply: covered or not, the co-pay, the visits left, and what nobody has said."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from cleanbill.model.eligibility import CoveredBenefit, EligibilityReply, ServiceCoverage
from cleanbill.model.trade import Delivery, Period, Rejection
from cleanbill.x12 import read_271
from cleanbill.x12.eligibility.coverage import active, service
from cleanbill.x12.tests.answers import SHARED, sample

shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
ON = dt.date(2026, 11, 5)


def day(year: int, month: int, day: int, kind: str) -> Period:
    return Period(dt.date(year, month, day), None, kind)


def reply(*benefits: CoveredBenefit, dates: tuple[Period, ...] = ()) -> EligibilityReply:
    return EligibilityReply(dates=dates, benefits=benefits)


def benefit(kind: str, types: str = "PT", **fields: Any) -> CoveredBenefit:
    return CoveredBenefit(kind, service_types=tuple(types.split()), **fields)


def visits(quantity: int, period: str | None, **fields: Any) -> CoveredBenefit:
    return benefit("F", quantity_type="VS", quantity=Decimal(quantity), period=period, **fields)


def pt(*benefits: CoveredBenefit, in_network: bool = True) -> ServiceCoverage:
    return service(reply(*benefits), "PT", ON, in_network)


PLAN = benefit("1", "30")
LEFT = benefit("6", "30")


@pytest.mark.parametrize(
    ("benefits", "dates", "answer"),
    [
        ((PLAN,), (), True),
        ((LEFT,), (), False),
        ((), (), None),
        ((PLAN, LEFT), (), None),
        ((PLAN,), (day(2026, 1, 1, "346"),), True),
        ((PLAN,), (day(2026, 11, 6, "346"),), False),
        ((PLAN,), (day(2026, 1, 1, "346"), day(2026, 11, 5, "347")), True),
        ((PLAN,), (day(2026, 1, 1, "346"), day(2026, 11, 4, "347")), False),
        ((PLAN,), (Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31), "307"),), True),
        ((PLAN,), (Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31), "307"),), False),
        ((PLAN,), (day(2026, 11, 5, "291"),), True),
        ((PLAN,), (day(2026, 10, 1, "291"),), None),
        ((PLAN,), (day(2027, 1, 1, "636"),), True),
        ((LEFT,), (day(2026, 6, 30, "347"),), False),
        ((LEFT,), (day(2026, 12, 31, "347"),), None),
        ((benefit("1", "98"),), (), True),
        ((benefit("6", "98"), PLAN), (), True),
        ((CoveredBenefit("1"),), (), True),
    ],
)
def test_a_person_is_covered_on_a_day_or_not_or_it_is_not_told(
    benefits: tuple[CoveredBenefit, ...], dates: tuple[Period, ...], answer: bool | None
) -> None:
    assert active(reply(*benefits, dates=dates), ON) is answer


def test_a_plan_that_a_later_one_follows_is_told_by_the_dates_of_each() -> None:
    earlier = benefit("1", "30", dates=(day(2026, 6, 30, "347"),))
    later = benefit("1", "30", dates=(day(2026, 7, 1, "346"),))
    assert active(reply(earlier), ON) is False
    assert active(reply(later), ON) is True


def test_a_request_that_was_refused_tells_nothing() -> None:
    refused = EligibilityReply(benefits=(PLAN,), rejections=(Rejection("subscriber", "75"),))
    assert active(refused, ON) is None


@shared
def test_a_whole_reply_on_physical_therapy_is_summed_up() -> None:
    (found,), _ = sample(read_271, "271_pt_visit_limit_remaining_own.edi")
    assert active(found, ON) is True
    assert active(found, dt.date(2025, 12, 31)) is False
    assert service(found, "PT", ON) == ServiceCoverage(
        copay=Decimal(30),
        coinsurance=Decimal("0.2"),
        deductible=Decimal(1500),
        deductible_remaining=Decimal("320.5"),
        visit_limit=30,
        visit_period="23",
        visits_remaining=4,
        authorization="yes",
        covered=True,
        messages=("COMBINED WITH OCCUPATIONAL THERAPY", "PRIOR AUTHORIZATION REQUIRED AFTER VISIT 12"),
    )
    assert service(found, "PT", ON, in_network=False).visits_remaining is None
    assert service(found, "33", ON) == ServiceCoverage(deductible=Decimal(1500), deductible_remaining=Decimal("320.5"))
    assert service(found, "PT", dt.date(2025, 12, 31)) == ServiceCoverage()


@shared
def test_the_co_pay_is_that_of_the_network_asked_for() -> None:
    (found,), _ = sample(read_271, "271_tr3_clinic_subscriber.edi")
    assert service(found, "33", ON).copay == 10
    assert service(found, "33", ON, in_network=False).copay == 30


def test_visits_that_remain_are_not_worked_out_from_a_limit() -> None:
    found = pt(visits(30, "23"), visits(26, "24"))
    assert (found.visit_limit, found.visits_remaining) == (30, None)


def test_no_visit_remaining_is_not_the_same_as_not_known() -> None:
    assert pt(visits(30, "23"), visits(0, "29")).visits_remaining == 0


def test_two_limits_that_differ_leave_the_limit_open() -> None:
    assert pt(visits(30, "23"), visits(20, "23")).visit_limit is None
    assert pt(visits(4, "29"), visits(6, "29")).visits_remaining is None
    assert pt(visits(30, "23"), visits(30, "23", messages=("AGAIN",))).visit_limit == 30


def test_the_limit_of_the_year_goes_before_that_of_a_week() -> None:
    found = pt(visits(3, "35"), visits(30, "23"))
    assert (found.visit_limit, found.visit_period) == (30, "23")
    assert pt(visits(3, "35")).visit_period == "35"


def test_a_limit_that_stands_in_the_delivery_is_read() -> None:
    limit = benefit("F", deliveries=(Delivery("VS", Decimal(30), period="23", periods=1),))
    left = benefit("F", period="29", deliveries=(Delivery("VS", Decimal(12)),))
    found = pt(limit, left)
    assert (found.visit_limit, found.visits_remaining) == (30, 12)


def test_a_limit_that_counts_no_visits_is_none() -> None:
    hours = benefit("F", quantity_type="HS", quantity=Decimal(20), period="23")
    assert pt(hours, visits(1, None, in_network="no")).visit_limit is None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ([], "unknown"), ([None], "unknown"), (["unknown"], "unknown"), (["no"], "no"), (["no", None], "no"),
        (["no", "unknown"], "unknown"), (["yes"], "yes"), (["no", "yes"], "yes"),
    ],
)  # fmt: skip
def test_an_authorization_is_needed_where_any_benefit_says_so_and_unknown_where_none_does(
    said: list[Any], answer: str
) -> None:
    assert pt(*[benefit("A", authorization=one) for one in said]).authorization == answer


def test_a_service_of_its_own_deductible_has_not_that_of_the_plan() -> None:
    plan = [benefit("C", "30", money=Decimal(1500), period="23"), benefit("C", "30", money=Decimal(300), period="29")]
    own = benefit("C", money=Decimal(200), period="23")
    found = pt(*plan, own)
    assert (found.deductible, found.deductible_remaining) == (Decimal(200), Decimal(300))


def test_the_deductible_of_one_person_goes_before_the_familys() -> None:
    family = benefit("C", "30", coverage="FAM", money=Decimal(3000))
    one = benefit("C", "30", coverage="IND", money=Decimal(1500))
    assert pt(family, one).deductible == 1500
    assert pt(family).deductible == 3000
    assert pt(one, benefit("C", "30", coverage="IND", money=Decimal(700), period="24")).deductible == 1500


def test_a_co_pay_of_another_service_or_another_day_is_not_taken() -> None:
    other = benefit("B", "98", money=Decimal(25))
    later = benefit("B", money=Decimal(25), dates=(day(2027, 1, 1, "348"),))
    assert pt(other, later).copay is None
    assert pt(other, benefit("B", money=Decimal(20))).copay == 20


def test_a_service_that_is_not_covered_is_told() -> None:
    assert pt(benefit("I")).covered is False
    assert pt(benefit("1")).covered is True
    assert pt(PLAN).covered is None
    assert pt(benefit("1"), benefit("I")).covered is None
