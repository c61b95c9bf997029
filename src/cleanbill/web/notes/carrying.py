"""A new note begun from the last signed one of the same episode."""

from typing import Any

from cleanbill.web.notes.models import Note
from cleanbill.web.notes.sheet import named
from cleanbill.web.notes.unchanged import carried
from cleanbill.web.schedule.models import Appointment


def last_signed(appointment: Appointment) -> Note | None:
    """The last signed note of the episode before this visit."""
    earlier = Note.objects.of(appointment.clinic).filter(
        state=Note.State.SIGNED, appointment__start__lt=appointment.start, appointment__patient=appointment.patient
    )
    if appointment.episode_id is None:
        return None
    of_episode = earlier.filter(appointment__episode=appointment.episode_id)
    return of_episode.select_related("appointment").order_by("-appointment__start", "-pk").first()


def begun_from(last: Note, appointment: Appointment) -> dict[str, Any]:
    """What a note takes over from an earlier one: text and answers without minutes, findings not as today's."""
    return {
        "text": carried(last.text, last.appointment.day, appointment.day),
        "form": last.form,
        "answers": _answers(last, appointment),
        "copied_from": last,
    }


def _answers(last: Note, appointment: Appointment) -> dict[str, Any]:
    form = named(last.form)
    if form is None:
        return {}
    examined = {group.id for group in form.items if group.section == "O"}
    treated = {group.id for group in form.items if group.fact == "treatment"}
    answers = {id: given for id, given in last.answers.items() if id not in examined}
    for id, given in answers.items():
        if id in treated:
            answers[id] = [{name: value for name, value in row.items() if name != "minutes"} for row in given]
        elif isinstance(given, dict):
            answers[id] = {name: value for name, value in given.items() if type(value) not in (int, float)}
    visit = {**answers.get("visit", {}), "date": f"{appointment.day}"}
    return {**answers, "visit": visit}
