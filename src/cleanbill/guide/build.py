"""From a code and a date to its guide page. Pure: the date is given, and the same code gives the same page."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleanbill import codes
from cleanbill.guide import sources
from cleanbill.guide.page import Guide, Section, Source
from cleanbill.guide.sections import (
    choosing,
    conflicts,
    corrections,
    definition,
    denials,
    hierarchy,
    key_points,
    note_must_say,
    order,
    payers,
    procedures,
    questions,
    seventh,
    status,
    synonyms,
)
from cleanbill.guide.subject import Subject
from cleanbill.guide.words import VERDICTS

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm import Release
    from cleanbill.model.code import CodeRecord

_SECTIONS = (
    key_points, status, definition, hierarchy, seventh, choosing, note_must_say, conflicts, order, procedures, payers,
    denials, corrections, questions, synonyms,
)  # fmt: skip


def guide(code: str, on: dt.date) -> Guide:
    """The page of a code, written in any way, on a date of service. Never raises for an odd code."""
    release = codes.release(on)
    return page(release, release.lookup(code, on))


def page(release: "Release", record: "CodeRecord") -> Guide:
    """The page of a code's record."""
    subject = Subject(release, record)
    sections = tuple(found for each in _SECTIONS if (found := each.section(subject)))
    return Guide(
        code=record.code,
        title=record.title or _former_title(record),
        on=record.on,
        edition=record.edition,
        found=record.status.exists,
        billable=record.status.billable,
        verdict=VERDICTS[record.status.kind],
        sections=sections,
        sources=_sources(sections, sources.of_code_set(record)),
        remark=record.remark,
    )


def _former_title(record: "CodeRecord") -> str:
    """The title under which a retired code was last valid; empty for any other code."""
    ended = record.status.end if record.status.kind == "retired" else None
    return codes.release(ended).title(record.code) if ended else ""


def _sources(sections: tuple[Section, ...], of_code_set: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources cited, in the order of their first citation."""
    lists: dict[tuple[str, ...], None] = {}
    for section in sections:
        for block in section.blocks:
            lists.update(dict.fromkeys(block.cited()))
    ids = dict.fromkeys(id_ for ids in lists for id_ in ids)
    known = sources.known()
    return tuple(of_code_set.get(id_) or known[id_] for id_ in ids)
