"""What comes in: kept byte for byte first, then read, matched, and taken once; what is not matched is quarantined."""

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct

from cleanbill.transport.answers import HANDLERS, Handler
from cleanbill.transport.documents import Answers, UnreadableError, read
from cleanbill.transport.folder import PASSING, Entry, Folder, RouteError
from cleanbill.transport.matching import Answer
from cleanbill.transport.queue import stamp
from cleanbill.transport.states import before, marks
from cleanbill.transport.store import Store

_OF_FILES = ("TA1", "999")  # the kinds that speak of a file as a whole


class Taken(Struct, frozen=True):
    """What became of one document: its hash, its name there, its kinds, its state and why.

    `state`: taken, repeated (its interchanges were taken before), or quarantined.
    """

    sha256: str
    name: str
    kind: str
    state: str
    reason: str = ""


class UnmatchedError(Exception):
    """Nothing that a document speaks of is known here. A handler may raise it too; the message is one sentence."""


def fetch(store: Store, route: str, folder: Folder, now: dt.datetime, remove: bool = False) -> int:
    """Keep the bytes of what lies in a folder and was not there before; how many new documents. Nothing is read yet.

    `remove` takes away what is kept. Raises `RouteError` where the folder or a file cannot be read; all other files are
    fetched first.
    """
    new, failed = 0, None
    with store.alone("inbox"):
        for entry in folder.entries():
            if entry.name.startswith(".") or entry.name.endswith(PASSING):
                continue
            try:
                new += _fetch(store, route, folder, entry, now, remove)
            except RouteError as error:
                failed = failed or error
    if failed:
        raise failed
    return new


def _fetch(store: Store, route: str, folder: Folder, entry: Entry, now: dt.datetime, remove: bool) -> bool:
    """Keep one file; whether it is new."""
    row, name = (entry.size, entry.modified), _printable(entry.name)
    seen = store.rows("SELECT size, modified FROM seen WHERE route = ? AND name = ?", (route, name))
    content = None if seen == [row] and not remove else folder.read(entry.name)
    if content is None:
        return False
    with store.transaction():
        new = receive(store, route, name, content, now)
        store.rows(
            "INSERT INTO seen (route, name, size, modified) VALUES (?, ?, ?, ?) ON CONFLICT (route, name) "
            "DO UPDATE SET size = excluded.size, modified = excluded.modified",
            (route, name, *row),
        )
    if remove:
        folder.remove(entry.name)
    return new


def receive(store: Store, route: str, name: str, content: bytes, now: dt.datetime) -> bool:
    """Keep the bytes of a document; whether they are new. A whole file takes the place of a part of it."""
    key = sha256(content).hexdigest()
    new = store.rows(
        "INSERT INTO document (sha256, route, name, content, kind, state, reason, changed) "
        "VALUES (?, ?, ?, ?, '', 'received', '', ?) ON CONFLICT (sha256) DO NOTHING RETURNING sha256",
        (key, route, name, content, stamp(now)),
    )
    if new:
        store.rows(
            "UPDATE document SET state = 'replaced', changed = ? "
            "WHERE route = ? AND name = ? AND state = 'quarantined' AND sha256 <> ?",
            (stamp(now), route, name, key),
        )
    return bool(new)


def take(
    store: Store, now: dt.datetime, handlers: Mapping[str, Handler] = HANDLERS, again: bool = False
) -> list[Taken]:
    """Read, match and take every document that was received; what became of each. `again`: the quarantined too."""
    with store.alone("inbox"):
        states = "('received', 'quarantined')" if again else "('received')"
        rows = store.rows(f"SELECT sha256 FROM document WHERE state IN {states} ORDER BY changed, name, sha256")
        return [_take(store, key, now, handlers) for (key,) in rows]


def _take(store: Store, key: str, now: dt.datetime, handlers: Mapping[str, Handler]) -> Taken:
    ((name, content),) = store.rows("SELECT name, content FROM document WHERE sha256 = ?", (key,))
    kind = ""
    try:
        found = read(bytes(content))
        kind = "+".join(dict.fromkeys(one.kind for one in found))
        with store.transaction():
            new = [one for one in found if _is_new(store, key, one)]
            answers = [(one.kind, answer) for one in new for answer in handlers[one.kind](store, one)]
            if answers and not any(answer.file for _, answer in answers):
                raise UnmatchedError(_unknown([answer for _, answer in answers]))
            _apply(store, key, answers, now)
            state, reason = ("taken", _missed(answers)) if new else ("repeated", "Its control number was taken before.")
            return _end(store, Taken(key, name, kind, state, reason), now)
    except (UnreadableError, UnmatchedError) as error:
        return _end(store, Taken(key, name, kind, "quarantined", _printable(str(error))), now)


def _is_new(store: Store, key: str, answers: Answers) -> bool:
    """Whether the interchange is this document's: its first, or another set of it."""
    head = answers.head
    values = (head.sender, head.receiver, int(head.test), head.interchange)
    store.rows("INSERT INTO interchange VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", (*values, key))
    owner = store.rows(
        "SELECT sha256 FROM interchange WHERE sender = ? AND receiver = ? AND test = ? AND number = ?", values
    )
    return owner == [(key,)]


def _apply(store: Store, key: str, answers: list[tuple[str, Answer]], now: dt.datetime) -> None:
    """Keep what is said, and bring claims and files to the states that follow."""
    store.many(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (key, place, kind, one.reference, one.version, one.state or "", one.reason)
            for place, (kind, one) in enumerate(answers)
        ],
    )
    for kind, one in answers:
        state = one.state if one.state and kind in _OF_FILES else "sent"
        older = before(state)
        store.rows(
            f"UPDATE file SET state = ?, changed = ? WHERE name = ? AND state IN ({marks(older)})",
            (state, stamp(now), one.file, *older),
        )
        if one.state and one.version:
            older = before(one.state)
            store.rows(
                "UPDATE claim SET state = ?, reason = ?, changed = ? "
                f"WHERE version = ? AND file = ? AND state IN ({marks(older)})",
                (one.state, one.reason, stamp(now), one.version, one.file, *older),
            )
        if one.version and one.payer_number:
            store.rows("UPDATE claim SET payer_number = ? WHERE version = ?", (one.payer_number, one.version))


def _end(store: Store, taken: Taken, now: dt.datetime) -> Taken:
    store.rows(
        "UPDATE document SET kind = ?, state = ?, reason = ?, changed = ? WHERE sha256 = ?",
        (taken.kind, taken.state, taken.reason, stamp(now), taken.sha256),
    )
    return taken


def _unknown(answers: list[Answer]) -> str:
    names = [answer.reference for answer in answers if answer.reference]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Nothing that was sent is called {shown}." if names else "It names nothing that was sent."


def _missed(answers: list[tuple[str, Answer]]) -> str:
    missed = [answer for _, answer in answers if not answer.file]
    return _unknown(missed) if missed else ""


def _printable(text: str) -> str:
    """Text that every store and every screen takes."""
    return "".join(character if character.isprintable() else "?" for character in text)
