"""The server's time of the pages of numbers, the queue and the board of denials: 100,000 claims, 300,000 payment lines.

    python benchmarks/dashboards.py [claims]

Each page is asked for twenty times on a SQLite file: the median and the slowest, in milliseconds, and its queries. The
months before are closed first, as the nightly work does it.
"""

import datetime as dt
import sys
import time
from random import Random

from django.conf import settings
from django.db.models import F
from django.test import Client
from django.utils import timezone

from claims_queue import asked, fill  # sets the site's folder and Django up
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Patient
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.tests.billable import built
from cleanbill.web.claims.timeline import Machine
from cleanbill.web.conftest import Practice
from cleanbill.web.dashboards.closing import close_months
from cleanbill.web.dashboards.definitions import groups
from cleanbill.web.dashboards.models import Reading
from cleanbill.web.notes.models import Note
from cleanbill.web.remits.models import Account, Decision, OpenItem, Remittance
from cleanbill.web.schedule.models import Appointment
from cleanbill.web.serving import weigh_tables

BATCH = 5_000
DENIED = 0.08
OPEN = 0.04
EDITED = 0.1
TRACED = ("silent", "caught")
LINES = 3
PATIENTS = 2_000
UNSIGNED = 200
CAUSES = ("CO-50", "CO-97", "CO-197", "CO-16", "PI-204", "CO-29")


def main() -> None:
    """Fill the database, close the months before, ask for each page, print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    settings.ALLOWED_HOSTS = ["*"]
    practice, start = Practice("Example Spine and Rehab"), time.perf_counter()
    fill(built(practice), count)
    books(practice, timezone.localdate())
    weigh_tables()  # as `cleanbill serve` does, and the nightly work
    lines = Decision.objects.count() * LINES
    print(f"{count:,} claims and {lines:,} payment lines in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    kept = close_months(Machine(practice.clinic), practice.clinic, timezone.localdate())
    print(f"{kept} numbers of closed months kept in {time.perf_counter() - start:.0f} s")
    client, today = Client(), timezone.localdate()
    client.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    month, payer = f"/numbers/{today.year}/{today.month}/", practice.records["payer"].pk
    before = today.replace(day=1) - dt.timedelta(days=1)
    addresses = ["/today/", *(f"{month}?group={group}" for group in groups())]
    addresses += [f"{month}?group=money&payer={payer}", f"/numbers/{before.year}/{before.month}/?group=claims"]
    addresses += [f"{month}{id}/" for id in ("clean", "denial_lines", "net_collection", "aged_over", "unsent")]
    addresses += [f"{month}net_collection/?page=500"]
    addresses += ["/claims/", "/claims/unanswered/", "/denials/", f"/denials/?payer={payer}&late=1"]
    addresses += ["/denials/column/appeal/", "/denials/causes/"]
    print(f"{'page':<44}{'median ms':>11}{'slowest':>9}{'queries':>9}")
    for address in addresses:
        print(f"{address:<44}{'{:>11.0f}{:>9.0f}{:>9}'.format(*asked(client, address))}")


def books(practice: Practice, today: dt.date) -> None:
    """Events, accounts, decisions and refusals of all claims, and the readings of a tenth of the visits' notes."""
    draw, clinic = Random(2), practice.clinic
    payment = Remittance.objects.create(
        clinic=clinic, source="paper", state="posted", key="bench", amount=0, paid=0, received_at=timezone.now(),
        date=today,
    )  # fmt: skip
    several = Patient.objects.bulk_create(
        Patient(clinic=clinic, last_name="Lee", first_name="Ann", dob="1984-03-02", sex="F") for _ in range(PATIENTS)
    )
    unsigned = Appointment.objects.of(clinic).order_by("-start").values_list("pk", flat=True)[:UNSIGNED]
    Appointment.objects.of(clinic).filter(pk__in=list(unsigned)).update(state="rendered")
    Appointment.objects.of(clinic).update(patient=several[0].pk + F("pk") % PATIENTS)
    rows = (
        Claim.objects.of(clinic).order_by("pk").select_related("appointment").defer("document", "findings", "proposals")
    )
    for first in range(0, rows.count(), BATCH):
        claims = list(rows[first : first + BATCH])
        Event.objects.bulk_create(event for one in claims for event in _events(one, draw))
        accounts = Account.objects.bulk_create(_account(one, draw, today) for one in claims)
        decided = [one for one in accounts if one.decided]
        made = Decision.objects.bulk_create(_decision(one, payment.pk) for one in decided)
        OpenItem.objects.bulk_create(
            OpenItem(
                clinic=clinic, account=one, decision=decision, part=0, line=0, code="97110", amount=one.denied,
                whole=not one.paid, carc=draw.choice(CAUSES), opened=one.decided, traced=draw.choice(TRACED),
                due=one.decided + dt.timedelta(days=120), next=draw.choice(OpenItem.Next.values),
            )
            for one, decision in zip(decided, made, strict=True) if one.denied
        )  # fmt: skip
    _notes(clinic, draw)


def _events(claim: Claim, draw: Random) -> list[Event]:
    edited = ["edited"] if draw.random() < EDITED else []
    kinds = ["built", "confirmed", *edited, "queued", "sent", "999", "277CA", "835"]
    at = dt.datetime.combine(claim.service_date, dt.time(12), dt.UTC)
    return [Event(clinic_id=claim.clinic_id, claim=claim, kind=kind, at=at, text="So it was.") for kind in kinds]


def _account(claim: Claim, draw: Random, today: dt.date) -> Account:
    charge = 240_00
    held = {
        "clinic_id": claim.clinic_id, "claim": claim, "payer_id": claim.payer_id, "charge": charge,
        "provider_id": claim.appointment.provider_id, "service_date": claim.service_date,
        "sent": claim.service_date + dt.timedelta(days=2), "lines": [{"code": "97110", "charge": 80_00}] * LINES,
    }  # fmt: skip
    decided = claim.service_date + dt.timedelta(days=20)
    if decided > today or draw.random() < OPEN:
        return Account(**held, open=charge)
    denied = draw.choice((charge, 80_00)) if draw.random() < DENIED else 0
    paid = (charge - denied) * 6 // 10
    return Account(**held, decided=decided, open=0, paid=paid, denied=denied, contractual=charge - denied - paid)


def _decision(account: Account, payment: int) -> Decision:
    part = {"charge": 80_00, "paid": account.paid // LINES, "line": 0, "taken": []}
    return Decision(
        clinic_id=account.clinic_id, remittance_id=payment, at=account.pk, claim_id=account.claim_id, account=account,
        named=str(account.claim_id), status="1", charge=account.charge, paid=account.paid, denied=account.denied,
        posted=True, day=account.decided, parts=[part] * LINES, document={"claim_id": str(account.claim_id)},
    )  # fmt: skip


def _notes(clinic: Clinic, draw: Random) -> None:
    visits = list(Appointment.objects.of(clinic).filter(note=None).order_by("pk").values_list("pk", "start")[::10])
    notes = Note.objects.bulk_create(Note(clinic=clinic, appointment_id=pk, text="S: Pain.") for pk, _ in visits)
    Reading.objects.bulk_create(
        Reading(
            clinic=clinic, note=note, version=0, signed=start.date(), found=draw.randrange(4), days=draw.randrange(9)
        )
        for note, (_, start) in zip(notes, visits, strict=True)
    )


if __name__ == "__main__":
    main()
