"""The price of a service: CMS's formula, therapy's further units, what is not paid, what must be known beside it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill import data, fees
from cleanbill.fees.tests.conftest import NEW_YORK, ROWS, THERAPY, gpci, schedule, service

Add = Callable[..., data.Holding]
JULY = dt.date(2024, 7, 15)


@pytest.fixture
def files(add: Add) -> None:
    add("PPRRVU24_JUL.csv", schedule([
        THERAPY,
        service("99490", "1.00 0.81 0.42 0.07"), service("99487", "1.81 2.10 0.75 0.12"),
        service("99489", "1.00 1.10 0.42 0.07"),
        service("97010", "0.06 0.12 0.12 0.01", status="B"), service("97039", "0 0 0 0", status="C"),
        service("97014", "0.18 0.18 0.18 0.01", status="I"), service("99455", "0 0 0 0", status="R"),
        service("72100", "0.22 0.96 0.96 0.02", pctc="1"), service("72100", "0.22 0.09 0.09 0.01", mod="26", pctc="1"),
        service("72141", "1.48 5.00 5.00 0.10", pctc="1", multiple="4", cap="3.00 3.50 0.08"),
        service("78830", "1.45 11.03 11.03 0.12", cap="39.82 39.82 0.28"),
        service("99221", "1.63 0.71 0.71 0.13", na="NA"), service("20610", "0.79 1.04 0.44 0.13", multiple="2"),
    ]))  # fmt: skip
    add("GPCI2024.csv", gpci(ROWS))


def amount(code: str, locality: str = "", **asked: object) -> Decimal | None:
    return fees.price(code, JULY, locality, **asked).amount  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "dollars"), [("97110", "29.29"), ("99490", "62.58"), ("99487", "134.15"), ("99489", "72.23")]
)
@pytest.mark.usefixtures("files")
def test_national_prices_are_the_published_ones_of_march_9_to_december_2024(code: str, dollars: str) -> None:
    assert amount(code) == Decimal(dollars)


@pytest.mark.usefixtures("files")
def test_a_locality_multiplies_each_part_by_its_own_index() -> None:
    fee = fees.price("97110", JULY, "manhattan")
    assert fee.first
    assert [share.product for share in fee.first.shares] == [
        Decimal("0.45") * Decimal("1.065"), Decimal("0.42") * Decimal("1.166"), Decimal("0.01") * Decimal("1.656"),
    ]  # fmt: skip
    assert fee.amount == Decimal("32.81")  # 0.98553 x 33.2875 = 32.8058...


@pytest.mark.usefixtures("files")
def test_the_facility_has_its_own_practice_expense() -> None:
    assert amount("99490", facility=True) == Decimal("49.60")  # 1.49 x 33.2875


@pytest.mark.usefixtures("files")
def test_each_further_therapy_unit_is_paid_half_its_practice_expense() -> None:
    fee = fees.price("97110", JULY, units=3)
    assert fee.further
    assert fee.further.amount == Decimal("22.30")  # (0.45 + 0.21 + 0.01) x 33.2875
    assert fee.amount == Decimal("29.29") + 2 * Decimal("22.30")


@pytest.mark.usefixtures("files")
def test_what_is_not_therapy_is_paid_in_full_for_every_unit() -> None:
    fee = fees.price("99490", JULY, units=2)
    assert fee.further is None
    assert fee.amount == 2 * Decimal("62.58")


@pytest.mark.parametrize("modifier", ["CQ", "co", " cq "])
@pytest.mark.usefixtures("files")
def test_what_an_assistant_gave_is_paid_at_85_percent(modifier: str) -> None:
    fee = fees.price("97110", JULY, modifiers=["GP", modifier], units=2)
    assert fee.first
    assert fee.first.paid == Decimal("24.90")
    assert fee.amount == Decimal("24.90") + Decimal("18.96")
    assert any("85 %" in remark for remark in fee.remarks)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("97010", "Status B, bundled"),
        ("97014", "Status I, not valid for Medicare"),
        ("97039", "Status C, priced by the Medicare contractor"),
        ("99455", "No values are set: the Medicare contractor prices it."),
    ],
)
@pytest.mark.usefixtures("files")
def test_a_service_that_is_not_paid_has_no_price_and_the_sentence_says_why(code: str, words: str) -> None:
    fee = fees.price(code, JULY)
    assert (fee.outcome, fee.amount, fee.first) == ("no_price", None, None)
    assert words in fee.reason


@pytest.mark.usefixtures("files")
def test_a_component_has_its_own_row_and_none_is_made_up() -> None:
    assert amount("72100", modifiers=["26"]) == Decimal("10.65")  # 0.32 x 33.2875
    fee = fees.price("97110", JULY, modifiers=["TC"])
    assert (fee.outcome, fee.amount) == ("unknown", None)
    assert "'97110' with modifier TC is not in" in fee.reason


@pytest.mark.usefixtures("files")
def test_imaging_is_paid_the_lower_of_the_two_fee_schedules() -> None:
    assert amount("72141") == Decimal("151.79")  # (1.48 + 3.00 + 0.08) x 33.2875
    assert amount("72141", facility=True) == Decimal("168.43")  # (1.48 + 3.50 + 0.08) x 33.2875
    assert any("capped" in remark for remark in fees.price("72141", JULY).remarks)
    assert not any("capped" in remark for remark in fees.price("78830", JULY).remarks)
    assert amount("78830") == Decimal("419.42")  # the cap is higher: (1.45 + 11.03 + 0.12) x 33.2875


@pytest.mark.usefixtures("files")
def test_what_is_not_reckoned_is_said() -> None:
    assert any("second procedure" in remark for remark in fees.price("20610", JULY).remarks)
    assert any("modifier '50'" in remark for remark in fees.price("20610", JULY, modifiers=["50"]).remarks)
    assert any("outside a facility" in remark for remark in fees.price("99221", JULY).remarks)
    assert any("independent therapist" in remark for remark in fees.price("97110", JULY, facility=True).remarks)
    assert fees.price("97110", JULY, modifiers=["GP", "59", "KX"]).remarks == ()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("13202-01", "13202-01"), ("1320201", "13202-01"), ("NY 01", "13202-01"), ("ny-99", "13282-99"),
        ("Manhattan", "13202-01"), ("rest of california", "01112-75"), ("kansas", "05202-00"), ("KS", "05202-00"),
        ("kansas city", "05302-02"), ("alaska", "02102-01"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("files")
def test_a_locality_is_found_by_number_state_or_name(text: str, id: str) -> None:
    place = fees.price("97110", JULY, text).locality
    assert place
    assert place.id == id


@pytest.mark.parametrize("text", ["NY", "new york", "california", "CA", "san francisco rest"])
@pytest.mark.usefixtures("files")
def test_a_place_that_is_several_or_none_is_asked_back(text: str) -> None:
    fee = fees.price("97110", JULY, text)
    assert (fee.outcome, fee.amount) == ("locality", None)
    assert ("2 localities: " in fee.reason) != ("no locality" in fee.reason)


@pytest.mark.usefixtures("files")
def test_without_a_locality_the_price_is_national() -> None:
    fee = fees.price("97110", JULY)
    assert fee.locality
    assert fee.locality.name == "national"


def test_with_nothing_added_the_sentence_says_what_to_download() -> None:
    fee = fees.price("97110", JULY)
    assert (fee.outcome, fee.amount) == ("no_file", None)
    assert "RVU" in fee.reason
    assert "cleanbill data add" in fee.reason


def test_a_locality_without_indices_is_not_priced_nationally(add: Add) -> None:
    add("PPRRVU24_JUL.csv", schedule([THERAPY]))
    assert fees.price("97110", JULY, "manhattan").outcome == "no_file"


@pytest.mark.usefixtures("files")
def test_a_date_before_the_earliest_file_is_not_guessed() -> None:
    fee = fees.price("97110", dt.date(2024, 6, 30))
    assert (fee.outcome, fee.amount) == ("no_file", None)
    assert "begins on 2024-07-01" in fee.reason


@pytest.mark.usefixtures("files")
def test_a_date_after_the_newest_year_is_priced_with_a_remark() -> None:
    fee = fees.price("97110", dt.date(2026, 3, 1), "manhattan")
    assert fee.amount == Decimal("32.81")
    assert fee.remarks[0] == "No fee schedule of 2026 is added: this is the price of 2024."


@pytest.mark.usefixtures("files")
def test_numbers_of_two_years_are_not_mixed(add: Add) -> None:
    add("GPCI2026.csv", gpci([NEW_YORK.replace("1.065", "1.5")], 2026))
    fee = fees.price("97110", dt.date(2026, 3, 1), "manhattan")
    assert fee.locality
    assert fee.locality.work == Decimal("1.065")


def test_indices_of_another_year_are_told(add: Add) -> None:
    add("PPRRVU2026_Jul_nonQPP.csv", schedule([service("97110", factor="33.4009")], 2026))
    add("GPCI2024.csv", gpci(ROWS))
    fee = fees.price("97110", dt.date(2026, 8, 1), "manhattan")
    assert fee.remarks[0] == "No indices of 2026 are added: those of 2024 are used."


def test_a_factor_that_a_law_has_changed_is_told(add: Add) -> None:
    add("PPRRVU24_JAN.csv", schedule([service("97110", factor="32.7442")], release="January"))
    assert fees.price("97110", dt.date(2024, 2, 1)).remarks == ()
    (remark,) = fees.price("97110", dt.date(2024, 3, 9)).remarks
    assert remark.startswith("The file's conversion factor is 32.7442, but that of 2024-03-09 is 33.2875")


@pytest.mark.parametrize(
    ("day", "dollars"), [("2024-03-08", "28.81"), ("2024-03-09", "29.29"), ("2025-01-01", "29.29")]
)
def test_a_file_without_a_factor_takes_the_published_one_of_its_own_year(add: Add, day: str, dollars: str) -> None:
    plain = "code,mod,status,pctc,global,mult_proc,work,nonfac_pe,fac_pe,mp\n97110,,A,7,000,5,0.45,0.42,0.42,0.01\n"
    add("pfs.csv", plain, dt.date(2024, 1, 1))
    fee = fees.price("97110", dt.date.fromisoformat(day))
    assert fee.amount == Decimal(dollars)
    assert any(remark.startswith("The file has no conversion factor") for remark in fee.remarks)


def test_the_order_of_rows_changes_nothing(add: Add) -> None:
    rows = [THERAPY, service("97140"), service("72100", mod="26"), service("72100")]
    add("PPRRVU24_JUL.csv", schedule(rows))
    before = [fees.price(code, JULY).amount for code in ("97110", "97140", "72100")]
    add("PPRRVU24_JUL.csv", schedule(rows[::-1]))
    assert [fees.price(code, JULY).amount for code in ("97110", "97140", "72100")] == before


def test_the_newest_file_that_has_begun_prices(add: Add) -> None:
    add("PPRRVU24_OCT.csv", schedule([service("97110", "1 1 1 1")], release="October"))
    add("PPRRVU24_JUL.csv", schedule([THERAPY]))
    assert amount("97110") == Decimal("29.29")
    assert fees.price("97110", dt.date(2024, 10, 1)).amount == Decimal("99.86")
    add("GPCI2024.csv", gpci([NEW_YORK]))
    assert len(fees.price("97110", JULY, "manhattan").sources) == 2


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(code=st.text(), locality=st.text(), modifier=st.text(), day=st.dates())
@pytest.mark.usefixtures("files")
def test_no_text_for_code_locality_or_modifier_raises(code: str, locality: str, modifier: str, day: dt.date) -> None:
    for asked in (code, "97110"):
        fee = fees.price(asked, day, locality, modifiers=[modifier])
        assert (fee.outcome == "priced") == (fee.amount is not None)
        assert fee.reason
