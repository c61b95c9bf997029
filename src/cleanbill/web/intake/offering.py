"""What a patient told is offered to the first note of the episode."""

from cleanbill.web.intake.models import Intake
from cleanbill.web.notes.models import Note
from cleanbill.web.schedule.models import Appointment

_BEGINS = "S: "


def told_for(appointment: Appointment) -> Intake | None:
    """The newest finished intake of the appointment's episode, while no note of the episode is signed."""
    if appointment.episode_id is None:
        return None
    signed = Note.objects.of(appointment.clinic).filter(state=Note.State.SIGNED)
    if signed.filter(appointment__episode=appointment.episode_id).exists():
        return None
    told = (Intake.State.FINISHED, Intake.State.TAKEN)
    return Intake.objects.of(appointment.clinic).filter(episode=appointment.episode_id, state__in=told).first()


def text_of(intake: Intake) -> str:
    """What the patient told as it stands in a note, without the title and the day of the intake."""
    text: str = intake.facts.get("text", "")
    return text[max(text.find(_BEGINS), 0) :].strip()
