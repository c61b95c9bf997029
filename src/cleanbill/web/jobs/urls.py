"""The addresses of today's work, the nightly work and its outlets. They hold numbers, never a name."""

from django.urls import path

from cleanbill.web.jobs.views import log, outlets, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("jobs/", log.jobs, name="jobs"),
    path("jobs/run/", log.run_job, name="run_job"),
    path("jobs/outlets/new/", outlets.new_outlet, name="new_outlet"),
    path("jobs/outlets/<int:pk>/edit/", outlets.edit_outlet, name="edit_outlet"),
]
