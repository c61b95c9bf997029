"""The envelope of a file that is written: one interchange with one functional group, its sets and their levels."""

from collections.abc import Iterable
from itertools import chain, pairwise
from typing import IO

from msgspec import Struct

from cleanbill.x12.rows import Wrong, why
from cleanbill.x12.trading import Sending

TIME = "0000"  # a file is told apart by its number, not by its minute
LARGEST_NUMBER = 999_999_999

Segments = list[str]


class UnwritableError(ValueError):
    """A document cannot be written. `wrong` says of each value what is the matter; the message is one sentence."""

    def __init__(self, name: str, wrong: list[Wrong]) -> None:
        super().__init__(f"{name} cannot be written: {why(wrong)}.")
        self.wrong = tuple(wrong)


class Form(Struct, frozen=True):
    """A kind of transaction set as it is written: its number (ST01), the code of its group (GS01), its guide (GS08).

    `levels` are its level codes from the top down; at those of `last`, HL04 is not used: nothing can stand below.
    """

    set: str
    group: str
    guide: str
    levels: tuple[str, ...] = ()
    last: str = ""
    names_guide: bool = True  # in ST03


class Interchange:
    """Writes ISA to IEA: `begin`, then each set between `begin_set` and `end_set`, then `close`.

    `sets` counts those begun. Raises `ValueError` for a number that no file can have.
    """

    def __init__(self, stream: IO[bytes], form: Form, sending: Sending) -> None:
        if not 1 <= sending.number <= LARGEST_NUMBER:
            raise ValueError(f"The number of a file is {sending.number}; it must be from 1 to {LARGEST_NUMBER:,}.")
        self.sets = 0
        self._stream = stream
        self._form = form
        self._sending = sending
        self._segments = 0  # of the set, so far
        self._levels = 0

    def begin(self, sender: str, receiver: str, test: bool) -> None:
        """Open the interchange and its group, from one partner to the other."""
        day, number, usage = self._sending.on, self._sending.number, "T" if test else "P"
        isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{day:%y%m%d}*{TIME}"
        gs = f"GS*{self._form.group}*{sender}*{receiver}*{day:%Y%m%d}*{TIME}"
        self.put([f"{isa}*^*00501*{number:09}*0*{usage}*:", f"{gs}*{number}*X*{self._form.guide}"])

    def begin_set(self) -> None:
        """Open the next transaction set; its levels are counted anew."""
        self.sets += 1
        self._segments = self._levels = 0
        guide = f"*{self._form.guide}" if self._form.names_guide else ""
        self.put([f"ST*{self._form.set}*{self.sets:04}{guide}"])

    def put(self, segments: Segments) -> None:
        """Write segments."""
        self._segments += len(segments)
        self._stream.write("".join([f"{segment}~\n" for segment in segments]).encode("ascii"))

    def level(self, above: str, code: str, has_child: str, segments: Segments) -> int:
        """Write a level under the one with the number `above`; its own number. `has_child` is "" where unused."""
        self._levels += 1
        self.put([f"HL*{self._levels}*{above}*{code}*{has_child}".rstrip("*"), *segments])
        return self._levels

    def levels(self, levels: Iterable[tuple[str, Segments]]) -> None:
        """Write levels, each a code and its segments, in the order of the file."""
        open_: list[tuple[int, int]] = []  # rank and number
        for (code, segments), (following, _) in pairwise(chain(levels, [("", [])])):
            rank = self._form.levels.index(code)
            while open_ and open_[-1][0] >= rank:
                open_.pop()
            below = following != "" and self._form.levels.index(following) > rank
            has_child = "" if code == self._form.last else "1" if below else "0"
            number = self.level(str(open_[-1][1]) if open_ else "", code, has_child, segments)
            open_.append((rank, number))

    def end_set(self) -> None:
        """Close the set."""
        self.put([f"SE*{self._segments + 1}*{self.sets:04}"])

    def close(self) -> None:
        """Close the group and the interchange."""
        number = self._sending.number
        self.put([f"GE*{self.sets}*{number}", f"IEA*1*{number:09}"])
