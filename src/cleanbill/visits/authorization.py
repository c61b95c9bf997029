"""What an authorization is for: which visits, which of their services, how much of it."""

import datetime as dt
from collections.abc import Iterable
from math import inf

from msgspec.structs import asdict

from cleanbill.model import claim
from cleanbill.model.claim import Line
from cleanbill.visits.ledger import Authorization, Ledger
from cleanbill.visits.visit import Visit


def authorizations(ledger: Ledger, coverage: str) -> list[Authorization]:
    """The approved authorizations of a coverage, the one that ends first before the others."""
    held = (one for one in ledger.authorizations.values() if one.coverage == coverage and one.status == "approved")
    return sorted(held, key=lambda one: (one.to or dt.date.max, one.from_ or dt.date.min, one.id))


def applies(auth: Authorization, visit: Visit, *, dates: bool = True) -> bool:
    """Whether an authorization is for a visit, by its dates, disciplines and episode; `dates` False: by the others."""
    if dates and not (auth.from_ or dt.date.min) <= visit.day <= (auth.to or dt.date.max):
        return False
    return (not auth.disciplines or visit.discipline in auth.disciplines) and (
        auth.episode is None or auth.episode in visit.episodes
    )


def lists(auth: Authorization, line: Line | None) -> bool:
    """Whether a line is counted by an authorization; what is not known yet is."""
    if line is None:
        return True
    return line.code not in auth.codes_not_counted and (auth.codes is None or line.code in auth.codes)


def room(auth: Authorization) -> float:
    """The visits or units it has for this ledger; without end where nobody says how many, or of what."""
    if auth.approved is None or auth.counts is None:
        return inf
    return max(0, auth.approved - (auth.used_before or 0))


def nearest(given: Iterable[Authorization], day: dt.date) -> Authorization:
    """Of authorizations that a day is outside of, the one whose first or last day is nearest to it."""
    return min(given, key=lambda one: abs(day - edge(one, day)))


def edge(auth: Authorization, day: dt.date) -> dt.date:
    """The last day of an authorization that ended before a day, else its first."""
    return auth.to if auth.to and auth.to < day else auth.from_ or dt.date.max


def as_on_claim(auth: Authorization) -> claim.Authorization:
    """What a claim states of an authorization."""
    return claim.Authorization(**{name: asdict(auth)[name] for name in claim.Authorization.__struct_fields__})
