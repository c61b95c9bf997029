"""What patients pay."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cleanbill.web.accounts.access import page, person
from cleanbill.web.remits import patients
from cleanbill.web.remits.forms import PatientPaymentForm
from cleanbill.web.remits.models import Account, PatientPayment


@page("take_payments")
def new_patient_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what a patient paid on an account; what he owes is proposed."""
    user = person(request)
    account = get_object_or_404(
        Account.objects.of(user.clinic).select_related("claim__patient", "claim__appointment"), pk=pk
    )
    patient = account.claim.patient
    record = PatientPayment(account=account, by=user)
    initial = {"on": timezone.localdate(), "dollars": Decimal(max(account.owed_by_patient, 0)).scaleb(-2)}
    form = PatientPaymentForm(request.POST or None, instance=record, initial=initial, clinic=user.clinic)
    back = reverse("patient_balance", args=[account.claim.appointment.patient_id])
    if request.method == "POST" and form.is_valid():
        patients.take(user, form.instance)
        messages.success(request, f"{form.instance} is entered.")
        return redirect(back)
    context = {"form": form, "record": record, "title": "What the patient paid", "of": patient, "back": back}
    return render(request, "charts/form.html", context)
