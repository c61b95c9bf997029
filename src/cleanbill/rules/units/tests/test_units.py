"""Units against minutes and limits: what the engine says of whole claims."""

import datetime as dt
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.codes.timed import earned, share
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules import units
from cleanbill.rules.units import (
    minutes_exceed_timed_units,
    timed_service_under_eight_minutes,
    timed_unit_on_wrong_code,
    timed_units_exceed_minutes,
    unit_below_midpoint,
    units_exceed_mue,
    untimed_code_in_multiple_units,
)

ENGINE = Engine(
    module.rule
    for module in (
        minutes_exceed_timed_units, timed_service_under_eight_minutes, timed_unit_on_wrong_code,
        timed_units_exceed_minutes, unit_below_midpoint, units_exceed_mue, untimed_code_in_multiple_units,
    )
)  # fmt: skip
CONTEXT = Context(dt.date(2026, 11, 23))
Service = tuple[str, int | None, int | None]
services = st.lists(
    st.tuples(st.sampled_from(["97110", "97112", "97140", "97035"]), st.integers(0, 60), st.integers(0, 5)),
    min_size=1,
    max_size=4,
)


def _claim(rule: str, *given: Service, ncci: bool = False) -> dict[str, Any]:
    lines = [{"code": c, "minutes": m, "units": u, "date": "2026-11-02"} for c, m, u in given]
    return {"payer": {"unit_rule": rule, "ncci": ncci}, "lines": lines}


def _findings(document: dict[str, Any]) -> tuple[Finding, ...]:
    return ENGINE.check(claim_from(document), CONTEXT)


def _rules(document: dict[str, Any]) -> list[str]:
    return [finding.rule for finding in _findings(document)]


def test_the_folder_says_what_it_holds() -> None:
    assert units.__doc__


@given(services)
def test_units_shared_out_by_the_rule_are_never_faulted(given: list[tuple[str, int, int]]) -> None:
    minutes: dict[str, float] = {}
    for code, m, _ in given:
        minutes[code] = minutes.get(code, 0) + m
    right = share(minutes, dict.fromkeys(minutes, 0.0))
    assert _rules(_claim("cms8", *((code, int(m), right[code]) for code, m in minutes.items()))) == []
    each = ((code, int(m), earned(m)) for code, m in minutes.items())
    assert _rules(_claim("ama_midpoint", *each)) == []


@given(services)
def test_one_cause_is_one_finding_where_minutes_are_pooled(given: list[tuple[str, int, int]]) -> None:
    assert len(_rules(_claim("cms8", *given))) <= 1


@given(services, st.sampled_from(["cms8", "ama_midpoint"]), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(given: list[tuple[str, int, int]], rule: str, random: Random) -> None:
    shuffled = list(given)
    random.shuffle(shuffled)
    assert sorted(_rules(_claim(rule, *given))) == sorted(_rules(_claim(rule, *shuffled)))


@given(services, st.sampled_from(["cms8", "ama_midpoint"]))
def test_a_proposed_fix_leaves_nothing_to_say_of_the_same_lines(given: list[tuple[str, int, int]], rule: str) -> None:
    document = _claim(rule, *given)
    found = _findings(document)
    if len(found) == 1 and found[0].fix and found[0].fix.edits:
        assert _rules(apply(document, found[0].fix.edits)) == []


@pytest.mark.parametrize(("minutes", "units_"), [((10, 10), (1, 1)), ((12, 12, 12), (1, 1, 1)), ((8, 8, 8), (1, 1, 1))])
def test_short_services_are_too_many_for_medicare_and_right_under_the_midpoint_rule(
    minutes: tuple[int, ...], units_: tuple[int, ...]
) -> None:
    given = list(zip(["97110", "97112", "97140"], minutes, units_, strict=False))
    assert _rules(_claim("cms8", *given)) == ["UN101"]
    assert _rules(_claim("ama_midpoint", *given)) == []


def test_a_remainder_that_only_the_pool_carries_is_right_for_medicare_only() -> None:
    given: list[Service] = [("97110", 33, 2), ("97140", 7, 1)]
    assert _rules(_claim("cms8", *given)) == []
    assert _rules(_claim("ama_midpoint", *given)) == ["UN103"]


def test_the_message_names_units_minutes_and_the_sum() -> None:
    (finding,) = _findings(_claim("cms8", ("97110", 33, 3)))
    assert finding.message == "97110: 3 units billed, 33 minutes earn 2: (33 + 7) / 15 = 2.67, so 2."
    assert finding.where.path == "/lines/0/units"


def test_two_disciplines_on_one_day_are_not_pooled() -> None:
    document = _claim("cms8", ("97110", 10, 1), ("97530", 10, 1))
    assert _rules(document) == ["UN101"]
    document["lines"][0]["modifiers"] = ["GP"]
    document["lines"][1]["modifiers"] = ["GO"]
    assert _rules(document) == []


def test_untimed_minutes_do_not_earn_timed_units() -> None:
    assert _rules(_claim("cms8", ("97110", 15, 2), ("97161", 30, 1))) == ["UN101"]


def test_an_untimed_code_in_several_units_is_not_reported_as_a_unit_limit_as_well() -> None:
    assert _rules(_claim("cms8", ("97012", None, 2), ncci=True)) == ["UN104"]
    assert _rules(_claim("cms8", ("97012", None, 1), ("97012", None, 1), ncci=True)) == ["UN104"]


def test_an_absolute_limit_is_an_error_and_a_clinical_one_a_warning_where_the_minutes_support_it() -> None:
    severities = {
        given: _findings(_claim("cms8", *given, ncci=True))[0].severity
        for given in (
            (("97129", 30, 1), ("97129", 0, 1)),
            (("97110", 105, 7),),
            (("99213", None, 3),),
        )
    }
    assert list(severities.values()) == ["error", "warning", "error"]


def test_a_limit_of_zero_is_not_a_matter_of_units() -> None:
    assert _rules(_claim("cms8", ("97010", None, 1), ("98943", None, 1), ncci=True)) == []


def test_missing_minutes_are_said_and_not_passed() -> None:
    found = _findings(_claim("cms8", ("97110", None, 2)))
    assert {finding.severity for finding in found} == {"not_checked"}
    assert "UN101" in {finding.rule for finding in found}
