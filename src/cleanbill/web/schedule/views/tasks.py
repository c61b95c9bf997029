"""What is to be done today, by role."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.chain import append
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.schedule.models import Task


@page("read_schedule")
def tasks(request: HttpRequest) -> HttpResponse:
    """The open tasks by their day; those of the person's own role, unless another or all are asked for."""
    user = person(request)
    own = user.role if user.role in (Role.FRONT_DESK, Role.CLINICIAN, Role.BILLER) else "all"
    role = request.GET.get("role", own)
    found = Task.objects.of(user.clinic).filter(outcome="").select_related("patient", "appointment")
    listed = page_of(found if role == "all" else found.filter(role=role), request.GET.get("page"))
    append(user.clinic, user.username, "listed", "task", "", {"ids": [one.pk for one in listed]})
    roles = [("all", "Everybody"), *((one.value, one.label) for one in (Role.FRONT_DESK, Role.CLINICIAN, Role.BILLER))]
    context = {"page": listed, "role": role, "asked": {"role": role}, "roles": roles, "today": timezone.localdate()}
    return answer(request, "schedule/tasks", context)


@require_POST
@page("write_schedule")
def end_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or not needed with the reason."""
    task = get_object_or_404(Task.objects.of(person(request).clinic), pk=pk, outcome="")
    task.reason = request.POST.get("reason", "").strip()[:200]
    task.outcome = Task.Outcome.NOT_NEEDED if "not_needed" in request.POST else Task.Outcome.DONE
    task.ended_by, task.ended_at = person(request), timezone.now()
    try:
        keep(person(request), task)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{task.get_outcome_display()}: {task.what}")
    return redirect("tasks")
