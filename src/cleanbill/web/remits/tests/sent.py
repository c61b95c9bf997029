"""Claims that a clinic has sent, as rows, and payments on them, for tests."""

import datetime as dt
from io import BytesIO

from django.utils import timezone
from msgspec.structs import replace

from cleanbill.model.claim import Claim as Document
from cleanbill.model.remittance import Contact, Payee
from cleanbill.model.remittance import Remittance as Whole
from cleanbill.remittance.tests.sent_claims import HOME
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims.building import as_document, total
from cleanbill.web.claims.models import Claim
from cleanbill.web.conftest import Practice
from cleanbill.web.remits.accounts import keep_up
from cleanbill.web.remits.models import Account, Remittance
from cleanbill.web.remits.posting import post_all
from cleanbill.web.remits.taking import Taken, enter, receive
from cleanbill.web.schedule.models import Appointment
from cleanbill.x12 import Sending, Trading, write_835

NOW = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
ON = dt.date(2026, 11, 16)


def sent(practice: Practice, *documents: Document, state: str = "accepted") -> list[Claim]:
    """A claim row of each document, each of a visit of its own, all of the clinic's one patient."""
    made = [_row(practice, document, hour, state) for hour, document in enumerate(documents)]
    keep_up(practice.owner, practice.clinic)
    return made


def _row(practice: Practice, document: Document, hour: int, state: str) -> Claim:
    records = practice.records
    day = document.lines[0].date or ON
    before = Appointment.objects.of(practice.clinic).count()
    visit = Appointment(
        patient=records["patient"], episode=records["episode"], provider=records["provider"], discipline="PT",
        start=dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC) + dt.timedelta(hours=hour, days=before),
        state="billed",
    )  # fmt: skip
    keep(practice.owner, visit)
    said = as_document(document)
    claim = Claim(
        clinic=practice.clinic, appointment=visit, patient=records["patient"], coverage=records["coverage"],
        payer=records["payer"], rank=1, claim_id=document.claim_id, service_date=day, document=said,
        total=total(said), state=state, sent_at=NOW, confirmed=True,
    )  # fmt: skip
    claim.save()
    return claim


def entered(practice: Practice, whole: Whole) -> Remittance:
    """A payment that waits to be posted."""
    made = enter(practice.owner, whole, [], None, timezone.now())
    assert made is not None
    return made


def posted(practice: Practice, whole: Whole, sure: bool = False) -> Remittance:
    """A payment that is posted."""
    made = entered(practice, whole)
    post_all(practice.owner, made, sure)
    return made


def received(practice: Practice, *wholes: Whole) -> Taken:
    """The payments as an 835 that a person uploads."""
    return receive(practice.owner, "payments.835", file_of(*wholes))


def file_of(*wholes: Whole) -> bytes:
    """The payments as an 835."""
    stream = BytesIO()
    write_835(map(_writable, wholes), stream, Sending(ON, 1, Trading(receiver_id="CLINIC")))
    return stream.getvalue()


def _writable(whole: Whole) -> Whole:
    """The payment with the addresses and numbers that an 835 must have."""
    payer = replace(whole.payer, address=HOME, technical=Contact("EDI", "8005550100"))
    payee = Payee("EXAMPLE CLINIC", "1234567893", "123456789")
    claims = tuple(replace(one, filing="MB") for one in whole.claims)
    return replace(whole, payer=payer, payee=payee, claims=claims)


def account(claim: Claim) -> Account:
    """The account as it stands."""
    return Account.objects.of(claim.clinic).get(claim=claim)
