"""What every form page does: show the form, save through the audit log, go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cleanbill.web.accounts.access import person
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.forms import RecordForm

Gate = Callable[[RecordForm], HttpResponse | None]


def edit(
    request: HttpRequest,
    form_class: type[RecordForm],
    record: ClinicRecord,
    context: dict[str, Any],
    onward: Callable[[ClinicRecord], str],
    gate: Gate | None = None,
) -> HttpResponse:
    """A form page of a record, new or known. `gate` may answer in place of saving what is valid."""
    form = form_class(request.POST or None, instance=record, clinic=person(request).clinic)
    if request.method == "POST" and form.is_valid():
        held = gate(form) if gate else None
        if held:
            return held
        try:
            keep(person(request), form.instance)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{form.instance} is saved.")
            return redirect(onward(form.instance))
    return render(request, "charts/form.html", {"form": form, "record": record, **context})
