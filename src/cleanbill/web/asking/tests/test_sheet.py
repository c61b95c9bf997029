"""A questionnaire on a page: what is drawn, and what is read from what a browser sends."""

import random
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from cleanbill.questionnaires import AnswersError, Questionnaire, fill, form, forms
from cleanbill.web.asking.sheet import Field, answers_of, groups, only_asked


def _fields(answers: dict[str, Any], name: str = "intake") -> dict[str, Field]:
    return {f.name: f for group in groups(form(name), answers) for row in group.rows for f in row.fields}


def _sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist("/" + name.replace("__", "/"), value if isinstance(value, list) else [value])
    return data


def _answers(form: Questionnaire, pick: random.Random) -> dict[str, Any]:
    """One answer to every question, whether or not another leads to it."""
    kinds = {"text": "he said", "integer": 3, "decimal": 2.5, "date": "2026-11-02", "yes_no": True}
    found: dict[str, Any] = {}
    for group in form.items:
        row = {}
        for item in (each for each in group.items if not each.computed):
            one = pick.choice(item.options).value if item.options else kinds[item.kind]
            row[item.id] = [one] if item.repeats else one
        found[group.id] = [row, {**row}] if group.repeats else row
    return {id: row for id, row in found.items() if row}


@pytest.mark.parametrize("name", sorted(forms()))
def test_what_is_drawn_and_sent_back_are_the_same_answers(name: str) -> None:
    answers = _answers(form(name), random.Random(name))
    data = QueryDict(mutable=True)
    for group in groups(form(name), answers):
        for field in (field for row in group.rows for field in row.fields):
            value = field.value if field.look == "several" else [field.shown]
            data.setlist(field.name, [{"True": "true", "False": "false"}.get(each, each) for each in value])
    assert answers_of(form(name), data) == answers


@pytest.mark.parametrize("name", sorted(forms()))
def test_every_question_of_every_form_is_on_the_page_with_its_name(name: str) -> None:
    page = render_to_string("asking/groups.html", {"groups": groups(form(name), {})})
    for path, item in form(name).walk():
        if item.kind != "group" and not item.computed:
            group, _, id = path.partition(".")
            row = "/0" if next(one for one in form(name).items if one.id == group).repeats else ""
            assert f'name="/{group}{row}/{id}"' in page, path


def test_a_question_is_hidden_until_its_answer_leads_to_it() -> None:
    assert not _fields({})["/complaint/event"].asked
    asked = _fields({"complaint": {"origin": "event"}})["/complaint/event"]
    assert (asked.asked, asked.depends_on, asked.only_where) == (True, "/complaint/origin", "event|activity")


def test_an_answer_to_a_question_that_is_no_longer_asked_is_left_out() -> None:
    given = {"complaint": {"origin": "gradual", "event": "I fell"}}
    assert only_asked(form("intake"), given) == {"complaint": {"origin": "gradual"}}


def test_a_number_in_words_stays_as_typed_and_the_library_says_what_is_wrong() -> None:
    answers = answers_of(form("intake"), _sent(complaint__pain="bad"))
    with pytest.raises(AnswersError) as refused:
        fill(form("intake"), answers)
    drawn = groups(form("intake"), answers, refused.value.wrong)
    pain = next(f for g in drawn for row in g.rows for f in row.fields if f.name == "/complaint/pain")
    assert (pain.value, pain.faults) == ("bad", ["Expected a whole number, got 'bad'."])


def test_rows_are_added_and_taken_out() -> None:
    daily = form("pt_daily")
    data = _sent(exercises__0__exercise="bridging", exercises__1__exercise="squats", exercises__2__exercise="")
    answers = answers_of(daily, data)
    assert [row["exercise"] for row in answers["exercises"]] == ["bridging", "squats"]
    longer = next(g for g in groups(daily, answers, longer="exercises") if g.item.id == "exercises")
    assert [row.name for row in longer.rows] == ["/exercises/0", "/exercises/1", "/exercises/2"]
    data["less"] = "/exercises/0"
    assert [row["exercise"] for row in answers_of(daily, data)["exercises"]] == ["squats"]


def test_a_script_in_an_answer_is_shown_as_text() -> None:
    script = "</textarea><script>alert(1)</script>"
    answers = {"complaint": {"origin": "event", "event": script, "pain": script, "place": script}}
    page = render_to_string("asking/groups.html", {"groups": groups(form("intake"), answers)})
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 2
