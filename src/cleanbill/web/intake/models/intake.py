"""An intake: one patient asked, once."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cleanbill.questionnaires import form
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Episode, Patient
from cleanbill.web.schedule.models import Appointment

FORM = "intake"
TRIES = 5  # wrong dates of birth until the link is locked
_WARNINGS = "red_flags"


class Intake(ClinicRecord):
    """What one patient is asked before care begins, how far they came, and what became of the answers.

    `token`: the SHA-256 of what stands in the link, empty where there is none. `ends`: the last day of the link.
    `reached`: the furthest page that was sent. `answers` are those to the questionnaire `intake`, `contact` the
    patient's particulars where they were told, `facts` what reading the finished answers settles. `taken`: the fields
    that were taken over into the chart.
    """

    class State(models.TextChoices):
        """How far it is."""

        SENT = "sent", "Sent"
        BEGUN = "begun", "Begun"
        FINISHED = "finished", "Finished"
        TAKEN = "taken", "Taken over"
        ENDED = "ended", "Ended"

    class Way(models.TextChoices):
        """Where it is filled in."""

        LINK = "link", "By a link"
        KIOSK = "kiosk", "On the clinic's tablet"

    digested = frozenset({"answers", "contact", "facts", "token"})

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="intakes")
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, blank=True, related_name="intakes")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, editable=False, related_name="intakes")
    way = models.CharField("filled in", max_length=5, choices=Way.choices, default=Way.LINK)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT, editable=False)
    token = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    ends = models.DateField("ends after", help_text="The last day on which the link works.")
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    reached = models.PositiveSmallIntegerField(default=0, editable=False)
    answers = models.JSONField(default=dict, blank=True, editable=False)
    contact = models.JSONField(default=dict, blank=True, editable=False)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    taken = models.JSONField(default=list, blank=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "-made_at"])]

    def __str__(self) -> str:
        return f"Intake of {timezone.localtime(self.made_at):%Y-%m-%d}"

    @property
    def open(self) -> bool:
        """Whether it may still be filled in."""
        return self.state in (self.State.SENT, self.State.BEGUN) and not self.late

    @property
    def late(self) -> bool:
        """Whether its last day is over."""
        return timezone.localdate() > self.ends

    @property
    def standing(self) -> str:
        """Its state in a word, as of today."""
        unfinished = self.state in (self.State.SENT, self.State.BEGUN)
        return self.State.ENDED.label if unfinished and self.late else self.get_state_display()

    @property
    def locked(self) -> bool:
        """Whether too many wrong dates of birth were given."""
        return self.tries >= TRIES

    @property
    def told(self) -> bool:
        """Whether it is finished, taken over or not."""
        return self.state in (self.State.FINISHED, self.State.TAKEN)

    @property
    def warnings(self) -> list[str]:
        """The signs that need attention to which the patient said yes, in the words of the form; as soon as saved."""
        return self._signs(True)

    @property
    def unanswered(self) -> list[str]:
        """The signs of which the patient said neither yes nor no."""
        return self._signs(None)

    def _signs(self, answer: bool | None) -> list[str]:
        given = self.answers.get(_WARNINGS, {})
        group = next(item for item in form(FORM).items if item.id == _WARNINGS)
        return [item.text.rstrip("?") for item in group.items if given.get(item.id) is answer]

    @property
    def onset_words(self) -> str:
        """The onset that the answers settle, in words."""
        return str(self.facts.get("onset", "")).replace("_", " ").capitalize()

    @property
    def day(self) -> dt.date:
        """The day of which the answers speak: that on which they were finished, else today."""
        return timezone.localtime(self.finished_at).date() if self.finished_at else timezone.localdate()

    def clean(self) -> None:
        """Raise `ValidationError` for an episode or an appointment of another patient."""
        super().clean()
        for field in ("episode", "appointment"):
            other = getattr(self, field)
            if other and other.patient_id != self.patient_id:
                raise ValidationError({field: f"This {field} is another patient's."})
