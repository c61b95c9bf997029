"""What `check` is given: a claim as JSON, many as JSONL, or an 837P, told apart by how they begin."""

import json
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path

from msgspec import Struct

from cleanbill.cli.formats import what_else
from cleanbill.cli.options import called, refuse, why_unreadable
from cleanbill.cli.progress import Watch
from cleanbill.model.claim import Claim
from cleanbill.model.decode import decode_claim
from cleanbill.model.finding import Finding

LONGEST_DOCUMENT = 16 * 1024 * 1024
_MARK = b"\xef\xbb\xbf"


class Item(Struct, frozen=True):
    """One claim of an 837P with its damage; or a claim document as it stands; or damage of the file itself.

    `raw` is a document's own bytes, read when they are asked for; `line` is that of its file on which they begin.
    """

    of_837: Claim | None = None
    raw: bytes = b""
    line: int = 1
    one_a_line: bool = False
    damage: tuple[Finding, ...] = ()

    def claim(self) -> Claim | None:
        """The claim; None for damage of the file. Raises `DocumentError` where the document is no claim."""
        return decode_claim(self.raw, self.line) if self.raw else self.of_837


def items(name: str, watch: Watch = lambda file: file) -> Iterator[Item]:
    """The claims of a file ("-": standard input), one by one. Ends the command when it cannot be read at all.

    The file is read through `watch`.
    """
    try:
        with open(0, "rb", closefd=False) if name == "-" else Path(name).open("rb") as file:
            yield from _told_apart(called(name), watch(file))
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
    if start.startswith(b"["):
        return "a JSON list, not one claim a line"
    return what_else(start) or "neither JSON nor an 837P"


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
        yield Item(raw=head, one_a_line=True)
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_DOCUMENT), b""), 2):
            if len(line) == LONGEST_DOCUMENT:
                refuse(f"{name}, line {number} is longer than {LONGEST_DOCUMENT:,} bytes; write one claim a line.")
            if line.strip():
                yield Item(raw=line, line=number, one_a_line=True)
        return
    data = head + stream.read(LONGEST_DOCUMENT)
    if len(data) > LONGEST_DOCUMENT:
        refuse(f"{name} holds a document of over {LONGEST_DOCUMENT:,} bytes; write one claim a line (JSONL).")
    yield Item(raw=data)


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _claims_of_837(stream: BufferedReader) -> Iterator[Item]:
    from cleanbill.x12 import Reader

    reader = Reader(stream)
    for claim in reader:
        new = reader.take_damage()
        yield from _of_the_file(finding for finding in new if finding.where.claim_id != claim.claim_id)
        yield Item(claim, damage=tuple(finding for finding in new if finding.where.claim_id == claim.claim_id))
    yield from _of_the_file(reader.take_damage())


def _of_the_file(damage: Iterable[Finding]) -> Iterator[Item]:
    """Damage that belongs to no claim that is given: of the file, or of a claim that is cut off."""
    together = tuple(damage)
    if together:
        yield Item(damage=together)
