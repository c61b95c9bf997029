"""Facts that a claim leaves out are taken from its note, with the words they were taken from."""

import msgspec

from cleanbill.model.claim import Claim, Line, ManipulationNote, Note
from cleanbill.model.reading import NoteFacts, Span, Treatment


def complete(claim: Claim, facts: NoteFacts) -> tuple[Claim, dict[str, Span]]:
    """The claim with what its note says of minutes and manipulated regions, and the words by JSON pointer.

    What the claim states is never changed: a difference is a finding, not a repair.
    """
    said: dict[str, Span] = {}
    lines = claim.lines
    if len({line.date for line in lines}) == 1:
        lines = tuple(_with_minutes(i, line, claim, facts, said) for i, line in enumerate(lines))
    return msgspec.structs.replace(claim, lines=lines, note=_note(claim.note or Note(), facts)), said


def _with_minutes(index: int, line: Line, claim: Claim, facts: NoteFacts, said: dict[str, Span]) -> Line:
    """The line with the minutes its code carries in the note, where the claim gives none and bills it once."""
    written = [t for t in facts.treatments if t.cpt == line.code and t.minutes is not None]
    if line.minutes is not None or not written or sum(x.code == line.code for x in claim.lines) > 1:
        return line
    said[f"/lines/{index}/minutes"] = said[f"/lines/{index}/units"] = _span(written[0])
    return msgspec.structs.replace(line, minutes=sum(t.minutes or 0 for t in written))


def _span(treatment: Treatment) -> Span:
    return Span(treatment.start, treatment.end, treatment.span)


def _note(note: Note, facts: NoteFacts) -> Note:
    cmt = note.cmt or ManipulationNote()
    if cmt.regions is None and facts.cmt_regions:
        note = msgspec.structs.replace(note, cmt=msgspec.structs.replace(cmt, regions=facts.cmt_regions))
    if note.timed_minutes_total is None:
        note = msgspec.structs.replace(note, timed_minutes_total=facts.timed_minutes_total)
    if note.total_treatment_minutes is None:
        note = msgspec.structs.replace(note, total_treatment_minutes=facts.total_treatment_minutes)
    return note
