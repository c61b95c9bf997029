"""Where everything on its way stands: claims, files, documents. What the commands print, and a screen would."""

from collections.abc import Sequence

from msgspec import Struct

from cleanbill.transport.states import OPEN, State, marks
from cleanbill.transport.store import Store


class File(Struct, frozen=True):
    """A file on its way out, how many claims it holds, how often it could not be carried, and when it is tried next."""

    name: str
    route: str
    state: str
    tries: int
    due: str
    reason: str
    changed: str
    claims: int


class Word(Struct, frozen=True):
    """What one document says of a claim: its kind, the state that follows ("" for none), the reason, the file."""

    kind: str
    says: str
    reason: str
    document: str
    received: str


class Version(Struct, frozen=True):
    """One version of a claim: its state since when and why, the file it went in, and the payer's number of it."""

    version: str
    claim_id: str
    route: str
    state: str
    reason: str
    file: str | None
    payer_number: str
    changed: str


class Document(Struct, frozen=True):
    """A file that came in; `id` is how the hash of its bytes begins."""

    id: str
    route: str
    name: str
    kind: str
    state: str
    reason: str
    changed: str


def counts(store: Store) -> dict[str, int]:
    """How many claims are in each state."""
    return dict(store.rows("SELECT state, count(*) FROM claim GROUP BY state"))


def open_files(store: Store) -> list[File]:
    """The files that are not sent yet."""
    return _files(store, f"WHERE file.state IN ({marks(OPEN)})", OPEN)


def last_files(store: Store, most: int) -> list[File]:
    """The files that changed last, the newest first."""
    return _files(store, f"ORDER BY changed DESC, name DESC LIMIT {most:d}", ())


def in_state(store: Store, state: State, most: int) -> list[Version]:
    """The claims in a state, those that came into it last first."""
    return _versions(store, "WHERE state = ? ORDER BY changed DESC, claim_id LIMIT ?", (state, most))


def unanswered(store: Store, since: str, most: int) -> list[Version]:
    """The claims that were sent before a moment and of which nothing was heard, the oldest first."""
    return _versions(store, "WHERE state = 'sent' AND changed < ? ORDER BY changed, claim_id LIMIT ?", (since, most))


def of_claim(store: Store, claim_id: str) -> list[Version]:
    """Every version of a claim, the last changed last."""
    return _versions(store, "WHERE claim_id = ? ORDER BY changed, version", (claim_id,))


def said(store: Store, version: str) -> list[Word]:
    """What documents said of a version of a claim, in the order in which they were taken."""
    rows = store.rows(
        "SELECT answer.kind, says, answer.reason, name, changed FROM answer "
        "JOIN document ON document.sha256 = answer.sha256 WHERE version = ? ORDER BY changed, name, place",
        (version,),
    )
    return [Word(*row) for row in rows]


def documents(store: Store, states: Sequence[str], most: int) -> list[Document]:
    """The documents in some states, the newest first."""
    held = ", ".join("?" * len(states))
    rows = store.rows(
        "SELECT substr(sha256, 1, 12), route, name, kind, state, reason, changed FROM document "
        f"WHERE state IN ({held}) ORDER BY changed DESC, name LIMIT ?",
        (*states, most),
    )
    return [Document(*row) for row in rows]


def document_counts(store: Store) -> dict[str, int]:
    """How many documents are in each state."""
    return dict(store.rows("SELECT state, count(*) FROM document GROUP BY state"))


def content(store: Store, id: str) -> bytes | None:
    """The bytes of the document whose hash begins with `id`; None where that is none, or several."""
    rows = store.rows("SELECT content FROM document WHERE substr(sha256, 1, ?) = ?", (len(id), id))
    return bytes(rows[0][0]) if len(rows) == 1 else None


def _files(store: Store, which: str, values: Sequence[object]) -> list[File]:
    rows = store.rows(
        "SELECT name, route, state, tries, due, reason, changed, "
        f"(SELECT count(*) FROM sent WHERE sent.file = file.name) FROM file {which}",
        values,
    )
    return [File(*row) for row in rows]


def _versions(store: Store, which: str, values: Sequence[object]) -> list[Version]:
    rows = store.rows(
        f"SELECT version, claim_id, route, state, reason, file, payer_number, changed FROM claim {which}", values
    )
    return [Version(*row) for row in rows]
