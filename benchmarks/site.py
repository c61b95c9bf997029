"""The server's time of each page of the site, with as many patients and visits as a large clinic gathers in years.

    python benchmarks/site.py [patients] [visits]

Each page is asked for twenty times on a SQLite file: the median, the slowest, and how many queries it makes. What is
asked first is a page that only checks the session: the floor.
"""

import datetime as dt
import os
import sys
import tempfile
import time
from itertools import islice
from random import Random
from statistics import median
from typing import Any

SITE = tempfile.TemporaryDirectory(prefix="cleanbill-bench-", ignore_cleanup_errors=True)
os.environ.update(CLEANBILL_SITE=SITE.name, CLEANBILL_HTTPS="0")
os.environ.pop("DATABASE_URL", None)

from cleanbill.web import serving  # noqa: E402

serving.django()
serving.migrate()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from cleanbill.web.charts.models import Coverage, Episode, Patient, Provider  # noqa: E402
from cleanbill.web.conftest import Practice  # noqa: E402
from cleanbill.web.schedule.models import Appointment, Authorization  # noqa: E402

TIMES = 20
BATCH = 5_000
PROVIDERS = 40
YEARS = 4


def main() -> None:
    """Fill the database, ask for each page, print a table."""
    patients, visits = (int(word) for word in (sys.argv[1:] + ["20000", "500000"][len(sys.argv) - 1 :]))
    settings.ALLOWED_HOSTS = ["*"]
    practice = Practice("Example Spine and Rehab")
    start = time.perf_counter()
    fill(practice, patients, visits)
    print(f"{patients:,} patients, {visits:,} visits: filled in {time.perf_counter() - start:.0f} s")
    client = Client()
    client.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    print(f"{'page':<24}{'median ms':>11}{'slowest':>9}{'queries':>9}{'floors':>8}")
    floor = asked(client, reverse("stay"))[0]
    for name, address in pages(practice):
        took, slowest, queries = asked(client, address)
        print(f"{name:<24}{took:>11.0f}{slowest:>9.0f}{queries:>9}{took / floor:>8.1f}")


def fill(practice: Practice, patients: int, visits: int) -> None:
    """Patients, each with a coverage, an episode and an authorization, and their visits over some years up to today."""
    draw, clinic, today = Random(1), practice.clinic, timezone.localdate()
    own = {"clinic": clinic, "credential": "PT", "taxonomy": "225100000X"}
    Provider.objects.bulk_create(
        Provider(**own, last_name=f"Reed {n}", first_name="Tom", npi=f"{n:010}") for n in range(PROVIDERS)
    )
    providers = list(Provider.objects.of(clinic))
    people = (
        Patient(
            clinic=clinic, last_name=f"{draw.choice('ABCDEFGHKLM')}ee {n}", first_name="Ann", dob=_day(draw), sex="F"
        )
        for n in range(patients)
    )
    made = _kept(Patient, people)
    payer = practice.records["payer"]
    covers = _kept(Coverage, (Coverage(clinic=clinic, patient=one, payer=payer, start="2020-01-01") for one in made))
    _kept(Authorization, (
        Authorization(clinic=clinic, coverage=one, number="A", start="2020-01-01", end="2030-01-01", approved=60)
        for one in covers
    ))  # fmt: skip
    episodes = _kept(Episode, (
        Episode(clinic=clinic, patient=one, title="Low back pain", opened="2023-01-02", provider=providers[0])
        for one in made
    ))  # fmt: skip
    _kept(Appointment, (_visit(draw, clinic, episodes[n % patients], providers, today) for n in range(visits)))


def _day(draw: Random) -> dt.date:
    return dt.date(1940 + draw.randrange(70), draw.randrange(1, 13), draw.randrange(1, 28))


def _visit(draw: Random, clinic: Any, episode: Episode, providers: list[Provider], today: dt.date) -> Appointment:
    day = today - dt.timedelta(days=draw.randrange(-14, 365 * YEARS))
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(8 + draw.randrange(9), draw.choice((0, 30)))))
    return Appointment(
        clinic=clinic, patient_id=episode.patient_id, episode=episode, provider=draw.choice(providers), start=start,
        discipline="PT", state=_state(day, today),
    )  # fmt: skip


def _state(day: dt.date, today: dt.date) -> str:
    if day >= today:
        return "scheduled"
    return "billed" if day < today - dt.timedelta(days=3) else "signed"


def _kept(model: Any, records: Any) -> list[Any]:
    kept: list[Any] = []
    while batch := list(islice(records, BATCH)):
        kept += model.objects.bulk_create(batch)
    return kept if model is not Appointment else []


def pages(practice: Practice) -> list[tuple[str, str]]:
    """Pages of the site by name, with their addresses."""
    patient = Patient.objects.of(practice.clinic).order_by("-pk")[0]
    visit = Appointment.objects.of(practice.clinic).filter(patient=patient).order_by("-start")[0]
    today = timezone.localdate()
    alone = "schedule", "patients", "tasks", "waitlist", "notes", "intakes", "claims", "payers", "providers", "audit"
    of = {
        **{name: [] for name in alone},
        "week": [today],
        "provider_week": [today, visit.provider_id],
        **{name: [patient.pk] for name in ("patient", "patient_visits", "new_appointment")},
        **{name: [visit.pk] for name in ("appointment", "note")},
        **{name: ["M62.830"] for name in ("code", "guide")},
    }
    return [(name, reverse(name, args=args)) for name, args in of.items()]


def asked(client: Client, address: str) -> tuple[float, float, int]:
    """Milliseconds of a page in the median and at most, and its queries."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - start) * 1000)
    return median(took), max(took), queries


if __name__ == "__main__":
    main()
