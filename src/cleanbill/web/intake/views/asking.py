"""The patient's pages: one topic each, saved one by one, checked as a whole at the end."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from cleanbill.questionnaires import Wrong
from cleanbill.web.asking.sheet import answers_of, groups, only_asked
from cleanbill.web.audit.keep import keep
from cleanbill.web.intake.consenting import agree
from cleanbill.web.intake.forms import AgreeForm, ContactForm
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.session import asked, patient_of
from cleanbill.web.intake.steps import Step, done_steps, filled, on_page, page_form, settled, steps, wrong_of

Drawn = dict[str, Any] | None
"""What a page needs to be drawn; None where what was sent is saved."""


@sensitive_post_parameters()
@asked
def step(request: HttpRequest, intake: Intake, number: int) -> HttpResponse:
    """One page. What is sent is saved where it is right; back goes back in any case."""
    pages = steps(intake)
    if not 1 <= number <= len(pages):
        raise Http404
    page = pages[number - 1]
    draw = _questions if page.group else _consent if page.text else _contact
    drawn = draw(request, intake, page)
    if request.method == "POST" and "back" in request.POST:
        return redirect("intake_step", max(number - 1, 1))
    if drawn is None:
        return redirect("intake_step", number + 1) if number < len(pages) else redirect("intake_check")
    context = {"intake": intake, "step": page, "total": len(pages), **drawn}
    return render(request, "intake/step.html", context, status=422 if drawn.get("faults") else 200)


@sensitive_post_parameters()
@asked
def check(request: HttpRequest, intake: Intake) -> HttpResponse:
    """All that was told, to be read once more; posting it finishes the intake and ends link and session."""
    done = done_steps(intake)
    pages = steps(intake)
    missing = [page for page in pages if page.group and not done[page.number]]
    if request.method == "POST" and not missing:
        _finish(intake)
        request.session.flush()
        return redirect("intake_done")
    rows = [(page, done[page.number], _told(intake, page)) for page in pages]
    context = {"intake": intake, "rows": rows, "missing": missing}
    return render(request, "intake/check.html", context, status=422 if request.method == "POST" else 200)


def _questions(request: HttpRequest, intake: Intake, page: Step) -> Drawn:
    assert page.group
    form, stored = page_form(page), intake.answers
    faults: tuple[Wrong, ...] = ()
    answers = on_page(page, stored)
    longer = request.POST.get("more", "")
    if request.method == "POST":
        answers = only_asked(form, answers_of(form, request.POST))
        if longer or "less" in request.POST:
            return {"groups": groups(form, answers, longer=longer)}
        faults = wrong_of(page, answers, intake.day)
        if not faults:
            here = {item.id for item in page.group.items}
            others = {id: value for id, value in stored.get(page.group.id, {}).items() if id not in here}
            _keep(intake, page, answers={**stored, page.group.id: {**others, **answers.get(page.group.id, {})}})
            return None
    return {"groups": groups(form, answers, faults), "faults": faults}


def _contact(request: HttpRequest, intake: Intake, page: Step) -> Drawn:
    kiosk = intake.way == Intake.Way.KIOSK
    form = ContactForm(request.POST if request.method == "POST" else None, initial=intake.contact, kiosk=kiosk)
    if request.method == "POST" and form.is_valid():
        _keep(intake, page, contact={field: value for field, value in form.cleaned_data.items() if value})
        return None
    return {"form": form, "faults": form.errors}


def _consent(request: HttpRequest, intake: Intake, page: Step) -> Drawn:
    assert page.text
    agreed = intake.consents.filter(text=page.text).first()
    if request.method == "POST" and (agreed or "later" in request.POST or "back" in request.POST):
        return None
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            agree(patient_of(intake), intake, page.text, form.cleaned_data["name"])
            _keep(intake, page)
        return None
    return {"form": form, "faults": form.errors, "agreed": agreed}


def _keep(intake: Intake, page: Step, **values: Any) -> None:
    intake.state, intake.reached = Intake.State.BEGUN, max(intake.reached, page.number)
    for field, value in values.items():
        setattr(intake, field, value)
    keep(patient_of(intake), intake)


def _finish(intake: Intake) -> None:
    """The answers are whole: what they settle is kept, and the link is gone."""
    intake.finished_at, intake.state, intake.token = timezone.now(), Intake.State.FINISHED, ""
    intake.facts = settled(filled(intake))
    keep(patient_of(intake), intake)


def _told(intake: Intake, page: Step) -> list[tuple[str, str]]:
    """Questions and answers of a page as a person reads them."""
    if page.group:
        shown = groups(page_form(page), intake.answers)
        fields = [field for group in shown for row in group.rows for field in row.fields if field.asked]
        return [(field.item.text, field.in_words or "No answer") for field in fields]
    if page.text:
        agreed = intake.consents.filter(text=page.text).first()
        return [("Agreed", f"by {agreed.name}" if agreed else "Not yet: ask us at the clinic")]
    form = ContactForm(kiosk=False)
    return [(str(form[field].label), str(value)) for field, value in intake.contact.items()]
