"""Fill an empty database with the synthetic clinic, through the same functions that the site's own pages use."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cleanbill import visits
from cleanbill.calendar import series
from cleanbill.notes import digest
from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Episode, Provider
from cleanbill.web.demo.billing import UNSENT, bill
from cleanbill.web.demo.cast import Person, patients, told
from cleanbill.web.demo.charts import Cast, cast_of, chart
from cleanbill.web.demo.desk import furnish
from cleanbill.web.notes.saving import save
from cleanbill.web.notes.signing import sign
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.models import Appointment, Task
from cleanbill.web.schedule.tasks import remind_all

MINUTES = {"PT": 45, "chiropractic": 20, "medical": 30}
WEEK = dt.timedelta(weeks=1)
WEEKS_AHEAD = 2
WEEKS_OF_CARE = 6
OPENS = dt.time(8)
SLOTS = 10  # places of a provider's day, one after the other
UNSIGNED_DAYS = 2  # the last days, whose notes some clinicians have not signed yet


@transaction.atomic
def build(today: dt.date, seed: int = 1, unsent: dt.timedelta = UNSENT) -> Clinic:
    """The synthetic clinic as it stands on the morning of `today`; all of it or nothing.

    Nothing is sent yet of the visits of the last days, which `unsent` says.
    """
    clinic = Clinic.objects.create(name=told("cast.toml")["clinic"])
    cast, draw = cast_of(clinic), Random(seed)
    taken: set[tuple[int, dt.date, int]] = set()
    for number, person in enumerate(patients(today, seed)):
        provider, user = cast.providers[person.story["discipline"]][
            number % len(cast.providers[person.story["discipline"]])
        ]
        episode = chart(cast, person, provider, number)
        for visit, day in enumerate(days_of(person, today)):
            appointment = _booked(cast, person, episode, provider, day, visit, taken)
            if appointment:
                _happened(cast, user, person, appointment, visit, today, draw)
    _write_todays_notes(cast, today)
    furnish(cast, today)
    bill(cast, today, today - unsent)
    remind_all(clinic, today)
    _do_old_tasks(cast, today)
    return clinic


def days_of(person: Person, today: dt.date) -> tuple[dt.date, ...]:
    """The days of a patient's visits. On a weekend those of the Monday after come today: there is a day to see."""
    monday = today + dt.timedelta(days=7 - today.weekday())
    return tuple(today if today.weekday() > 4 and day == monday else day for day in _workdays(person, today))


def _workdays(person: Person, today: dt.date) -> tuple[dt.date, ...]:
    """So often a week for the weeks of care, until two weeks from today."""
    first = person.begins + dt.timedelta(days=max(0, 7 - person.begins.weekday()) if person.begins.weekday() > 4 else 0)
    if not person.story["weekly"]:
        return tuple(day for day in (first, first + dt.timedelta(days=14)) if day.weekday() < 5)
    last = min(first + dt.timedelta(weeks=WEEKS_OF_CARE), today + dt.timedelta(weeks=WEEKS_AHEAD))
    weekdays = {first.weekday(), (first.weekday() + 3) % 5}
    return series(first, weekdays, until=last)


def _booked(
    cast: Cast, person: Person, episode: Episode, provider: Provider, day: dt.date, visit: int,
    taken: set[tuple[int, dt.date, int]],
) -> Appointment | None:  # fmt: skip
    """The appointment in the provider's next free place; None where the day is full or a limit forbids it."""
    minutes = MINUTES[person.story["discipline"]]
    prefers = hash_of(episode) % SLOTS
    slot = next((one for one in _places(prefers) if (provider.pk, day, one) not in taken), None)
    if slot is None:
        return None
    start = timezone.make_aware(dt.datetime.combine(day, OPENS)) + dt.timedelta(minutes=slot * minutes)
    wanted = Appointment(
        clinic=episode.clinic, patient=episode.patient, episode=episode, provider=provider, start=start,
        minutes=minutes, kind="evaluation" if visit == 0 else "treatment",
    )  # fmt: skip
    outcome = booking.book(cast.desk, wanted, min(day, timezone.localdate()))
    if outcome.booked:
        taken.add((provider.pk, day, slot))
        return outcome.appointment
    return None


def hash_of(episode: Episode) -> int:
    """A number of an episode that spreads patients over the day and stays the same from run to run."""
    return int(digest(str(episode.pk))[:6], 16)


def _places(first: int) -> Iterator[int]:
    yield from range(first, SLOTS)
    yield from range(first)


def _happened(
    cast: Cast, user: User, person: Person, appointment: Appointment, visit: int, today: dt.date, draw: Random
) -> None:
    """What became of a visit that lies behind us: seen, with its note; or cancelled, or missed."""
    if appointment.day >= today:
        return
    if visit and draw.random() < 0.07:
        state: visits.State = draw.choice(["cancelled", "late_cancel", "no_show"])
        booking.move(cast.desk, appointment, state, "The patient called." if state != "no_show" else "No call.")
        return
    seen = booking.move(user, appointment, "rendered")
    written = _note(person, visit)
    save(user, seen, 0, text=written)
    recent = (today - seen.day).days <= UNSIGNED_DAYS
    if not (recent and draw.random() < 0.4):
        try:
            sign(user, seen, digest(written))
        except ValidationError:
            return  # it stays a draft with what stands in the way


def _note(person: Person, visit: int) -> str:
    texts = [person.story["evaluation"]] if visit == 0 else person.story["daily"]
    they = "she" if person.chart["sex"] == "F" else "he"
    text: str = texts[visit % len(texts)].strip()
    return text.format(**person.words(visit), they=they)


def _write_todays_notes(cast: Cast, today: dt.date) -> None:
    """The notes that were begun today and lack something, each on a visit of its discipline."""
    begun: set[int] = set()
    for row in told("stories.toml")["today"]:
        providers = [provider for provider, _ in cast.providers[row["discipline"]]]
        waiting = Appointment.objects.of(cast.desk.clinic).filter(provider__in=providers, state="scheduled")
        start = timezone.make_aware(dt.datetime.combine(today, dt.time()))
        todays = waiting.filter(start__gte=start, start__lt=start + dt.timedelta(days=1)).exclude(pk__in=begun)
        first = todays.select_related("provider").first()
        if first:
            booking.move(cast.desk, first, "checked_in")
            user = next(user for provider, user in cast.providers[row["discipline"]] if provider == first.provider)
            save(user, booking.move(user, first, "rendered"), 0, text=row["note"].strip())
            begun.add(first.pk)


def _do_old_tasks(cast: Cast, today: dt.date) -> None:
    """What fell due before this week was done by someone then."""
    for task in Task.objects.of(cast.desk.clinic).filter(due__lt=today - WEEK):
        task.outcome, task.ended_by, task.ended_at = Task.Outcome.DONE, cast.desk, timezone.now()
        keep(cast.desk, task)
