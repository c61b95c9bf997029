"""What the synthetic clinic bills: its identity, its charges, and the claims of the visits of the last weeks."""

import datetime as dt

from django.utils import timezone

from cleanbill.web.audit.keep import keep
from cleanbill.web.claims import acts, making
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Charge, Claim, Identity
from cleanbill.web.demo.cast import told
from cleanbill.web.demo.charts import Cast
from cleanbill.web.schedule.models import Appointment

BILLED = dt.timedelta(days=9)  # older visits were billed before this clinic came here


def bill(cast: Cast, today: dt.date) -> None:
    """Claims of the visits that were signed of late: proposed, and confirmed where nothing stands against them."""
    row = told("cast.toml")["billing"]
    keep(cast.owner, Identity(clinic=cast.owner.clinic, **row["identity"]))
    for code, cents in row["charges"].items():
        keep(cast.owner, Charge(clinic=cast.owner.clinic, code=code, cents=cents))
    since = timezone.make_aware(dt.datetime.combine(today - BILLED, dt.time()))
    signed = Appointment.objects.of(cast.owner.clinic).filter(state="signed", start__gte=since)
    for number, visit in enumerate(signed.select_related("patient", "provider", "episode", "clinic")):
        try:
            claim = making.build(cast.users["robin"], visit, today)
        except RefusedError:
            continue
        if number % 3 and not _stopped(claim):
            acts.confirm(cast.users["robin"], claim, today)


def _stopped(claim: Claim) -> bool:
    return any(finding["severity"] == "error" for finding in claim.findings)
