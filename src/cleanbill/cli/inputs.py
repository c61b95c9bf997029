"""What `check` is given: a claim as JSON, many as JSONL, or an 837P, told apart by how they begin."""

import json
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path

from msgspec import Struct

from cleanbill.cli.options import refuse, why_unreadable
from cleanbill.model.claim import Claim
from cleanbill.model.decode import DocumentError, decode_claim
from cleanbill.model.finding import Finding

LONGEST_DOCUMENT = 16 * 1024 * 1024
_MARK = b"\xef\xbb\xbf"


class Item(Struct, frozen=True):
    """One claim of a file, with the damage of its 837P; or damage of the file itself; or why a document is none.

    `raw` is a document's own bytes, empty for what comes from an 837P.
    """

    claim: Claim | None = None
    raw: bytes = b""
    one_a_line: bool = False
    damage: tuple[Finding, ...] = ()
    error: str = ""


def items(name: str) -> Iterator[Item]:
    """The claims of a file ("-": standard input), one by one. Ends the command when it cannot be read at all."""
    try:
        with open(0, "rb", closefd=False) if name == "-" else Path(name).open("rb") as stream:
            yield from _told_apart("standard input" if name == "-" else name, stream)
    except OSError as error:
        refuse(why_unreadable(name, error))


def _told_apart(name: str, stream: BufferedReader) -> Iterator[Item]:
    start = _start(stream)
    if not start:
        refuse(f"{name} is empty; give a claim as JSON or JSONL, or an 837P.")
    if start.startswith(b"{"):
        yield from _documents(name, stream)
    elif start[:3] in (b"ISA", b"GS*", b"ST*"):
        yield from _claims_of_837(stream)
    else:
        refuse(f"{name} is {_kind(start)}; a claim begins with '{{', an 837P with ISA.")


def _kind(start: bytes) -> str:
    if b"\0" in start:
        return "a binary file"
    return "a JSON list, not one claim a line" if start.startswith(b"[") else "neither JSON nor an 837P"


def _start(stream: BufferedReader) -> bytes:
    """The first bytes that are not blank; the stream then stands before them, or before their byte order mark."""
    while waiting := stream.peek():
        start = waiting.removeprefix(_MARK).lstrip()
        if start:
            return start
        stream.read(len(waiting))
    return b""


def _documents(name: str, stream: BufferedReader) -> Iterator[Item]:
    """One JSON document over many lines, or one document a line."""
    head = stream.readline(LONGEST_DOCUMENT).removeprefix(_MARK)
    if _is_whole(head):
        yield _document(name, head, 1, one_a_line=True)
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_DOCUMENT), b""), 2):
            if line.strip():
                yield _document(name, line, number, one_a_line=True)
        return
    data = head + stream.read(LONGEST_DOCUMENT)
    if len(data) > LONGEST_DOCUMENT:
        refuse(f"{name} holds a document of over {LONGEST_DOCUMENT:,} bytes; write one claim a line (JSONL).")
    yield _document(name, data, 1)


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _document(name: str, data: bytes, first_line: int, one_a_line: bool = False) -> Item:
    try:
        return Item(decode_claim(data, first_line), data, one_a_line)
    except DocumentError as error:
        where = f"{name}, line {first_line}" if one_a_line and first_line > 1 else name
        return Item(raw=data, one_a_line=one_a_line, error=f"{where}: {error}")


def _claims_of_837(stream: BufferedReader) -> Iterator[Item]:
    from cleanbill.x12 import Reader

    reader = Reader(stream)
    told = 0
    for claim in reader:
        new = reader.damage[told:]
        told = len(reader.damage)
        yield from _of_the_file(finding for finding in new if finding.where.claim_id != claim.claim_id)
        yield Item(claim, damage=tuple(finding for finding in new if finding.where.claim_id == claim.claim_id))
    yield from _of_the_file(reader.damage[told:])


def _of_the_file(damage: Iterable[Finding]) -> Iterator[Item]:
    """Damage that belongs to no claim that is given: of the file, or of a claim that is cut off."""
    together = tuple(damage)
    if together:
        yield Item(damage=together)
