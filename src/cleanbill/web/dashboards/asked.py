"""What a page of numbers is asked for: the month in its address, the payer and the clinician beside it."""

import datetime as dt
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.utils import timezone

from cleanbill.web.accounts.access import person
from cleanbill.web.charts.models import Payer, Provider
from cleanbill.web.dashboards.period import Period, month_of
from cleanbill.web.dashboards.reckoning import Narrowed


class Asked(NamedTuple):
    """The month, and what it is narrowed to; `words` are those of the filters, as an address has them."""

    period: Period
    to: Narrowed
    payers: list[Payer]
    providers: list[Provider]

    @property
    def words(self) -> dict[str, Any]:
        """The filters that are set."""
        return {name: key for name, key in self.to._asdict().items() if key}


def asked(request: HttpRequest, year: int, month: int) -> Asked:
    """What is asked for. Raises `Http404` for a month that is none, or is yet to come."""
    today = timezone.localdate()
    if not (2000 <= year <= today.year and 1 <= month <= 12) or dt.date(year, month, 1) > today:
        raise Http404
    clinic = person(request).clinic
    payers, providers = list(Payer.objects.of(clinic)), list(Provider.objects.of(clinic))
    to = Narrowed(_one_of(request, "payer", payers), _one_of(request, "provider", providers))
    return Asked(month_of(dt.date(year, month, 1), 0, today), to, payers, providers)


def _one_of(request: HttpRequest, name: str, known: list[Any]) -> int:
    """The key that is asked for; 0 for none, and for one that is not the clinic's."""
    asked = request.GET.get(name, "")
    return next((one.pk for one in known if str(one.pk) == asked), 0)
