"""Rules of identity and charge, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.identity import assistant_as_rendering, charge_missing_or_zero, npi_check_digit_wrong

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(rule: Rule, claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def charged(*charges: object, code: str = "97110") -> dict[str, Any]:
    return {"lines": [{"code": code, "charge": charge, "date": "2026-03-16"} for charge in charges]}


def test_each_provider_has_its_own_place_and_remark() -> None:
    wrong = "1456789125"
    claim = {"billing_npi": wrong, "rendering": {"npi": wrong}, "referring_npi": wrong} | charged("90.00")
    found = faults(npi_check_digit_wrong.rule, claim)
    assert [fault.field for fault in found] == ["billing_npi", "rendering/npi", "referring_npi"]
    assert [fault.denials[0].rarc for fault in found] == ["N257", "N290", "N286"]


@pytest.mark.parametrize("charge", ["1E-9", "-0.01", "0", "0.001"])
def test_what_is_not_an_amount_is_found_and_never_raises(charge: str) -> None:
    assert [fault.severity for fault in faults(charge_missing_or_zero.rule, charged(charge))] == [None]


@pytest.mark.parametrize("charge", ["0.01", "90", "90.1", "90.10", "9E1", "1E+400", "90.100"])
def test_an_amount_of_whole_cents_passes(charge: str) -> None:
    assert not faults(charge_missing_or_zero.rule, charged(charge))


@pytest.mark.parametrize("code", ["1125F", "G8539", "G9227", "M1009"])
def test_a_quality_measure_may_be_reported_at_no_charge(code: str) -> None:
    assert not faults(charge_missing_or_zero.rule, charged("0.00", code=code))


@pytest.mark.parametrize("code", ["97110", "G0283", "98940", "20553"])
def test_a_service_may_not(code: str) -> None:
    assert faults(charge_missing_or_zero.rule, charged("0.00", code=code))


def test_lines_without_a_charge_are_named_once_beside_those_that_are_wrong() -> None:
    found = faults(charge_missing_or_zero.rule, charged(None, "0.00", None))
    assert [fault.severity for fault in found] == [None, "not_checked"]
    assert "line 1, 3" in found[1].message


@pytest.mark.parametrize(
    ("payer", "severity"),
    [("medicare_b", None), ("commercial", "warning"), ("workers_comp", "warning"), (None, "warning")],
)
def test_an_assistant_as_rendering_is_certain_only_with_medicare(payer: str | None, severity: str | None) -> None:
    claim = {"payer": {"type": payer}, "rendering": {"credential": "PTA"}} | charged("90.00")
    (fault,) = faults(assistant_as_rendering.rule, claim)
    assert (fault.severity, fault.field) == (severity, "rendering/credential")
