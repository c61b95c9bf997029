"""The synthetic clinic, with an address of each of the site's pages, written down in `pages.json`."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleanbill.web.serving import django, migrate
from served import PASSWORD

WHO = "dana"  # the owner, who may see every page
OF_THE_ACCOUNT = ("password", "second-factor", "second-factor/add")


def addresses() -> dict[str, str]:
    """An address of each page by the page's name; of those that are whole pages and can be looked at."""
    from django.test import Client
    from django.urls import reverse

    from cleanbill.web.accounts.models import User

    owner = User.objects.get(username=WHO)
    client = Client(headers={"host": "localhost"})
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for pattern in _patterns():
        try:
            address = reverse(pattern.name, kwargs=_arguments(pattern))
        except LookupError as error:
            raise AssertionError(f"{pattern.name}: the clinic has nothing to show there: {error}") from error
        answer = client.get(address)
        if answer.status_code == 200 and b"<html" in answer.content:
            found[pattern.name] = address
    return found


def _patterns(resolver: Any = None) -> Iterator[Any]:
    """The site's own pages, by what they are marked with."""
    from django.urls import URLResolver, get_resolver

    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        elif getattr(entry.callback, "act", None):
            yield entry


def _arguments(pattern: Any) -> dict[str, Any]:
    """What stands in an address: numbers of records that exist, the day of a visit, a code."""
    from django.utils import timezone

    today = timezone.localdate()
    said: dict[str, Any] = {
        "on": today, "code": "M62.830", "hour": "0930", "column": "appeal", "year": today.year, "month": today.month,
        "id": "aged_30", "kind": "csv",
    }  # fmt: skip
    return {name: said[name] if name in said else _record(pattern, name) for name in pattern.pattern.converters}


def _record(pattern: Any, name: str) -> int:
    from django.apps import apps

    where = pattern.pattern._route
    kind = KINDS[name] if name in KINDS else next(kind for part, kind in OF_ADDRESS.items() if where.startswith(part))
    model = apps.get_model(kind)
    record = (
        model.objects.filter(**PREFERRED.get(kind, {})).order_by("pk").first() or model.objects.order_by("pk").first()
    )
    if record is None:
        raise LookupError(kind)
    return int(record.pk) + (name == "other")


KINDS = {"provider": "charts.provider", "claim": "claims.claim", "other": "charts.patient"}
OF_ADDRESS = {
    "patients/": "charts.patient", "coverages/": "charts.coverage", "episodes/": "charts.episode",
    "plans/": "charts.planofcare", "payers/": "charts.payer", "providers/": "charts.provider",
    "referrers/": "charts.referrer", "people/": "accounts.user", "appointments/": "schedule.appointment",
    "authorizations/": "schedule.authorization",
    "amounts/": "schedule.amountused", "benefits/": "schedule.benefit", "waiting/": "schedule.waiting",
    "tasks/": "schedule.task", "intakes/": "intake.intake", "consents/": "intake.consenttext",
    "claims/routes/payers/": "claims.payerroute", "claims/routes/": "claims.route", "claims/charges/": "claims.charge",
    "claims/events/": "claims.event", "claims/": "claims.claim", "payments/decisions/": "remits.decision",
    "denials/appeals/": "denials.appeal",
    "denials/": "remits.openitem", "payments/accounts/": "remits.account", "payments/statements/": "remits.statement",
    "payments/": "remits.remittance",
    "jobs/outlets/": "jobs.outlet",
}  # fmt: skip
"""Which record a number in an address is of, by how the address begins."""
PREFERRED: dict[str, dict[str, Any]] = {
    "claims.claim": {"state": "denied"}, "remits.decision": {"look": 4}, "remits.remittance": {"exceptions__gt": 0},
    "schedule.appointment": {"state": "rendered", "note__state": "draft"},
}  # fmt: skip


def lay() -> None:
    """Build the clinic, give its owner a password, and write the addresses down."""
    from django.utils import timezone

    from cleanbill.web.accounts.models import User
    from cleanbill.web.accounts.recovery import recover
    from cleanbill.web.audit.keep import keep
    from cleanbill.web.charts.models import Patient, Payer
    from cleanbill.web.claims.models import PayerRoute, Route
    from cleanbill.web.demo.build import build
    from cleanbill.web.denials.models import Appeal
    from cleanbill.web.jobs.models import Outlet
    from cleanbill.web.jobs.night import JOBS, night
    from cleanbill.web.remits.models import OpenItem, Statement

    clinic = build(timezone.localdate())
    owner, desk = (User.objects.get(username=name) for name in (WHO, "sam"))
    for person in (owner, desk):
        person.set_password(PASSWORD)
        keep(owner, person)
    keep(owner, PayerRoute(payer=Payer.objects.of(clinic)[0], route=Route.objects.of(clinic)[0]))
    keep(owner, Outlet(kind="webhook", address="https://example.org/cleanbill"))
    assert len(list(night(clinic, timezone.localdate()))) == len(JOBS)
    item = OpenItem.objects.of(clinic)[0]
    kept = {"kind": "review", "title": "Request for review", "sent": item.opened, "sha256": "0" * 64}
    keep(owner, Appeal(item=item, claim=item.claim, by=owner, letter=b"%PDF", **kept))
    patient = Patient.objects.of(clinic)[0]
    told = {"on": timezone.localdate(), "at": timezone.now(), "cents": 2500, "pdf": b"%PDF", "sha256": "0" * 64}
    keep(owner, Statement(patient=patient, by=owner, **told))
    found = addresses() | {one: f"/{one}/" for one in OF_THE_ACCOUNT}
    Path(os.environ["CLEANBILL_SITE"], "pages.json").write_text(json.dumps(found))
    Path(os.environ["CLEANBILL_SITE"], "link").write_text(recover("pat", second_factor=False))


if __name__ == "__main__":
    django()
    migrate()
    lay()
