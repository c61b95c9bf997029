"""Cut a stream of X12 into blocks of segments, in constant memory.

A block is a segment that opens something (an envelope, a level, a claim, a line) with the segments that follow it
up to the next such segment. A segment is the list of its elements, `["CLM", "A1", "100", ...]`.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from cleanbill.x12.damage import BAD_ISA, CHARACTER, CUT, NOT_UTF8, NOT_X12, Damage, Place

Segment = list[str]
Block = list[Segment]

OPENERS = frozenset(("ISA", "GS", "ST", "HL", "CLM", "LX", "SE", "GE", "IEA"))
CHUNK = 1 << 17
LONGEST_SEGMENT = 1 << 20  # a claim's longest real segment has a few hundred characters
LONGEST_BLOCK = 10_000  # segments; a real claim header has well under 1,000
BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
CONTROLS = bytes([*range(32), 127])


class Blocks:
    """The blocks of a stream, each with the position of its first segment (ISA = 1). Damage is told as it is met.

    `finished` turns True when the last interchange ended with its IEA.
    """

    def __init__(self, stream: BinaryIO, damage: Damage) -> None:
        self._stream = stream
        self._damage = damage
        self._buffer = b""
        self._offset = 0  # of the buffer in the file, in bytes
        self._ended = False
        self.finished = False

    def __iter__(self) -> Iterator[tuple[int, Block]]:
        self._fill()
        if self._buffer.startswith(BOM):
            self._drop(len(BOM))
        while (header := self._header()) is not None:
            self.finished = False
            yield from self._interchange(header)

    def _fill(self) -> None:
        data = self._stream.read(CHUNK)
        self._ended = not data
        self._buffer += data

    def _drop(self, count: int) -> None:
        self._buffer = self._buffer[count:]
        self._offset += count

    def _header(self) -> "Header | None":
        """Skip blanks up to the next ISA and take it; None at the end, or where something else stands."""
        while not self._ended and len(self._buffer.lstrip(BLANKS)) < 4 * 106:
            self._drop(len(self._buffer) - len(self._buffer.lstrip(BLANKS)))
            self._fill()
        self._drop(len(self._buffer) - len(self._buffer.lstrip(BLANKS)))
        if not self._buffer:
            if not self._offset or self._offset == len(BOM):
                self._damage.add(NOT_X12, Place(1), "The file is empty; an X12 file begins with an ISA segment.")
            return None
        if not self._buffer.startswith(b"ISA"):
            found = self._buffer[:20].decode("ascii", "replace")
            text = f"At byte {self._offset} stands {found!r}; an interchange begins with an ISA segment."
            self._damage.add(NOT_X12, Place(1, segment="ISA"), text)
            return None
        return self._isa()

    def _isa(self) -> "Header | None":
        match = ISA.match(self._buffer)
        if match is None:
            self._damage.add(
                BAD_ISA, Place(1, segment="ISA"), "The ISA segment does not have its 16 elements and a terminator."
            )
            return None
        header = Header(match)
        if header.fault:
            self._damage.add(BAD_ISA, Place(1, segment="ISA"), header.fault)
            return None
        if match.end() != 106:
            text = f"The ISA segment has {match.end()} characters; it must have 106, its elements padded with blanks."
            self._damage.add(BAD_ISA, Place(1, segment="ISA"), text)
        self._drop(match.end())
        return header

    def _interchange(self, header: "Header") -> Iterator[tuple[int, Block]]:
        start, block = 1, [header.isa]
        for raw in self._pieces(header):
            for segment in self._split(raw, header, start + len(block)):
                if segment[0] in OPENERS:
                    yield start, block
                    start += len(block)
                    block = [segment]
                else:
                    block.append(segment)
            if len(block) > LONGEST_BLOCK:
                yield start, block
                start, block = start + len(block), []
        if block:
            yield start, block

    def _pieces(self, header: "Header") -> Iterator[bytes]:
        """Runs of whole segments, up to and including the IEA; what follows it stays in the buffer."""
        while True:
            end = self._buffer.rfind(header.terminator) + 1
            last = header.last.search(self._buffer, 0, end)
            if last:
                self.finished = last["iea"] is not None
                end = last.end()
            if end:
                piece = self._buffer[:end]
                self._drop(end)
                yield piece
            if last:
                return
            if self._ended or len(self._buffer) > LONGEST_SEGMENT:
                ...
            self._fill()
