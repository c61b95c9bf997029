import datetime as dt
import re

import pytest

import cleanbill
from cleanbill import coding, notes
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Rule
from cleanbill.engine.run import Engine
from cleanbill.model.claim import Claim, Note
from cleanbill.model.finding import Finding, Stage
from cleanbill.model.reading import NoteReading
from cleanbill.rules.note import (
    cause_not_written,
    diagnosis_contradicts_note,
    diagnosis_not_in_note,
    objective_finding_not_written,
    onset_not_written,
    rationale_not_written,
    site_not_written,
)  # fmt: skip

ON = dt.date(2026, 11, 2)
RULES = [
    module.rule
    for module in (site_not_written, onset_not_written, objective_finding_not_written, cause_not_written,
                   rationale_not_written, diagnosis_contradicts_note, diagnosis_not_in_note)
]  # fmt: skip
BARE = "S: Feels better.\nP: See prn."
FALL = "S: Fell off a ladder yesterday, low back spasm.\nO: Lumbar spasm.\nA: Muscle spasm of back.\nP: Ice for spasm."


def found(text: str | None, *dx: str, stage: Stage = "claim") -> tuple[Finding, ...]:
    claim = Claim(dx=dx, note=Note(text=text))
    reading = None
    if text is not None:
        facts = notes.read(text)
        reading = NoteReading("", "", len(text), "", facts, notes.missing(facts), coding.choose(facts, ON))
    return Engine(RULES).check(claim, Context(ON), stage, reading)


def test_a_claim_without_a_note_is_not_questioned() -> None:
    assert found(None, "M62.830") == ()


def test_a_bare_note_is_asked_for_all_that_is_missing_before_it_is_signed() -> None:
    assert {f.rule for f in found(BARE, stage="note")} >= {"NO101", "NO102", "NO103", "NO104"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_fix_is_an_open_question_that_names_no_finding_and_no_money(rule: Rule) -> None:
    fix = rule.fix
    assert fix.endswith("?")
    assert not re.search(r"spasm|tender|strain|pay|paid|bill|reimburse|deny|denied|\$", fix, re.IGNORECASE)


def test_a_spasm_after_a_fall_is_quoted() -> None:
    (finding,) = [f for f in found(FALL, "M62.830") if f.rule == "NO110"]
    assert finding.where.path == "/dx/0"
    assert "Fell off" in finding.evidence[0].text
    assert FALL[finding.evidence[0].start : finding.evidence[0].end] == finding.evidence[0].text


def test_a_chronic_spasm_years_after_a_fall_is_a_chapter_13_code() -> None:
    text = "S: Chronic low back spasm since a fall in 2019.\nO: Lumbar spasm.\nA: Chronic muscle spasm of back."
    assert "NO110" not in {f.rule for f in found(text, "M62.830")}


def test_an_uncertain_diagnosis_on_the_claim_is_questioned() -> None:
    text = "S: Low back pain 3 days, no injury.\nO: Flexion 50%.\nA: Low back pain, possible lumbar strain."
    (finding,) = [f for f in found(text, "M54.50", "S39.012A") if f.rule == "NO110"]
    assert "possible" in finding.message


def test_a_denial_is_quoted_with_the_word_that_denies() -> None:
    text = "S: Low back pain 3 days, no injury.\nO: No spasm. Flexion 50%.\nA: Low back pain."
    (finding,) = [f for f in found(text, "M62.830") if f.rule == "NO110"]
    assert finding.evidence[0].text == "No spasm"


def told(rule: Rule, text: str, **claim: object) -> list[tuple[str, str]]:
    """The severity and fix of one rule on a claim with this note."""
    found = cleanbill.check_claim({"note": {"text": text}} | claim, ON)
    return [(one.severity, one.fix.text) for one in found if one.rule == rule.id and one.fix]


@pytest.mark.parametrize(
    ("credential", "code", "severity"),
    [("MD", "99213", "info"), ("DO", "99213", "info"), ("NP", "99213", "info"), ("PA", "99213", "info"),
     ("MD", "97110", "warning"), ("PT", "99213", "warning")],
)  # fmt: skip
def test_a_physicians_plan_without_therapy_needs_no_purpose(credential: str, code: str, severity: str) -> None:
    text = "S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain.\nP: See in 2 weeks."
    lines = [{"code": code, "date": "2026-11-02"}]
    ((said, _),) = told(rationale_not_written.rule, text, rendering={"credential": credential}, lines=lines)
    assert said == severity


@pytest.mark.parametrize(("dx", "severity"), [(["M62.830"], "warning"), (["M17.11"], "info"), ([], "warning")])
def test_a_cause_that_is_not_told_matters_where_the_code_hangs_on_it(dx: list[str], severity: str) -> None:
    text = "S: Low back spasm for 3 days.\nO: Lumbar spasm.\nA: Muscle spasm of back.\nP: Ice."
    assert told(cause_not_written.rule, text, dx=dx) == [(severity, "How did this begin?")]


def test_a_cause_that_is_not_clear_matters_whatever_the_code_and_is_asked_for_in_the_notes_words() -> None:
    text = "S: Low back spasm for 3 days after shoveling snow and lifting boxes.\nO: Lumbar spasm.\nA: Muscle spasm."
    ((severity, fix),) = told(cause_not_written.rule, text, dx=["M17.11"])
    assert severity == "warning"
    assert fix.startswith("The note connects this with «")
    assert fix.endswith("». How did it begin, and was there any event?")
    assert fix.count("«") == 1


def test_a_sprain_of_which_the_note_denies_any_injury_is_questioned() -> None:
    text = "S: Right ankle pain 2 days, no injury.\nO: Tender right ankle.\nA: Right ankle sprain."
    (finding,) = [f for f in found(text, "S93.401A") if f.rule == "NO110"]
    assert finding.message.startswith("The claim has S93.401A, an injury; the note says: «")
