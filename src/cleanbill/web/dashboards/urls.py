"""The addresses of the numbers: a month, and a number's name."""

from django.urls import path

from cleanbill.web.dashboards.views import listing, numbers

urlpatterns = [
    path("numbers/", numbers.this_month, name="this_month"),
    path("numbers/month/", numbers.pick_month, name="pick_month"),
    path("numbers/<int:year>/<int:month>/", numbers.numbers, name="numbers"),
    path("numbers/<int:year>/<int:month>/<slug:id>/", listing.behind, name="behind"),
]
