"""The terms of the Index that an edition of the code set is given: added ones, and our selection."""

import datetime as dt
import re
import sqlite3
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm.index.chosen import chosen
from cleanbill.codes.icd10cm.index.kinds import read
from cleanbill.codes.icd10cm.index.see import led
from cleanbill.codes.icd10cm.published import fiscal_year
from cleanbill.codes.icd10cm.table import read_table
from cleanbill.data import Holding, opened

SELECTION = Path(__file__).parent.with_name("index_terms.csv")
_BRACKETED = re.compile(r" ?\([^()]*\)")
_EDITION = re.compile(r"FY(\d{4})")


class Term(NamedTuple):
    """A path that leads to a code (as the Index has it: with a dash, or without its 7th character) and its source."""

    path: str
    code: str
    source: str


def terms(start: dt.date) -> list[Term]:
    """Every term for an edition in force from `start`, those of our selection first."""
    ours = [Term(path, code, source) for code, path, source in read_table(SELECTION)]
    return ours + [term for holding in chosen(start) for term in _added(holding)]


def write(db: sqlite3.Connection, start: dt.date) -> int:
    """Fill the table `index_term` from the terms whose code is an entry of this edition; how many are left out.

    Of a path that two sources have, the newer one counts, of those whose code is there.
    """
    keys = {key for (key,) in db.execute("SELECT key FROM node WHERE level IN ('diag', 'seventh')")}
    every = [(_key(term.code), term) for term in terms(start)]
    here = [(key, term) for key, term in every if key in keys]
    newest = _newest([term for _, term in here])
    rows = dict.fromkeys((key, *term) for key, term in here if newest.get(term.path, term.source) == term.source)
    db.executemany("INSERT INTO index_term (key, path, code, source) VALUES (?, ?, ?, ?)", rows)
    return len(every) - len(here)


@lru_cache(maxsize=8)
def _added(holding: Holding) -> tuple[Term, ...]:
    with opened(holding) as parts:
        entries = read(parts).entries
    source = holding.edition if _year(holding.edition) else f"{holding.edition} FY{fiscal_year(holding.start)}"
    return tuple(Term(path, code, source) for path, code in dict.fromkeys(led(entries)))


def _newest(every: list[Term]) -> dict[str, str]:
    """The newest source of each path of our selection, by every way of writing it: brackets and capitals aside."""
    heads = {_head(path) for _, path, _ in read_table(SELECTION)}
    alike: dict[str, list[Term]] = {}
    for term in every:
        if _head(term.path) in heads:
            alike.setdefault(_BRACKETED.sub("", term.path).lower(), []).append(term)
    newest = ((same, max((term.source for term in same), key=_year)) for same in alike.values())
    return {term.path: source for same, source in newest for term in same}


def _head(path: str) -> str:
    return path.partition(",")[0].partition(" ")[0]


@cache
def _year(source: str) -> int:
    said = _EDITION.search(source)
    return int(said[1]) if said else 0


def _key(code: str) -> str:
    return code.replace(".", "").removesuffix("-")
