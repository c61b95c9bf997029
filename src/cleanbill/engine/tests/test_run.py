"""The engine: which rules wake, what is not checked, and how faults become findings."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails
from cleanbill.engine.run import Engine
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Authority, Finding
from cleanbill.payers import Library, Profile, TraitValue, shipped

ON = dt.date(2026, 11, 5)


def too_many(visit: Visit, context: Context) -> Iterator[Fault]:
    for line in visit.having(frozenset({"97110"})):
        if (line.units or 0) > 2:
            yield Fault(f"{line.units} units", line=line, field="units")


def rule(**changes: Any) -> Rule:
    made: dict[str, Any] = {
        "id": "UN999", "version": 1, "name": "too_many", "title": "Too many", "catalogue": "",
        "severity": "error", "stage": ("claim",), "authority": (Authority("A manual", "§1", "2026"),),
        "check": too_many, "fix": "Bill fewer.", "fix_safety": "ask", "examples": (fails("three"),),
        "procedures": frozenset({"97110"}),
    }  # fmt: skip
    return Rule(**{**made, **changes})


def found(rule: Rule, *lines: dict[str, Any], **claim: Any) -> tuple[Finding, ...]:
    return Engine([rule]).check(claim_from({"claim_id": "A", "lines": list(lines), **claim}), Context(ON))


THREE = {"code": "97110", "units": 3, "date": "2026-11-02"}


def test_a_finding_names_the_claim_the_line_and_the_place() -> None:
    (finding,) = found(rule(), {"code": "97140", "date": "2026-11-02"}, THREE)
    assert (finding.where.claim_id, finding.where.line, finding.where.path) == ("A", 2, "/lines/1/units")
    assert finding.message == "3 units"
    assert finding.data["icd10cm"]


def test_a_line_is_named_by_the_number_the_claim_gives_it() -> None:
    (finding,) = found(rule(), {**THREE, "n": 7})
    assert finding.where.line == 7


def test_two_equal_lines_are_two_places() -> None:
    assert [f.where.path for f in found(rule(), THREE, THREE)] == ["/lines/0/units", "/lines/1/units"]


def test_a_rule_sleeps_where_none_of_its_codes_is_billed() -> None:
    assert found(rule(procedures=frozenset({"98940"})), THREE) == ()


def _doubted(verified: bool) -> Library:
    acme = Profile("Acme", type="commercial", traits={"ncci": (TraitValue(True, "by telephone", verified=verified),)})
    return Library(shipped().profiles | {"acme": acme})


@pytest.mark.parametrize("rests_on", [{"applies": {"ncci": (True,)}}, {"reads": ("ncci",)}])
def test_what_rests_on_a_trait_that_nobody_verified_is_a_warning_and_says_so(rests_on: dict[str, Any]) -> None:
    claim = claim_from({"payer": {"profile": "acme"}, "lines": [THREE]})
    (doubted,) = Engine([rule(**rests_on)]).check(claim, Context(ON, _doubted(verified=False)))
    assert doubted.severity == "warning"
    assert doubted.message == "3 units (ncci is not verified in the payer's profile.)"
    (certain,) = Engine([rule(**rests_on)]).check(claim, Context(ON, _doubted(verified=True)))
    assert (certain.severity, certain.message) == ("error", "3 units")


def test_a_remark_stays_a_remark_whatever_it_rests_on() -> None:
    claim = claim_from({"payer": {"profile": "acme"}, "lines": [THREE]})
    remark = rule(reads=("ncci",), severity="info")
    (finding,) = Engine([remark]).check(claim, Context(ON, _doubted(verified=False)))
    assert (finding.severity, finding.message) == ("info", "3 units")


def test_a_trait_that_the_claim_states_is_not_doubted() -> None:
    claim = claim_from({"payer": {"profile": "acme", "ncci": True}, "lines": [THREE]})
    (finding,) = Engine([rule(applies={"ncci": (True,)})]).check(claim, Context(ON, _doubted(verified=False)))
    assert finding.severity == "error"


def test_a_rule_sleeps_at_another_stage() -> None:
    assert found(rule(stage=("note",)), THREE) == ()


def test_a_rule_is_silent_before_it_begins_and_after_it_ends() -> None:
    assert found(rule(since=dt.date(2026, 11, 3)), THREE) == ()
    assert found(rule(until=dt.date(2026, 11, 1)), THREE) == ()
    assert len(found(rule(since=dt.date(2026, 11, 2), until=dt.date(2026, 11, 2)), THREE)) == 1


def test_a_plan_that_is_kept_serves_only_the_days_it_was_made_for() -> None:
    days = [dt.date(2026, 11, day).isoformat() for day in (1, 2, 3, 4)]
    for order in (days, days[::-1]):
        engine = Engine([rule(since=dt.date(2026, 11, 2), until=dt.date(2026, 11, 3))])
        claims = [claim_from({"lines": [{**THREE, "date": day}]}) for day in order]
        assert [len(engine.check(claim, Context(ON))) for claim in claims] == [0, 1, 1, 0]


def test_a_rule_for_another_payer_is_silent() -> None:
    assert found(rule(applies={"unit_rule": ("ama_midpoint",)}), THREE, payer={"unit_rule": "cms8"}) == ()


def test_a_trait_that_is_not_known_is_said() -> None:
    (finding,) = found(rule(applies={"unit_rule": ("cms8",)}), THREE, payer={"type": "commercial"})
    assert finding.severity == "not_checked"
    assert "payer.unit_rule" in finding.message
    assert finding.where.path == "/payer/unit_rule"


def test_a_fact_that_is_not_given_is_said_with_its_lines() -> None:
    (finding,) = found(rule(needs=("lines/minutes",)), {**THREE, "minutes": 40}, THREE)
    assert finding.severity == "not_checked"
    assert finding.message == "Not checked: minutes of line 2 not given."


def test_a_fact_that_several_lines_lack_is_said_once() -> None:
    other = {"code": "97140", "units": 1}  # does not wake the rule, so needs no minutes
    lacking = found(rule(needs=("lines/assistant_minutes",)), other, THREE, THREE)
    (finding,) = lacking
    assert finding.message == "Not checked: assistant minutes of lines 2, 3 not given."
    assert finding.where.path == "/lines/1/assistant_minutes"


def test_the_first_fact_that_is_lacking_is_said() -> None:
    needs = ("lines/units", "received_date", "lines/minutes")
    assert [f.where.path for f in found(rule(needs=needs), THREE)] == ["/received_date"]


def test_a_rule_sleeps_where_no_line_carries_one_of_its_modifiers() -> None:
    engine, context = Engine([rule(modifiers=frozenset({"59", "XS"}), needs=("lines/minutes",))]), Context(ON)
    for modifiers, awake in (("GP", "59"), True), (("GP",), False), ((), False), (("XS",), True):
        claim = claim_from({"lines": [{**THREE, "modifiers": modifiers}]})
        assert [f.severity for f in engine.check(claim, context)] == ["not_checked"] * awake


def test_a_rule_sleeps_where_no_diagnosis_begins_with_one_of_its_letters() -> None:
    injuries = rule(diagnoses=frozenset("ST"))
    assert found(injuries, THREE, dx=["M54.50"]) == found(injuries, THREE) == ()
    assert found(injuries, THREE, dx=["M54.50", "T14.8XXA"])[0].severity == "error"


def test_a_rule_sleeps_where_what_it_is_about_is_not_given() -> None:
    about = rule(about="auth/number", needs=("lines/minutes",))
    assert found(about, THREE) == found(about, THREE, auth={"approved": 3}) == ()
    assert found(about, THREE, auth={"number": "A1"})[0].severity == "not_checked"
    assert found(about, {**THREE, "minutes": 40}, auth={"number": "A1"})[0].severity == "error"


def test_claims_alike_in_their_codes_are_told_apart_by_their_facts() -> None:
    engine, context = Engine([rule(needs=("lines/minutes",))]), Context(ON)
    documents = [{"lines": [THREE]}, {"lines": [{**THREE, "minutes": 40}]}] * 2
    severities = [engine.check(claim_from(document), context)[0].severity for document in documents]
    assert severities == ["not_checked", "error"] * 2


def test_the_place_in_a_file_is_said_of_faults_and_of_facts_that_are_lacking() -> None:
    def place(claim: Claim, path: str) -> tuple[str, str, str | None, int | None]:
        return "2400", "SV1", path, 7

    for one in (rule(), rule(needs=("lines/minutes",))):
        (finding,) = Engine([one]).check(claim_from({"lines": [THREE]}), Context(ON), place=place)
        where = finding.where
        assert (where.loop, where.segment, where.element, where.position) == ("2400", "SV1", where.path, 7)


def test_either_of_two_facts_will_do() -> None:
    either = rule(needs=("note/em/mdm|note/em/total_time_min",))
    assert found(either, THREE)[0].severity == "not_checked"
    assert found(either, THREE)[0].message == "Not checked: note.em.mdm or note.em.total_time_min not given."
    assert found(either, THREE)[0].where.path == "/note/em/mdm"
    assert found(either, THREE, note={"em": {"mdm": "low"}})[0].severity == "error"


def test_every_date_of_service_is_judged_by_itself() -> None:
    def visits(visit: Visit, context: Context) -> Iterator[Fault]:
        yield Fault(f"visit {visit.ordinal} on {visit.date}", line=visit.lines[0])

    earlier = {**THREE, "date": "2026-10-30"}
    messages = {f.message for f in found(rule(check=visits), THREE, earlier)}
    assert messages == {"visit 1 on 2026-10-30", "visit 2 on 2026-11-02"}


def test_one_place_is_told_once() -> None:
    def always(visit: Visit, context: Context) -> Iterator[Fault]:
        yield Fault("the billing NPI is wrong", field="billing_npi")

    assert len(found(rule(check=always), THREE, {**THREE, "date": "2026-10-30"})) == 1


def test_the_gravest_stands_first() -> None:
    def both(visit: Visit, context: Context) -> Iterator[Fault]:
        yield Fault("a remark", field="a", severity="info")
        yield Fault("an error", field="b")

    assert [f.severity for f in found(rule(check=both), THREE)] == ["error", "info"]
