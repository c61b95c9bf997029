"""The server's time of each tab of the claim queue, and of a claim, with 100,000 claims.

    python benchmarks/claims_queue.py [claims]

Each page is asked for twenty times on a SQLite file: the median and the slowest, in milliseconds, and its queries.
"""

import os
import sys
import tempfile
import time
from random import Random
from statistics import median

SITE = tempfile.TemporaryDirectory(prefix="cleanbill-bench-", ignore_cleanup_errors=True)
os.environ.update(CLEANBILL_SITE=SITE.name, CLEANBILL_HTTPS="0")
os.environ.pop("DATABASE_URL", None)

from cleanbill.web import serving  # noqa: E402

serving.django()
serving.migrate()

import datetime as dt  # noqa: E402

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from cleanbill.web.claims.models import Claim  # noqa: E402
from cleanbill.web.claims.queue import TABS  # noqa: E402
from cleanbill.web.claims.tests.billable import built  # noqa: E402
from cleanbill.web.conftest import Practice  # noqa: E402
from cleanbill.web.schedule.models import Appointment  # noqa: E402

TIMES = 20
BATCH = 2_000
SHARES = {"paid": 80, "denied": 5, "accepted": 5, "person": 4, "ready": 3, "rejected": 2, "voided": 1}


def main() -> None:
    """Fill the database, ask for each page, print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    settings.ALLOWED_HOSTS = ["*"]
    practice = Practice("Example Spine and Rehab")
    claim = built(practice)
    start = time.perf_counter()
    fill(claim, count)
    print(f"{count:,} claims filled in {time.perf_counter() - start:.0f} s")
    client = Client()
    client.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    payer = claim.payer_id
    addresses = [f"/claims/?tab={tab.name}" for tab in TABS]
    addresses += [f"/claims/?tab=paid&payer={payer}", "/claims/?tab=paid&page=1000", f"/claims/{claim.pk}/"]
    print(f"{'page':<36}{'median ms':>11}{'slowest':>9}{'queries':>9}")
    for address in addresses:
        print(f"{address:<36}{'{:>11.0f}{:>9.0f}{:>9}'.format(*asked(client, address))}")


def fill(claim: Claim, count: int) -> None:
    """Copies of a claim, each with a visit of its own, in states as a clinic has them."""
    draw, clinic, today = Random(1), claim.clinic, timezone.localdate()
    states = draw.choices(list(SHARES), list(SHARES.values()), k=count)
    fields = [one.attname for one in Claim._meta.concrete_fields if one.attname != "id"]
    held = {name: getattr(claim, name) for name in fields}
    of_visit = {"clinic": clinic, "patient_id": claim.patient_id, "provider_id": claim.appointment.provider_id}
    for first in range(0, count, BATCH):
        some = states[first : first + BATCH]
        days = [today - dt.timedelta(days=draw.randrange(700)) for _ in some]
        start = claim.appointment.start
        visits = Appointment.objects.bulk_create(
            Appointment(
                **of_visit, discipline="PT", state="billed", start=start - dt.timedelta(days=draw.randrange(700))
            )
            for _ in some
        )
        Claim.objects.bulk_create(
            Claim(
                **held
                | {"appointment_id": visit.pk, "claim_id": f"{visit.pk}P1", "state": state, "service_date": day}
                | {"file_by": day + dt.timedelta(days=365)}
            )
            for visit, state, day in zip(visits, some, days, strict=True)
        )


def asked(client: Client, address: str) -> tuple[float, float, int]:
    """Milliseconds of a page in the median and at most, and its queries."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    queries, took = len(captured), []
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - start) * 1000)
    return median(took), max(took), queries


if __name__ == "__main__":
    main()
