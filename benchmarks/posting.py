"""Taking in an 835 of 10,000 claims, posting it and taking it out again, beside the floor: reading the file alone, and
writing the same rows of what was decided without matching, balancing or telling anything.

    python benchmarks/posting.py [claims]
"""

import sys
import time
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from claims_queue import asked, fill  # makes a site of its own
from cleanbill.model.claim import Claim as Document
from cleanbill.model.remittance import ClaimPayment, Contact, Payee, Payment, Remittance, RemittancePayer
from cleanbill.remittance.tests.sent_claims import HOME, service
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.tests.billable import built
from cleanbill.web.conftest import Practice
from cleanbill.web.remits.accounts import keep_up
from cleanbill.web.remits.models import Decision
from cleanbill.web.remits.posting import post_all, unpost_all
from cleanbill.web.remits.proof import prove
from cleanbill.web.remits.taking import receive
from cleanbill.x12 import RemittanceReader, Sending, Trading, write_835


def main() -> None:
    """Fill the database, run each step, print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    settings.ALLOWED_HOSTS = ["*"]
    practice = Practice("Example Spine and Rehab")
    one = built(practice)
    fill(one, count)
    sent = Claim.objects.of(practice.clinic).exclude(pk=one.pk)
    sent.update(state="accepted", sent_at=timezone.now())
    opening = timed(lambda: keep_up(practice.owner, practice.clinic))[0]
    numbers = list(sent.order_by("pk").values_list("claim_id", flat=True))
    content = file_of(one.read, numbers)
    floor = timed(lambda: sum(1 for received in RemittanceReader(BytesIO(content)) for _ in received))[0]
    took, taken = timed(lambda: receive(practice.owner, "bench.835", content))
    payment = taken.new[0]
    rows = timed(lambda: written_plainly(payment))[0]
    steps = {
        "accounts opened": opening,
        "835 read alone (floor)": floor,
        "835 taken in": took,
        "rows written alone (floor)": rows,
        "posted": timed(lambda: post_all(practice.owner, payment))[0],
        "proved": timed(lambda: print(*prove(practice.clinic), end=""))[0],
    }
    client = Client()
    client.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    pages = ["/payments/", "/payments/?tab=posted", f"/payments/{payment.pk}/", "/payments/unmatched/"]
    pages += ["/payments/next-payers/", f"/payments/decisions/{payment.decisions.all()[0].pk}/"]
    table = [(page, asked(client, page)) for page in pages]
    steps["taken out"] = timed(lambda: unpost_all(practice.owner, payment))[0]
    print(f"{count:,} claims, {len(content) / 1e6:.1f} MB")
    for name, seconds in steps.items():
        print(f"{name:<30}{seconds:>8.1f} s{count / seconds:>12,.0f} claims/s")
    print(
        f"taken in and posted: {took + steps['posted']:.1f} s, {(took + steps['posted']) / (floor + rows):.1f} x floor"
    )
    print(f"{'page':<36}{'median ms':>11}{'slowest':>9}{'queries':>9}")
    for page, told in table:
        print(f"{page:<36}{'{:>11.0f}{:>9.0f}{:>9}'.format(*told)}")


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of an act, and what it gives."""
    start = time.perf_counter()
    given = act()
    return time.perf_counter() - start, given


def written_plainly(payment: Any) -> None:
    """The rows of the payment once more, and nothing kept of it."""
    rows = list(Decision.objects.filter(remittance=payment))
    with transaction.atomic():
        for row in rows:
            row.pk, row.at = None, row.at + 1_000_000
        Decision.objects.bulk_create(rows, 500)
        transaction.set_rollback(True)


def file_of(document: Document, numbers: list[str]) -> bytes:
    """An 835 that decides on claims like this one: paid, shared with the patient, a tenth refused."""
    draw, claims = Random(1), []
    for number in numbers:
        lines = []
        for n, line in enumerate(document.lines, 1):
            charge = line.charge or Decimal(0)
            took = [("CO", "50", str(charge))] if draw.random() < 0.1 else [("CO", "45", "10.00"), ("PR", "2", "8.00")]
            lines.append(service(replace(line, n=n), *took, claim_id=number))
        said = {"charge": sum((x.charge for x in lines), Decimal(0)), "paid": sum((x.paid for x in lines), Decimal(0))}
        claims.append(ClaimPayment(number, "1", **said, claim_number=f"ICN{number}", filing="MB", lines=tuple(lines)))
    paid = sum((one.paid for one in claims), Decimal(0))
    payer = RemittancePayer("CONTRACTOR", "99002", address=HOME, technical=Contact("EDI", "8005550100"))
    whole = Remittance(
        Payment(paid, "I", "ACH", timezone.localdate(), "EFT1", "1999999999"), timezone.localdate(), payer,
        Payee("EXAMPLE CLINIC", "1234567893", "123456789"), claims=tuple(claims),
    )  # fmt: skip
    stream = BytesIO()
    write_835([whole], stream, Sending(timezone.localdate(), 1, Trading(receiver_id="CLINIC")))
    return stream.getvalue()


if __name__ == "__main__":
    main()
