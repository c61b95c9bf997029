"""Codes that the note lists without words, as the diagnoses that they name."""

from functools import cache

import msgspec

from cleanbill.coding.table import diagnoses
from cleanbill.model.reading import Fact, NoteFacts, Side
from cleanbill.notes.mentions import INTRINSIC

_WRITTEN = "written_code"
_SIDES: tuple[Side | None, ...] = ("right", "left", None, "bilateral")


def spelled_out(facts: NoteFacts) -> NoteFacts:
    """`facts` with each code that stands without words read as the diagnosis the table has it for."""
    if all(fact.concept != _WRITTEN for fact in facts.facts):
        return facts
    return msgspec.structs.replace(facts, facts=tuple(_diagnosis(fact) for fact in facts.facts))


def _diagnosis(fact: Fact) -> Fact:
    if fact.concept != _WRITTEN:
        return fact
    concept, region, side, words = _named(fact.span)
    if not concept:
        return fact
    return msgspec.structs.replace(fact, concept=concept, region=region, laterality=side, value=words)


@cache
def _named(code: str) -> tuple[str, str | None, Side | None, str]:
    """The concept, region, side and words of the first row that has the code; an empty concept where none has."""
    for concept, diagnosis in diagnoses().items():
        for row in diagnosis.rows:
            if code in row.codes:
                side = _SIDES[row.codes.index(code)] if len(row.codes) in (3, 4) else None
                region = diagnosis.place or next(iter(row.at), None) or INTRINSIC.get(concept)
                return concept, region, side, " ".join(row.says[:1])
    return "", None, None, ""
