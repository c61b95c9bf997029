"""Every row of the tables by which minutes become units, billed as the row says and one unit off."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cleanbill.codes.procedures import PROCEDURES, TIMED, UNTIMED
from cleanbill.codes.timed import share
from cleanbill.engine.context import Context
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules import family, register

ENGINE = Engine(rule for rule in register() if family(rule) == "units")
CONTEXT = Context(dt.date(2026, 11, 23))
CODES = ("97110", "97112", "97140")
REFERENCE = Path(__file__).parents[5].parent / "shared" / "reference" / "edits.md"
ROWS = [(1, 8, 22), (2, 23, 37), (3, 38, 52), (4, 53, 67), (5, 68, 82), (6, 83, 97), (7, 98, 112), (8, 113, 127)]
Bill = dict[str, tuple[int, int]]


def _findings(rule: str, bill: Bill, *, ncci: bool = False) -> tuple[Finding, ...]:
    lines = [{"code": c, "minutes": m, "units": u, "date": "2026-11-02"} for c, (m, u) in bill.items()]
    return ENGINE.check(claim_from({"payer": {"unit_rule": rule, "ncci": ncci}, "lines": lines}), CONTEXT)


def _rules(rule: str, bill: Bill) -> list[str]:
    return [finding.rule for finding in _findings(rule, bill)]


@pytest.mark.parametrize("rule", ["cms8", "ama_midpoint"])
@pytest.mark.parametrize(("units", "first", "last"), [*ROWS, (9, 128, 142), (16, 233, 247)])
def test_one_code_earns_the_units_of_its_row_and_no_more(rule: str, units: int, first: int, last: int) -> None:
    over = "UN101" if rule == "cms8" else "UN103"
    for minutes in (first, last):
        assert _rules(rule, {"97110": (minutes, units)}) == []
        assert _rules(rule, {"97110": (minutes, units + 1)}) == [over]
        assert _rules(rule, {"97110": (minutes, units - 1)}) == ["UN105"]
    assert _rules(rule, {"97110": (first - 1, units)}) == ["UN107" if units == 1 else over]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"97112": (24, 2), "97110": (23, 1)}, {"97112": (24, 1), "97110": (23, 2)}),
        ({"97112": (20, 2), "97110": (20, 1)}, {"97112": (20, 3), "97110": (20, 0)}),
        ({"97112": (20, 1), "97110": (20, 2)}, {"97112": (20, 0), "97110": (20, 3)}),
        ({"97110": (33, 2), "97140": (7, 1)}, {"97110": (33, 3), "97140": (7, 0)}),
        (
            {"97110": (18, 1), "97140": (13, 1), "97116": (10, 1), "97035": (8, 0)},
            {"97110": (18, 1), "97140": (13, 1), "97116": (10, 0), "97035": (8, 1)},
        ),
        (
            {"97112": (7, 1), "97110": (7, 0), "97140": (7, 0)},
            {"97112": (7, 0), "97110": (7, 0), "97140": (7, 0)},
        ),
    ],
)
def test_the_manuals_examples_are_clean_and_their_units_elsewhere_are_not(right: Bill, wrong: Bill) -> None:
    assert _rules("cms8", right) == []
    billed = sum(units for _, units in right.values()) - sum(units for _, units in wrong.values())
    assert _rules("cms8", wrong) == ["UN105" if billed else "UN102"]


@pytest.mark.parametrize("one", range(15))
@pytest.mark.parametrize("other", range(15))
def test_two_remainders_earn_what_the_table_says_pooled_and_each(one: int, other: int) -> None:
    pooled = 0 if one + other <= 7 else 1 if one + other <= 22 else 2
    each = int(one >= 8) + int(other >= 8)
    minutes = {"97110": 15.0 + one, "97140": 15.0 + other}
    units = share(minutes, dict.fromkeys(minutes, 0.0))
    assert sum(units.values()) == 2 + pooled
    bill = {code: (int(m), units[code]) for code, m in minutes.items()}
    assert _rules("cms8", bill) == []
    bill["97110"] = (15 + one, units["97110"] + 1)
    assert _rules("cms8", bill) == ["UN101"]
    counted = {"97110": (15 + one, 1 + (one >= 8)), "97140": (15 + other, 1 + (other >= 8))}
    assert sum(u for _, u in counted.values()) == 2 + each
    assert _rules("ama_midpoint", counted) == []


@pytest.mark.parametrize(
    ("minutes", "cms", "midpoint"),
    [
        ([10, 10], 1, [1, 1]), ([33, 7], 3, [2, 0]), ([7, 7], 1, [0, 0]), ([12, 12, 12], 2, [1, 1, 1]),
        ([8, 8, 8], 2, [1, 1, 1]), ([37], 2, [2]), ([38], 3, [3]), ([20, 20, 5], 3, [1, 1, 0]),
    ],
)  # fmt: skip
def test_the_examples_in_which_the_two_ways_differ(minutes: list[int], cms: int, midpoint: list[int]) -> None:
    given = dict(zip(CODES, minutes, strict=False))
    units = share({code: float(m) for code, m in given.items()}, dict.fromkeys(given, 0.0))
    assert sum(units.values()) == cms
    assert _rules("cms8", {code: (m, units[code]) for code, m in given.items()}) == []
    each = {code: (m, n) for (code, m), n in zip(given.items(), midpoint, strict=True)}
    assert _rules("ama_midpoint", each) == []
    first, m = CODES[0], minutes[0]
    assert "UN103" in _rules("ama_midpoint", each | {first: (m, midpoint[0] + 1)}) or m < 8
    assert _rules("cms8", {c: (m, units[c] + (c == first)) for c, m in given.items()}) == ["UN101"]


@pytest.mark.parametrize(
    ("rule", "bill", "sum_"),
    [
        ("cms8", {"97110": (10, 1), "97140": (10, 1)}, "(20 + 7) / 15 = 1.8, so 1"),
        ("cms8", {"97110": (18, 1), "97140": (13, 1), "97116": (10, 1), "97035": (8, 1)}, "(49 + 7) / 15 = 3.73, so 3"),
        ("cms8", {"97110": (38, 2)}, "(38 + 7) / 15 = 3"),
        ("ama_midpoint", {"97110": (37, 3)}, "(37 + 7) / 15 = 2.93, so 2"),
    ],
)
def test_the_message_shows_the_sum(rule: str, bill: Bill, sum_: str) -> None:
    (finding,) = _findings(rule, bill)
    assert sum_ in finding.message


def test_a_unit_on_the_wrong_code_is_told_with_minutes_and_what_each_has_earned() -> None:
    (finding,) = _findings("cms8", {"97110": (33, 1), "97140": (7, 2)})
    assert "Billed: 97110 33 min x1, 97140 7 min x2. Earned: 97110 x2, 97140 x1." in finding.message


def test_an_evaluation_takes_no_part_in_the_pool() -> None:
    assert _rules("cms8", {"97161": (30, 1), "97110": (7, 1)}) == ["UN107"]
    assert _rules("cms8", {"97161": (25, 1), "97110": (15, 1)}) == []


@pytest.fixture
def reference() -> str:
    if not REFERENCE.exists():
        pytest.skip("the reference files are not beside the repository")
    return REFERENCE.read_text(encoding="utf-8")


def test_the_unit_limits_are_those_of_the_reference(reference: str) -> None:
    rows = re.findall(r"(\w{5}) (\d+)/(\d)", next(x for x in reference.splitlines() if x.startswith("97012 1/3")))
    assert len(rows) > 60
    for code, value, indicator in rows:
        known = PROCEDURES[code]
        assert (known.mue, known.mai) == (int(value), int(indicator)), code


def test_the_timed_codes_are_those_of_the_reference(reference: str) -> None:
    said = reference.split("Timed (15-minute) codes of the domain: ")[1].split("; 97551", maxsplit=1)[0]
    assert set(re.findall(r"\b\d{5}\b", said)) | {"97033", "97034", "97035"} == TIMED
    assert {"97012", "97150", "97161", "97168", "98940", "98943", "92507", "20552"} <= UNTIMED


def _units(*lines: tuple[str, int], code: str = "97110", minutes: int | None = None) -> list[tuple[str, str]]:
    services: list[dict[str, Any]] = [
        {"code": code, "modifiers": modifiers.split(), "units": units, "minutes": minutes, "date": "2026-11-02"}
        for modifiers, units in lines
    ]
    found = ENGINE.check(claim_from({"payer": {"unit_rule": "ama_midpoint", "ncci": True}, "lines": services}), CONTEXT)
    return [(f.rule, f.severity) for f in found if f.rule in ("UN104", "UN106")]


@pytest.mark.parametrize("modifier", ["59", "76", "77", "XE"])
def test_a_days_limit_counts_all_lines_whatever_sets_them_apart(modifier: str) -> None:
    assert _units(("GP", 3), (f"GP {modifier}", 3), minutes=45) == []
    assert _units(("GP", 4), (f"GP {modifier}", 3), minutes=30) == [("UN106", "error")]


def test_two_sides_count_together_in_a_day() -> None:
    assert _units(("RT", 1), ("LT", 1), code="20610") == []
    assert _units(("50", 1), code="20610") == []
    assert _units(("RT", 2), ("LT", 1), code="20610") == [("UN106", "error")]


def test_an_absolute_limit_has_no_exception_for_a_repeat() -> None:
    assert _units(("", 1), ("76", 1), code="97129") == [("UN106", "error")]


def test_a_limit_by_line_lets_each_line_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROCEDURES, "97110", msgspec.structs.replace(PROCEDURES["97110"], mai=1))
    assert _units(("GP", 6), ("GP 59", 6), minutes=90) == []
    assert _units(("GP", 7), ("GP 59", 1), minutes=15) == [("UN106", "error")]
