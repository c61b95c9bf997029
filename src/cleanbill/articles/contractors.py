"""Medicare contractors: who issued an article, which states they serve on a date, and whom a text means."""

import datetime as dt
import sqlite3
from collections.abc import Sequence

from cleanbill.model.coverage import Contractor

_MOST_NAMED = 8


def of_article(db: sqlite3.Connection, id: int, version: int, on: dt.date) -> tuple[Contractor, ...]:
    """The contractors that issued an article, with the states they serve on the date, by name and number."""
    sql = (
        "SELECT c.contractor, c.name, c.number, c.type FROM issued i JOIN contractor c USING (contractor) "
        "WHERE i.id = ? AND i.version = ? ORDER BY c.name, c.number"
    )
    rows = db.execute(sql, (id, version)).fetchall()
    return tuple(Contractor(name, number, kind, _states(db, key, on)) for key, name, number, kind in rows)


def named(contractor: Contractor, text: str) -> bool:
    """Whether a text is part of the contractor's name, or its number."""
    return text.casefold() in contractor.name.casefold() or text == contractor.number


def states(db: sqlite3.Connection, text: str) -> frozenset[str]:
    """The states and parts of a state ("New York - Upstate") that a text means, as articles name them; empty: none."""
    rows = db.execute("SELECT abbreviation, name, label FROM state").fetchall()
    wanted = text.casefold()
    whole = {_state(name) for short, name, _ in rows if wanted in (short.casefold(), _state(name))}
    return frozenset(label for _, name, label in rows if _state(name) in whole)


def unknown_contractor(db: sqlite3.Connection, text: str) -> str:
    """Why a text names no contractor, in a sentence that lists some; empty where it names one."""
    rows = db.execute("SELECT DISTINCT name, number FROM contractor ORDER BY name").fetchall()
    if any(named(Contractor(name, number, "", ()), text) for name, number in rows):
        return ""
    names = list(dict.fromkeys(name for name, _ in rows))
    return f"{text[:40]!r} is no Medicare contractor of this download; it has {_listed(names)}".rstrip(".") + "."


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return "; ".join(names[:_MOST_NAMED]) + more


def _state(name: str) -> str:
    return name.partition(" - ")[0].casefold()


def _states(db: sqlite3.Connection, contractor: str, on: dt.date) -> tuple[str, ...]:
    sql = "SELECT DISTINCT state FROM serves WHERE contractor = ? AND start <= ? AND (end IS NULL OR ? <= end)"
    day = on.toordinal()
    return tuple(sorted(state for (state,) in db.execute(sql, (contractor, day, day))))
