"""Cut a file into blocks for the validator, at the openers and at what begins a block of the guide."""

from collections.abc import Iterator

from cleanbill.x12.blocks import LONGEST_BLOCK, Blocks
from cleanbill.x12.header import Header
from cleanbill.x12.validation.moulds import Mould, Moulds
from cleanbill.x12.validation.pattern import Delimiters

CHUNK = 1 << 15  # longer rows of blocks than a reader wants
Cut = tuple[int, list[str], Mould | None]


class Cutter:
    """The texts of each block, with the position of the first and the mould that took it, if one did.

    `delimiters` are those of the interchange; `moulds` is to be set when a set begins or ends.
    """

    def __init__(self, blocks: Blocks) -> None:
        self.delimiters = Delimiters()
        self.moulds = Moulds({}, self.delimiters)
        self._blocks = blocks
        self._isa = ""

    def __iter__(self) -> Iterator[list[Cut]]:
        """The blocks in rows: all that are cut in one go, so that neither step drives the other out of the cache."""
        text, start, seen = "", 1, 0  # what is not cut yet, the position of its first segment, where no block ends yet
        for header, position, run in self._blocks.runs():
            if position == 1:
                self._begin(header)
                text, start, seen = f"ISA{self.delimiters.terminator}", 1, 0
            text += run
            row, at = self._row(text, 0, start, seen)
            while row:
                yield row
                start = row[-1][0] + len(row[-1][1])
                row, at = self._row(text, at, start, seen)
            text = text[at:]
            seen = max(0, len(text) - 1)
            if text and (not position or self._blocks.last - start >= LONGEST_BLOCK):
                yield [(start, self._texts(text[:-1], start), None)]
                text, start, seen = "", self._blocks.last + 1, 0

    def _begin(self, header: Header) -> None:
        self._isa = header.text
        repetition = header.text.split(header.separator)[11]
        repetition = "" if repetition.isalnum() else repetition
        self.delimiters = Delimiters(header.separator, header.component, repetition, header.terminator.decode())
        self.moulds = Moulds({}, self.delimiters)

    def _texts(self, text: str, start: int) -> list[str]:
        texts = text.split(self.delimiters.terminator)
        if start == 1:
            texts[0] = self._isa  # within which a terminator does not end it
        return texts

    def _row(self, text: str, at: int, start: int, seen: int) -> tuple[list[Cut], int]:
        """The blocks from a place on that moulds take, with the first that none does, and where that ends."""
        row: list[Cut] = []
        moulds, terminator = self.moulds, self.delimiters.terminator
        while taken := moulds.take(text, at):
            end, mould = taken
            texts = text[at : end - 1].split(terminator)
            row.append((start, texts, mould))
            start += len(texts)
            at = end
        if found := moulds.ends(text, max(at, seen)):
            row.append((start, self._texts(text[at : found.end() - 1], start), None))
            at = found.end()
        return row, at
