"""The log of the nightly work, for the owner."""

from django.http import HttpRequest, HttpResponse

from cleanbill.web.accounts.access import page, person
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.jobs.models import JobRun, Outlet
from cleanbill.web.jobs.night import TITLES


@page("manage_site")
def jobs(request: HttpRequest) -> HttpResponse:
    """The runs, the newest first, and where summaries go."""
    clinic = person(request).clinic
    shown = page_of(JobRun.objects.of(clinic), request.GET.get("page"))
    runs = [(one, TITLES.get(one.job, one.job), (one.ended - one.started).total_seconds()) for one in shown]
    context = {"page": shown, "runs": runs, "asked": {}, "outlets": list(Outlet.objects.of(clinic))}
    return answer(request, "jobs/jobs", context)
