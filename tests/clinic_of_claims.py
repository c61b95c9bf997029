"""A clinic with three signed visits and none of them billed, a biller, and a folder route to the practice payer."""

import datetime as dt

from cleanbill.web.serving import django, migrate
from served import PASSWORD

NOTE = (
    "S: Right low back pain for 5 days, began gradually, no injury. Limited in sitting longer than 30 minutes.\n"
    "O: Lumbar flexion 45/60 degrees with pain. Muscle spasm right lumbar paraspinals L3-L5.\n"
    "A: Muscle spasm of back.\n"
    "P: 97110 bridging 3x10 (20 min) one-on-one to restore trunk control for sitting.\n"
    "97140 soft tissue mobilization right low back (7 min) one-on-one to reduce spasm for sitting.\n"
    "Total timed minutes: 27. Total treatment time: 27 minutes.\n"
)
IDENTITY = {
    "name": "Example Spine and Rehab", "npi": "1234567893", "tax_id": "12-3456789", "taxonomy": "261QP2000X",
    "phone": "217-555-0100", "street": "1 Main Street", "city": "Springfield", "state": "IL", "zip": "62701-1234",
}  # fmt: skip


def fill() -> None:
    """Lay down the clinic."""
    from django.utils import timezone

    from cleanbill.notes import digest
    from cleanbill.web.accounts.models import Clinic, User
    from cleanbill.web.audit.keep import keep
    from cleanbill.web.charts.models import Coverage, Episode, Patient, Payer, PlanOfCare, Provider, Referrer
    from cleanbill.web.claims.models import Charge, Identity, Route
    from cleanbill.web.claims.ways import FILE
    from cleanbill.web.notes.models import Note
    from cleanbill.web.place import folder
    from cleanbill.web.schedule.models import Appointment

    clinic = Clinic.objects.create(name="Example Spine and Rehab")
    people = {}
    for username, name, role in (("m.lee", "Maria Lee", "owner"), ("b.cole", "Ben Cole", "biller")):
        people[role] = User(clinic=clinic, username=username, name=name, role=role)
        people[role].set_password(PASSWORD)
        people[role].save()
    owner = people["owner"]
    named = {"clinic": clinic, "last_name": "Reed", "first_name": "Tom"}
    provider = Provider(**named, npi="1234567893", credential="PT", taxonomy="225100000X")
    referrer = Referrer(**named, npi="1245319599")
    payer = Payer(clinic=clinic, name="Medicare Part B", profile="medicare_b", payer_id="00123")
    for record in (provider, referrer, payer):
        keep(owner, record)
    signer = User(clinic=clinic, username="tom.reed", name="Tom Reed", role="clinician", provider=provider)
    signer.set_password(PASSWORD)
    keep(owner, signer)
    today = timezone.localdate()
    opened = today - dt.timedelta(days=20)
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    for number, last in enumerate(("Smith", "Lee", "Jones"), 1):
        patient = Patient(
            clinic=clinic, last_name=last, first_name="Ann", dob="1951-03-02", sex="F", line1=f"{number} Oak Street",
            city="Springfield", state="IL", zip="62701",
        )  # fmt: skip
        keep(owner, patient)
        member = {"payer": payer, "member_id": f"1EG4TE5MK7{number}", "start": "2020-01-01"}
        keep(owner, Coverage(clinic=clinic, patient=patient, **member))
        episode = Episode(
            clinic=clinic, patient=patient, title="Low back pain", opened=opened, onset=opened, cause="none",
            dx="M62.830", provider=provider, referrer=referrer,
        )  # fmt: skip
        keep(owner, episode)
        plan = {"established": opened, "frequency": "2x/week", "goals": "Sit", "certifier": referrer}
        keep(owner, PlanOfCare(clinic=clinic, episode=episode, cert_signed=opened, **plan))
        visit = Appointment(
            clinic=clinic, patient=patient, episode=episode, provider=provider, discipline="PT", state="signed",
            start=start - dt.timedelta(days=number),
        )  # fmt: skip
        keep(owner, visit)
        signed = {"state": "signed", "signed_by": signer, "credential": "PT", "signed_at": timezone.now()}
        keep(owner, Note(clinic=clinic, appointment=visit, text=NOTE, hash=digest(NOTE), **signed))
    keep(owner, Identity(clinic=clinic, **IDENTITY))
    for code, cents in (("97110", 4500), ("97140", 4000)):
        keep(owner, Charge(clinic=clinic, code=code, cents=cents))
    keep(owner, Route(clinic=clinic, way="practice", receiver_name="Practice payer", receiver_id="PRACTICE"))
    payer_place = folder() / "payer"
    for name in ("claims", "answers"):
        (payer_place / name).mkdir(parents=True)
    way = f'[routes.practice]\nkind = "folder"\nout = "{payer_place / "claims"}"\nin = "{payer_place / "answers"}"\n'
    (folder() / FILE).write_text(way)


if __name__ == "__main__":
    django()
    migrate()
    fill()
