"""Fixes are JSON patches; allowances need a reason and an end."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.engine import fix
from cleanbill.engine.allow import Allowance, allow, unused
from cleanbill.model.finding import Edit, Finding, Fix, Where

ON = dt.date(2026, 11, 5)
CLAIM = {"claim_id": "A", "dx": ["M62.830", "M54.50"], "lines": [{"code": "97110", "units": 3}]}


def finding(rule: str = "UN101", claim_id: str = "A", catalogue: str = "UNIT-01") -> Finding:
    how = Fix("Bill two.", "safe", (Edit("replace", "/lines/0/units", 2),))
    return Finding(rule, 1, catalogue, "error", "claim", "T", "M", Where(claim_id), (), (), (), (), how, {})


def test_a_value_is_replaced_added_and_removed() -> None:
    edits = (
        Edit("replace", "/lines/0/units", 2),
        Edit("add", "/lines/0/modifiers", ["GP"]),
        Edit("add", "/dx/-", "M99.03"),
        Edit("remove", "/dx/0"),
    )
    mended = fix.apply(CLAIM, edits)
    assert mended["lines"] == [{"code": "97110", "units": 2, "modifiers": ["GP"]}]
    assert mended["dx"] == ["M54.50", "M99.03"]
    assert CLAIM["dx"] == ["M62.830", "M54.50"], "the document itself is not touched"


def test_what_is_added_at_a_place_moves_the_rest_on() -> None:
    assert fix.apply(CLAIM, (Edit("add", "/dx/1", "M99.03"),))["dx"] == ["M62.830", "M99.03", "M54.50"]


def test_a_member_is_removed() -> None:
    assert fix.apply(CLAIM, (Edit("remove", "/claim_id"),)).keys() == {"dx", "lines"}


def test_a_name_with_a_stroke_or_a_tilde_is_found_as_it_is_escaped() -> None:
    assert fix.apply({"a/b": 1, "c~d": 2}, (Edit("replace", "/a~1b", 3), Edit("remove", "/c~0d"))) == {"a/b": 3}


def test_a_place_that_is_not_there_is_an_error_of_the_program() -> None:
    with pytest.raises(LookupError):
        fix.apply(CLAIM, (Edit("replace", "/lines/4/units", 2),))


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 9))
def test_what_is_added_at_the_end_and_removed_there_leaves_no_trace(values: list[int], value: int) -> None:
    document = {"a": values}
    added = fix.apply(document, (Edit("add", "/a/-", value),))
    assert fix.apply(added, (Edit("remove", f"/a/{len(values)}"),)) == document


def test_only_safe_fixes_are_taken() -> None:
    asks = Fix("Ask.", "ask", (Edit("remove", "/dx/0"),))
    ask = Finding("DX103", 1, "", "error", "claim", "T", "M", Where("A"), (), (), (), (), asks, {})
    assert fix.safe(ask) == ()
    assert fix.safe(finding()) == (Edit("replace", "/lines/0/units", 2),)


def test_the_value_at_a_place_is_given_and_none_where_there_is_no_place() -> None:
    assert fix.at(CLAIM, "/lines/0/units") == 3
    assert fix.at(CLAIM, "/lines/4/units") is fix.at(CLAIM, "/dx/-") is fix.at(CLAIM, "/claim_id/0") is None


def test_the_diff_shows_both_sides() -> None:
    text = fix.diff(CLAIM, fix.apply(CLAIM, (Edit("replace", "/lines/0/units", 2),)), "claim.json")
    assert text.splitlines() == [
        "--- claim.json as it is", "+++ claim.json mended", "@@ -8,5 +8,5 @@",
        "     {", '       "code": "97110",', '-      "units": 3', '+      "units": 2', "     }", "   ]",
    ]  # fmt: skip


def test_the_diff_keeps_letters_as_they_are_written() -> None:
    assert '+  "name": "Zoë"' in fix.diff({"name": ""}, {"name": "Zoë"}, "claim.json").splitlines()


def test_an_allowance_silences_its_rule_on_its_claim_until_its_last_day() -> None:
    asked = Allowance("UN101", "asked the clinician", ON, "A")
    assert allow((finding(),), (asked,), ON) == ((), frozenset({asked}))
    assert allow((finding(),), (asked,), ON + dt.timedelta(days=1))[0] == (finding(),)
    assert allow((finding(claim_id="B"),), (asked,), ON)[0] == (finding(claim_id="B"),)


def test_an_allowance_may_name_the_catalogue() -> None:
    assert allow((finding(),), (Allowance("UNIT-01", "asked", ON),), ON)[0] == ()


def test_an_allowance_that_ended_or_silenced_nothing_is_a_finding() -> None:
    ended, idle = Allowance("UN101", "asked", dt.date(2026, 1, 1)), Allowance("DX103", "asked", ON)
    messages = [f.message for f in unused((ended, idle), (), (), ON)]
    assert "ended on 2026-01-01" in messages[0]
    assert "silenced nothing" in messages[1]
    assert unused((idle,), (idle,), (), ON) == ()


def test_an_allowance_for_a_claim_that_was_not_checked_is_not_called_unused() -> None:
    elsewhere = Allowance("DX103", "asked", ON, "B")
    assert unused((elsewhere,), (), {"A"}, ON) == ()
    assert len(unused((elsewhere,), (), {"A", "B"}, ON)) == 1
    assert "ended" in unused((elsewhere,), (), {"A"}, ON + dt.timedelta(days=1))[0].message


def test_what_is_said_of_an_allowance_names_its_claim_its_reason_and_the_program() -> None:
    (said,) = unused((Allowance("UN101", "asked the clinician", ON, "A"),), (), {"A"}, ON)
    silent = "silenced nothing in this check: its finding is gone. Remove it."
    assert said.message == f"The allowance of UN101 (asked the clinician) {silent}"
    assert (said.rule, said.severity, said.stage, said.where.claim_id) == ("AL001", "info", "claim", "A")
    assert said.title == "An allowance is not used"
    assert (said.version, said.catalogue, said.where.path) == (1, "", "")
    assert set(said.data) == {"cleanbill"}
    assert said.fix is None
    assert (said.evidence, said.searched, said.authority, said.denials) == ((), (), (), ())


def test_an_allowance_holds_on_its_last_day() -> None:
    (said,) = unused((Allowance("UN101", "asked", ON),), (), {"A"}, ON)
    assert "ended" not in said.message
