"""Modifiers that exist, by date of service, and what they are for.

From `modifiers.csv`; the days of those of HCPCS Level II from the file that was added, where one is.
"""

import datetime as dt
from typing import Literal, cast

from msgspec import Struct

from cleanbill.codes import hcpcs
from cleanbill.codes.tables import day, rows
from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.claim import Rendering

Kind = Literal["ncci_associated", "therapy", "other"]


class Modifier(Struct, frozen=True):
    """One modifier. `kind`: ncci_associated separates an edit pair; therapy names the plan's discipline."""

    code: str
    kind: Kind
    first_day: dt.date | None
    last_day: dt.date | None

    def in_force(self, on: dt.date | None) -> bool:
        """Whether it may be used on a date of service; yes where the date is not known."""
        if on is None:
            return True
        return (self.first_day or on) <= on <= (self.last_day or on)


def valid(code: str, on: dt.date | None) -> bool:
    """Whether a modifier exists and may be used on a date of service."""
    known = modifier(code, on)
    return known is not None and known.in_force(on)


def modifier(code: str, on: dt.date | None) -> Modifier | None:
    """A modifier, in force on the date of service or not; None where there is none of that name."""
    known, added = MODIFIERS.get(code), hcpcs.entry(code, on) if len(code) == 2 else None
    if added is None:
        return known
    return Modifier(code, known.kind if known else "other", added.first_day, added.last_day)


MODIFIERS: dict[str, Modifier] = {
    code: Modifier(code, cast("Kind", row["kind"]), day(row["first_day"]), day(row["last_day"]))
    for row in rows("modifiers.csv")
    for code in row["modifiers"].split()
}
UNDATED = frozenset(m.code for m in MODIFIERS.values() if m.first_day is m.last_day is None)
NCCI_ASSOCIATED = frozenset(m.code for m in MODIFIERS.values() if m.kind == "ncci_associated")
DISTINCT = frozenset({"59", "XE", "XP", "XS", "XU"})
DISCIPLINES = frozenset(m.code for m in MODIFIERS.values() if m.kind == "therapy")

_BY_CREDENTIAL = {"PT": "GP", "PTA": "GP", "OT": "GO", "OTA": "GO", "SLP": "GN"}


def discipline_of(rendering: Rendering) -> str:
    """The modifier under which a therapist or assistant treats; "" for others, who may treat under any plan."""
    credential = rendering.credential or credential_of(rendering.taxonomy)
    return _BY_CREDENTIAL.get(credential, "") if credential else ""
