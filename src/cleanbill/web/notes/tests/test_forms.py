"""The form beside the text: every question of every form, rows, minutes, and what it writes."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.urls import reverse

from cleanbill.questionnaires import fill, form, write
from cleanbill.web.asking.sheet import answers_of, groups
from cleanbill.web.charts.fields import Discipline
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.notes.sheet import begun, offered, spent
from cleanbill.web.notes.tests.test_carrying import ANSWERS
from cleanbill.web.notes.tests.test_pages import Desk, desk  # noqa: F401

FORMS = ("pt_daily", "pt_evaluation", "chiropractic", "primary_care_back")
TYPED = {
    "/visit/date": "2026-11-02", "/visit/clinician": "J. Rivera", "/visit/credential": "PT",
    "/complaint/problem": "pain", "/complaint/place": "low_back", "/complaint/side": "right", "/complaint/pain": " 4 ",
    "/complaint/origin": "gradual",
    "/motion/0/joint": "lumbar", "/motion/0/movement": "flexion", "/motion/0/measured": "45", "/motion/0/normal": "60",
    "/motion/0/painful": "true",
    "/exercises/3/exercise": "bridging", "/exercises/3/sets": "3", "/exercises/3/reps": "10",
    "/exercises/3/minutes": "12", "/exercises/3/contact": "one_on_one", "/exercises/3/code": "97110",
    "/exercises/7/exercise": "", "/exercises/7/minutes": " ",
}  # fmt: skip


def _sent(values: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_drawn_with_a_label_for_each_field(name: str, desk: Desk) -> None:  # noqa: F811
    page = desk.get(query=f"?form={name}").content.decode()
    for group in groups(form(name), {}):
        for field in group.rows[0].fields:
            assert f'"{field.name}"' in page
            assert f'"{field.id}"' in page


def test_each_discipline_is_offered_its_forms_and_an_evaluation_its_own_first(practice: Practice) -> None:
    visit = practice.records["appointment"]
    for discipline in Discipline:
        visit.discipline = discipline
        assert offered(visit)
    visit.discipline, visit.kind = "PT", "evaluation"
    assert [one.name for one in offered(visit)] == ["pt_evaluation", "pt_daily"]


def test_a_form_begins_with_what_is_known(practice: Practice) -> None:
    visit = begun(form("pt_daily"), practice.records["appointment"])["visit"]
    assert visit == {"date": "2026-11-04", "clinician": "Tom Reed", "credential": "PT"}


def test_minutes_add_up_as_they_are_typed_even_where_others_are_not_numbers_yet() -> None:
    answers = answers_of(form("pt_daily"), _sent({
        **TYPED, "/exercises/4/exercise": "gait", "/exercises/4/minutes": "1x", "/exercises/4/code": "97116",
        "/modalities/0/modality": "heat", "/modalities/0/minutes": "10", "/modalities/0/code": "97010",
    }))  # fmt: skip
    assert spent(form("pt_daily"), answers) == ({"97110": 12}, 22)


def test_minutes_and_units_are_answered_as_one_types(desk: Desk) -> None:  # noqa: F811
    answer = desk.live("note_minutes", form="pt_daily", **TYPED)
    assert "(12 + 7) / 15 = 1.27, so 1" in answer
    assert "this payer's rule" in answer


def test_the_form_is_written_into_a_blank_note_and_its_answers_are_kept(desk: Desk) -> None:  # noqa: F811
    assert desk.post("write_note", text="", version="0", form="pt_daily", **TYPED).status_code == 302
    assert desk.note.text == write(fill(form("pt_daily"), ANSWERS)).text.strip()
    assert desk.note.answers == ANSWERS
    assert "bridging" in desk.get(query="?form=pt_daily").content.decode()


def test_written_again_it_replaces_what_it_wrote_and_nothing_else(desk: Desk) -> None:  # noqa: F811
    desk.post("write_note", text="By hand: slept well.", version="0", form="pt_daily", **TYPED)
    assert desk.note.text.endswith("By hand: slept well.")
    changed = {**TYPED, "/exercises/3/minutes": "15"}
    desk.post("write_note", text=desk.note.text, version="1", form="pt_daily", **changed)
    assert desk.note.text.count("By hand: slept well.") == 1
    assert desk.note.text.count("bridging") == 1
    assert "15 min" in desk.note.text


def test_a_wrong_answer_is_told_at_its_field_and_at_the_top_and_nothing_is_written(desk: Desk) -> None:  # noqa: F811
    wrong = {**TYPED, "/exercises/3/minutes": "400"}
    answer = desk.post("write_note", text="Mine.", version="0", form="pt_daily", **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("400 is not from 1 to 240 min") == 2
    assert 'href="#exercises-0-minutes"' in page
    assert 'value="400"' in page
    assert "Mine." in page
    assert desk.note.version == 0


def test_a_row_is_added_and_the_fresh_one_is_named(desk: Desk) -> None:  # noqa: F811
    answer = desk.live("note_rows", form="pt_daily", more="exercises", **TYPED)
    assert 'name="/exercises/1/exercise"' in answer
    assert answer.count("data-fresh") == 1


def test_a_row_is_taken_out_and_the_others_stay(desk: Desk) -> None:  # noqa: F811
    two = {**TYPED, "/exercises/4/exercise": "gait"}
    answer = desk.live("note_rows", form="pt_daily", less="/exercises/3", **two)
    assert 'value="gait"' in answer
    assert 'value="bridging"' not in answer


def test_a_form_that_there_is_not_is_told(desk: Desk) -> None:  # noqa: F811
    assert desk.post("write_note", text="", version="0", form="nonsense").status_code == 422
    assert desk.get(query="?form=nonsense").status_code == 200


def test_answers_are_never_markup(desk: Desk) -> None:  # noqa: F811
    unsafe = {**TYPED, "/exercises/3/exercise": "<script>alert(1)</script>", "/visit/clinician": '"><img src=x>'}
    page = desk.live("note_rows", form="pt_daily", **unsafe)
    assert "<script>" not in page
    assert "<img" not in page


def test_the_largest_form_with_many_rows_is_taken(practice: Practice, browse: SignIn) -> None:
    rows = {f"/exercises/{n}/{id}": "x" for n in range(60) for id in ("exercise", "resistance", "rationale", "minutes",
            "sets", "reps", "assist", "contact", "code")}  # fmt: skip
    address = reverse("note_rows", args=[practice.records["appointment"].pk])
    assert browse(practice.clinician).post(address, {"form": "pt_evaluation", **rows}).status_code == 200


def test_the_day_of_the_visit_is_the_clinics(practice: Practice) -> None:
    assert practice.records["appointment"].day == dt.date(2026, 11, 4)
