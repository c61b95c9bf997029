"""Two charts of one person become one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.audit.keep import keep, note
from cleanbill.web.charts.models import Coverage, Patient
from cleanbill.web.charts.views.registers import shown


@page("merge_patients")
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both side by side; posting keeps the first, and gives it what hangs on the second."""
    living = Patient.objects.of(person(request).clinic).filter(merged_into=None)
    kept, gone = get_object_or_404(living, pk=pk), get_object_or_404(living.exclude(pk=pk), pk=other)
    clash = _clash(kept, gone)
    if request.method == "POST" and not clash:
        _merge(person(request), kept, gone)
        messages.success(request, f"The charts of {kept} are one now.")
        return redirect("patient", kept.pk)
    note(person(request), "read", kept)
    note(person(request), "read", gone)
    names = ("last_name", "first_name", "dob", "sex", "phone", "email", "line1", "city", "state", "zip")
    rows = [(label, one, two) for (label, one), (_, two) in zip(shown(kept, names), shown(gone, names), strict=True)]
    context = {"kept": kept, "gone": gone, "rows": rows, "clash": clash}
    return render(request, "charts/merge.html", context)


@transaction.atomic
def _merge(user: User, kept: Patient, gone: Patient) -> None:
    """The second patient's records go to the first, whose empty particulars are filled from it."""
    for field in ("phone", "email", "line1", "city", "state", "zip"):
        setattr(kept, field, getattr(kept, field) or getattr(gone, field))
    keep(user, kept, why=f"merged with patient {gone.pk}")
    of_care: list[ClinicRecord] = [*gone.coverages.all(), *gone.episodes.all()]
    records = [*of_care, *gone.appointments.all(), *gone.intakes.all(), *gone.statements.all()]
    for record in records:
        record.patient = kept  # type: ignore[attr-defined]
        keep(user, record, why=f"patient {gone.pk} merged into {kept.pk}")
    gone.merged_into = kept
    keep(user, gone, why=f"merged into patient {kept.pk}")


def _clash(kept: Patient, gone: Patient) -> list[Coverage]:
    """The coverages of the second that would hold at the same rank and time as one of the first."""
    mine = list(kept.coverages.all())
    return [two for two in gone.coverages.select_related("payer") if any(_overlap(one, two) for one in mine)]


def _overlap(one: Coverage, two: Coverage) -> bool:
    begins_in_time = one.end is None or two.start <= one.end
    return one.rank == two.rank and begins_in_time and (two.end is None or one.start <= two.end)
