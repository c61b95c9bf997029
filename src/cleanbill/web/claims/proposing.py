"""What is proposed of a claim, and why: services, units and diagnoses out of the note. A person confirms all of it."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import cleanbill
from cleanbill.codes.procedures import label
from cleanbill.codes.timed import FURTHER, count, earned, share, sum_of
from cleanbill.model.claim import Credential, Line, Payer, UnitRule
from cleanbill.model.reading import NoteReading
from cleanbill.payers import shipped
from cleanbill.web.notes.arithmetic import written

MOST_POINTERS = 4
_MANIPULATION = ((1, "98940"), (3, "98941"), (5, "98942"))
"""How many spinal regions a code of manipulation begins with."""
_SPINAL_CODES = frozenset(code for _, code in _MANIPULATION)
_SPINE = ("cervical", "thoracic", "lumbar", "sacral", "pelvic")


class Proposal(NamedTuple):
    """One thing that is proposed: its place in the document, what it is, why, and the note's words where there are."""

    path: str
    what: str
    why: str
    words: str = ""


class Coding(NamedTuple):
    """The services and diagnoses of a visit, with the reasons."""

    lines: tuple[Line, ...]
    dx: tuple[str, ...]
    proposals: tuple[Proposal, ...]


def coding(
    text: str,
    on: dt.date,
    payer: Payer,
    credential: Credential,
    planned: tuple[Line, ...],
    known_dx: tuple[str, ...],
) -> Coding:
    """The coding of a visit by its note. `planned`: services as the schedule has them, where the note names none.

    `known_dx`: the diagnoses of the episode, which a clinician chose; without them those that the note supports.
    """
    reading = cleanbill.read_note(text, on, payer, credential)
    dx, about_dx = _diagnoses(reading, known_dx)
    found = list(_services(reading, payer, credential, on)) or [
        (line, Proposal("", label(line.code), "The schedule has it; the note names no service by a code."))
        for line in planned
    ]
    pointers = tuple(range(1, min(len(dx), MOST_POINTERS) + 1))
    lines, about = [], []
    for place, (line, proposal) in enumerate(found):
        minutes = line.minutes
        lines.append(Line(line.code, place + 1, line.modifiers, line.units, None, pointers, on, minutes))
        about.append(proposal._replace(path=f"/lines/{place}"))
    return Coding(tuple(lines), dx, (*about_dx, *about))


def _diagnoses(reading: NoteReading, known: tuple[str, ...]) -> tuple[tuple[str, ...], list[Proposal]]:
    supported = {one.code: one for one in reading.codes if one.listed and one.billable}
    dx = known or tuple(supported)[:12]
    proposals = []
    for place, code in enumerate(dx):
        one = supported.get(code)
        why = "The episode has it." if known else ""
        words = "; ".join(span.span for span in one.evidence[:2]) if one else ""
        reason = one.for_[0].text if one and one.for_ else "The note by itself does not settle on it." if known else ""
        proposals.append(Proposal(f"/dx/{place}", code, f"{why} {reason}".strip(), words))
    return dx, proposals


def _services(
    reading: NoteReading, payer: Payer, credential: Credential, on: dt.date
) -> Iterator[tuple[Line, Proposal]]:
    treatments = [one for one in reading.facts.treatments if one.cpt and one.one_on_one is not False]
    minutes = written(treatments)
    rule = shipped().resolve(payer, on).unit_rule
    units = _units(minutes, rule)
    manipulated = list(_manipulation(reading)) if credential == "DC" else []
    for code in dict.fromkeys(FURTHER.get(one.cpt or "", one.cpt or "") for one in treatments):
        if manipulated and code in _SPINAL_CODES:
            continue  # the regions of the note say which of them it is, once a day
        words = "; ".join(one.span for one in treatments if FURTHER.get(one.cpt or "", one.cpt) == code)
        if code not in minutes:
            yield Line(code, units=1), Proposal("", f"{label(code)}, 1 unit", "The note names the service.", words)
        elif units[code]:
            why = _sum(code, minutes, rule)
            line = Line(code, units=units[code], minutes=minutes[code])
            yield line, Proposal("", f"{label(code)}, {count(units[code])} by {minutes[code]} minutes", why, words)
    yield from manipulated


def _units(minutes: dict[str, int], rule: UnitRule | None) -> dict[str, int]:
    """Units by code: each by itself where the payer counts by the midpoint, else all minutes together."""
    if rule == "ama_midpoint":
        return {code: earned(spent) for code, spent in minutes.items()}
    return share(minutes, dict.fromkeys(minutes, 0)) if minutes else {}


def _sum(code: str, minutes: dict[str, int], rule: UnitRule | None) -> str:
    if rule == "ama_midpoint":
        return f"The payer counts each code by itself: {sum_of(minutes[code])}."
    whose = "The payer counts" if rule else "It is not known how the payer counts; proposed are"
    return f"{whose} all timed minutes together: {sum_of(sum(minutes.values()))}, shared out by the longest rest."


def _manipulation(reading: NoteReading) -> Iterator[tuple[Line, Proposal]]:
    named = {*reading.facts.cmt_regions, *(one.region for one in reading.facts.segments)}
    regions = [region for region in _SPINE if region in named]
    code = next((code for least, code in reversed(_MANIPULATION) if len(regions) >= least), "")
    if code:
        why = f"The note names {len(regions)} manipulated spinal regions: {', '.join(regions)}."
        words = "; ".join(dict.fromkeys(one.span for one in reading.facts.segments))
        yield Line(code, units=1), Proposal("", f"{label(code)}, 1 unit", why, words)
