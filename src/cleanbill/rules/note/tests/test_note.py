import datetime as dt
import re

import pytest

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
