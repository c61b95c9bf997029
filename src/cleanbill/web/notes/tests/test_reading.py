"""The note as it is being written: what stands beside it."""

import datetime as dt

import pytest

from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Coverage
from cleanbill.web.conftest import Practice
from cleanbill.web.notes.arithmetic import added_up, arithmetic
from cleanbill.web.notes.known import known
from cleanbill.web.notes.models import Allowed
from cleanbill.web.notes.reading import Panel, panel
from cleanbill.web.notes.tests.written import WHOLE, next_visit, sign_as_it_is


def _panel(practice: Practice, text: str) -> Panel:
    return panel(text, known(practice.records["appointment"]), practice.records["note"])


def _rules(read: Panel) -> set[str]:
    return {prompt.rule for prompt in read.prompts}


def test_what_is_not_in_the_note_has_its_open_question_and_no_place(practice: Practice) -> None:
    read = _panel(practice, "S: Right low back pain.\nO: Muscle spasm of the right lumbar paraspinals.\n")
    asked = {prompt.rule: prompt for prompt in read.missing}
    assert asked["NO102"].question == "When did this episode begin?"
    assert asked["NO102"].places == []
    assert "a duration" in asked["NO102"].searched
    assert asked["NO102"].authority


def test_words_are_named_with_their_place_as_a_browser_counts(practice: Practice) -> None:
    text = "\U0001f600 " + WHOLE.replace("minutes: 27", "minutes: 20")
    (prompt,) = [one for one in _panel(practice, text).marked if one.rule == "NO132"]
    units = text.encode("utf-16-le")
    for place in prompt.places:
        assert units[place.start * 2 : place.end * 2].decode("utf-16-le") == place.words


def test_a_note_that_has_all_asks_nothing_that_blocks_and_bears_no_signature_itself(practice: Practice) -> None:
    read = _panel(practice, WHOLE)
    assert read.errors == read.warnings == []
    assert "NO106" not in _rules(read)


def test_the_code_stands_with_what_speaks_for_it_and_which_others_tempt(practice: Practice) -> None:
    code = _panel(practice, WHOLE).codes[0]
    assert code.code == "M62.830"
    assert any("muscle spasm" in reason.text.lower() for reason in code.for_)
    assert "M54.50" in {other.code for other in code.instead_of}


def test_no_prompt_speaks_of_money(practice: Practice) -> None:
    for text in ("", "S: Better.", WHOLE, WHOLE.replace("27", "20")):
        for prompt in _panel(practice, text).prompts:
            said = f"{prompt.title} {prompt.message} {prompt.question}".lower()
            assert not any(word in said for word in ("$", "money", "revenue", "reimburse", "paid more")), said


def test_minutes_become_units_by_the_payers_rule_and_the_other_is_shown_where_it_differs(practice: Practice) -> None:
    counted = _panel(practice, WHOLE).arithmetic
    assert counted.minutes == {"97110": 20, "97140": 7}
    assert [(one.payers, one.units) for one in counted.countings] == [
        (True, "97110 x1, 97140 x1"), (False, "97110 x1, 97140 not billed"),
    ]  # fmt: skip
    assert counted.countings[0].sum == "(27 + 7) / 15 = 2.27, so 2"


def test_two_rules_that_agree_are_shown_once() -> None:
    assert len(arithmetic({"97110": 30}, "ama_midpoint").countings) == 1
    assert arithmetic({"97110": 30}, None).countings[0].payers is False


def test_minutes_that_no_timed_code_holds_count_for_no_units() -> None:
    assert added_up([("97010", 10), (None, 8), ("97110", None), ("97130", 15), ("97129", 15)]) == {"97129": 30}


def test_the_payer_is_that_of_the_primary_coverage_on_the_day(practice: Practice) -> None:
    visit, coverage = practice.records["appointment"], practice.records["coverage"]
    assert known(visit).payer.profile == "medicare_b"
    coverage.end = dt.date(2026, 11, 3)
    keep(practice.owner, coverage)
    assert known(visit).payer.profile is None
    keep(practice.owner, Coverage(
        clinic=practice.clinic, patient=visit.patient, payer=practice.records["payer"], member_id="X", rank=2,
        start="2026-01-01",
    ))  # fmt: skip
    assert known(visit).payer.profile is None


def test_who_pays_alone_is_judged_by_no_payer(practice: Practice) -> None:
    practice.records["appointment"].patient_pays = True
    assert known(practice.records["appointment"]).payer.profile is None


def _allow(practice: Practice, until: dt.date | None = None) -> None:
    (key,) = {one.key for one in _panel(practice, "S: Right low back pain.").prompts if one.rule == "NO102"}
    given = {"rule": "NO102", "finding": key, "reason": "Told in the evaluation", "by": practice.clinician}
    keep(practice.clinician, Allowed(clinic=practice.clinic, note=practice.records["note"], until=until, **given))


def test_what_is_let_stand_is_listed_with_its_reason_and_no_longer_asked(practice: Practice) -> None:
    _allow(practice)
    read = _panel(practice, "S: Right low back pain, better.")
    assert "NO102" not in _rules(read)
    assert [one.allowed.reason for one in read.allowed if one.allowed] == ["Told in the evaluation"]


def test_what_was_let_stand_until_an_earlier_day_is_asked_again(practice: Practice) -> None:
    _allow(practice, until=dt.date(2026, 11, 3))
    assert "NO102" in _rules(_panel(practice, "S: Right low back pain."))


def test_what_is_planned_weighs_in_an_evaluation_must_say_since_when(practice: Practice) -> None:
    visit, text = practice.records["appointment"], "S: Right low back pain, no injury.\nO: Lumbar flexion 45/60."
    before = {one.rule: one.severity for one in panel(text, known(visit)).prompts}
    visit.lines = [{"code": "97161", "units": 1, "date": "2026-11-04"}]
    after = {one.rule: one.severity for one in panel(text, known(visit)).prompts}
    assert (before["NO102"], after["NO102"]) == ("info", "warning")


@pytest.mark.parametrize("begun", [True, False])
def test_findings_that_are_word_for_word_the_last_visits_are_asked_about(practice: Practice, begun: bool) -> None:
    practice.records["note"].text = WHOLE
    keep(practice.clinician, practice.records["note"])
    last = sign_as_it_is(practice, practice.records["note"])
    visit = next_visit(practice)
    from cleanbill.web.notes.saving import save

    note = save(practice.clinician, visit, 0, text=WHOLE, copied_from=last if begun else None)
    assert ("copied" in _rules(panel(WHOLE, known(visit), note))) is begun
    left = panel(WHOLE.replace("20 min", "## min"), known(visit), note)
    assert ("blank" in {one.rule for one in left.errors}) is begun
    changed = WHOLE.replace("45/60", "50/60").replace("right lumbar", "both lumbar")
    assert "copied" not in _rules(panel(changed, known(visit), note))
