"""A patient's statement says where each charge went, adds up to the cent, and is not made where it does not."""

import datetime as dt
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from cleanbill.forms.binding import bound
from cleanbill.forms.statement import Paid, PatientStatement, Service, StatementError, ages, doubts, draw, html
from cleanbill.forms.tests.conftest import CLAIM, HOME
from cleanbill.guide.pdf import PrinterMissingError

ON = dt.date(2026, 11, 20)
OCTOBER = Service(dt.date(2026, 10, 5), ("97110", "97140"), 18225, 9000, 4225, 5000, 0, dt.date(2026, 11, 1))
AUGUST = Service(dt.date(2026, 8, 3), ("97161",), 15000, 8000, 4000, 3000, 0, dt.date(2026, 8, 12))
NOVEMBER = Service(dt.date(2026, 11, 16), ("97110",), 12400, 0, 0, 0, 12400)
STATEMENT = PatientStatement(
    CLAIM.billing, CLAIM.billing_npi, "Alex Sample", HOME, "A-2026-17", ON,  # type: ignore[arg-type]
    (OCTOBER, AUGUST, NOVEMBER), (Paid(dt.date(2026, 10, 5), 2000, "Card"),),
)  # fmt: skip
AMOUNT = st.integers(0, 10_000_00)
DAYS = st.dates(dt.date(2025, 1, 1), ON)


def test_what_is_due_is_the_share_less_what_was_paid() -> None:
    assert STATEMENT.due == 5000 + 3000 - 2000
    assert replace(STATEMENT, payments=()).due == 8000


def test_a_payment_settles_what_has_been_owed_longest() -> None:
    assert ages(STATEMENT) == (5000, 0, 0, 1000), "August's share of 30.00 was left on 2026-08-12, 100 days before"
    assert ages(replace(STATEMENT, payments=())) == (5000, 0, 0, 3000)


@pytest.mark.parametrize(("days", "column"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3)])
def test_an_age_counts_from_the_day_on_which_the_plan_left_the_share(days: int, column: int) -> None:
    owed = replace(AUGUST, date=dt.date(2026, 8, 1), owed_since=ON - dt.timedelta(days))
    assert ages(replace(STATEMENT, services=(owed,), payments=()))[column] == 3000


def test_more_given_back_than_was_paid_is_owed_as_of_now() -> None:
    back = (Paid(dt.date(2026, 11, 2), 1000), Paid(dt.date(2026, 11, 3), -3000))
    assert ages(replace(STATEMENT, services=(AUGUST,), payments=back)) == (2000, 0, 0, 3000)


@pytest.mark.parametrize(
    ("service", "says"),
    [
        (replace(OCTOBER, share=4999), "97110 97140 on 2026-10-05 does not add up: 182.25 was charged, and .* 182.24"),
        (replace(OCTOBER, plan_paid=19000, adjusted=-5775), ""),
        (replace(OCTOBER, plan_paid=-9000, open=18000), "has an amount below zero: mend the account first"),
        (replace(OCTOBER, date=dt.date(2026, 11, 21)), "is after the day of the statement, 2026-11-20"),
    ],
)
def test_a_service_that_does_not_add_up_stops_the_statement(service: Service, says: str) -> None:
    made = replace(STATEMENT, services=(service,))
    if not says:
        assert html(made), "a plan may pay more than is charged; the adjustment is below zero then"
        return
    with pytest.raises(StatementError, match=says):
        html(made)


def test_a_payment_of_tomorrow_and_a_statement_of_nothing_are_refused() -> None:
    tomorrow = Paid(ON + dt.timedelta(1), 100)
    assert list(doubts(replace(STATEMENT, payments=(tomorrow,)))) == [
        "The payment of 2026-11-21 is after the day of the statement, 2026-11-20."
    ]
    assert list(doubts(replace(STATEMENT, services=()))) == ["There is no service to state."]


@given(
    st.lists(st.tuples(DAYS, AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.none() | DAYS), min_size=1, max_size=8),
    st.lists(st.tuples(DAYS, st.integers(-5000_00, 9000_00)), max_size=5),
)
def test_the_ages_are_what_is_due_and_no_age_is_below_zero(
    services: list[tuple[dt.date, int, int, int, int, dt.date | None]], payments: list[tuple[dt.date, int]]
) -> None:
    made = replace(
        STATEMENT,
        services=tuple(
            Service(date, ("97110",), paid + off + share + left, paid, off, share, left, since)
            for date, paid, off, share, left, since in services
        ),
        payments=tuple(Paid(date, cents) for date, cents in payments),
    )
    assert not list(doubts(made))
    assert sum(ages(made)) == max(made.due, 0)
    assert min(ages(made)) >= 0


def test_what_was_paid_too_much_is_said_and_nothing_is_asked_for() -> None:
    page = html(replace(STATEMENT, payments=(Paid(ON, 9000, "Check"),)))
    assert "You have paid $10.00 too much." in page
    assert "Send this part" not in page
    assert "How to pay" not in page
    assert "Nothing is due from you." in html(replace(STATEMENT, payments=(Paid(ON, 8000, "Check"),)))


def test_how_long_it_has_been_due_is_told_once_some_of_it_is_older_than_a_month() -> None:
    young = replace(STATEMENT, services=(replace(OCTOBER, owed_since=ON),), payments=())
    assert "How long it has been due" not in html(young)
    assert "How long it has been due" in html(STATEMENT)


def test_the_clinic_says_in_its_own_words_how_to_pay() -> None:
    page = html(replace(STATEMENT, paying="Card by phone <at any time>."))
    assert "How to pay: Card by phone &lt;at any time&gt;. Please give your account number" in page


def test_statements_are_bound_into_one_file_that_names_nobody() -> None:
    try:
        made = [draw(STATEMENT), draw(replace(STATEMENT, patient="Pat Example"))]
    except PrinterMissingError as error:
        pytest.skip(str(error))
    whole = PdfReader(BytesIO(bound(made, "Patient statements")))
    assert ["Page 1 of 1" in page.extract_text() for page in whole.pages] == [True, True]
    assert "Pat Example" in whole.pages[1].extract_text()
    assert whole.metadata
    assert whole.metadata.title == "Patient statements"
    assert str(whole.root_object["/Lang"]) == "en"
    assert bound(made[:1], "Patient statements") == made[0]


def test_names_cannot_break_the_page() -> None:
    page = html(replace(STATEMENT, patient="<b>Alex</b>", account="<i>"))
    assert "&lt;b&gt;Alex" in page
    assert "<i>" not in page


def test_the_statement_prints_with_its_sums_and_nobodys_name_in_its_properties() -> None:
    try:
        reader = PdfReader(BytesIO(draw(STATEMENT)))
    except PrinterMissingError as error:
        pytest.skip(str(error))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "Example Clinic, Inc.", "Alex Sample", "Your statement of November 20, 2026", "Due from you: $60.00",
        "97110 (exercise), 97140", "Total 456.25 170.00 82.25 80.00 124.00", "Paid by you 20.00",
        "More than 90 days Due 50.00 0.00 0.00 10.00 60.00", "Page 1 of 1",
        "what your plan has not settled. You owe none of it now.",
        "How to pay: At our desk, or by a check. Please give your account number, A-2026-17.",
    ):  # fmt: skip
        assert words in text, words
    assert "Alex" not in str(reader.metadata)
    assert str(reader.root_object["/Lang"]) == "en"
    assert "/StructTreeRoot" in reader.root_object
