"""Queued claims become files: a number is taken, the file is written, and what an answer will name is noted."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import IO
from urllib.parse import quote

from cleanbill.model.claim import Claim
from cleanbill.model.decode import decode_claim
from cleanbill.transport.numbers import Partner, next_number
from cleanbill.transport.queue import stamp
from cleanbill.transport.store import Store
from cleanbill.x12 import UnwritableError
from cleanbill.x12.claim.writer import MOST_CLAIMS, Writer
from cleanbill.x12.damage import Damage
from cleanbill.x12.envelope import Guide
from cleanbill.x12.sets import Sets
from cleanbill.x12.trading import Sending, Trading, filled

_NAMED_BY = {"837": ("CLM", 1), "270": ("TRN", 2), "276": ("TRN", 2), "278": ("TRN", 2)}  # what an answer gives back
_GUIDES = tuple(Guide(set, "") for set in _NAMED_BY)
Versions = dict[str, str]  # the version of each claim of a file, by the claim's id
Write = Callable[[IO[bytes], Sending], object]


def write_queued(store: Store, route: str, trading: Trading, on: dt.date, now: dt.datetime) -> list[str]:
    """Put the claims that are queued for a route into files; their names. Claims that no file can hold have failed."""
    names = []
    while claims := _queued(store, route):
        partner, together = _together(claims, trading)
        name, number = _begin(store, route, partner, now)
        _hold(store, name, list(together), now)
        if _write_claims(store, name, together, Sending(on, number, trading), now):
            names.append(name)
    return names


def ask(store: Store, route: str, trading: Trading, write: Write, on: dt.date, now: dt.datetime) -> str:
    """Have a file of questions (270, 276, 278) written and queued; its name. Answers are matched by their traces.

    `write` is given a stream and the file's day and number; what it raises is passed on, and the number is used up.
    """
    with store.alone("outbox"):
        name, number = _begin(store, route, Partner.of(trading), now)
        stream = BytesIO()
        write(stream, Sending(on, number, trading))
        _keep(store, name, stream.getvalue(), {}, now)
    return name


def kind(content: bytes) -> str:
    """What a file of ours holds: 837, 270, 276 or 278."""
    sets = Sets(BytesIO(content), _GUIDES, Damage())
    next(iter(sets))
    return sets.head.set


def recover(store: Store, now: dt.datetime) -> None:
    """Give up the files whose writing was broken off; their claims are queued again."""
    with store.transaction():
        store.rows("UPDATE claim SET state = 'queued', file = NULL, changed = ? WHERE state = 'writing'", (stamp(now),))
        store.rows("UPDATE file SET state = 'abandoned', changed = ? WHERE state = 'writing'", (stamp(now),))


def _queued(store: Store, route: str) -> dict[str, Claim]:
    """The claims that have waited longest, as many as a transaction set may hold, by their version."""
    rows = store.rows(
        "SELECT version, document FROM claim WHERE state = 'queued' AND route = ? ORDER BY changed, claim_id LIMIT ?",
        (route, MOST_CLAIMS),
    )
    return {version: decode_claim(document.encode()) for version, document in rows}


def _together(claims: dict[str, Claim], trading: Trading) -> tuple[Partner, dict[str, Claim]]:
    """The partner of the first claim, and the claims that may go with it: to the same partner, each id once."""
    first: Partner | None = None
    found: dict[str, Claim] = {}
    ids = set()
    for version, claim in claims.items():
        partner = Partner.of(filled(trading, claim))
        first = first or partner
        if partner == first and claim.claim_id not in ids:
            found[version] = claim
            ids.add(claim.claim_id)
    assert first
    return first, found


def _begin(store: Store, route: str, partner: Partner, now: dt.datetime) -> tuple[str, int]:
    """Take a number for a file and note that it is being written; its name and number."""
    number = next_number(store, partner)
    ids = f"{quote(partner.sender, safe='')}_{quote(partner.receiver, safe='')}"
    name = f"{ids}_{'T' if partner.test else 'P'}_{number:09}.edi"
    store.rows(
        "INSERT INTO file (name, route, sender, receiver, test, number, state, tries, due, reason, changed) "
        "VALUES (?, ?, ?, ?, ?, ?, 'writing', 0, '', '', ?)",
        (name, route, partner.sender, partner.receiver, int(partner.test), number, stamp(now)),
    )
    return name, number


def _hold(store: Store, name: str, versions: list[str], now: dt.datetime) -> None:
    """Keep claims for one file, so that no other takes them."""
    with store.transaction():
        store.many(
            "UPDATE claim SET state = 'writing', file = ?, changed = ? WHERE version = ? AND state = 'queued'",
            [(name, stamp(now), version) for version in versions],
        )


def _write_claims(store: Store, name: str, claims: dict[str, Claim], sending: Sending, now: dt.datetime) -> bool:
    """Write the file; whether there is one."""
    stream = BytesIO()
    writer = Writer(stream, sending)
    written: Versions = {}
    for version, claim in claims.items():
        try:
            writer.add(claim)
        except UnwritableError as error:
            store.rows(
                "UPDATE claim SET state = 'failed', reason = ?, changed = ? WHERE version = ?",
                (str(error), stamp(now), version),
            )
        else:
            written[claim.claim_id] = version
    if not written:
        store.rows("UPDATE file SET state = 'abandoned', changed = ? WHERE name = ?", (stamp(now), name))
        return False
    writer.close()
    _keep(store, name, stream.getvalue(), written, now)
    return True


def _keep(store: Store, name: str, content: bytes, versions: Versions, now: dt.datetime) -> None:
    """The file is written: its bytes, and the numbers by which answers will name what is in it."""
    with store.transaction():
        store.rows(
            "UPDATE file SET state = 'written', content = ?, changed = ? WHERE name = ?", (content, stamp(now), name)
        )
        store.many("INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?)", _named(name, content, versions))
        store.rows(
            "UPDATE claim SET state = 'written', changed = ? WHERE file = ? AND state = 'writing'", (stamp(now), name)
        )


def _named(name: str, content: bytes, versions: Versions) -> list[tuple[str, ...]]:
    """What the file holds, as it will be named: file, ISA13, GS06, ST02, reference, version."""
    sets = Sets(BytesIO(content), _GUIDES, Damage())
    found = {}
    for _, elements in sets:
        head = sets.head
        segment, place = _NAMED_BY[head.set]
        if elements[0] == segment:
            reference = elements[place]
            row = (name, head.interchange, head.group, head.control, reference, versions.get(reference, ""))
            found[head.control, reference] = row
    return list(found.values())
