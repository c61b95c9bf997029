"""Which of our files and claims an answer speaks of, by the numbers that they were sent with."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cleanbill.transport.states import State
from cleanbill.transport.store import Store
from cleanbill.x12.sets import Head


class Answer(Struct, frozen=True):
    """What is said of one thing that was sent: `reference` is its name there (a claim's id, a trace, a number).

    `file` and `version` are what that was found to be; empty: not found. `state` is the claim's from now on, empty
    where the answer does not change it; `payer_number` is the payer's own number of the claim.
    """

    reference: str
    file: str = ""
    version: str = ""
    state: State | None = None
    reason: str = ""
    payer_number: str = ""


class Place(Struct, frozen=True):
    """Where a claim or a question went: the file, the claim's version ("" of a question), who received it."""

    file: str
    version: str
    reference: str
    receiver: str


def of_file(store: Store, head: Head, number: str) -> str:
    """The name of the file with a control number that went to whoever answers; empty where none did.

    An answer under another sender's id is believed where only one file of ours has the number.
    """
    if not number.isdecimal():
        return ""
    rows = store.rows(
        "SELECT name, receiver FROM file WHERE number = ? AND sender = ? AND test = ? AND content IS NOT NULL",
        (int(number[:18]), head.receiver, int(head.test)),
    )
    exact = [name for name, receiver in rows if receiver == head.sender]
    found = exact or [name for name, _ in rows]
    return str(found[0]) if len(found) == 1 else ""


def of_set(store: Store, file: str, control: str = "") -> list[Place]:
    """What one transaction set of a file holds; all that the file holds where no set is named."""
    return _places(store, "sent.file = ? AND (? = '' OR transaction_set = ?)", (file, control, control))


def of_batch(store: Store, head: Head, batch: str) -> list[Place]:
    """What the set with a batch number (BHT03) holds: control number and place of the set, as our files have it."""
    number, _, place = batch.partition("-")
    file = of_file(store, head, number)
    return of_set(store, file, place.zfill(4)) if file and place.isdecimal() else []


def of_reference(store: Store, head: Head, reference: str, among: Mapping[str, Place] | None = None) -> Place | None:
    """Where a claim or a question was sent last; `among` are the places it is looked for first, by their capitals.

    Of several places that of who answers counts, and the last. Some payers give a claim's id back in capitals.
    """
    if among and (place := among.get(reference.upper())):
        return place
    found = _places(store, "reference = ? AND test = ?", (reference, int(head.test)))
    if not found:
        found = _places(store, "upper(reference) = ? AND test = ?", (reference.upper(), int(head.test)))
    own = [place for place in found if place.receiver == head.sender]
    return next(reversed(own or found), None)


def _places(store: Store, where: str, values: Sequence[object]) -> list[Place]:
    rows = store.rows(
        "SELECT sent.file, version, reference, receiver FROM sent JOIN file ON file.name = sent.file "
        f"WHERE {where} ORDER BY file.changed, sent.file",
        values,
    )
    return [Place(*row) for row in rows]
