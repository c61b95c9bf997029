"""The log of the nightly work, for the owner, and the button that does a job of it now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.jobs.models import JobRun, Outlet
from cleanbill.web.jobs.night import JOBS, TITLES, done


@page("manage_site")
def jobs(request: HttpRequest) -> HttpResponse:
    """The runs, the newest first, and where summaries go."""
    clinic = person(request).clinic
    shown = page_of(JobRun.objects.of(clinic), request.GET.get("page"))
    runs = [(one, TITLES.get(one.job, one.job), (one.ended - one.started).total_seconds()) for one in shown]
    context = {"page": shown, "runs": runs, "asked": {}, "outlets": list(Outlet.objects.of(clinic)), "jobs": JOBS}
    return answer(request, "jobs/jobs", context)


@require_POST
@page("manage_site")
def run_job(request: HttpRequest) -> HttpResponse:
    """Do one job now, as it is done each night."""
    job = next((one for one in JOBS if one.name == request.POST.get("job")), None)
    if job is None:
        messages.error(request, "Choose a job.")
        return redirect("jobs")
    run = done(person(request), job, timezone.localdate())
    tell = messages.error if run.error else messages.success
    tell(request, f"{job.title}: {run.error or run.did}")
    return redirect("jobs")
