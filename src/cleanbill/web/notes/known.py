"""What is known of a visit besides its note: the day, who pays, who treats, what is planned, how the episode began."""

import datetime as dt
from typing import NamedTuple, cast

import msgspec

from cleanbill.model.claim import Claim, Credential, History, Line, Note, Payer, PlanOfCare, Rendering
from cleanbill.payers import Traits, shipped
from cleanbill.web.charts.models import Episode
from cleanbill.web.schedule.models import Appointment


class Known(NamedTuple):
    """The visit's day, the payer of its primary coverage on that day, the credential of who treats, and the rest as a
    claim has it."""

    on: dt.date
    payer: Payer
    credential: Credential
    claim: Claim

    @property
    def traits(self) -> Traits:
        """What the payer wants on that day."""
        return shipped().resolve(self.payer, self.on)


def known(appointment: Appointment) -> Known:
    """What is known of an appointment's visit."""
    credential = cast(Credential, appointment.provider.credential)
    claim = Claim(
        rendering=Rendering(credential=credential),
        lines=tuple(msgspec.convert(line, Line) for line in appointment.lines),
        note=Note(signed=True, signer_credential=credential),  # the site signs, not the text
    )
    if appointment.episode:
        claim = _with_episode(claim, appointment.episode)
    return Known(appointment.day, _payer(appointment), credential, claim)


def _payer(appointment: Appointment) -> Payer:
    """The payer as a claim names it; none where the patient pays or no coverage holds on the day."""
    if appointment.patient_pays:
        return Payer()
    held = appointment.patient.coverages.filter(rank=1, start__lte=appointment.day).select_related("payer")
    coverage = next((one for one in held if one.end is None or one.end >= appointment.day), None)
    if coverage is None:
        return Payer()
    profile = coverage.payer.profile
    return Payer(type=shipped().type_of(profile), profile=profile, name=coverage.payer.name)


def _with_episode(claim: Claim, episode: Episode) -> Claim:
    plan = episode.plans.first()
    history = plan and History(
        poc=PlanOfCare(
            first_treatment_date=episode.opened,
            plan_established=plan.established,
            poc_sent_to_physician=plan.sent,
            cert_signed=plan.cert_signed,
            plan_duration_days=plan.duration_days,
        )
    )
    return msgspec.structs.replace(claim, accident=episode.accident, date_onset=episode.onset, history=history or None)
