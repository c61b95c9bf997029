"""What an intake would change in the chart, field by field, and the taking over: a person chooses, one or all."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.formats import date_format

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import Act
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Episode
from cleanbill.web.charts.views.registers import label
from cleanbill.web.intake.models import Intake

CONTACT = ("phone", "email", "line1", "city", "state", "zip")
_CAUSES = {"work": Episode.Cause.WORK, "auto": Episode.Cause.AUTO, "other": Episode.Cause.INJURY}
_ORIGINS = {"gradual": Episode.Cause.NONE, "no_event": Episode.Cause.NONE, "event": Episode.Cause.INJURY}


class Change(NamedTuple):
    """A field of a record, what stands in it and what the patient told; `act`: who may take it over."""

    record: ClinicRecord
    field: str
    told: Any
    act: Act

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.record._meta.model_name}.{self.field}"

    @property
    def label(self) -> str:
        """What the field is called on screen."""
        return label(type(self.record), self.field)

    @property
    def now(self) -> str:
        """What stands there."""
        return self._words(getattr(self.record, self.field)) or "empty"

    @property
    def then(self) -> str:
        """What the patient told."""
        return self._words(self.told)

    def _words(self, value: Any) -> str:
        if isinstance(value, dt.date):
            return date_format(value, "Y-m-d")
        choices = dict(getattr(self.record._meta.get_field(self.field), "choices", None) or [])
        return str(choices.get(value, value) or "")


def changes(intake: Intake) -> list[Change]:
    """What differs between the finished answers and the chart; what the patient left open changes nothing."""
    found = [Change(intake.patient, field, intake.contact.get(field), "write_charts") for field in CONTACT]
    if intake.episode:
        found += [Change(intake.episode, field, told, "write_care") for field, told in of_episode(intake.answers)]
    return [one for one in found if one.told and getattr(one.record, one.field) != one.told]


def of_episode(answers: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the answers say of the episode's fields. An activity without an event leaves the cause open."""
    complaint, accident = answers.get("complaint", {}), answers.get("accident", {})
    yield "onset", _day(complaint.get("began"))
    yield "cause", _CAUSES.get(accident.get("kind", "")) or _ORIGINS.get(complaint.get("origin", ""))
    yield "accident_date", _day(accident.get("date"))
    yield "accident_state", accident.get("state")
    yield "accident_claim_number", accident.get("number")


@transaction.atomic
def take(actor: User, intake: Intake, chosen: Iterable[Change], closed: bool) -> None:
    """Put what was chosen into the chart; `closed`, or where nothing is left, the intake is taken over.

    Raises `ValidationError` where a record would not be right; nothing is changed then.
    """
    chosen = list(chosen)
    records = {one.key.partition(".")[0]: one.record for one in chosen}
    for one in chosen:
        setattr(records[one.key.partition(".")[0]], one.field, one.told)
    for record in records.values():
        keep(actor, record, why=f"taken over from intake {intake.pk}")
    intake.taken = [*intake.taken, *(one.key for one in chosen)]
    if closed or not changes(intake):
        intake.state = Intake.State.TAKEN
    keep(actor, intake)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
