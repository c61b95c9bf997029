"""What the note says that belongs to a visit, for rules that judge the note or the claim by it."""

import re

from cleanbill.codes.procedures import TIMED
from cleanbill.engine.visit import Visit
from cleanbill.model.reading import NoteFacts, NoteType, Signature, Span, Treatment

INITIAL = frozenset({"97161", "97162", "97163", "97165", "97166", "97167"})
"""The initial evaluations of therapy."""
ASSISTANTS = frozenset({"PTA", "OTA"})
THERAPISTS = frozenset({"PT", "OT", "SLP"}) | ASSISTANTS

_NOT_SEEN = re.compile(
    r"\bno[- ]show\b|\b(?:did not|didn't|failed to) (?:arrive|attend|show)\b|"
    r"\bno treatment (?:was )?(?:rendered|given|provided)\b|\b(?:appointment|appt|visit) (?:was )?cancell?ed\b",
    re.IGNORECASE,
)


def facts(visit: Visit) -> NoteFacts | None:
    """The facts of the note of this visit.

    None without a note, and on a claim of several dates unless the note bears the date of this one.
    """
    if visit.reading is None:
        return None
    found = visit.reading.facts
    one_day = all(line.date == visit.date for line in visit.claim.lines)
    return found if one_day or found.date_of_service == visit.date else None


def kind(visit: Visit) -> NoteType | None:
    """What kind of note of therapy this is, by what is billed and known of it, else as it calls itself.

    None: not known; "visit": of no such kind, as every note of a physician or a chiropractor.
    """
    found = facts(visit)
    if found is None:
        return None
    if visit.codes & INITIAL:
        return "evaluation"
    history = visit.claim.history
    if history and history.progress and history.progress.report_written_today:
        return "progress"
    credential = visit.credential()
    return "visit" if credential and credential not in THERAPISTS else found.note_type


def not_seen(visit: Visit) -> Span | None:
    """Where the note says that the patient did not come or was not treated, and tells of no finding or treatment."""
    found = facts(visit)
    if found is None or found.treatments or found.objective_findings:
        return None
    said = _NOT_SEEN.search(text(visit))
    return Span(said.start(), said.end(), said[0]) if said else None


def text(visit: Visit) -> str:
    """The words of the note."""
    return visit.note.text or ""


def by_code(found: NoteFacts, code: str) -> list[Treatment]:
    """The treatments that the note gives under a procedure code."""
    return [treatment for treatment in found.treatments if treatment.cpt == code]


def is_timed(treatment: Treatment) -> bool:
    """Whether a treatment is known to be one that is billed by minutes."""
    return treatment.timed if treatment.timed is not None else treatment.cpt in TIMED


def totals(visit: Visit) -> tuple[float | None, float | None]:
    """The note's total minutes: of timed treatment, of all treatment. What the claim gives of them goes first."""
    found, note = facts(visit), visit.note
    timed, whole = note.timed_minutes_total, note.total_treatment_minutes
    return (
        timed if timed is not None or found is None else found.timed_minutes_total,
        whole if whole is not None or found is None else found.total_treatment_minutes,
    )


def signer(visit: Visit) -> str | None:
    """The credential of who signed, or who treated where only that is known."""
    found = facts(visit)
    signed = found.signature.credential if found and found.signature else None
    return visit.note.signer_credential or signed or visit.claim.rendering.credential


def span(part: Treatment | Signature) -> Span:
    """The words of a part of the note."""
    return Span(part.start, part.end, part.span)
