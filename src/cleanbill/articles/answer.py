"""Which coverage articles list a service on a date, and what they say of a diagnosis."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from cleanbill import codes
from cleanbill.articles import contractors
from cleanbill.articles.download import KIND, write
from cleanbill.articles.groups import groups, standing, verdict
from cleanbill.data import Holding, holdings, in_force, usable
from cleanbill.data.compiling import compiled, compiled_file, reader
from cleanbill.model.coverage import Article, Contractor, Coverage
from cleanbill.model.normal import diagnosis

_MADE_BY = [str(Path(__file__).with_name(name)) for name in ("download.py", "paragraph.py")]
_WHERE = (
    "download current_article.zip from the CMS page “Medicare Coverage Database Downloads” and add it with "
    "`cleanbill data add current_article.zip`"
)
_LISTING = """
SELECT id, version, title, start, end FROM article a WHERE EXISTS
  (SELECT 1 FROM code c WHERE c.role = 'service' AND c.code = ? AND c.id = a.id AND c.version = a.version)
ORDER BY id, version
"""


class _Listing(NamedTuple):
    """An article that lists the service, whatever its dates, and the contractors asked for that issued it."""

    id: int
    version: int
    title: str
    start: dt.date
    end: dt.date | None
    contractors: tuple[Contractor, ...]

    def in_force(self, on: dt.date) -> bool:
        return self.start <= on and (self.end is None or on <= self.end)


def coverage(code: str, on: dt.date, dx: str = "", contractor: str = "", state: str = "") -> Coverage:
    """The articles that list a service on a date, and their lists of diagnoses. Never raises for an odd text.

    `contractor` is part of a contractor's name or its number; `state` an abbreviation or a name. Raises
    `DataFileError` where the cache cannot be written and, with `dx`, `CodeSetError` where the code set cannot be had.
    """
    code, dx, contractor, state = "".join(code.split()).upper(), diagnosis(dx), contractor.strip(), state.strip()
    answer = Coverage(code, on, dx, "no_file", "", _remark(dx, on))
    held = in_force(KIND.name, on)
    if held is None:
        return replace(answer, reason=_no_file(on))
    answer = replace(answer, edition=held.edition, source=held.source, sha256=held.sha256)
    db = _opened(held)
    nobody = contractors.unknown_contractor(db, contractor) if contractor else ""
    places = contractors.states(db, state)
    if state and not places:
        nobody = f"{state[:40]!r} is no state of this download; give an abbreviation such as NY, or the name."
    if nobody:
        return replace(answer, outcome="contractor", reason=nobody)
    return _answered(answer, db, list(_listings(db, code, on, contractor, places)))


def is_compiled(on: dt.date) -> bool:
    """Whether an answer for the date comes at once: compiling a download takes some seconds, the first time."""
    held = in_force(KIND.name, on)
    return held is None or usable(compiled_file(held, _MADE_BY))


def _answered(answer: Coverage, db: sqlite3.Connection, listings: list[_Listing]) -> Coverage:
    now = [x for x in listings if x.in_force(answer.on)]
    articles = sorted((_article(db, x, answer) for x in now), key=lambda x: (x.contractors[0].name, x.id))
    several = "articles list" if len(now) != 1 else "article lists"
    return replace(
        answer,
        outcome="articles" if now else "no_article",
        reason=f"{len(now) or 'No'} {several if now else 'article lists'} {answer.code[:20]} on {answer.on}.",
        articles=tuple(articles),
        other_times=tuple(_when(x, answer.on) for x in listings if x not in now),
    )


def _listings(
    db: sqlite3.Connection, code: str, on: dt.date, contractor: str, places: frozenset[str]
) -> Iterator[_Listing]:
    """Only articles of a contractor and a state that were asked for; of articles by nobody known, none."""
    for id, version, title, start, end in db.execute(_LISTING, (code,)).fetchall():
        issued = tuple(
            x
            for x in contractors.of_article(db, id, version, on)
            if contractors.named(x, contractor) and (not places or places.intersection(x.states))
        )
        if issued:
            last = dt.date.fromordinal(end) if end else None
            yield _Listing(id, version, title, dt.date.fromordinal(start), last, issued)


def _article(db: sqlite3.Connection, listing: _Listing, asked: Coverage) -> Article:
    key = (listing.id, listing.version)
    every = groups(db, key, asked.code)
    found = standing(db, key, every, asked.dx)
    at = standing(db, key, every, asked.code)
    lcds = db.execute("SELECT lcd FROM lcd WHERE id = ? AND version = ? ORDER BY lcd", key).fetchall()
    return Article(
        id=f"A{listing.id}",
        version=listing.version,
        title=listing.title,
        start=listing.start,
        end=listing.end,
        lcds=tuple(f"L{lcd}" for (lcd,) in lcds),
        contractors=listing.contractors,
        service=tuple(group for group in at if group.role == "service"),
        covered=tuple(group for group in every if group.role == "covered"),
        noncovered=tuple(group for group in every if group.role == "noncovered"),
        verdict=verdict(every, found) if asked.dx else "not_asked",
        found=found,
    )


def _remark(dx: str, on: dt.date) -> str:
    """Why the diagnosis itself may not stand on a claim that day; empty where it may, or none is given."""
    status = codes.release(on).status(dx, on) if dx else None
    return "" if status is None or status.billable else status.reason


def _when(listing: _Listing, on: dt.date) -> str:
    """A download holds the newest version of an article only."""
    name = f"A{listing.id} version {listing.version}"
    if listing.start > on:
        return f"{name} begins on {listing.start}; what an earlier version says is not in the download"
    return f"{name} ended on {listing.end}"


def _opened(held: Holding) -> sqlite3.Connection:
    return reader(compiled(held, _MADE_BY, write))


def _no_file(on: dt.date) -> str:
    later = [held for held in holdings() if held.kind == KIND.name]
    if not later:
        return f"No Medicare coverage articles are added: {_WHERE}."
    return f"The earliest article of what is added begins on {later[0].start}, after {on}; {_WHERE}."
