"""The pages of an intake, one topic each: the questions of the form, how to reach the patient, what to agree to."""

import datetime as dt
from typing import Any, NamedTuple

from msgspec.structs import replace

from cleanbill.questionnaires import AnswersError, Item, Questionnaire, Wrong, facts, fill, for_patient, form, write
from cleanbill.questionnaires.answers import Filled
from cleanbill.questionnaires.patient import topics
from cleanbill.web.intake.consenting import asked_texts
from cleanbill.web.intake.models import Consent, ConsentText, Intake
from cleanbill.web.intake.models.intake import FORM

VISIT = "visit"  # nobody asks the patient which day it is


class Step(NamedTuple):
    """A page: its number from 1, its title, and the group of questions or the text to agree to; neither: contact."""

    number: int
    title: str
    group: Item | None = None
    text: ConsentText | None = None


def steps(intake: Intake) -> list[Step]:
    """The pages in their order."""
    asked = [page for item in for_patient(form(FORM)).items if item.id != VISIT for page in topics(item)]
    texts = asked_texts(intake)
    pages: list[tuple[str, Item | None, ConsentText | None]] = [(item.text, item, None) for item in asked]
    pages += [("How we reach you", None, None)]
    pages += [(text.title, None, text) for text in texts]
    return [Step(number, *page) for number, page in enumerate(pages, 1)]


def page_form(step: Step) -> Questionnaire:
    """The questions of one page as a form."""
    return replace(form(FORM), items=(step.group,) if step.group else ())


def wrong_of(step: Step, answers: dict[str, Any], on: dt.date) -> tuple[Wrong, ...]:
    """What is wrong with the answers of one page, as the library says it; an empty page is told at its questions."""
    visit = next(item for item in form(FORM).items if item.id == VISIT)
    assert step.group
    # A page that asks something needed is not left empty: whether another may be liable is asked of everybody.
    group = replace(step.group, required=any(item.required for item in step.group.items))
    try:
        fill(replace(form(FORM), items=(visit, group)), {**answers, VISIT: {"date": on}})
    except AnswersError as error:
        return tuple(each for one in error.wrong for each in _at_questions(group, one))
    return ()


def _at_questions(group: Item, one: Wrong) -> list[Wrong]:
    if one.path != f"/{group.id}":
        return [one]
    needed = [item for item in group.items if item.required and not item.enable_when]
    paths = [(f"{one.path}/{item.id}", item.text.rstrip("?.")) for item in needed]
    return [Wrong(path, f"At {path}: an answer is required ({text}).") for path, text in paths]


def filled(intake: Intake) -> Filled:
    """The intake's answers as a filled form of the day on which they were finished. Raises `AnswersError`."""
    return fill(form(FORM), {**intake.answers, VISIT: {"date": intake.day}})


def settled(done: Filled) -> dict[str, Any]:
    """What the answers settle: the text as it stands in a note, and what a reader finds in it."""
    read = facts(done)
    conflicts = [{"about": one.about, "words": [span.span for span in one.spans]} for one in read.conflicts]
    return {"version": done.form.version, "text": write(done).text, "trauma": read.trauma, "onset": read.onset,
            "conflicts": conflicts}  # fmt: skip


def on_page(step: Step, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers that were given on one page, of all of them."""
    assert step.group
    here = {item.id for item in step.group.items}
    given = {id: value for id, value in answers.get(step.group.id, {}).items() if id in here}
    return {step.group.id: given} if given else {}


def done_steps(intake: Intake) -> dict[int, bool]:
    """By number: whether a page is done; one without needed questions is, when it was sent. Contact may be left out."""
    agreed = set(Consent.objects.of(intake.clinic).filter(intake=intake).values_list("text_id", flat=True))
    found = {}
    for step in steps(intake):
        if step.group:
            sent = step.number <= intake.reached
            found[step.number] = sent and not wrong_of(step, on_page(step, intake.answers), intake.day)
        else:
            found[step.number] = step.text is None or step.text.pk in agreed
    return found
