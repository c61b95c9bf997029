"""The addresses of the numbers: a month, and a number's name."""

from typing import get_args

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cleanbill.web.dashboards.views import export, listing, numbers
from cleanbill.web.exporting import Kind


class _File(StringConverter):
    regex = "|".join(get_args(Kind))


register_converter(_File, "file")
urlpatterns = [
    path("numbers/", numbers.this_month, name="this_month"),
    path("numbers/month/", numbers.pick_month, name="pick_month"),
    path("numbers/<int:year>/<int:month>/", numbers.numbers, name="numbers"),
    path("numbers/<int:year>/<int:month>/numbers.<file:kind>", export.export_numbers, name="export_numbers"),
    path("numbers/<int:year>/<int:month>/<slug:id>/", listing.behind, name="behind"),
    path("numbers/<int:year>/<int:month>/<slug:id>/list.<file:kind>", export.export_list, name="export_list"),
]
