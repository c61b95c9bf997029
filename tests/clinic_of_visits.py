"""The clinic of notes with a front desk, an authorization that ends soon and today's first visit."""

import datetime as dt

from cleanbill.web.serving import django, migrate
from clinic_of_notes import fill
from served import PASSWORD

AUTHORIZED = 4  # two are used by the visits of the past, so that two are left


def fill_schedule() -> None:
    """Lay down the clinic. Patient 2 has two authorized visits left; patient 3 comes this morning at eight."""
    from django.utils import timezone

    from cleanbill.web.accounts.models import User
    from cleanbill.web.audit.keep import keep
    from cleanbill.web.charts.models import Coverage, Episode
    from cleanbill.web.schedule.models import Appointment, Authorization, Benefit, Waiting

    fill()
    owner = User.objects.get(username="m.lee")
    clinic, today = owner.clinic, timezone.localdate()
    desk = User(clinic=clinic, username="sam.field", name="Sam Field", role="front_desk")
    desk.set_password(PASSWORD)
    keep(owner, desk)
    coverage = Coverage.objects.of(clinic).get(patient=2)
    coverage.authorization_required, coverage.eligibility_checked = True, today - dt.timedelta(days=5)
    keep(owner, coverage)
    ends = today + dt.timedelta(days=60)
    held = {"clinic": clinic, "coverage": coverage}
    keep(
        owner,
        Authorization(**held, number="A123", start=today - dt.timedelta(days=30), end=ends, approved=AUTHORIZED),
    )
    keep(owner, Benefit(**held, visit_limit=30))
    episode = Episode.objects.of(clinic).get(patient=3)
    start = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    own = {"patient": episode.patient, "episode": episode, "provider": episode.provider}
    keep(owner, Waiting(clinic=clinic, patient=episode.patient, part="morning", until=ends))
    keep(owner, Appointment(clinic=clinic, **own, discipline="medical", start=start, minutes=30))


if __name__ == "__main__":
    django()
    migrate()
    fill_schedule()
