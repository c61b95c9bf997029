"""One compiled edition, opened for reading: status, title and conflicts of codes by date of service."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cleanbill.codes.icd10cm import editions, picker, record, status
from cleanbill.codes.icd10cm.excludes import Parties
from cleanbill.data import Holding, holdings, usable
from cleanbill.model.code import CodeRecord, Exclusion, NeverFirst, Question, SearchHit, Status

_MOST_CACHED = 100_000
_NEVER = (0, 0)


def normalise(code: str) -> str:
    """The code without dot and blanks, in capitals, as it is stored and as a claim carries it.

    A character outside ASCII can be part of no code; it is kept as "?".
    """
    return "".join(code.split()).replace(".", "").encode("ascii", "replace").decode().upper()


def _make_room(cache: dict[Any, Any]) -> None:
    """A batch of nonsense must not grow without bound."""
    if len(cache) > _MOST_CACHED:
        cache.clear()


class Release:
    """The code set of one edition. Safe to share between threads: it is only read.

    `edition` names it and `start` is its first day; dates are known up to `known_until`; `remark` says what the edition
    lacks, `whole_index` whether the Alphabetic Index was added. Every method takes a code in any case, with or without
    dot and blanks, and never raises for what it is given.
    """

    def __init__(self, path: Path) -> None:
        uri = f"{path.as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        meta = dict(self._db.execute("SELECT name, value FROM meta"))
        self.edition: str = meta["edition"]
        self.start = dt.date.fromisoformat(meta["start"])
        self.remark: str = meta["remark"]
        self.whole_index = bool(meta["whole_index"])
        self.known_until = dt.date.fromisoformat(meta["known_until"])
        self._periods: dict[str, tuple[int, int]] = {}
        self._titles: dict[str, str] = {}
        self._parties = Parties(self)
        self._conflicts: dict[tuple[str, str], Exclusion | None] = {}

    def rows(self, sql: str, *values: Any) -> Sequence[tuple[Any, ...]]:
        """The rows that a query of the compiled file gives."""
        return self._db.execute(sql, values).fetchall()

    def billable(self, code: str, on: dt.date) -> bool:
        """Whether the code may stand on a claim for a date of service: complete and in force."""
        period = self._periods.get(code)
        if period is None:
            period = self._read_period(code)
        return period[0] <= on.toordinal() <= period[1]

    def _read_period(self, code: str) -> tuple[int, int]:
        _make_room(self._periods)
        found = self.rows("SELECT start, end FROM period WHERE key = ?", normalise(code))
        start, end = found[0] if found else _NEVER
        period = self._periods[code] = (start, dt.date.max.toordinal() if end is None else end)
        return period

    def status(self, code: str, on: dt.date) -> Status:
        """Whether the code is billable on `on`, and if not, why, in one sentence."""
        return status.status(self, normalise(code), on)

    def title(self, code: str) -> str:
        """The official title, empty where there is no such code."""
        title = self._titles.get(code)
        if title is None:
            _make_room(self._titles)
            found = self.rows("SELECT title FROM node WHERE key = ?", normalise(code))
            title = self._titles[code] = found[0][0] if found else ""
        return title

    def lookup(self, code: str, on: dt.date) -> CodeRecord:
        """All that is known of the code on a date; of one that does not exist, its status and near misses."""
        return record.lookup(self, normalise(code), on)

    def excludes1(self, first: str, second: str) -> Exclusion | None:
        """The most specific Excludes1 note that keeps the two apart, whichever side carries it; None: none does."""
        try:
            return self._conflicts[first, second]
        except KeyError:
            _make_room(self._conflicts)
            found = self._parties.excludes1(normalise(first), normalise(second))
            self._conflicts[first, second] = found
            return found

    def never_first(self, code: str) -> NeverFirst:
        """Why the code may never be the first diagnosis, by the Medicare Code Editor; "" where it may."""
        return self._not_first.get(normalise(code), "")

    def ages(self, code: str, on: dt.date) -> tuple[int, int] | None:
        """The years of age that the Medicare Code Editor allows the code on a date, both included; None: any."""
        day = on.toordinal()
        periods = self._ages.get(normalise(code), ())
        return next(((low, high) for low, high, start, end in periods if start <= day <= end), None)

    @cached_property
    def _ages(self) -> dict[str, list[tuple[int, int, int, int]]]:
        found: dict[str, list[tuple[int, int, int, int]]] = {}
        for key, *period in self._db.execute("SELECT key, low, high, start, end FROM ages"):
            low, high, start, end = period
            found.setdefault(key, []).append((low, high, start, end))
        return found

    @cached_property
    def _not_first(self) -> dict[str, NeverFirst]:
        return dict(self._db.execute("SELECT key, why FROM not_first"))

    def question(self, code: str, on: dt.date, phase: str = "") -> Question | None:
        """What is still to be said before the code is complete: which kind, side or phase. None: nothing."""
        return picker.question(self, normalise(code), on, phase)

    def search(self, text: str, on: dt.date, limit: int = 20, billable: bool = False) -> tuple[SearchHit, ...]:
        """The codes that answer the words, best first; with `billable`, only complete ones in force on `on`."""
        from cleanbill.codes.icd10cm.search import search

        return search(self, text, on, limit, billable)


def release(on: dt.date) -> Release:
    """The release in force on a date of service, compiled on first use (some seconds).

    Before the oldest edition it is the oldest one's tree; status still goes by the dated table of 2015-10-01 onward.
    Raises `CodeSetError` where the code set cannot be had.
    """
    return _opened(editions.edition_on(on), holdings())


@lru_cache(maxsize=32)
def _opened(edition: editions.Edition, _shelf: tuple[Holding, ...]) -> Release:
    """Opened anew when the shelf has changed: what was added may belong to this edition."""
    path = editions.compiled(edition)
    return Release(path if usable(path) else editions.build([edition])[0])
