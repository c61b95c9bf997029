"""What a note holds by its kind, judged on facts built by hand: signature, totals, plan, report, copied words."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Rule
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding, Stage
from cleanbill.model.reading import NoteFacts, NoteReading, PlanElement, Signature, Span, Treatment
from cleanbill.rules import register

ON = dt.date(2026, 11, 2)
ENGINE = Engine([rule for rule in register() if rule.id.startswith(("NO", "PC", "CH"))])
SIGNED = Signature(20, 37, "Signed: J. Rivera", "PT")
OURS = [rule for rule in register() if rule.id[:2] in ("NO", "PC") or rule.id in ("CH108", "CH109", "CH111", "EV107")]


def found(facts: NoteFacts, stage: Stage = "claim", text: str = "A visit.", **claim: Any) -> dict[str, Finding]:
    """The findings on a claim whose note was read as `facts`, by rule."""
    document = claim_from({"note": {"text": text}} | claim)
    reading = NoteReading("", "", len(text), "", facts, (), ())
    return {finding.rule: finding for finding in ENGINE.check(document, Context(ON), stage, reading)}


def line(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "date": "2026-11-02"} | more


def test_a_signature_without_a_credential_is_asked_for_it() -> None:
    facts = NoteFacts(note_type="daily", signature=msgspec.structs.replace(SIGNED, credential=None))
    finding = found(facts)["NO106"]
    assert finding.severity == "warning"
    assert finding.evidence[0].start == 20


def test_a_signature_with_its_credential_is_not_questioned() -> None:
    assert "NO106" not in found(NoteFacts(note_type="daily", signature=SIGNED))


def test_a_credential_that_the_record_knows_need_not_stand_in_the_text() -> None:
    facts = NoteFacts(note_type="daily", signature=msgspec.structs.replace(SIGNED, credential=None))
    note = {"text": "A visit.", "signer_credential": "PT"}
    assert "NO106" not in found(facts, note=note)


def test_a_note_without_a_signature_is_a_remark_before_it_is_billed_and_unknown_afterwards() -> None:
    facts = NoteFacts(note_type="daily")
    assert found(facts, "note")["NO106"].severity == "info"
    assert found(facts, lines=[line("97110")])["NO106"].severity == "not_checked"


@pytest.mark.parametrize("kind", ["evaluation", "progress", "recertification", "discharge"])
def test_an_assistant_may_not_sign_what_a_clinician_writes(kind: Any) -> None:
    by_pta = msgspec.structs.replace(SIGNED, credential="PTA")
    assert found(NoteFacts(note_type=kind, signature=by_pta))["NO107"].evidence[0].start == 20
    assert "NO107" not in found(NoteFacts(note_type=kind, signature=SIGNED))


def test_an_assistant_signs_a_daily_note() -> None:
    assert "NO107" not in found(
        NoteFacts(note_type="daily", signature=msgspec.structs.replace(SIGNED, credential="PTA"))
    )


def test_a_treatment_that_the_reader_knows_as_timed_asks_for_totals_without_a_code() -> None:
    facts = NoteFacts(treatments=(Treatment(0, 9, "STM 15 min", 15, timed=True),))
    assert found(facts, "note", payer={"type": "medicare_b"})["NO108"].severity == "warning"
    untimed = NoteFacts(treatments=(Treatment(0, 9, "Heat 15 min", 15, timed=False),))
    assert "NO108" not in found(untimed, "note", payer={"type": "medicare_b"})


def test_one_total_that_is_absent_is_named_alone() -> None:
    facts = NoteFacts(treatments=(Treatment(0, 9, "STM 15 min", 15, timed=True),), timed_minutes_total=15)
    assert found(facts, "note")["NO108"].searched == ("total treatment minutes",)


def test_minutes_that_a_table_repeats_are_counted_once() -> None:
    twice = tuple(Treatment(at, at + 5, "97110 15 min", 15, cpt="97110") for at in (0, 10))
    facts = NoteFacts(treatments=twice, timed_minutes_total=15)
    assert not {"NO130", "NO132"} & set(found(facts, lines=[line("97110", minutes=15)]))


def test_the_note_of_another_day_is_a_fault() -> None:
    finding = found(NoteFacts(date_of_service=dt.date(2026, 10, 30)), lines=[line("97110")])["NO135"]
    assert finding.where.path == "/lines/0/date"
    assert "2026-10-30" in finding.message


def test_the_note_of_the_same_day_or_of_no_day_is_not() -> None:
    assert "NO135" not in found(NoteFacts(date_of_service=ON), lines=[line("97110")])
    assert "NO135" not in found(NoteFacts(), lines=[line("97110")])
    assert "NO135" not in found(NoteFacts(date_of_service=dt.date(2026, 10, 30)), lines=[{"code": "97110"}])


def test_the_note_of_one_of_several_dates_is_held_against_that_date_alone() -> None:
    facts = NoteFacts(date_of_service=ON, treatments=(Treatment(0, 5, "97110 15 min", 15, cpt="97110"),))
    days = [line("97110", minutes=15), line("97110", minutes=30) | {"date": "2026-10-30"}]
    assert not {"NO130", "NO135"} & set(found(facts, lines=days))
    days[0]["minutes"] = 23
    assert found(facts, lines=days)["NO130"].where.path == "/lines/0/minutes"


def test_a_note_without_a_date_is_not_held_against_a_claim_of_several() -> None:
    facts = NoteFacts(treatments=(Treatment(0, 5, "97110 15 min", 15, cpt="97110"),))
    days = [line("97110", minutes=23), line("97110", minutes=23) | {"date": "2026-10-30"}]
    assert "NO130" not in found(facts, lines=days)


def test_a_plan_names_its_absent_parts() -> None:
    plan = (PlanElement("frequency", 0, 7, "2x/week", times=2),)
    finding = found(NoteFacts(note_type="evaluation", plan=plan))["PC101"]
    assert finding.severity == "warning"
    assert finding.searched == ("a diagnosis", "goals", "the type of treatment", "for how long")


def test_a_whole_plan_is_silent_and_amount_is_understood_as_once_a_day() -> None:
    parts: list[Any] = ["diagnosis", "goal", "type", "frequency", "duration"]
    plan = tuple(PlanElement(part, at, at + 1, "x") for at, part in enumerate(parts))
    assert "PC101" not in found(NoteFacts(note_type="recertification", plan=plan))


def test_a_daily_note_needs_no_plan() -> None:
    assert "PC101" not in found(NoteFacts(note_type="daily"))


@pytest.mark.parametrize("kind", ["progress", "recertification", "discharge"])
def test_a_report_is_held_against_goals(kind: Any) -> None:
    assert "PC102" in found(NoteFacts(note_type=kind))
    assert "PC102" not in found(NoteFacts(note_type=kind, goals=(Span(0, 4, "walk"),)))
    assert "PC102" not in found(NoteFacts(note_type=kind), text="STGs: all met.")


def test_a_discharge_note_needs_no_plan_for_going_on() -> None:
    assert "PC103" in found(NoteFacts(note_type="progress"))
    assert "PC103" not in found(NoteFacts(note_type="discharge"))


def test_words_that_are_copied_do_not_describe_todays_treatment() -> None:
    text = "[Copied: manual therapy, STM right trapezius]\nP: manual therapy 15 min."
    facts = NoteFacts(region="cervical", copied=(Span(0, 45, text[:45]),))
    assert "NO121" in found(facts, text=text, lines=[line("97140")])
    assert "NO121" not in found(NoteFacts(region="cervical"), text=text, lines=[line("97140")])


def test_an_unticked_box_is_no_treatment() -> None:
    finding = found(NoteFacts(), text="Tx: [x] manual therapy [ ] ultrasound", lines=[line("97035")])["NO133"]
    assert finding.severity == "warning"
    assert "NO133" not in found(NoteFacts(), text="Tx: [ ] manual therapy [x] ultrasound", lines=[line("97035")])


def test_one_on_one_as_the_reader_has_it_goes_before_words() -> None:
    facts = NoteFacts(treatments=(Treatment(0, 5, "97110", cpt="97110", one_on_one=False),))
    assert "NO125" in found(facts, text="97110 core work 15 min", lines=[line("97110")])
    alone = NoteFacts(treatments=(Treatment(0, 5, "97110", cpt="97110", one_on_one=True),))
    assert "NO125" not in found(alone, text="97110 beside 3 patients", lines=[line("97110")])


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
def test_a_question_is_open_and_speaks_of_no_money(rule: Rule) -> None:
    words = rule.fix.lower().split()
    assert "?" in rule.fix
    assert not {"pay", "paid", "money", "reimburse", "revenue", "spasm", "tender", "denied"} & set(words)


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
def test_every_rule_of_notes_has_two_near_misses_or_tests_of_its_own(rule: Rule) -> None:
    near = sum(example.kind == "near miss" for example in rule.examples)
    assert near >= (1 if rule.id in ("NO101", "NO102", "NO104", "NO105", "NO111") else 2)
