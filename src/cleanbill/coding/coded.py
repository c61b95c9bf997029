"""From named diagnoses to codes: the row that fits, the side, the 7th character, what is valid on the date."""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from cleanbill.codes import Release
from cleanbill.coding.encounter import Encounter, broken, complete, encounter, takes_character
from cleanbill.coding.naming import Named
from cleanbill.coding.table import Row
from cleanbill.model.reading import NoteFacts

_SIDES = {"right": (0,), "left": (1,), None: (2,), "bilateral": (0, 1)}


class Setting(Struct, frozen=True):
    """What the choice rests on besides the table."""

    facts: NoteFacts
    on: dt.date
    release: Release
    medicare: bool = False
    chiropractic: bool = False
    rehabilitation: bool = False


class Coded(Struct, frozen=True):
    """A code with the diagnosis it says and the row that gave it. `unsided`: the note would have to name the side."""

    code: str
    named: Named
    row: Row
    encounter: Encounter | None = None
    unsided: bool = False


def coded(named: Named, setting: Setting) -> tuple[Coded, ...]:
    """The codes of a diagnosis: none where no row fits, two where both sides have a code each (guideline I.B.13)."""
    for row in named.diagnosis.fitting(named.region, named.words, named.levels):
        found = tuple(_codes(row, named, setting))
        if found and all(setting.release.billable(c.code, setting.on) for c in found):
            return found
    return ()


def _codes(row: Row, named: Named, setting: Setting) -> Iterator[Coded]:
    for stem in _stems(row, named):
        unsided = len(row.codes) > 1 and named.side is None
        if takes_character(stem):
            phase = encounter(setting.facts, named.words, setting.rehabilitation)
            phase = broken(phase, stem, named.words)
            yield Coded(complete(stem, phase.character), named, row, phase, unsided)
        else:
            yield Coded(stem, named, row, None, unsided)


def _stems(row: Row, named: Named) -> Iterator[str]:
    if len(row.codes) == 1:
        yield row.codes[0]
    elif named.side == "bilateral" and len(row.codes) == 4:
        yield row.codes[3]
    else:
        yield from (row.codes[i] for i in _SIDES[named.side])
