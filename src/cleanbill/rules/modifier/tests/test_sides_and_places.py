"""Sides, both sides, repeats, telehealth, contradictions: what the engine says of whole claims."""

import datetime as dt
from itertools import combinations
from typing import Any

import pytest

from cleanbill.codes import bilateral
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules import family, register

ENGINE = Engine(rule for rule in register() if family(rule) == "modifier")
CONTEXT = Context(dt.date(2026, 11, 23))


def _claim(*written: str, payer: str = "medicare_b", date: str = "2026-11-02", **claim: Any) -> dict[str, Any]:
    split = [line.split("-") for line in written]
    lines = [{"code": code, "modifiers": modifiers, "units": 1, "date": date} for code, *modifiers in split]
    return {"payer": {"type": payer}, "rendering": {"credential": "MD"}, "lines": lines} | claim


def _findings(*written: str, **more: Any) -> tuple[Finding, ...]:
    return ENGINE.check(claim_from(_claim(*written, **more)), CONTEXT)


def _rules(*written: str, **more: Any) -> list[str]:
    return [finding.rule for finding in _findings(*written, **more)]


@pytest.mark.parametrize(
    ("modifier", "dx", "wrong"),
    [
        ("LT", ["M17.11"], True), ("RT", ["M17.12"], True), ("LT", ["M17.12"], False), ("RT", ["M17.0"], False),
        ("LT", ["M17.10"], False), ("LT", ["M17.9"], False), ("T5", ["M20.12"], True), ("TA", ["M20.12"], False),
        ("F9", ["S63.611A"], True), ("LT", ["S83.511D"], True), ("RT", ["S83.511D"], False), ("LT", ["G56.01"], True),
    ],
)  # fmt: skip
def test_a_side_is_held_against_the_diagnosis_that_names_one(modifier: str, dx: list[str], wrong: bool) -> None:
    assert ("MO112" in _rules(f"20610-{modifier}", dx=dx)) is wrong


def test_the_message_names_both_sides() -> None:
    (finding,) = _findings("20610-LT", dx=["M17.11"])
    assert finding.severity == "error"
    assert finding.message == "20610 (large joint injection) is of the left side; M17.11 is of the right side."
    assert finding.where.path == "/lines/0/modifiers"


@pytest.mark.parametrize("code", sorted(PROCEDURES))
def test_modifier_50_is_wrong_on_exactly_the_codes_without_a_second_side(code: str) -> None:
    found = "MO118" in _rules(f"{code}-50")
    assert found is (code in bilateral.INDICATORS and code not in bilateral.TWO_SIDED)
    assert "MO113" not in _rules(f"{code}-50")


def test_one_line_and_one_unit_as_proposed_leaves_nothing_to_say() -> None:
    document = _claim("20610-50")
    document["lines"][0]["units"] = 2
    (finding,) = ENGINE.check(claim_from(document), CONTEXT)
    assert (finding.rule, finding.severity) == ("MO113", "error")
    assert finding.fix
    assert ENGINE.check(claim_from(apply(document, finding.fix.edits)), CONTEXT) == ()


@pytest.mark.parametrize("answer", ["76", "77", "59", "XS", "RT", "26"])
def test_any_modifier_of_its_own_tells_a_line_from_a_duplicate(answer: str) -> None:
    assert "MO114" in _rules("72100", "72100")
    assert "MO114" not in _rules("72100", f"72100-{answer}")


def test_the_third_line_alike_is_told_as_well_as_the_second() -> None:
    assert _rules("72100", "72100", "72100").count("MO114") == 2


@pytest.mark.parametrize("code", ["97110", "97012", "99213", "J3301", "97161"])
def test_what_is_counted_or_marked_otherwise_is_no_unmarked_repeat(code: str) -> None:
    assert "MO114" not in _rules(code, code)


NOTICES = ("GA", "GX", "GY", "GZ")


@pytest.mark.parametrize(("one", "other"), list(combinations(NOTICES, 2)))
def test_of_the_notices_gx_and_gy_alone_go_together(one: str, other: str) -> None:
    found = _rules(f"20610-{one}-{other}", note={"abn_on_file": True})
    assert found == _rules(f"20610-{other}-{one}", note={"abn_on_file": True})
    assert ("MO111" in found) is ({one, other} != {"GX", "GY"})


@pytest.mark.parametrize(("pair", "severity"), [("GA-GZ", "error"), ("GA-GY", "warning"), ("59-XU", "warning")])
def test_what_two_notices_cannot_both_say_is_an_error_and_the_rest_a_warning(pair: str, severity: str) -> None:
    found = [f for f in _findings(f"20610-{pair}", note={"abn_on_file": True}) if f.rule == "MO111"]
    assert [f.severity for f in found] == [severity]


@pytest.mark.parametrize(
    ("place", "telehealth", "line", "date", "wrong"),
    [
        ("11", True, "99213", "2026-11-02", True),
        ("11", True, "99213-95", "2026-11-02", True),
        ("12", True, "99213", "2026-11-02", True),
        ("10", True, "99213", "2026-11-02", False),
        ("02", True, "99213-93", "2026-11-02", False),
        ("22", True, "97110-GP-95", "2026-11-02", False),
        ("22", True, "99213", "2026-11-02", True),
        ("11", True, "99213-95", "2023-12-31", False),
        ("11", True, "99213-95", "2024-01-01", True),
        ("10", False, "99213", "2026-11-02", True),
        ("11", False, "99213-95", "2026-11-02", True),
        ("11", False, "99213", "2026-11-02", False),
        ("11", None, "99213", "2026-11-02", False),
        ("10", None, "99213-95", "2026-11-02", False),
    ],
)
def test_place_note_and_modifier_tell_the_same_of_telehealth(
    place: str, telehealth: bool | None, line: str, date: str, wrong: bool
) -> None:
    found = _rules(line, date=date, place_of_service=place, note={"telehealth": telehealth})
    assert ("MO115" in found) is wrong


def test_a_commercial_plan_may_want_the_office_with_95() -> None:
    found = [f for f in _findings("99213-95", payer="commercial", place_of_service="11") if f.rule == "MO115"]
    assert [f.severity for f in found] == ["warning"]
