"""The day and the week, with how near each appointment's counts are to their end."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cleanbill.visits import Ledger
from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.chain import append
from cleanbill.web.charts.models import Provider
from cleanbill.web.schedule.booking import patients_of
from cleanbill.web.schedule.grid import rows
from cleanbill.web.schedule.ledger import key_of, ledgers_of
from cleanbill.web.schedule.models import Appointment
from cleanbill.web.schedule.standing import Standing, standings

WORK_DAYS = 5
DAY = dt.timedelta(days=1)
COLUMNS = 6  # providers beside each other; more are on further pages


class Card(NamedTuple):
    """An appointment as the schedule shows it."""

    appointment: Appointment
    begins: dt.datetime
    minutes: int
    standings: list[Standing]


@page("read_schedule")
def day(request: HttpRequest, on: dt.date | None = None) -> HttpResponse:
    """One day, a column a provider; today where no day is named."""
    on = on or timezone.localdate()
    user = person(request)
    listed = Paginator(_treating(user, on), COLUMNS).get_page(request.GET.get("page"))
    columns = list(listed)
    held = _by(_cards(user, on, on, columns), lambda card: card.appointment.provider)
    context = {
        "on": on, "before": on - DAY, "after": on + DAY, "columns": columns, "rows": rows(on, columns, held),
        "given_up": _given_up(user, on), "page": listed,
        "arrives": on == timezone.localdate() and user.may("write_schedule"),
    }  # fmt: skip
    return render(request, "schedule/day.html", context)


@page("read_schedule")
def week(request: HttpRequest, on: dt.date, provider: int | None = None) -> HttpResponse:
    """The week of a day, a column a day, of one provider; of all of them where they are few."""
    clinic = person(request).clinic
    treating = _treating(person(request), on)
    if provider is None and len(treating) > COLUMNS:
        return redirect("provider_week", on, treating[0].pk)
    whose = get_object_or_404(Provider.objects.of(clinic), pk=provider) if provider else None
    monday = on - dt.timedelta(days=on.weekday())
    cards = _cards(person(request), monday, monday + 6 * DAY, [whose] if whose else treating)
    held = _by(cards, lambda card: card.begins.date())
    last = max([WORK_DAYS, *(one.weekday() + 1 for one in held)])
    days = [(monday + DAY * number, held.get(monday + DAY * number, [])) for number in range(last)]
    context = {
        "on": on, "before": monday - 7 * DAY, "after": monday + 7 * DAY, "days": days, "provider": whose,
        "providers": treating, "today": timezone.localdate(), "few": len(treating) <= COLUMNS,
    }  # fmt: skip
    return render(request, "schedule/week.html", context)


def _treating(user: User, on: dt.date) -> list[Provider]:
    """Who treats now, or has an appointment on that day; the person's own column comes first."""
    busy = _between(user, on, on).values("provider")
    found = Provider.objects.of(user.clinic).filter(Q(active=True) | Q(pk__in=busy))
    return sorted(found, key=lambda one: one.pk != user.provider_id)


def _cards(user: User, first: dt.date, last: dt.date, providers: list[Provider]) -> list[Card]:
    """The cards of some days. That their patients were seen in a list is written down."""
    held = list(_between(user, first, last).exclude(state__in=Appointment.GIVEN_UP).filter(provider__in=providers))
    ledgers = ledgers_of(patients_of(held))
    ids = sorted({one.patient_id for one in held})
    append(user.clinic, user.username, "listed", "appointment", "", {"from": str(first), "to": str(last), "ids": ids})
    return [_card(one, ledgers[one.patient_id]) for one in held]


def _card(one: Appointment, ledger: Ledger) -> Card:
    begins = timezone.localtime(one.start).replace(tzinfo=None)
    return Card(one, begins, one.minutes, standings(ledger, key_of(one)))


def _given_up(user: User, on: dt.date) -> list[Appointment]:
    return list(_between(user, on, on).filter(state__in=Appointment.GIVEN_UP))


def _between(user: User, first: dt.date, last: dt.date) -> Any:
    begins = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    ends = timezone.make_aware(dt.datetime.combine(last + DAY, dt.time()))
    found = Appointment.objects.of(user.clinic).filter(start__gte=begins, start__lt=ends)
    return found.select_related("patient", "provider", "clinic")


def _by(cards: Iterable[Card], key: Any) -> dict[Any, list[Card]]:
    found = defaultdict(list)
    for card in cards:
        found[key(card)].append(card)
    return found
