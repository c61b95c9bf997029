"""KX: the year's amount, what was used, what the claim adds."""

import datetime as dt
from typing import Any

import pytest

from cleanbill import parameters
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.modifier import kx_below_threshold, kx_missing_above_threshold

ENGINE = Engine((kx_missing_above_threshold.rule, kx_below_threshold.rule))
CONTEXT = Context(dt.date(2026, 11, 23))


def _claim(used: dict[str, Any], *lines: tuple[str, float | None, str]) -> dict[str, Any]:
    services = []
    for written, allowed, date in lines:
        code, *modifiers = written.split("-")
        services.append({"code": code, "modifiers": modifiers, "expected_allowed": allowed, "date": date})
    return {
        "payer": {"type": "medicare_b"},
        "rendering": {"credential": "PT"},
        "history": {"therapy_amount_used": used},
        "lines": services,
    }


def _findings(used: dict[str, Any], *lines: tuple[str, float | None, str]) -> tuple[Finding, ...]:
    return ENGINE.check(claim_from(_claim(used, *lines)), CONTEXT)


@pytest.mark.parametrize(
    ("year", "amount"), [(2021, 2110), (2022, 2150), (2023, 2230), (2024, 2330), (2025, 2410), (2026, 2480)]
)
def test_the_amount_of_each_year_holds_for_that_year_alone(year: int, amount: int) -> None:
    for day in (dt.date(year, 1, 1), dt.date(year, 12, 31)):
        assert parameters.value("therapy_threshold.pt_slp", day) == amount
        assert parameters.value("therapy_threshold.ot", day) == amount
    used = {"year": year, "pt_slp": amount - 50}
    assert _findings(used, ("97110-GP", 50.00, f"{year}-06-01")) == ()
    (finding,) = _findings(used, ("97110-GP", 50.01, f"{year}-06-01"))
    assert (finding.rule, finding.severity) == ("MO103", "error")


def test_an_amount_that_is_not_published_is_not_guessed() -> None:
    assert parameters.value("therapy_threshold.ot", dt.date(2027, 1, 1)) is None
    (finding,) = _findings({"year": 2027, "pt_slp": 9000}, ("97110-GP", 50, "2027-01-04"))
    assert finding.message == "Not checked: the threshold of 2027 is not in the tables."


def test_earlier_visits_of_the_same_claim_count() -> None:
    used = {"year": 2026, "pt_slp": 2400}
    found = _findings(used, ("97110-GP", 60, "2026-11-02"), ("97110-GP", 60, "2026-11-04"))
    assert [(f.rule, f.where.line) for f in found] == [("MO103", 2)]
    assert "$2,460.00" in found[0].message
    assert "$2,520.00" in found[0].message
    assert "$60.00 without KX" in found[0].message


def test_a_visit_of_last_year_on_the_same_claim_does_not_count() -> None:
    found = _findings({"year": 2026, "pt_slp": 2400}, ("97110-GP", 500, "2025-12-31"), ("97110-GP", 60, "2026-01-02"))
    assert [f.severity for f in found] == ["not_checked"]


def test_the_two_groups_have_an_account_each() -> None:
    used = {"year": 2026, "pt_slp": 100, "ot": 2479}
    found = _findings(used, ("97110-GP", 60, "2026-11-02"), ("97530-GO", 60, "2026-11-02"))
    assert [(f.rule, f.where.line) for f in found] == [("MO103", 2)]
    assert "occupational therapy" in found[0].message


def test_a_line_without_a_discipline_counts_with_its_therapist() -> None:
    (finding,) = _findings({"year": 2026, "pt_slp": 2480}, ("97110", 60, "2026-11-02"))
    assert finding.rule == "MO103"


def test_adding_kx_as_proposed_leaves_nothing_to_say() -> None:
    document = _claim({"year": 2026, "pt_slp": 2491}, ("97110-GP", 60, "2026-11-02"), ("97140-GP", 30, "2026-11-02"))
    found = ENGINE.check(claim_from(document), CONTEXT)
    assert len(found) == 2
    for finding in found:
        assert finding.fix
        assert finding.fix.safety == "ask"
        document = apply(document, finding.fix.edits)
    assert ENGINE.check(claim_from(document), CONTEXT) == ()


def test_kx_comes_off_as_proposed_where_the_amount_is_not_reached() -> None:
    document = _claim({"year": 2026, "pt_slp": 662}, ("97110-GP-KX", 60, "2026-11-02"))
    (finding,) = ENGINE.check(claim_from(document), CONTEXT)
    assert finding.fix
    mended = apply(document, finding.fix.edits)
    assert mended["lines"][0]["modifiers"] == ["GP"]
    assert ENGINE.check(claim_from(mended), CONTEXT) == ()


def test_one_line_with_kx_among_others_is_found() -> None:
    used = {"year": 2026, "pt_slp": 662}
    found = _findings(used, ("97110-GP", 60, "2026-11-02"), ("97140-GP-KX", 30, "2026-11-02"))
    assert [(f.rule, f.where.line) for f in found] == [("MO104", 2)]
    assert "$752.00" in found[0].message


def test_once_the_amount_is_used_any_line_goes_beyond_it() -> None:
    (finding,) = _findings({"year": 2026, "pt_slp": 2480}, ("97110-GP", None, "2026-11-02"))
    assert (finding.rule, finding.severity) == ("MO103", "error")


def test_kx_on_every_line_asks_for_no_amount_that_it_could_lack() -> None:
    found = _findings({}, ("97110-GP-KX", 60, "2026-11-02"))
    assert [(f.rule, f.severity) for f in found] == [("MO104", "not_checked")]
    assert _findings({"year": 2026, "pt_slp": 2500}, ("97110-GP-KX", None, "2026-11-02")) == ()


def test_a_line_of_two_disciplines_belongs_to_no_account() -> None:
    assert _findings({"year": 2026, "pt_slp": 9000, "ot": 9000}, ("97110-GP-GO", 60, "2026-11-02")) == ()


@pytest.mark.parametrize("used", [0, 662, 2420, 2479.99, 2480, 2481, 5000])
def test_a_line_is_never_blamed_for_kx_and_for_its_absence(used: float) -> None:
    amounts = {"year": 2026, "pt_slp": used}
    wrong = {f.rule for f in _findings(amounts, ("97110-GP-KX", 60, "2026-11-02"))}
    wrong_bare = {f.rule for f in _findings(amounts, ("97110-GP", 60, "2026-11-02"))}
    assert len(wrong | wrong_bare) == 1
    assert not (wrong and wrong_bare)


@pytest.mark.parametrize(
    ("used", "lacking"),
    [({}, "pt_slp not given"), ({"pt_slp": 100}, "year not given"), ({"year": 2025, "pt_slp": 1}, "is of 2025")],
)
def test_what_is_not_known_of_the_account_is_said(used: dict[str, Any], lacking: str) -> None:
    (finding,) = _findings(used, ("97110-GP", 60, "2026-11-02"))
    assert finding.severity == "not_checked"
    assert lacking in finding.message
