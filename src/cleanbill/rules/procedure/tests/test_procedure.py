"""Every pair of the table through the engine: alone, with modifiers, on other days."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.codes.ncci import PAIRS, Pair
from cleanbill.codes.procedures import SPINAL_MANIPULATION, VISIT_LEVEL
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.modifier import modifier_25_missing
from cleanbill.rules.procedure import pair_never_together, pair_without_modifier

ENGINE = Engine([pair_never_together.rule, pair_without_modifier.rule, modifier_25_missing.rule])
CONTEXT = Context(dt.date(2026, 11, 23))
ACTIVE = sorted((p for p in PAIRS.values() if p.last_day is None), key=lambda p: (p.column1, p.column2))


def _claim(*lines: str, date: str = "2026-11-02", **payer: Any) -> dict[str, Any]:
    split = [line.split("-") for line in lines]
    return {
        "payer": {"ncci": True, **payer},
        "lines": [{"code": code, "modifiers": modifiers, "date": date} for code, *modifiers in split],
    }


def _findings(document: dict[str, Any]) -> tuple[Finding, ...]:
    return ENGINE.check(claim_from(document), CONTEXT)


def _rules(document: dict[str, Any]) -> list[str]:
    return [finding.rule for finding in _findings(document)]


def _between_visit_and_procedure(pair: Pair) -> bool:
    return (pair.column1 in VISIT_LEVEL) != (pair.column2 in VISIT_LEVEL)


def test_every_pair_of_indicator_0_is_refused_with_and_without_59_and_its_column_2_is_the_denied_line() -> None:
    for pair in (p for p in ACTIVE if p.indicator == 0 and not {p.column1, p.column2} <= SPINAL_MANIPULATION):
        for line in (pair.column2, f"{pair.column2}-59"):
            (finding,) = _findings(_claim(line, pair.column1))
            assert (finding.rule, finding.where.path) == ("PR101", "/lines/0"), pair


def test_every_pair_of_indicator_1_is_refused_bare_once_and_passes_with_a_modifier() -> None:
    for pair in (p for p in ACTIVE if p.indicator == 1):
        rule = "MO107" if _between_visit_and_procedure(pair) else "PR102"
        assert _rules(_claim(pair.column1, pair.column2)) == [rule], pair
        apart = "25" if pair.column2 in VISIT_LEVEL else "59"
        if rule == "PR102":
            assert _rules(_claim(pair.column1, f"{pair.column2}-{apart}")) == [], pair


def test_two_visits_are_set_apart_by_25_and_not_by_59() -> None:
    pairs = [p for p in ACTIVE if p.indicator == 1 and {p.column1, p.column2} <= VISIT_LEVEL]
    assert pairs
    for pair in pairs:
        document = _claim(pair.column1, pair.column2)
        document["lines"][1]["separate_time_or_site_documented"] = True
        (finding,) = _findings(document)
        assert finding.fix
        assert apply(document, finding.fix.edits)["lines"][1]["modifiers"] == ["25"], pair


def test_two_dates_of_service_are_never_a_pair() -> None:
    for pair in ACTIVE:
        document = _claim(pair.column1, pair.column2)
        document["lines"][1]["date"] = "2026-11-03"
        assert _rules(document) == [], pair


@pytest.mark.parametrize("modifier", ["59", "XE", "XS", "XP", "XU", "LT", "RT", "F1", "TA", "91"])
@pytest.mark.parametrize("column", [1, 2])
def test_any_associated_modifier_on_either_line_sets_them_apart(modifier: str, column: int) -> None:
    lines = ["97012", "97140"]
    lines[column - 1] += f"-{modifier}"
    assert _rules(_claim(*lines)) == []


@pytest.mark.parametrize("modifier", ["GP", "KX", "AT", "CQ", "76", "51", "50"])
def test_other_modifiers_do_not(modifier: str) -> None:
    assert _rules(_claim(f"97012-{modifier}", f"97140-{modifier}")) == ["PR102"]


def test_59_on_column_1_counts_from_july_2019() -> None:
    assert _rules(_claim("97012-59", "97140", date="2019-07-01")) == []
    assert _rules(_claim("97012-59", "97140", date="2019-06-30")) == ["PR102"]
    assert _rules(_claim("97012", "97140-59", date="2019-06-30")) == []
    assert _rules(_claim("97012-RT", "97140", date="2019-06-30")) == []


def test_each_bare_line_of_column_2_is_denied() -> None:
    found = _findings(_claim("97150", "97110-59", "97110", "97530"))
    assert [finding.where.path for finding in found] == ["/lines/2/modifiers", "/lines/3/modifiers"]


def test_pairs_that_are_only_believed_are_silent_today_and_were_not() -> None:
    for one, other in (("97530", "97116"), ("97140", "97530"), ("97530", "97113"), ("97110", "97164")):
        assert _rules(_claim(one, other)) == []
        assert _rules(_claim(one, other, date="2019-11-05")) == ["PR102"]


def test_59_is_proposed_only_where_it_is_documented_and_never_safe() -> None:
    document = _claim("97150-GP", "97110-GP")
    (finding,) = _findings(document)
    assert finding.fix
    assert (finding.fix.safety, finding.fix.edits) == ("ask", ())
    document["lines"][1]["separate_time_or_site_documented"] = True
    (finding,) = _findings(document)
    assert finding.fix
    assert (finding.fix.safety, finding.fix.edits[0].value) == ("ask", ["59", "GP"])
    document["lines"][1]["separate_time_or_site_documented"] = False
    (finding,) = _findings(document)
    assert finding.fix
    assert finding.fix.edits[0].op == "remove"


def test_a_payer_without_these_edits_is_left_alone_and_an_unknown_one_is_said() -> None:
    assert _rules(_claim("97140", "97124", ncci=False)) == []
    assert {f.severity for f in _findings(_claim("97140", "97124", ncci=None))} == {"not_checked"}


@pytest.mark.parametrize(
    ("separate", "said", "right"),
    [
        (True, " A separate site, session or time is documented.", [["97012"], ["97140", "59"]]),
        (False, " No separate site, session or time is documented.", [["97012"]]),
        (None, "", None),
    ],
)
def test_what_is_documented_of_a_pair_is_told_and_decides_what_is_proposed(
    separate: bool | None, said: str, right: list[list[str]] | None
) -> None:
    document = _claim("97012", "97140")
    document["lines"][1]["separate_time_or_site_documented"] = separate
    (finding,) = [one for one in _findings(document) if one.rule == "PR102"]
    assert finding.message.partition(").")[2] == said
    assert finding.fix
    mended = apply(document, finding.fix.edits)["lines"] if finding.fix.edits else None
    assert (mended and [[line["code"], *line["modifiers"]] for line in mended]) == right


@pytest.mark.parametrize(
    ("separate", "said"),
    [(True, " The note says it was separate."), (False, " The note says it was not separate."), (None, "")],
)
def test_what_the_note_says_of_a_visit_beside_a_procedure_is_told(separate: bool | None, said: str) -> None:
    document = _claim("99213", "20552") | {"note": {"em": {"separate_from_procedure": separate}}}
    (finding,) = [one for one in _findings(document) if one.rule == "MO107"]
    assert finding.message.endswith(f"without modifier 25.{said}")
