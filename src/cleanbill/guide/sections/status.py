"""Whether the code may stand on a claim on the date, since when, and where its content went."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from cleanbill.guide import words
from cleanbill.guide.page import Block, Row, Section, Statement, Statements, Table
from cleanbill.guide.subject import Subject

_FIRST_YEAR = 2016
_LONGEST = 7
_Periods = tuple[tuple[dt.date, dt.date | None], ...]


def section(subject: Subject) -> Section:
    """Always there: an unknown code has a status too."""
    blocks: list[Block] = [Statements(tuple(_status(subject)))]
    record = subject.record
    if record.periods:
        blocks.append(_years(record.periods, subject.release.known_until.year))
    if record.did_you_mean:
        blocks.append(_titles(subject))
    if record.successors:
        blocks.append(_successors(subject))
    return Section("status", f"Is {subject.code} billable?", tuple(blocks))


def _status(subject: Subject) -> Iterator[Statement]:
    record = subject.record
    yield Statement(record.status.reason, ("dates", "tabular"))
    if record.periods:
        spans = words.listed([words.span(*period) for period in record.periods])
        yield Statement(f"It can be billed for dates of service {spans}.", ("dates",))
    if record.status.billable and not subject.seventh:
        count = len(subject.code.replace(".", ""))
        more = " and takes no 7th character" if count < _LONGEST else ", the last of them part of the code itself"
        yield Statement(f"It is complete with {count} characters{more}.", ("tabular", "gl-detail"))
    elif subject.seventh:
        yield Statement(
            f"It is complete with 7 characters; {subject.entry} without the 7th is not a code for a claim.",
            ("tabular", "gl-detail"),
        )


@lru_cache(maxsize=1000)
def _years(periods: _Periods, last: int) -> Table:
    """A row for each run of fiscal years of the same standing. A fiscal year begins on October 1 of the year before."""
    standing = [(year, _in_year(periods, year)) for year in range(_FIRST_YEAR, last + 1)]
    rows = []
    for said, run in groupby(standing, key=lambda pair: pair[1]):
        years = [year for year, _ in run]
        name = f"FY{years[0]}" + (f" to FY{years[-1]}" if len(years) > 1 else "")
        rows.append(Row((name, said), ("dates",)))
    return Table(("Fiscal year", "Standing"), tuple(rows), "By fiscal year (October 1 to September 30)")


def _in_year(periods: _Periods, year: int) -> str:
    first, last = dt.date(year - 1, 10, 1), dt.date(year, 9, 30)
    for start, end in periods:
        begins, ends = max(start, first), min(end or last, last)
        if begins <= ends:
            whole = begins == first and ends == last
            return "billable all year" if whole else f"billable from {begins} to {ends} only"
    return "not billable"


def _titles(subject: Subject) -> Table:
    rows = (Row((t.code, t.title, "yes" if t.billable else "no"), ("tabular",)) for t in subject.record.did_you_mean)
    return Table(("Code", "Title", "Billable"), tuple(rows), "Use instead")


def _successors(subject: Subject) -> Table:
    rows = (
        Row((s.code, s.title + (f" ({s.what})" if s.what else ""), str(s.effective)), ("successors",))
        for s in subject.record.successors
    )
    heading = "Codes made since for what was coded here" if subject.record.status.billable else "Where its content went"
    return Table(("Code", "Title", "Since"), tuple(rows), heading)
