"""A note begun from the last visit: what is taken over, what is left blank, and what stays marked."""

import datetime as dt
from typing import Any

import pytest

from cleanbill import read_note
from cleanbill.questionnaires import fill, form, write
from cleanbill.web.audit.keep import keep
from cleanbill.web.conftest import Practice
from cleanbill.web.notes.carrying import begun_from, last_signed
from cleanbill.web.notes.models import Note
from cleanbill.web.notes.tests.written import WHOLE, next_visit, sign_as_it_is
from cleanbill.web.notes.unchanged import blanks, carried, unchanged

OF, TO = dt.date(2026, 11, 2), dt.date(2026, 11, 9)
ANSWERS: dict[str, Any] = {
    "visit": {"date": "2026-11-02", "clinician": "J. Rivera", "credential": "PT"},
    "complaint": {"problem": "pain", "place": "low_back", "side": "right", "pain": 4, "origin": "gradual"},
    "motion": [{"joint": "lumbar", "movement": "flexion", "measured": 45, "normal": 60, "painful": True}],
    "exercises": [
        {"exercise": "bridging", "sets": 3, "reps": 10, "minutes": 12, "contact": "one_on_one", "code": "97110"}
    ],
}


def test_minutes_of_treatments_are_left_blank_and_totals_left_out() -> None:
    new = carried(WHOLE, OF, TO)
    assert "bridging 3x10 (## min)" in new
    assert "sitting longer than 30 minutes" in new
    assert "Total" not in new
    facts = read_note(new, TO).facts
    assert [one.minutes for one in facts.treatments] == [None] * len(facts.treatments)


def test_a_blank_denies_nothing_that_follows_it() -> None:
    facts = read_note(carried(WHOLE, OF, TO), TO).facts
    assert not [fact for fact in facts.facts if fact.assertion == "negated" and "spasm" in fact.concept]


def test_blanks_are_found_until_a_figure_stands_there() -> None:
    new = carried(f"{WHOLE}ODI 42%, pain 4/10.", OF, TO)
    assert [span.span for span in blanks(new)] == ["##", "#", "##", "#"]
    assert blanks("# Plan\nL#4, #1 priority: 20 min.") == []


def test_a_score_is_left_blank() -> None:
    assert "ODI ##%" in carried("S: Better. ODI 42%.", OF, TO)


def test_findings_stay_marked_as_copied_so_that_they_say_nothing_of_today() -> None:
    new = carried(WHOLE, OF, TO)
    assert "O: [Copied from 11/02/2026: Lumbar flexion 45/60 degrees" in new
    facts = read_note(new, TO).facts
    assert facts.objective_findings == ()
    assert len(facts.copied) == 1


def test_what_was_copied_itself_and_the_signature_are_not_taken_over() -> None:
    new = carried(f"{WHOLE}[Copied from 10/26: O: guarding.]\nElectronically signed by: J. Rivera, PT\n", OF, TO)
    assert "10/26" not in new
    assert "Rivera" not in new


def test_the_date_is_the_new_visits() -> None:
    assert carried("Date of service: 11/02/2026\nS: Since 10/27/2026.", OF, TO) == (
        "Date of service: 11/09/2026\nS: Since 10/27/2026."
    )


@pytest.mark.parametrize("text", ["", "\n\n\n", "[", "\x00\ud83d", "O:", "a" * 3000])
def test_any_text_can_be_carried(text: str) -> None:
    assert isinstance(carried(text, OF, TO), str)


def test_passages_are_unchanged_while_they_stand_word_for_word_in_the_source() -> None:
    source = "S: Sits for 30 minutes. Sleeps through the night.\nO: Tender L4-5."
    now = "S: Sits for 45 minutes. Sleeps  through the night.\nO: Tender L5-S1."
    assert [span.span for span in unchanged(now, source)] == ["Sleeps  through the night."]


def test_short_words_that_every_note_has_are_not_told_as_unchanged() -> None:
    assert unchanged("Plan of care:\nS: OK.", "Plan of care:\nS: OK.") == []


def _last(practice: Practice, **values: Any) -> Note:
    note: Note = practice.records["note"]
    for name, value in values.items():
        setattr(note, name, value)
    keep(practice.clinician, note)
    return sign_as_it_is(practice, note)


def test_answers_are_taken_over_without_examination_minutes_and_figures(practice: Practice) -> None:
    text = write(fill(form("pt_daily"), ANSWERS)).text
    begun = begun_from(_last(practice, text=text, form="pt_daily", answers=ANSWERS), next_visit(practice))
    answers = begun["answers"]
    assert "motion" not in answers
    assert "pain" not in answers["complaint"]
    assert answers["complaint"]["place"] == "low_back"
    assert answers["exercises"] == [
        {"exercise": "bridging", "sets": 3, "reps": 10, "contact": "one_on_one", "code": "97110"}
    ]
    assert answers["visit"]["date"] == "2026-11-11"


def test_the_last_note_is_that_of_the_same_episode_signed_and_earlier(practice: Practice) -> None:
    visit = next_visit(practice)
    assert last_signed(visit) is None, "the earlier note is a draft"
    last = _last(practice, text=WHOLE)
    assert last_signed(visit) == last
    assert last_signed(practice.records["appointment"]) is None, "it is its own"
    assert last_signed(next_visit(practice, episode=None)) is None, "without an episode there is no last visit"
