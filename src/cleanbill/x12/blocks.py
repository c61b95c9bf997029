"""Cut a stream of X12 into blocks of segments, in constant memory.

A block is a segment that opens something (an envelope, a level, a claim, a line) with the segments that follow it
up to the next such segment.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import BinaryIO

from cleanbill.x12.damage import BAD_ISA, CHARACTER, NOT_UTF8, NOT_X12, Damage, Place
from cleanbill.x12.header import Header
from cleanbill.x12.segments import OPENERS, Segment, Segments

Block = list[Segment]

CHUNK = 1 << 14  # what is read of it is let go before the collector looks at it
LONGEST_SEGMENT = 1 << 20  # characters; the longest real ones have a few hundred
LONGEST_BLOCK = 10_000  # segments; the head of a claim with ten other payers has under 1,000
BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"


class Blocks:
    """The blocks of a stream, each with the position of its first segment (ISA = 1). Damage is told as it is met.

    At the end `finished` says whether the last interchange had its IEA, `last` is the position of its last whole
    segment and `rest` what stood after that. `cut` is True while the last block of an interchange without IEA is
    given: more of it may have been lost. `marked` says that the file begins with a byte order mark, `indented` is the
    position of the first segment with blanks before it in the interchange, 0 where none has any.
    """

    def __init__(
        self, stream: BinaryIO, damage: Damage, segments: type[Segments] = Segments, chunk: int = CHUNK
    ) -> None:
        self.finished = False
        self.cut = False
        self.last = 0
        self.rest = b""
        self.marked = False
        self.indented = 0
        self.segments = segments("*", ":")  # of the interchange being read
        self.terminator = "~"  # of the same
        self._first = ""
        self._segments = segments
        self._stream = stream
        self._chunk = chunk
        self._damage = damage
        self._buffer = b""
        self._offset = 0  # of the buffer in the file
        self._ended = False
        self._begun = False

    def __iter__(self) -> Iterator[tuple[int, Block]]:
        for position, text in self.uncut():
            yield position, self.cut_up(position, text)

    def uncut(self) -> Iterator[tuple[int, str]]:
        """The blocks as text, without the terminator of the last segment; `cut_up` gives their segments."""
        start, rest = 1, ""
        for header, position, run in self.runs():
            if position == 1:
                start, rest = 1, f"ISA{self.terminator}"  # a terminator may stand within the true one
            elif position:
                *whole, rest = _at_openers(header.separator, self.terminator)(rest + run)
                for text in whole:
                    yield start, text
                    start += text.count(self.terminator) + 1
                if self.last - start >= LONGEST_BLOCK:
                    yield start, rest[:-1]
                    start, rest = self.last + 1, ""
            elif rest:
                yield start, rest[:-1]

    def cut_up(self, position: int, text: str) -> Block:
        """The segments of a block of the interchange being read."""
        texts = text.split(self.terminator)
        if position == 1:
            texts[0] = self._first
        return list(map(self.segments.__getitem__, texts))

    def starts(self, name: str) -> frozenset[str]:
        """How a block that begins with a segment of this name starts: with its first characters, one more at most."""
        return frozenset((name, name + self.segments.separator, name + self.terminator))

    def texts(self) -> Iterator[tuple[Header, int, list[str]]]:
        """The segments as runs of texts, uncut: with the header of their interchange and the position of the first."""
        for header, position, text in self.runs():
            if position == 1:
                yield header, 1, [header.text]
            elif position:
                yield header, position, _split(text, header)

    def runs(self) -> Iterator[tuple[Header, int, str]]:
        """The segments as runs of text, each with its terminator: with their header and the position of the first.

        An interchange begins with its header and no text at position 1, and ends with none at position 0.
        """
        self._begin()
        while (header := self._next()) is not None:
            self.segments = self._segments(header.separator, header.component)
            self.terminator, self._first = header.terminator.decode(), header.text
            self.last, self.indented = 1, 0
            yield header, 1, ""
            for piece in self._pieces(header):
                position = self.last + 1
                text = self._text(piece, header, position)
                self.last += text.count(self.terminator)
                yield header, position, text
            self.cut = not self.finished
            yield header, 0, ""

    def _begin(self) -> None:
        self._fill()
        if self._buffer.startswith(BOM):
            self.marked = True
            self._drop(len(BOM))

    def _next(self) -> Header | None:
        """The header of the next interchange, which is begun; None where there is none."""
        header = self._header()
        if header:
            self._begun, self.finished, self.cut = True, False, False
        return header

    def _fill(self) -> None:
        data = self._stream.read(self._chunk)
        self._ended = not data
        self._buffer += data

    def _drop(self, count: int) -> None:
        self._buffer = self._buffer[count:]
        self._offset += count

    def _header(self) -> Header | None:
        """The next ISA; None at the end of the file, or where something else stands."""
        while True:
            self._drop(len(self._buffer) - len(self._buffer.lstrip(BLANKS)))
            if self._ended or len(self._buffer) >= 400:
                break
            self._fill()
        if self._buffer.startswith(b"ISA"):
            return self._isa()
        if self._buffer:
            found = self._buffer[:20].decode("ascii", "replace")
            self._refuse(f"At byte {self._offset + 1} stands {found!r}; an interchange begins with an ISA segment.")
        elif not self._begun:
            self._refuse("The file is empty; an X12 file begins with an ISA segment.")
        return None

    def _refuse(self, message: str) -> None:
        self._damage.add(NOT_X12, Place(1, segment="ISA"), message)

    def _isa(self) -> Header | None:
        header = Header(self._buffer)
        fault = header.fault
        if not fault and header.length != 106:
            fault = f"The ISA segment has {header.length} characters; padded with blanks it must have 106."
        if fault:
            self._damage.add(BAD_ISA, Place(1, segment="ISA"), fault)
        self._drop(header.length)
        return None if header.fault else header

    def _pieces(self, header: Header) -> Iterator[bytes]:
        """Runs of whole segments up to the end of the interchange; what follows stays in the buffer."""
        while True:
            end = self._buffer.rfind(header.terminator) + 1
            last = header.last(self._buffer, end)
            if last:
                end, self.finished = last
            if end:
                piece = self._buffer[:end]
                self._drop(end)
                yield piece
            if last:
                return
            if self._ended or len(self._buffer) > LONGEST_SEGMENT:
                break
            self._fill()
        self.rest, self._buffer, self._ended = self._buffer.strip(BLANKS), b"", True
        if self.rest.startswith(b"IEA" + header.separator.encode()):  # only the last terminator was lost
            self.finished = True
            yield self.rest + header.terminator

    def _texts(self, piece: bytes, header: Header, position: int) -> list[str]:
        """The piece as texts of segments, without line ends and indentation."""
        return _split(self._text(piece, header, position), header)

    def _text(self, piece: bytes, header: Header, position: int) -> str:
        """The piece as text, without line ends and indentation; each segment has its terminator."""
        data = piece
        for byte in header.ignored:
            data = data.replace(byte, b"")
        text = self._decode(data, header, position)
        if header.terminator in b"\r\n":
            text = _joined([segment for segment in _split(text, header) if segment], header)
        elif data[:1] in (b" ", b"\t") or header.blank.search(data):
            raw = _split(text, header)
            blank = next((index for index, segment in enumerate(raw) if segment[:1] in (" ", "\t")), None)
            if blank is not None:
                self.indented = self.indented or position + blank
            text = _joined([segment.lstrip() for segment in raw], header)
        if len(data.translate(None, header.controls)) != len(data):
            self._tell_controls(_split(text, header), header.controls, position)
        return text

    def _decode(self, data: bytes, header: Header, position: int) -> str:
        """The whole segments as text; what follows the last terminator is blank."""
        data = data[: data.rfind(header.terminator) + 1]
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
        raw = data.split(header.terminator)[:-1]
        return _joined([self._read(segment, position + index) for index, segment in enumerate(raw)], header)

    def _read(self, segment: bytes, position: int) -> str:
        try:
            return segment.decode()
        except UnicodeDecodeError as error:
            text = f"Byte 0x{segment[error.start]:02X} is not UTF-8 text; it was read as Latin-1."
        latin = segment.decode("latin-1")
        self._damage.add(NOT_UTF8, Place(position, segment=_name(latin)), text)
        return latin

    def _tell_controls(self, segments: list[str], controls: bytes, position: int) -> None:
        control = re.compile(f"[{re.escape(controls.decode('latin-1'))}]")
        for index, segment in enumerate(segments):
            if found := control.search(segment):
                text = f"The segment holds the control character 0x{ord(found[0]):02X}; X12 data is printable text."
                self._damage.add(CHARACTER, Place(position + index, segment=_name(segment)), text)


@lru_cache(maxsize=16)
def _at_openers(separator: str, terminator: str) -> Callable[[str], list[str]]:
    """What splits a text at the terminators before openers."""
    end = re.escape(terminator)
    return re.compile(f"{end}(?=(?:{'|'.join(sorted(OPENERS))})[{re.escape(separator)}{end}])").split


def _name(segment: str) -> str:
    """The segment id at the start of a raw segment."""
    found = re.match(r"[A-Z][A-Z0-9]{1,2}", segment)
    return found[0] if found else ""


def _split(text: str, header: Header) -> list[str]:
    """The texts of the segments that end with a terminator each."""
    texts = text.split(header.terminator.decode())
    texts.pop()  # nothing follows the last terminator
    return texts


def _joined(texts: list[str], header: Header) -> str:
    return header.terminator.decode().join([*texts, ""])
