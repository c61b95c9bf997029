"""A clinic's books as rows, with figures that can be reckoned by hand, for tests of the numbers."""

import datetime as dt

from cleanbill.web.claims.models import Allowance, Claim, Event
from cleanbill.web.conftest import Practice
from cleanbill.web.dashboards.models import Reading
from cleanbill.web.denials.models import Appeal
from cleanbill.web.notes.models import Note
from cleanbill.web.remits.models import Account, Decision, OpenItem
from cleanbill.web.schedule.models import Appointment

TODAY = dt.date(2026, 11, 16)
NOON = dt.time(12, tzinfo=dt.UTC)


def billed(practice: Practice, day: dt.date, charge: int = 100_00, edited: bool = False) -> Account:
    """A claim of a visit of its own, built and sent on the day after, and its account with a line of each half."""
    records = practice.records
    visit = Appointment.objects.create(
        clinic=practice.clinic, patient=records["patient"], episode=records["episode"], provider=records["provider"],
        discipline="PT", start=dt.datetime.combine(day, NOON), state="billed",
    )  # fmt: skip
    sent = day + dt.timedelta(days=1)
    claim = Claim.objects.create(
        clinic=practice.clinic, appointment=visit, patient=visit.patient, coverage=records["coverage"],
        payer=records["payer"], rank=1, claim_id=f"{visit.pk}P1", service_date=day, total=charge, state="accepted",
        sent_at=dt.datetime.combine(sent, NOON), document={"claim_id": f"{visit.pk}P1"},
    )  # fmt: skip
    for kind in ("built", "edited", "sent") if edited else ("built", "sent"):
        told(claim, kind, sent)
    lines = [{"code": "97110", "charge": charge // 2}, {"code": "97140", "charge": charge - charge // 2}]
    return Account.objects.create(
        clinic=practice.clinic, claim=claim, payer=claim.payer, provider=visit.provider, service_date=day, sent=sent,
        charge=charge, open=charge, lines=lines,
    )  # fmt: skip


def told(claim: Claim, kind: str, day: dt.date) -> Event:
    """An event of a claim."""
    at = dt.datetime.combine(day, NOON)
    return Event.objects.create(clinic=claim.clinic, claim=claim, kind=kind, at=at, text="So it was.")


def decided(practice: Practice, account: Account, day: dt.date, paid: int, denied: int = 0, line: int | None = None,
            carc: str = "CO-50") -> OpenItem | None:  # fmt: skip
    """A decision that is posted: so much paid, so much refused (of a line, else of the claim), the rest contractual."""
    decision = Decision.objects.create(
        clinic=practice.clinic, remittance=practice.records["payment"], at=account.pk, claim=account.claim,
        account=account, named=account.claim.claim_id, status="1", charge=account.charge, paid=paid, denied=denied,
        posted=True, day=day, level=1,
    )  # fmt: skip
    off = account.charge - paid - denied
    account.paid, account.denied, account.contractual, account.open, account.decided = paid, denied, off, 0, day
    account.save()
    if not denied:
        return None
    return OpenItem.objects.create(
        clinic=practice.clinic, account=account, decision=decision, part=0, line=line, amount=denied, whole=not paid,
        carc=carc, reasons=[carc], opened=day, due=day + dt.timedelta(days=10),
    )  # fmt: skip


def read(practice: Practice, day: dt.date, **found: int) -> Reading:
    """A note that was signed on a day, and what was found on it."""
    visit = Appointment.objects.create(
        clinic=practice.clinic, patient=practice.records["patient"], provider=practice.records["provider"],
        discipline="PT", start=dt.datetime.combine(day, NOON), state="signed",
    )  # fmt: skip
    note = Note.objects.create(clinic=practice.clinic, appointment=visit, text="S: Pain.")
    return Reading.objects.create(clinic=practice.clinic, note=note, version=0, signed=day, **found)


def books(practice: Practice) -> None:
    """Four claims of October, six of November (four of them decided on in November), two letters about a refusal, two
    notes, one allowed finding."""
    october, november = dt.date(2026, 10, 5), dt.date(2026, 11, 2)
    old = [billed(practice, october + dt.timedelta(days=n)) for n in range(4)]
    new = [billed(practice, november + dt.timedelta(days=n), edited=n == 0) for n in range(6)]
    told(new[1].claim, "edited", TODAY)  # after it was sent
    decided(practice, old[0], dt.date(2026, 10, 20), 60_00)
    decided(practice, old[1], dt.date(2026, 11, 3), 70_00)
    refused = decided(practice, old[2], dt.date(2026, 11, 3), 0, 100_00)
    assert refused
    for days, outcome in ((10, "overturned"), (12, "")):
        Appeal.objects.create(
            clinic=practice.clinic, item=refused, claim=refused.claim, kind="review", title="Request for review",
            by=practice.owner, sent=dt.date(2026, 11, 3) + dt.timedelta(days=days), outcome=outcome,
            answered=TODAY if outcome else None,
        )  # fmt: skip
    decided(practice, new[2], dt.date(2026, 11, 10), 30_00, 50_00, line=1, carc="CO-97")
    decided(practice, new[3], dt.date(2026, 11, 10), 80_00)
    Allowance.objects.create(
        clinic=practice.clinic, claim=new[0].claim, rule="TU104", reason="So.", by=practice.owner, since=november
    )
    read(practice, november, found=2, allowed=1, blocking=1, mended=3, days=2)
    read(practice, november, found=0, days=0)
