"""The addresses of charts and registers. They hold numbers, never a name."""

from django.urls import path

from cleanbill.web.charts.views.merging import merge
from cleanbill.web.charts.views.parts import COVERAGE, EPISODE, PLAN
from cleanbill.web.charts.views.patients import chart, edit_patient, new_patient, patients
from cleanbill.web.charts.views.registers import PAYERS, PROVIDERS, REFERRERS

(_add_coverage, _edit_coverage), (_add_episode, _edit_episode) = COVERAGE.views(), EPISODE.views()
_add_plan, _edit_plan = PLAN.views()

urlpatterns = [
    path("patients/", patients, name="patients"),
    path("patients/new/", new_patient, name="new_patient"),
    path("patients/<int:pk>/", chart, name="patient"),
    path("patients/<int:pk>/edit/", edit_patient, name="edit_patient"),
    path("patients/<int:pk>/merge/<int:other>/", merge, name="merge"),
    path("patients/<int:pk>/coverages/new/", _add_coverage, name="new_coverage"),
    path("coverages/<int:pk>/edit/", _edit_coverage, name="edit_coverage"),
    path("patients/<int:pk>/episodes/new/", _add_episode, name="new_episode"),
    path("episodes/<int:pk>/edit/", _edit_episode, name="edit_episode"),
    path("episodes/<int:pk>/plans/new/", _add_plan, name="new_plan"),
    path("plans/<int:pk>/edit/", _edit_plan, name="edit_plan"),
]
for register in (PAYERS, PROVIDERS, REFERRERS):
    _list, _detail, _add, _change = register.views()
    urlpatterns += [
        path(f"{register.plural}/", _list, name=register.plural),
        path(f"{register.plural}/new/", _add, name=f"new_{register.name}"),
        path(f"{register.plural}/<int:pk>/", _detail, name=register.name),
        path(f"{register.plural}/<int:pk>/edit/", _change, name=f"edit_{register.name}"),
    ]
