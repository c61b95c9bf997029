"""59 and X{EPSU}: pairs that ask for them, pairs that once did, and what the record says of them."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.codes import add_on, ncci
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules import family, register

ENGINE = Engine(rule for rule in register() if family(rule) == "procedure")
CONTEXT = Context(dt.date(2026, 11, 23))


def _claim(*written: str, regions: tuple[str, ...] = (), date: str = "2026-11-02", **fields: Any) -> dict[str, Any]:
    """Lines written as "97140-59@lumbar"; `fields` go on the last of them."""
    lines: list[dict[str, Any]] = []
    for one in written:
        service, _, region = one.partition("@")
        code, *modifiers = service.split("-")
        line = {"code": code, "modifiers": modifiers, "date": date}
        lines.append(line | ({"region": region} if region else {}))
    lines[-1] |= fields
    note: dict[str, Any] = {"cmt": {"regions": list(regions)}} if regions else {}
    return {"payer": {"ncci": True}, "note": note, "lines": lines}


def _findings(*written: str, **more: Any) -> tuple[Finding, ...]:
    return ENGINE.check(claim_from(_claim(*written, **more)), CONTEXT)


def _rules(*written: str, **more: Any) -> list[str]:
    return [finding.rule for finding in _findings(*written, **more)]


@pytest.mark.parametrize("code", ["97112", "97124", "97140"])
@pytest.mark.parametrize(
    ("manipulated", "treated"),
    [("lumbar", "low back"), ("L5", "lumbar"), ("neck", "cervical"), ("T4", "mid back"), ("sacroiliac", "SI joint"),
     ("lumbosacral", "sacral")],
)  # fmt: skip
def test_treatment_of_a_manipulated_region_is_part_of_the_manipulation(
    code: str, manipulated: str, treated: str
) -> None:
    (finding,) = _findings("98940-AT", f"{code}-59@{treated}", regions=(manipulated,))
    assert (finding.rule, finding.severity) == ("PR103", "warning")


@pytest.mark.parametrize("treated", ["cervical", "shoulder", "left knee", "thoracic", "rib cage"])
@pytest.mark.parametrize("modifier", ["59", "XS"])
def test_treatment_of_another_region_is_set_apart_rightly(treated: str, modifier: str) -> None:
    assert _rules("98940-AT", f"97140-{modifier}@{treated}", regions=("lumbar",)) == []


@pytest.mark.parametrize("treated", ["back", "paraspinals", "upper trapezius", "back_unspecified"])
def test_a_region_that_may_be_any_part_of_the_back_decides_nothing(treated: str) -> None:
    (finding,) = _findings("98940-AT", f"97140-59@{treated}", regions=("lumbar",))
    assert (finding.rule, finding.severity) == ("PR103", "not_checked")


def test_dropping_column_2_as_proposed_leaves_nothing_to_say() -> None:
    document = _claim("98940-AT", "97140-59@lumbar", regions=("lumbar",))
    (finding,) = ENGINE.check(claim_from(document), CONTEXT)
    assert finding.fix
    assert finding.fix.safety == "ask"
    assert ENGINE.check(claim_from(apply(document, finding.fix.edits)), CONTEXT) == ()


@pytest.mark.parametrize("documented", [True, False])
def test_for_other_pairs_the_record_of_separate_time_decides(documented: bool) -> None:
    found = _rules("97150-GP", "97110-59-GP", separate_time_or_site_documented=documented)
    assert found == ([] if documented else ["PR103"])


@pytest.mark.parametrize(
    ("one", "other"),
    [("97530", "97116"), ("97140", "97530"), ("97530", "97113"), ("97530", "97535"), ("97110", "97164"),
     ("97161", "97140"), ("97112", "97140"), ("97110", "97140"), ("98940", "97110"), ("98940", "97530"),
     ("98940", "97012"), ("98940", "97035"), ("98941", "G0283"), ("98942", "98943"), ("97110", "97530")],
)  # fmt: skip
def test_what_is_widely_believed_to_be_a_pair_asks_for_nothing(one: str, other: str) -> None:
    assert _rules(one, other) == []
    assert _rules(one, f"{other}-59") == ["PR105"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("97012", "97140"), ("97545", "97164"), ("97035", "97164"), ("G0283", "97168"), ("97760", "97110"),
     ("97763", "97140"), ("97113", "97110"), ("97150", "97530"), ("20552", "20560")],
)  # fmt: skip
def test_pairs_that_are_forgotten_ask_for_a_modifier(one: str, other: str) -> None:
    assert _rules(one, other) == ["PR102"]
    assert _rules(one, f"{other}-59", separate_time_or_site_documented=True) == []


@pytest.mark.parametrize("pair", [("98940", "97161"), ("98926", "97140"), ("97161", "97750"), ("97545", "97140")])
def test_no_modifier_saves_a_pair_of_indicator_0(pair: tuple[str, str]) -> None:
    assert _rules(pair[0], f"{pair[1]}-59") == ["PR101"]


@pytest.mark.parametrize("column", [1, 2])
def test_59_counts_on_either_column_since_july_2019(column: int) -> None:
    lines = ("97012-59", "97140") if column == 1 else ("97012", "97140-59")
    for date, expected in (("2019-06-30", column == 1), ("2019-07-01", False)):
        found = _rules(*lines, date=date, separate_time_or_site_documented=True)
        assert ("PR102" in found) is expected


def test_the_day_on_which_a_pair_ended_is_told() -> None:
    (finding,) = _findings("97140-59", "97530")
    assert "97140 with 97530 was one until 2019-12-31" in finding.message
    assert finding.severity == "info"


@pytest.mark.parametrize("code", sorted(add_on.ADD_ONS))
def test_every_add_on_code_stands_with_a_primary_and_not_without(code: str) -> None:
    found = [f for f in _findings(code) if f.rule == "PR104"]
    assert [f.severity for f in found] == ["error" if add_on.is_complete(code, dt.date(2026, 11, 2)) else "warning"]
    for primary in add_on.primaries(code, dt.date(2026, 11, 2)):
        assert not [f for f in _findings(code, primary) if f.rule == "PR104" and f.where.line == 1]


def test_every_pair_of_indicator_1_is_judged_by_the_record_once() -> None:
    for pair in ncci.PAIRS.values():
        if pair.indicator == 1 and pair.last_day is None:
            found = _rules(pair.column1, f"{pair.column2}-59", separate_time_or_site_documented=True)
            assert "PR103" not in found
            assert "PR105" not in found
