"""What the answers of a form state of a visit, with the words of its note that say so."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from cleanbill.codes.procedures import TIMED
from cleanbill.model import reading
from cleanbill.model.reading import NoteFacts, ObjectiveFinding, Onset, Span
from cleanbill.notes.measures import PAIN_SCALE
from cleanbill.questionnaires.answers import Filled
from cleanbill.questionnaires.computed import ONE_ON_ONE
from cleanbill.questionnaires.note import Note
from cleanbill.questionnaires.rows import Row

ELEMENTS = {"P": "pain", "A": "asymmetry", "R": "motion", "T": "tissue"}
REGIONS = ("cervical", "thoracic", "lumbar", "sacral", "pelvic", "extraspinal")
SCALARS = ("region", "laterality", "onset", "trauma")
ACUTE, SUBACUTE = dt.timedelta(weeks=6), dt.timedelta(weeks=12)  # as the reader of notes measures an onset


def stated(filled: Filled, note: Note) -> NoteFacts:
    """The facts that the answers themselves state. Spans point into `note`; what a free text says is not among them."""
    found = tuple(sorted(_findings(filled, note), key=lambda finding: (finding.start, finding.end)))
    said: dict[str, Any] = dict(_scalars(filled))
    minutes = filled.answers.get("minutes", {})
    return NoteFacts(
        site=note.span("/complaint/place"),
        region=said.get("region"),
        laterality=said.get("laterality"),
        onset=said.get("onset") or _since(filled),
        trauma=said.get("trauma") or "not_stated",
        spasm="affirmed" if any(finding.type == "spasm" for finding in found) else "absent",
        objective_findings=found,
        treatments=tuple(_treatments(filled, note)),
        cmt_regions=manipulated(filled),
        part=cast(Any, part(filled)),
        functional_limits=note.spans("/complaint/limits"),
        rationale=_rationale(filled, note),
        timed_minutes_total=minutes.get("timed"),
        total_treatment_minutes=minutes.get("total"),
        note_type=filled.form.note_type,
        measures=tuple(_measures(filled, note)),
        goals=tuple(_goals(filled, note)),
        segments=tuple(_segments(filled, note)),
        part_elements=tuple(_elements(filled, note)),
        plan=tuple(_plan(filled, note)),
        date_of_service=date(filled),
    )


def manipulated(filled: Filled) -> tuple[str, ...]:
    """The regions of manipulation in anatomical order, all beyond the spine as `extraspinal`."""
    found = {row.states("region") for row in filled.rows("manipulation")}
    return tuple(region for region in REGIONS if region in found)


def part(filled: Filled) -> tuple[str, ...]:
    """The letters of P.A.R.T. for which something was found in any region; a measured loss of motion is an R."""
    given = {id for row in filled.rows("part") for id in row.answers}
    if given and any(_is_short(row) for row in filled.rows("motion")):
        given.add("motion")
    return tuple(letter for letter, id in ELEMENTS.items() if id in given)


def date(filled: Filled) -> dt.date | None:
    """The date of service."""
    return cast("dt.date | None", filled.answers.get("visit", {}).get("date"))


def _scalars(filled: Filled) -> Iterator[tuple[str, str | None]]:
    for row in filled.rows():
        yield from ((item.fact, row.states(item.id)) for item in row.group.items if item.fact in SCALARS)


def _since(filled: Filled) -> Onset:
    """The onset by the date on which the problem began."""
    on, began = date(filled), filled.answers.get("complaint", {}).get("began")
    if on is None or began is None:
        return "not_stated"
    if on - began < ACUTE:
        return "acute"
    return "subacute" if on - began <= SUBACUTE else "chronic"


def _findings(filled: Filled, note: Note) -> Iterator[ObjectiveFinding]:
    for row in filled.rows():
        for kind, pointer in _found(row):
            for span in note.spans(pointer):
                yield ObjectiveFinding(kind, span.start, span.end, span.span)


def _found(row: Row) -> Iterator[tuple[str, str]]:
    """The types of finding in a row of the examination, each with the pointer of its words."""
    given = row.answers
    if row.group.fact == "motion" and (_is_short(row) or given.get("painful")):
        yield "rom_limited", row.pointer
    if row.group.fact == "part" and "pain" in given:
        yield "palpation_tenderness", f"{row.pointer}/pain"
    for item in row.group.items:
        answer = given.get(item.id) if item.fact == "finding" else None
        for index, value in enumerate(answer if isinstance(answer, list) else [answer]):
            option = item.option(value)
            if option and option.states:
                yield option.states, f"{row.pointer}/{item.id}/{index}" if item.repeats else row.pointer


def _is_short(row: Row) -> bool:
    """Whether a movement was measured below what is normal for the patient."""
    return bool(row.answers["measured"] < row.answers["normal"])


def _treatments(filled: Filled, note: Note) -> Iterator[reading.Treatment]:
    for row in filled.rows("treatment"):
        given = row.answers
        code, contact = given.get("code"), given.get("contact")
        for span in note.spans(row.pointer):
            yield reading.Treatment(
                span.start, span.end, span.span, given.get("minutes"), given.get("sets"), given.get("reps"), code,
                code in TIMED if code else None, contact == ONE_ON_ONE if contact else None, row.states("place"),
            )  # fmt: skip


def _rationale(filled: Filled, note: Note) -> Span | None:
    spans = (note.span(f"{row.pointer}/rationale") for row in filled.rows("treatment"))
    return next(filter(None, spans), None) or note.span("/care/purpose")


def _goals(filled: Filled, note: Note) -> Iterator[Span]:
    """Each goal with its time."""
    for row in filled.rows("goal"):
        for goal in note.spans(f"{row.pointer}/goal"):
            end = note.places[row.pointer][1]
            yield Span(goal.start, end, note.text[goal.start : end])


def _measures(filled: Filled, note: Note) -> Iterator[reading.Measure]:
    for row in filled.rows():
        for item in row.group.items:
            name = {"measure": item.text, "pain": PAIN_SCALE}.get(item.fact)
            for span in note.spans(f"{row.pointer}/{item.id}") if name else ():
                yield reading.Measure(name or "", span.start, span.end, span.span, float(row.answers[item.id]))


def _segments(filled: Filled, note: Note) -> Iterator[reading.Segment]:
    for row in filled.rows("manipulation"):
        for span in note.spans(f"{row.pointer}/segment"):
            yield reading.Segment(row.states("region") or "", span.span, span.start, span.end, span.span)


def _elements(filled: Filled, note: Note) -> Iterator[reading.PartElement]:
    for row in filled.rows("part"):
        for letter, id in ELEMENTS.items():
            for span in note.spans(f"{row.pointer}/{id}"):
                yield reading.PartElement(cast(Any, letter), span.start, span.end, span.span)


def _plan(filled: Filled, note: Note) -> Iterator[reading.PlanElement]:
    for row in filled.rows("plan"):
        for span in note.spans(f"{row.pointer}/types"):
            yield reading.PlanElement("type", span.start, span.end, span.span)
        for span in note.spans(f"{row.pointer}/times"):
            yield reading.PlanElement("frequency", span.start, span.end, span.span, times=row.answers["times"])
        for span in note.spans(f"{row.pointer}/weeks"):
            yield reading.PlanElement("duration", span.start, span.end, span.span, weeks=row.answers["weeks"])
