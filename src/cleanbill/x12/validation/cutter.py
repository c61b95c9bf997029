"""Cut a file into blocks for the validator, at the openers and at what begins a block of the guide."""

from collections.abc import Iterator

from cleanbill.x12.blocks import LONGEST_BLOCK, Blocks
from cleanbill.x12.header import Header
from cleanbill.x12.validation.moulds import Mould, Moulds
from cleanbill.x12.validation.pattern import Delimiters

CHUNK = 1 << 15  # longer rows of blocks than a reader wants
ENVELOPE = frozenset(("IS", "GS", "ST", "SE", "GE", "IE"))  # how its segments begin
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
        self._back = 0

    def __iter__(self) -> Iterator[list[Cut]]:
        """The blocks in rows: all that are cut in one go, so that neither step drives the other out of the cache."""
        text, start, seen = "", 1, 0  # what is not cut yet, the position of its first segment, where no block ends yet
        for header, position, run in self._blocks.runs():
            if position == 1:
                self._begin(header)
                text, start, seen = f"ISA{self.delimiters.terminator}", 1, 0
            text += run
            row, end = self._row(text, start, seen, not position)
            while row:
                yield row
                begin, texts, _ = row[-1]
                taken, self._back = len(texts) - self._back, 0
                start, end = begin + taken, end - sum([len(one) + 1 for one in texts[taken:]])
                text = text[end:]
                row, end = self._row(text, start, 0, not position)
            seen = max(0, len(text) - 1)

    def give_back(self, count: int) -> None:
        """Cut the last segments of the last block that was given again, by the moulds that are set now."""
        self._back = count

    def _begin(self, header: Header) -> None:
        self._isa = header.text
        repetition = header.text.split(header.separator)[11]
        repetition = "" if repetition.isalnum() else repetition
        self.delimiters = Delimiters(header.separator, header.component, repetition, header.terminator.decode())
        self.moulds = Moulds({}, self.delimiters)

    def _row(self, text: str, start: int, seen: int, ended: bool) -> tuple[list[Cut], int]:
        """The next blocks up to one of the envelope, after which the moulds may be others; where they end."""
        row: list[Cut] = []
        at, take, terminator = 0, self.moulds.take, self.delimiters.terminator
        while taken := take(text, at) or self._next(text, at, start, seen, ended):
            end, mould = taken
            texts = text[at : end - 1].split(terminator)
            row.append((start, texts, mould))
            start += len(texts)
            at, last = end, text[at : at + 2]
            if last in ENVELOPE:
                break
        if row and row[0][0] == 1:
            row[0][1][0] = self._isa  # within which a terminator ends nothing
        return row, at

    def _next(self, text: str, at: int, start: int, seen: int, ended: bool) -> tuple[int, None] | None:
        """Where the block ends, before another or as the last; None where more of it may come."""
        if found := self.moulds.ends(text, max(at, seen)):
            return found.end(), None
        whole = at < len(text) and (ended or self._blocks.last - start >= LONGEST_BLOCK)
        return (len(text), None) if whole else None
