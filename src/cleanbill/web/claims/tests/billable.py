"""A visit that can be billed, for tests: whole records, a signed note, the clinic's identity and fees, a route."""

import datetime as dt
from pathlib import Path
from typing import Any

from cleanbill.web.audit.keep import keep
from cleanbill.web.claims import acts, making
from cleanbill.web.claims.models import Charge, Claim, Identity, Route
from cleanbill.web.claims.ways import FILE
from cleanbill.web.conftest import Practice, without_payments
from cleanbill.web.notes.tests.written import WHOLE, sign_as_it_is
from cleanbill.web.place import folder
from cleanbill.web.schedule.models import Appointment

ON = dt.date(2026, 11, 10)
IDENTITY = {
    "name": "Example Spine and Rehab", "npi": "1234567893", "tax_id": "12-3456789", "taxonomy": "261QP2000X",
    "phone": "217-555-0100", "street": "1 Main Street", "city": "Springfield", "state": "IL", "zip": "62701-1234",
}  # fmt: skip
FEES = {"97110": 4500, "97140": 4000, "97530": 5000}


def furnish(practice: Practice) -> None:
    """Give the clinic and its one patient all that a claim must say, and take its payment away."""
    without_payments()
    records, owner, clinic = practice.records, practice.owner, practice.clinic
    patient, payer, plan, episode = (records[name] for name in ("patient", "payer", "plan", "episode"))
    patient.line1, patient.city, patient.state, patient.zip = "2 Oak Street", "Springfield", "IL", "62701"
    payer.payer_id = "00123"
    plan.certifier, plan.cert_signed = records["referrer"], "2026-11-03"
    episode.cause, episode.onset, episode.referrer = "none", "2026-10-30", records["referrer"]
    episode.provider, episode.dx = records["provider"], "M62.830"
    records["coverage"].member_id = "1EG4TE5MK73"
    for record in (patient, payer, plan, episode, records["coverage"]):
        keep(owner, record)
    keep(owner, Identity(clinic=clinic, **IDENTITY))
    for code, cents in FEES.items():
        keep(owner, Charge(clinic=clinic, code=code, cents=cents))


def signed(practice: Practice, text: str = WHOLE) -> Appointment:
    """The clinic's visit, with its note signed."""
    note = practice.records["note"]
    note.text = text
    keep(practice.owner, note)
    sign_as_it_is(practice, note)
    visit: Appointment = practice.records["appointment"]
    visit.state = "signed"
    keep(practice.owner, visit)
    return Appointment.objects.of(practice.clinic).get(pk=visit.pk)


def built(practice: Practice) -> Claim:
    """The claim of the clinic's visit, as it is proposed."""
    furnish(practice)
    return making.build(practice.owner, signed(practice), ON)


def ready(practice: Practice) -> Claim:
    """The claim of the clinic's visit, confirmed; what still stops it is allowed."""
    claim = built(practice)
    acts.confirm(practice.owner, claim, ON)
    for number, finding in enumerate(claim.findings):
        if finding["severity"] == "error" and not finding["allowed"]:
            acts.let(practice.owner, claim, number, "Looked at.", None, ON)
    return claim


def route_to(practice: Practice, place: Path, **values: Any) -> Route:
    """A route by folders under `place`, laid by the keeper of the machine."""
    for name in ("claims", "answers"):
        (place / name).mkdir(parents=True, exist_ok=True)
    text = f'[routes.practice]\nkind = "folder"\nout = "{place / "claims"}"\nin = "{place / "answers"}"\n'
    (folder() / FILE).write_text(text)
    given = {"way": "practice", "receiver_name": "Practice payer", "receiver_id": "PRACTICE", "test": True}
    route: Route = practice.records["route"]
    for name, value in {**given, **values}.items():
        setattr(route, name, value)
    keep(practice.owner, route)
    return route
