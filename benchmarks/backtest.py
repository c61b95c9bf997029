"""Today's rules tried on 5,000 decided claims with their notes, and the pages that sum what is kept of it.

python benchmarks/backtest.py [claims]
"""

import datetime as dt
import sys

from django.conf import settings
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from claims_queue import asked, fill  # makes a site of its own
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.tests.billable import built
from cleanbill.web.conftest import Practice
from cleanbill.web.denials import trials
from cleanbill.web.remits.accounts import keep_up
from cleanbill.web.remits.posting import post_all
from cleanbill.web.remits.taking import receive
from posting import file_of, timed


def main() -> None:
    """Fill the database, try the rules, print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    settings.ALLOWED_HOSTS = ["*"]
    practice = Practice("Example Spine and Rehab")
    one = built(practice)
    fill(one, count)
    sent = Claim.objects.of(practice.clinic).exclude(pk=one.pk)
    sent.update(state="accepted", sent_at=timezone.now())
    differ(sent)
    keep_up(practice.owner, practice.clinic)
    numbers = list(sent.order_by("pk").values_list("claim_id", flat=True))
    (payment,) = receive(practice.owner, "bench.835", file_of(one.read, numbers)).new
    post_all(practice.owner, payment)
    today = timezone.localdate()
    first = today - dt.timedelta(days=89)
    seconds, tried = timed(lambda: trials.try_all(practice.owner, practice.clinic, first, today))
    print(f"{tried:,} claims tried: {seconds:.1f} s, {tried / seconds:,.0f} claims/s")
    client = Client()
    client.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    print(f"{'page':<36}{'median ms':>11}{'slowest':>9}{'queries':>9}")
    for page in ("/denials/backtest/", "/denials/backtest/list/?kind=missed"):
        print(f"{page:<36}{'{:>11.0f}{:>9.0f}{:>9}'.format(*asked(client, page))}")


def differ(sent: "QuerySet[Claim]") -> None:
    """Give each claim a note of its own: one that was read before costs nothing."""
    claims = list(sent)
    for n, claim in enumerate(claims):
        claim.document["note"]["text"] += f"\nVisit {n} of the series."
    Claim.objects.bulk_update(claims, ["document"], 500)


if __name__ == "__main__":
    main()
