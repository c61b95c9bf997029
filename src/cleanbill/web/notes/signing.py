"""Signing a note, and what is added to it afterwards."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cleanbill.notes import digest
from cleanbill.visits.states import STANDING, State
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep, note
from cleanbill.web.notes.known import known
from cleanbill.web.notes.models import Addendum, Note
from cleanbill.web.notes.reading import Panel, panel
from cleanbill.web.notes.saving import StaleError, note_of
from cleanbill.web.schedule.booking import move
from cleanbill.web.schedule.models import Appointment


class Standing(NamedTuple):
    """Whether a note can be signed: what stands in the way besides findings, what only warns, and its reading."""

    hinders: list[str]
    warns: list[str]
    panel: Panel
    hash: str

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.hinders and not self.panel.errors


def standing(user: User, draft: Note) -> Standing:
    """How the note stands for being signed by a person."""
    read = panel(draft.text, known(draft.appointment), draft)
    return Standing(list(_hinders(user, draft)), list(_warns(user, draft)), read, digest(draft.text))


@transaction.atomic
def sign(user: User, appointment: Appointment, hash: str) -> Note:
    """The note signed by the person, and its appointment with it. `hash` is that of the text that they saw.

    Raises `StaleError` where the text is another by now, and `ValidationError` where something stands in the way.
    """
    Appointment.objects.of(user.clinic).select_for_update().get(pk=appointment.pk)
    draft = note_of(appointment)
    if digest(draft.text) != hash:
        raise StaleError(draft)
    stands = standing(user, draft)
    if user.provider is None or not stands.ready:
        raise ValidationError([*stands.hinders, *(f"{one.rule}: {one.message}" for one in stands.panel.errors)])
    draft.state, draft.signed_by, draft.credential = Note.State.SIGNED, user, user.provider.credential
    draft.signed_at, draft.hash = timezone.now(), hash
    draft.version += 1
    keep(user, draft)
    note(user, "signed", draft, {"hash": hash, "credential": draft.credential})
    _move(user, appointment)
    return draft


def _move(user: User, appointment: Appointment) -> None:
    """The appointment on its way to signed: who signs for it says that the patient was seen."""
    while appointment.state in _BEFORE:
        appointment = move(user, appointment, _BEFORE[appointment.state])


def add(user: User, signed: Note, text: str) -> Addendum:
    """An addendum to a signed note. Raises `ValidationError` for an empty one, or for who cannot sign."""
    if not user.provider:
        raise ValidationError(_NO_CREDENTIAL)
    addendum = Addendum(
        clinic=user.clinic, note=signed, text=text, by=user, credential=user.provider.credential, at=timezone.now(),
        hash=digest(text),
    )  # fmt: skip
    keep(user, addendum)
    return addendum


_BEFORE: dict[str, State] = {"scheduled": "rendered", "checked_in": "rendered", "rendered": "signed"}
_NO_CREDENTIAL = "You sign as nobody yet: the owner sets under People whose credential stands under your notes."


def _hinders(user: User, draft: Note) -> list[str]:
    appointment = draft.appointment
    said = {
        "This note is signed.": draft.signed,
        "The note is empty.": not draft.text.strip(),
        _NO_CREDENTIAL: user.provider is None,
        f"The appointment is marked “{appointment.get_state_display()}”: there was no visit to sign.": (
            appointment.state not in STANDING
        ),
        "The visit lies in the future.": appointment.start > timezone.now(),
    }
    return [words for words, holds in said.items() if holds]


def _warns(user: User, draft: Note) -> list[str]:
    provider = draft.appointment.provider
    if user.provider and user.provider != provider:
        return [f"The visit is of {provider}, {provider.credential}; you sign as {user.provider}."]
    return []
