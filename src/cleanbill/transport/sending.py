"""Carry written files to the payer's folder. Each state is noted before and after the step that it is about."""

import datetime as dt

from msgspec import Struct

from cleanbill.transport import files
from cleanbill.transport.folder import Folder, RouteError, release, upload
from cleanbill.transport.queue import stamp
from cleanbill.transport.store import Store
from cleanbill.x12 import Trading

_FIRST_WAIT = dt.timedelta(minutes=1)  # doubled with each failure
_LONGEST_WAIT = dt.timedelta(hours=4)


class Sent(Struct, frozen=True):
    """What became of one file: sent, or why not, and the moment from which on it is tried again."""

    name: str
    reason: str = ""
    due: str = ""


def write(store: Store, route: str, trading: Trading, on: dt.date, now: dt.datetime) -> None:
    """Write what is queued for a route into files, after what a broken-off run left is queued again."""
    with store.alone("outbox"):
        files.recover(store, now)
        files.write_queued(store, route, trading, on, now)


def due(store: Store, route: str, now: dt.datetime | None) -> list[str]:
    """The names of the files of a route that are to be carried now; of all that are not sent, where `now` is None."""
    rows = store.rows(
        "SELECT name FROM file WHERE route = ? AND state IN ('written', 'sending', 'uploaded') AND due <= ? "
        "ORDER BY name",
        (route, stamp(now) if now else "9"),
    )
    return [name for (name,) in rows]


def carry(store: Store, names: list[str], out: Folder, now: dt.datetime) -> list[Sent]:
    """Carry files to a folder, each as far as it goes; what became of each."""
    with store.alone("outbox"):
        return [_carry(store, name, out, now) for name in names]


def put_off(store: Store, name: str, reason: str, now: dt.datetime) -> Sent:
    """Note that a file could not be carried, and when to try again: later each time."""
    ((tries,),) = store.rows("SELECT tries FROM file WHERE name = ?", (name,))
    due = stamp(now + min(_FIRST_WAIT * 2 ** min(tries, 20), _LONGEST_WAIT))
    store.rows(
        "UPDATE file SET tries = tries + 1, due = ?, reason = ?, changed = ? WHERE name = ?",
        (due, reason, stamp(now), name),
    )
    return Sent(name, reason, due)


def _carry(store: Store, name: str, out: Folder, now: dt.datetime) -> Sent:
    ((state, content),) = store.rows("SELECT state, content FROM file WHERE name = ?", (name,))
    data = bytes(content)
    try:
        if state in ("written", "sending"):
            _note(store, name, "sending", now)
            upload(out, name, data)
            _note(store, name, "uploaded", now)
        if state != "sent":
            release(out, name, data)
            _note(store, name, "sent", now)
    except RouteError as error:
        return put_off(store, name, str(error), now)
    return Sent(name)


def _note(store: Store, name: str, state: str, now: dt.datetime) -> None:
    """The file and its claims are in a state; claims that were answered already stay so."""
    with store.transaction():
        store.rows(
            "UPDATE file SET state = ?, reason = '', changed = ? WHERE name = ? "
            "AND state IN ('written', 'sending', 'uploaded')",
            (state, stamp(now), name),
        )
        store.rows(
            "UPDATE claim SET state = ?, changed = ? WHERE file = ? AND state IN ('written', 'sending', 'uploaded')",
            (state, stamp(now), name),
        )
