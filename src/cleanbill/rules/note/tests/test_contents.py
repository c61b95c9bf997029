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
from cleanbill.model.reading import Fact, NoteFacts, NoteReading, PlanElement, Signature, Span, Treatment
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


def _fact(region: str | None, concept: str = "muscle_spasm") -> Fact:
    return Fact("f1", 0, 5, "Spasm", "diagnosis", concept, region=region)


@pytest.mark.parametrize(
    ("regions", "place"),
    [(("knee",), "knee"), (("ankle_foot",), "ankle foot"), (("knee", None), None), (("knee", "multiple"), None),
     (("other",), None), (("knee", "lumbar"), None), ((), None)],
)  # fmt: skip
def test_a_diagnosis_is_held_against_the_places_that_the_note_names(
    regions: tuple[str | None, ...], place: str | None
) -> None:
    facts = NoteFacts(facts=tuple(_fact(region) for region in regions))
    said = found(facts, text="Spasm here.", dx=["M62.830"]).get("NO110")
    assert (said and said.message) == (
        f"The claim has M62.830; the note speaks of another place ({place}): «Spasm»." if place else None
    )


@pytest.mark.parametrize(
    ("code", "treatment", "silent"),
    [
        ("97110", Treatment(0, 7, "Bridges", sets=3), True),
        ("97110", Treatment(0, 7, "Bridges", reps=10), True),
        ("97140", Treatment(0, 7, "Pulling", minutes=10), True),
        ("97110", Treatment(0, 7, "Bridges"), False),
        ("97110", Treatment(0, 7, "Rolling", minutes=10, cpt="97140"), False),
        ("97035", Treatment(0, 7, "Bridges", sets=3), False),
    ],
)
def test_a_treatment_without_a_code_may_be_what_is_billed(code: str, treatment: Treatment, silent: bool) -> None:
    facts = NoteFacts(treatments=(treatment,))
    assert ("NO133" not in found(facts, lines=[line(code)])) is silent


def test_each_procedure_of_which_the_note_says_nothing_is_told() -> None:
    text = "97035 low back."
    claim = claim_from({"note": {"text": text}, "lines": [line("97035"), line("97116"), line("97140")]})
    reading = NoteReading("", "", len(text), "", NoteFacts(), (), ())
    told = [one for one in ENGINE.check(claim, Context(ON), "claim", reading) if one.rule == "NO133"]
    assert [one.where.path for one in told] == ["/lines/1/code", "/lines/2/code"]


@pytest.mark.parametrize(
    ("treatment", "speaks"),
    [
        (Treatment(0, 9, "STM", cpt="97140"), False),
        (Treatment(0, 9, "97140 STM", cpt="97140"), True),
        (Treatment(0, 9, "STM", 15, cpt="97140"), True),
        (Treatment(0, 9, "97010 heat", 15, cpt="97010"), False),
        (Treatment(0, 9, "STM", 15, cpt="97140", timed=False), False),
    ],
)
def test_totals_are_asked_for_where_timed_treatment_is_written_as_given(treatment: Treatment, speaks: bool) -> None:
    assert ("NO108" in found(NoteFacts(treatments=(treatment,)), "note")) is speaks


@pytest.mark.parametrize(
    ("claim", "severity"),
    [
        ({"payer": {"type": "medicare_b"}}, "error"),
        ({"payer": {"type": "medicare_b"}, "rendering": {"credential": "DC"}}, "info"),
        ({"payer": {"type": "commercial"}}, "info"),
    ],
)
def test_totals_are_medicares_and_not_a_chiropractors(claim: dict[str, Any], severity: str) -> None:
    assert found(NoteFacts(), lines=[line("97110")], **claim)["NO108"].severity == severity


@pytest.mark.parametrize(
    ("treatment", "silent"),
    [
        (Treatment(0, 5, "97140", cpt="97140", region="lumbar"), True),
        (Treatment(0, 5, "STM", region="lumbar"), True),
        (Treatment(0, 5, "97140", cpt="97140"), False),
        (Treatment(0, 5, "97110", cpt="97110", region="lumbar"), False),
    ],
)
def test_the_area_is_that_of_the_treatment_itself(treatment: Treatment, silent: bool) -> None:
    told = found(NoteFacts(treatments=(treatment,)), text="97140 STM 15 min", lines=[line("97140")])
    assert ("NO122" not in told) is silent


def test_an_area_in_the_words_of_the_treatment_is_enough() -> None:
    assert "NO122" not in found(NoteFacts(), text="97140 STM right shoulder 15 min", lines=[line("97140")])


@pytest.mark.parametrize(
    ("region", "written", "speaks"),
    [
        ("Ankle Foot", "lumbar", True),
        (" lower leg ", "cervical", True),
        ("lumbar", "lumbar", False),
        ("left side", "lumbar", False),
        (None, "lumbar", False),
        ("lumbar", None, False),
    ],
)
def test_the_region_of_a_line_is_held_against_the_notes(region: str | None, written: str | None, speaks: bool) -> None:
    facts = NoteFacts(treatments=(Treatment(0, 5, "97140", cpt="97140", region=written),))
    lines = [line("97110"), line("97140", region=region)]
    told = found(facts, text="97140 STM", lines=lines).get("NO137")
    assert (told and told.where.path) == ("/lines/1/region" if speaks else None)
