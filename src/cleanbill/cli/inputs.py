"""What `check` is given: a claim as JSON, many as JSONL, or an 837P, told apart by how they begin."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from cleanbill.cli.options import refuse, why_unreadable
from cleanbill.model.claim import Claim
from cleanbill.model.decode import DocumentError, decode_claim
from cleanbill.model.finding import Finding

LONGEST_DOCUMENT = 16 * 1024 * 1024


class Item(Struct, frozen=True):
    """One claim of a file, or what stands in its place: damage of an 837P, or a sentence on a bad document."""

    claim: Claim | None = None
    document: dict[str, Any] | None = None
    raw: str = ""
    one_a_line: bool = False
    damage: Finding | None = None
    error: str = ""


def items(name: str) -> Iterator[Item]:
    """The claims of a file ("-": standard input), one by one. Ends the command when it cannot be read at all."""
    if name == "-":
        yield from _told_apart("standard input", sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as stream:
            yield from _told_apart(name, stream)
    except OSError as error:
        refuse(why_unreadable(name, error))


def _told_apart(name: str, stream: BinaryIO) -> Iterator[Item]:
    head = stream.readline(LONGEST_DOCUMENT)
    while head and not head.strip():
        head = stream.readline(LONGEST_DOCUMENT)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        refuse(f"{name} is empty; give a claim as JSON or JSONL, or an 837P.")
    if start.startswith(b"{"):
        yield from _documents(name, head.removeprefix(b"\xef\xbb\xbf"), stream)
    elif start[:3] in (b"ISA", b"GS*", b"ST*"):
        yield from _claims_of_837(head, stream)
    else:
        kind = "a binary file" if b"\0" in head else "neither JSON nor an 837P"
        refuse(f"{name} is {kind}; a claim begins with '{{', an 837P with ISA.")


def _documents(name: str, head: bytes, stream: BinaryIO) -> Iterator[Item]:
    """One JSON document over many lines, or one document a line."""
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
    except ValueError:
        return False
    return True


def _document(name: str, data: bytes, first_line: int, one_a_line: bool = False) -> Item:
    raw = data.decode("utf-8", "replace")
    try:
        claim = decode_claim(data, first_line)
    except DocumentError as error:
        where = f"{name}, line {first_line}" if one_a_line and first_line > 1 else name
        return Item(raw=raw, one_a_line=one_a_line, error=f"{where}: {error}")
    return Item(claim, json.loads(data), raw, one_a_line)


def _claims_of_837(head: bytes, stream: BinaryIO) -> Iterator[Item]:
    from cleanbill.x12 import Reader

    reader = Reader(_Rejoined(head, stream))
    told = 0
    for claim in reader:
        while told < len(reader.damage):
            yield Item(damage=reader.damage[told])
            told += 1
        yield Item(claim=claim)
    yield from (Item(damage=finding) for finding in reader.damage[told:])


class _Rejoined:
    """A stream whose first bytes were read to tell its kind: they are given back first."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._stream.read(size)
