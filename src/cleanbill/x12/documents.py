"""Write documents as an interchange: a set for each, all of one kind."""

from collections.abc import Callable, Iterable
from typing import IO, TypeVar

from msgspec import Struct

from cleanbill.x12.interchange import TIME, Form, Interchange, Segments, UnwritableError
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.rows import MISSING, Wrong, written
from cleanbill.x12.trading import Sending

LONGEST_PARTNER = 15  # characters of ISA06 and ISA08
D = TypeVar("D")
Partners = tuple[str, str]  # sender and receiver


class Sent(Struct, frozen=True):
    """A document as it is sent: from whom to whom, what it is called, its levels from the top down.

    `purpose` begins the BHT ("0022*13"), `use` ends it; `reference` is its number, None to have it counted.
    """

    name: str
    sender: str
    receiver: str
    purpose: str
    reference: str | None
    levels: list[tuple[str, Segments]]
    use: str = ""


def write_sets(
    documents: Iterable[D], stream: IO[bytes], sending: Sending, form: Form, sent: Callable[[D, list[Wrong]], Sent]
) -> int:
    """Write an interchange with a set for each document; how many. The same documents give the same bytes.

    Raises `UnwritableError` at the first document that lacks something, before any of it is written, and
    `ValueError` where there is none.
    """
    interchange, partners = Interchange(stream, form, sending), None
    for document in documents:
        partners = _write(document, interchange, sending, sent, partners)
    if not interchange.sets:
        raise ValueError("There is nothing to write; a file holds at least one document.")
    interchange.close()
    return interchange.sets


def _write(
    document: D,
    interchange: Interchange,
    sending: Sending,
    sent: Callable[[D, list[Wrong]], Sent],
    before: Partners | None,
) -> Partners:
    """Write a document; from whom to whom it goes, as the one `before` it did."""
    wrong: list[Wrong] = []
    one, trading = sent(document, wrong), sending.trading
    reference = written(one.reference, KINDS["text"], 50, "/reference", wrong) if one.reference else ""
    sender = _partner(trading.submitter_id or one.sender, "submitter_id", wrong)
    receiver = _partner(trading.receiver_id or one.receiver, "receiver_id", wrong)
    if before and before != (sender, receiver) and not wrong:
        text = f"must be named: it goes from {sender} to {receiver}, the one before from {before[0]} to {before[1]}"
        wrong.append(Wrong("x12.submitter_id or x12.receiver_id of cleanbill.toml", text))
    if wrong:
        raise UnwritableError(one.name, wrong)
    if not interchange.sets:
        interchange.begin(sender, receiver, trading.test)
    interchange.begin_set()
    reference = reference or f"{sending.number}-{interchange.sets}"
    bht = f"BHT*{one.purpose}*{reference}*{sending.on:%Y%m%d}*{TIME}*{one.use}"
    interchange.put([bht.rstrip("*")])
    interchange.levels(one.levels)
    interchange.end_set()
    return sender, receiver


def _partner(id: str, key: str, wrong: list[Wrong]) -> str:
    """The id of a partner in the envelope."""
    if not id:
        wrong.append(Wrong(f"x12.{key} of cleanbill.toml", MISSING))
    return written(id, KINDS["text"], LONGEST_PARTNER, f"x12.{key} of cleanbill.toml", wrong) if id else ""
