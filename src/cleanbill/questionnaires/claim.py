"""What a filled form can fill of a claim document. Units, charges, modifiers and diagnoses are not a form's to say."""

from collections.abc import Iterator
from typing import Any

import msgspec

from cleanbill.model.claim import Claim
from cleanbill.questionnaires.answers import Filled
from cleanbill.questionnaires.computed import billed_minutes
from cleanbill.questionnaires.note import write
from cleanbill.questionnaires.stated import date, manipulated, part

SPINAL = ((5, "98942"), (3, "98941"), (1, "98940"))  # the fewest spinal regions of each code
BEYOND = "98943"


def claim(filled: Filled) -> Claim:
    """The claim with its lines, their minutes, what the note section asks, the accident; nothing that was not said."""
    document: dict[str, Any] = {}
    for pointer, value in _pointed(filled):
        _put(document, pointer, value)
    regions, letters = manipulated(filled), part(filled)
    if regions:
        _put(document, "/note/cmt/regions", [region for region in regions if region != "extraspinal"])
        _put(document, "/note/cmt/extraspinal", "extraspinal" in regions)
    if letters:
        _put(document, "/note/cmt/part", letters)
    if filled.form.note_type:
        _put(document, "/note/text", write(filled).text)
        document["lines"] = list(_lines(filled, regions))
    return msgspec.convert(document, Claim)


def _pointed(filled: Filled) -> Iterator[tuple[str, Any]]:
    """The answers that fill a place of the claim, by its pointer; of a choice what it states."""
    for row in filled.rows():
        for item in row.group.items:
            value = row.states(item.id) if item.kind == "choice" else row.answers.get(item.id)
            if item.claim and value is not None:
                yield item.claim, value


def _put(document: dict[str, Any], pointer: str, value: Any) -> None:
    *parents, last = pointer.split("/")[1:]
    for name in parents:
        document = document.setdefault(name, {})
    document[last] = value


def _lines(filled: Filled, regions: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """One line a code, in the order of the form; the minutes of a timed code are one-on-one."""
    minutes: dict[str, int | None] = dict.fromkeys(_manipulation_codes(regions))
    for row in filled.rows("treatment"):
        code = row.answers.get("code")
        if code:
            spent, known = billed_minutes(row.answers), minutes.get(code)
            minutes[code] = spent if known is None or spent is None else known + spent
    for number, (code, spent) in enumerate(minutes.items(), 1):
        yield {"n": number, "code": code, "date": date(filled)} | ({} if spent is None else {"minutes": spent})


def _manipulation_codes(regions: tuple[str, ...]) -> Iterator[str]:
    """The codes that follow from the regions: one for the spine, one for what lies beyond."""
    spinal = sum(region != "extraspinal" for region in regions)
    yield from [code for fewest, code in SPINAL if fewest <= spinal][:1]
    if "extraspinal" in regions:
        yield BEYOND
