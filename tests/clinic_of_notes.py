"""A clinic of three clinicians with visits of yesterday and no notes yet, for the tests of the note in a browser."""

import datetime as dt

from cleanbill.web.serving import django, migrate
from served import PASSWORD

CLINICIANS = (
    ("PT", "tom.reed", "Reed", "Tom", "1234567893", "225100000X", "PT", "medicare_b", "Low back pain", "M54.50"),
    ("DC", "ana.diaz", "Diaz", "Ana", "1245319599", "111N00000X", "chiropractic", "commercial", "Neck pain", "M54.2"),
    ("MD", "ian.park", "Park", "Ian", "1003000126", "207Q00000X", "medical", "commercial", "Low back pain", "M54.50"),
)


def fill() -> None:
    """Lay down the clinic. Patients, appointments and notes are numbered in the order of the clinicians."""
    from django.utils import timezone

    from cleanbill.web.accounts.models import Clinic, User
    from cleanbill.web.audit.keep import keep
    from cleanbill.web.charts.models import Coverage, Episode, Patient, Payer, PlanOfCare, Provider
    from cleanbill.web.schedule.models import Appointment

    clinic = Clinic.objects.create(name="Example Spine and Rehab")
    owner = User(clinic=clinic, username="m.lee", name="Maria Lee", role="owner")
    owner.set_password(PASSWORD)
    owner.save()
    payers = {profile: Payer(clinic=clinic, name=profile, profile=profile) for profile in ("medicare_b", "commercial")}
    for payer in payers.values():
        keep(owner, payer)
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) - dt.timedelta(days=1)
    for credential, username, last, first, npi, taxonomy, discipline, profile, title, dx in CLINICIANS:
        name = {"clinic": clinic, "last_name": last, "first_name": first}
        provider = Provider(**name, npi=npi, credential=credential, taxonomy=taxonomy)
        keep(owner, provider)
        user = User(clinic=clinic, username=username, name=f"{first} {last}", role="clinician", provider=provider)
        user.set_password(PASSWORD)
        keep(owner, user)
        patient = Patient(clinic=clinic, last_name="Smith", first_name=f"Of {first}", dob="1951-03-02", sex="M")
        keep(owner, patient)
        payer = payers[profile]
        keep(owner, Coverage(clinic=clinic, patient=patient, payer=payer, member_id="1EG4", start="2020-01-01"))
        opened = timezone.localdate() - dt.timedelta(days=20)
        episode = Episode(
            clinic=clinic, patient=patient, title=title, discipline=discipline, opened=opened, dx=dx, provider=provider
        )
        keep(owner, episode)
        keep(owner, PlanOfCare(clinic=clinic, episode=episode, established=opened, frequency="2x/week", goals="Sit"))
        for days in (7, 0):
            keep(
                owner,
                Appointment(
                    clinic=clinic, patient=patient, episode=episode, provider=provider, discipline=discipline,
                    start=start - dt.timedelta(days=days),
                ),
            )  # fmt: skip


if __name__ == "__main__":
    django()
    migrate()
    fill()
