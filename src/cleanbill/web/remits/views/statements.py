"""Patients' balances and the statements that are made of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.models import Patient
from cleanbill.web.charts.views.listing import page_of
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.remits import owing, statements
from cleanbill.web.remits.forms import OwingForm
from cleanbill.web.remits.models import PatientPayment, Statement

_LATEST = 5
_SAID = 5  # sentences on why statements were not made


@page("read_charts")
def patient_balances(request: HttpRequest) -> HttpResponse:
    """Who owes, the most first, or of these who is due for a statement; and the statements made of late."""
    user, today = person(request), timezone.localdate()
    form, tab = OwingForm(request.GET or None), "due" if request.GET.get("tab") == "due" else "owing"
    due = owing.due(user.clinic, form.cents, today)
    shown = page_of(due if tab == "due" else owing.owing(user.clinic, form.cents), request.GET.get("page"))
    patients = Patient.objects.of(user.clinic).in_bulk([row["patient_id"] for row in shown])
    last = owing.last_statements(user.clinic, patients)
    note(user, "read", user.clinic, {"list": "patients' balances", "patients": list(patients)})
    asked = {"tab": tab, "over": f"{form.cents / 100:.2f}"}
    context = {
        "page": shown, **asked, "asked": asked, "form": form, "due": due.count(), "days": owing.DAYS,
        "rows": [(patients[row["patient_id"]], row["owed"], last.get(row["patient_id"])) for row in shown],
        "most": statements.MOST_AT_ONCE, "told": owing.told(user.clinic)[:_LATEST],
    }  # fmt: skip
    return render(request, "remits/balances.html", context)


@require_POST
@page("take_payments")
def make_statements(request: HttpRequest) -> HttpResponse:
    """Make the statements that are due."""
    form = OwingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the amount in dollars, such as 5.00.")
        return redirect("patient_balances")
    try:
        made = statements.make_due(person(request), form.cents, timezone.now())
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        count = len(made.statements)
        messages.success(request, f"{count} statement{'' if count == 1 else 's'} made.")
        for why in made.refused[:_SAID]:
            messages.error(request, why)
    return HttpResponseRedirect(f"{redirect('patient_balances').url}?tab=due&over={form.cents / 100:.2f}")


@page("read_charts")
def patient_balance(request: HttpRequest, pk: int) -> HttpResponse:
    """What a patient owes: visit by visit where the charge went, what he paid, and what he was told."""
    user = person(request)
    patient = get_object_or_404(Patient.objects.of(user.clinic).select_related("clinic"), pk=pk)
    accounts = page_of(owing.of_patient(patient).select_related("claim"), request.GET.get("page"))
    note(user, "read", patient, {"balance": True})
    context = {
        "patient": patient, "owed": owing.owed(patient), "page": accounts, "asked": {},
        "payments": PatientPayment.objects.of(user.clinic).filter(account__claim__appointment__patient=patient),
        "statements": patient.statements.select_related("by").defer("pdf"),
    }  # fmt: skip
    return render(request, "remits/balance.html", context)


@require_POST
@page("take_payments")
def make_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one patient's statement."""
    patient = get_object_or_404(Patient.objects.of(person(request).clinic).select_related("clinic"), pk=pk)
    try:
        statements.make(person(request), patient, timezone.now())
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The statement is made: open it below, and print it.")
    return redirect("patient_balance", pk)


@page("read_charts")
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement as it was printed."""
    one = get_object_or_404(Statement.objects.of(person(request).clinic), pk=pk)
    note(person(request), "read", one)
    return _pdf(bytes(one.pdf), f"statement-{one.pk}")


@page("read_charts")
def statements_together(request: HttpRequest, pk: int) -> HttpResponse:
    """All statements that were made together with one, as one PDF."""
    user = person(request)
    one = get_object_or_404(Statement.objects.of(user.clinic).select_related("clinic"), pk=pk)
    held = Statement.objects.of(user.clinic).filter(at=one.at).order_by("pk")
    note(user, "read", one, {"together": list(held.values_list("pk", flat=True))})
    return _pdf(statements.together(one), f"statements-{one.on}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
