"""A claim is judged by the official tables that are in force on its dates of service, and says which they were."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import cleanbill
from cleanbill import data
from cleanbill.codes.published import KINDS
from cleanbill.codes.published.tests.conftest import WHOLE, edit, hcpcs_record, limit, mue, ptp
from cleanbill.model.finding import Finding

ON = dt.date(2026, 11, 5)
QUARTER_4 = "NCCI PTP practitioner 2026 Q4 v323r0"
Add = Callable[[str, str], data.Holding]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Adds a file of that name and text to a shelf of the test's own."""
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: tmp_path / "cache")

    def added(name: str, text: str) -> data.Holding:
        path = tmp_path / name
        path.write_text(text)
        [holding] = data.add(path, KINDS, dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
        return holding

    return added


def found(rule: str, *lines: dict[str, object], day: str = "2026-11-02", payer: str = "medicare_b") -> list[Finding]:
    """What a rule finds on a visit with these lines."""
    dated = [{"units": 1, "charge": 50, "date": day, **line} for line in lines]
    claim = {"claim_id": "A", "payer": {"type": payer, "ncci": True}, "lines": dated}
    return [finding for finding in cleanbill.check_claim(claim, ON) if finding.rule == rule]


def test_a_pair_beyond_the_specialty_is_found_by_the_added_table_and_unknown_without(add: Add) -> None:
    lines: tuple[dict[str, object], ...] = ({"code": "80053"}, {"code": "97140"})
    [before] = found("PR101", *lines)
    assert (before.severity, before.data["ncci_ptp"]) == ("not_checked", "2024-07-01")
    add("ccipra-v323r0-f1.TXT", ptp([*WHOLE, edit("97140", "80053", 0)]))
    [after] = found("PR101", *lines)
    assert (after.severity, after.where.line, after.data["ncci_ptp"]) == ("error", 1, QUARTER_4)
    assert after.message.endswith(f"(edition {QUARTER_4}).")


def test_a_pair_wakes_its_rule_though_neither_code_is_of_the_specialty(add: Add) -> None:
    add("ccipra-v323r0-f1.TXT", ptp([*WHOLE, edit("80053", "80048", 1)]))
    [finding] = found("PR102", {"code": "80048"}, {"code": "80053"})
    assert finding.where.path == "/lines/0/modifiers"
    assert not found("PR102", {"code": "80048", "modifiers": ["59"]}, {"code": "80053"})


def test_each_date_of_service_is_judged_by_its_own_quarter(add: Add) -> None:
    add("ccipra-v322r0-f1.TXT", ptp(WHOLE))
    add("ccipra-v323r0-f1.TXT", ptp([*WHOLE[:1], edit("97140", "97124", 0, last="20260930"), *WHOLE[2:]]))
    lines: tuple[dict[str, object], ...] = ({"code": "97140"}, {"code": "97124"})
    [finding] = found("PR101", *lines, day="2026-09-30")
    assert finding.data["ncci_ptp"] == "NCCI PTP practitioner 2026 Q3 v322r0"
    assert found("PR101", *lines, day="2026-10-01") == []


def test_a_visit_beside_a_procedure_is_judged_by_the_added_table(add: Add) -> None:
    lines: tuple[dict[str, object], ...] = ({"code": "99213"}, {"code": "98940", "modifiers": ["AT"]})
    assert found("MO107", *lines)
    add("ccipra-v323r0-f1.TXT", ptp(WHOLE))
    assert found("MO107", *lines) == []


def test_the_limit_of_units_is_that_of_the_quarter(add: Add) -> None:
    line: dict[str, object] = {"code": "97110", "units": 7, "minutes": 45}
    [shipped] = found("UN106", line)
    assert shipped.data["mue"] == "2024-07-01"
    add("MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", mue([limit("97110", 8), limit("80053", 1, 2)]))
    assert found("UN106", line) == []
    [other] = found("UN106", {"code": "80053", "units": 2})
    assert (other.message.partition(" (")[0], other.data["mue"]) == (
        "80053: 2 units billed, the limit is 1 a day, without exception",
        "MUE practitioner 2026-10-01",
    )
    assert found("UN106", line, day="2026-09-30")


def test_a_limit_of_0_is_no_limit_of_units(add: Add) -> None:
    add("MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", mue([limit("80053", 0)]))
    assert found("UN106", {"code": "80053", "units": 3}) == []


def test_a_level_two_code_has_to_be_in_the_added_file_on_its_date(add: Add) -> None:
    assert found("PR110", {"code": "G9999"}, {"code": "G0001"}, {"code": "G0002"}) == []
    ended, future = hcpcs_record("G0001", "x", last="20260930"), hcpcs_record("G0002", "x", "20270101")
    add("HCPC2026_OCT_ANWEB.txt", hcpcs_record("G0283", "x") + ended + future)
    findings = found("PR110", {"code": "G9999"}, {"code": "G0001"}, {"code": "G0002"}, {"code": "G0283"})
    assert [finding.message for finding in findings] == [
        "G9999 is not in HCPCS Level II 2026 Q4.",
        "G0001 ended on 2026-09-30 (HCPCS Level II 2026 Q4).",
        "G0002 begins on 2027-01-01 (HCPCS Level II 2026 Q4).",
    ]
    assert {finding.data["hcpcs"] for finding in findings} == {"HCPCS Level II 2026 Q4"}
    assert found("PR110", {"code": "G0001"}, day="2026-09-30") == []


def test_codes_that_the_hcpcs_file_does_not_hold_are_left_alone(add: Add) -> None:
    add("HCPC2026_OCT_ANWEB.txt", hcpcs_record("G0283", "x"))
    assert found("PR110", *({"code": code} for code in ("97110", "0101T", "0001U", "2000F", "D0120"))) == []


def test_a_states_own_code_is_a_warning_to_the_payers_that_have_such(add: Add) -> None:
    add("HCPC2026_OCT_ANWEB.txt", hcpcs_record("G0283", "x"))
    for payer, severity in (("workers_comp", "warning"), ("medicare_b", "error")):
        [finding] = found("PR110", {"code": "W0500"}, payer=payer)
        assert finding.severity == severity


def test_a_new_modifier_is_valid_once_the_file_that_has_it_is_added(add: Add) -> None:
    line: dict[str, object] = {"code": "97110", "modifiers": ["ZQ"]}
    assert found("MO110", line)
    add("HCPC2026_OCT_ANWEB.txt", hcpcs_record("G0283", "x") + hcpcs_record("ZQ", "x", "20261001", kind="7"))
    assert found("MO110", line) == []
    assert "begins on 2026-10-01" in found("MO110", line, day="2026-09-30")[0].message


def test_what_is_taken_off_the_shelf_answers_no_more(add: Add) -> None:
    holding = add("ccipra-v323r0-f1.TXT", ptp([*WHOLE, edit("97140", "80053", 0)]))
    data.remove(holding.id)
    [finding] = found("PR101", {"code": "80053"}, {"code": "97140"})
    assert finding.severity == "not_checked"
