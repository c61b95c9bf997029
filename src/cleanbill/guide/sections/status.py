"""Whether the code may stand on a claim on the date, since when, and where its content went."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from cleanbill.codes.icd10cm.published import fiscal_year
from cleanbill.guide import words
from cleanbill.guide.page import Block, Row, Section, Statement, Statements, Table
from cleanbill.guide.subject import Subject
from cleanbill.model.code import FiscalYear, Succession

_FIRST_YEAR = 2016
_LONGEST = 7


def section(subject: Subject) -> Section:
    """Always there: an unknown code has a status too."""
    blocks: list[Block] = [Statements(tuple(_status(subject)))]
    record = subject.record
    if record.years:
        blocks.append(_years(record.years, fiscal_year(subject.release.known_until)))
    if record.did_you_mean:
        blocks.append(_titles(subject))
    if record.successors:
        heading = "Codes made since for what was coded here" if record.status.billable else "Where its content went"
        blocks.append(_succession(record.successors, heading))
    if record.predecessors:
        blocks.append(_succession(record.predecessors, "Where its content was coded before"))
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
def _years(years: tuple[FiscalYear, ...], last: int) -> Table:
    """A row for each run of fiscal years of the same standing. A fiscal year begins on October 1 of the year before."""
    billable = {year.year: year for year in years}
    standing = [(year, _standing(billable.get(year))) for year in range(_FIRST_YEAR, last + 1)]
    rows = []
    for said, run in groupby(standing, key=lambda pair: pair[1]):
        named = [year for year, _ in run]
        name = f"FY{named[0]}" + (f" to FY{named[-1]}" if len(named) > 1 else "")
        rows.append(Row((name, said), ("dates",)))
    return Table(("Fiscal year", "Standing"), tuple(rows), "By fiscal year (October 1 to September 30)")


def _standing(year: FiscalYear | None) -> str:
    if year is None:
        return "not billable"
    begins, ends = (year.start.month, year.start.day) == (10, 1), year.end is None or year.end.month == 9
    if begins and ends:
        return "billable all year"
    return f"billable from {year.start}" + (f" to {year.end}" if year.end else "") + " only"


def _titles(subject: Subject) -> Table:
    rows = (Row((t.code, t.title, "yes" if t.billable else "no"), ("tabular",)) for t in subject.record.did_you_mean)
    return Table(("Code", "Title", "Billable"), tuple(rows), "Use instead")


def _succession(found: tuple[Succession, ...], heading: str) -> Table:
    rows = (
        Row((s.code, s.title + (f" ({s.what})" if s.what else ""), str(s.effective)), ("successors",)) for s in found
    )
    return Table(("Code", "Title", "Since"), tuple(rows), heading)
