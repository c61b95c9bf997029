"""The link of an intake: a random token of which only the hash is kept, for one patient, until its last day."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import Actor, keep, note
from cleanbill.web.intake.models import Intake

DAYS = 14  # how long a link works where nobody says otherwise


def last_day(days: int = DAYS) -> dt.date:
    """The last day of a link that is made today."""
    return timezone.localdate() + dt.timedelta(days=days)


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_link(actor: User, intake: Intake) -> str:
    """The token of a new link; an earlier one ends, and whoever opened it proves the date of birth again."""
    token = secrets.token_urlsafe(32)
    intake.token, intake.tries, intake.way = hashed(token), 0, Intake.Way.LINK
    if intake.pk is None or intake.late:
        intake.ends = max(intake.ends, last_day())
    keep(actor, intake, why="link made")
    return token


def intake_of(token: str) -> Intake | None:
    """The intake that a link opens; None where there is none, or it has ended."""
    found = Intake.objects.select_related("clinic", "patient").filter(token=hashed(token)).first()
    return found if found and found.open else None


def prove(actor: Actor, intake: Intake, dob: dt.date) -> bool:
    """Whether this is the patient's date of birth. Wrong ones are counted, one at a time, until the link is locked."""
    with transaction.atomic():
        held = Intake.objects.of(actor.clinic).select_for_update().get(pk=intake.pk)
        right = not held.locked and held.patient.dob == dob
        held.tries = held.tries if right else held.tries + 1
        intake.tries = held.tries
        if right:
            note(actor, "proved date of birth", held)
        elif held.tries <= 100:
            keep(actor, held, why="wrong date of birth")
    return right
