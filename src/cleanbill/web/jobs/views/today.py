"""What a person sees first: what is to be done today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import note
from cleanbill.web.jobs.beginning import lacking
from cleanbill.web.jobs.today import parts


@page("read_schedule")
def today(request: HttpRequest) -> HttpResponse:
    """The work of the person's role; a clinician who signs as a provider sees their own."""
    user, on = person(request), timezone.localdate()
    provider = user.provider_id if user.role == Role.CLINICIAN else None
    found = parts(user.clinic, user.role, provider, on)
    steps = lacking(user.clinic) if user.may("manage_billing") else []
    note(user, "read", user.clinic, {"list": "today", "counts": {one.work.id: one.held for one in found}})
    context = {
        "parts": [one for one in found if one.held], "clear": [one for one in found if not one.held], "on": on,
        "count": sum(one.held for one in found), "steps": steps,
    }  # fmt: skip
    return render(request, "jobs/today.html", context)
