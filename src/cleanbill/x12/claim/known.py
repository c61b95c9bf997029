"""Blocks that differ from one read before in a few values of their own: only these are read again.

A name, a charge or a number hardly comes twice in a file; what stands around them does. What a block says beside them
hangs on the rest of its text alone, by which it is kept.
"""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec.structs import replace

from cleanbill.x12 import values
from cleanbill.x12.claim.head_block import ClaimHead
from cleanbill.x12.claim.line_block import ServiceLine
from cleanbill.x12.claim.subscriber_block import SubscriberLevel

T = TypeVar("T")
Texts = tuple[str, ...]

KEPT = 4096
LONGEST_KEPT = 800  # characters
AMOUNT = r"([0-9]{1,9}(?:\.[0-9]{1,2})?)"
DAY = "([0-9]{8})"


class Known(Generic[T]):
    """What was read of blocks of one kind.

    Of the groups of `pattern`, which takes the whole text of a block, every second one holds a value of its own. `own`
    puts these into what was read of another block; None where one of them cannot be taken so.
    """

    def __init__(self, pattern: str, own: Callable[[T, Texts], T | None]) -> None:
        self._match = re.compile(pattern, re.DOTALL).fullmatch
        self._own = own
        self._read: dict[Texts, T] = {}

    def take(self, text: str) -> T | None:
        """What a block says, from one that was kept; None where none is as it."""
        if len(text) > LONGEST_KEPT or not (found := self._match(text)):
            return None
        groups = found.groups()
        read = self._read.get(groups[::2])
        return read and self._own(read, groups[1::2])

    def keep(self, text: str, read: T) -> None:
        """Keep what a block says with which nothing is wrong."""
        if len(text) <= LONGEST_KEPT and (found := self._match(text)):
            if len(self._read) >= KEPT:
                self._read.clear()
            self._read[found.groups()[::2]] = read


class KnownBlocks:
    """The known blocks of an interchange with these delimiters."""

    def __init__(self, separator: str = "*", terminator: str = "~") -> None:
        element, end = re.escape(separator), re.escape(terminator)
        self.subscribers = Known(_subscribers(element, end), _own_subscriber)
        self.heads = Known(_heads(element, end), _own_head)
        self.lines = Known(_lines(element, end), _own_line)


def _subscribers(e: str, t: str) -> str:
    """Levels that differ in their numbers and in the name, number, street, ZIP and birth of the insured."""
    text, any_text = f"([^{e}{t}]+)", f"[^{e}{t}]*"
    level = f"(HL{e}){text}({e}){text}({e}22(?:{e}{any_text})?(?:{t}(?!NM1{e})[^{t}]*)*{t}"
    name = f"NM1{e}IL{e}1{e}){text}({e}){text}({e}{any_text}{e}{any_text}{e}{any_text}{e}MI{e}){text}"
    address = f"(?:({t}N3{e}){text}((?:{e}[^{t}]*)?{t}N4{e}{any_text}{e}{any_text}{e}){text})?"
    return f"{level}{name}{address}({t}DMG{e}D8{e}){DAY}({e}.*)"


def _own_subscriber(read: SubscriberLevel, own: Texts) -> SubscriberLevel | None:
    number, above, last_name, first_name, id, street, zip, born = own
    holder = read.holder
    if not (day := values.date("D8", born)):
        return None
    address = holder.address and replace(holder.address, street=street, zip=zip)
    holder = replace(holder, id=id, first_name=first_name, last_name=last_name, dob=day, address=address)
    return replace(read, number=number, above=above, holder=holder)


def _heads(e: str, t: str) -> str:
    """Heads that differ in the number of the claim and its total."""
    return f"(CLM{e})([^{e}{t}]+)({e}){AMOUNT}({e}.*)"


def _own_head(read: ClaimHead, own: Texts) -> ClaimHead:
    number, total = own
    return replace(read, claim_id=number, total=total)


def _lines(e: str, t: str) -> str:
    """Lines that differ in their charge, day and control number."""
    service = f"(LX{e}[^{t}]*{t}SV1{e}[^{e}{t}]*{e}){AMOUNT}({e}[^{t}]*{t}DTP{e}472{e}D8{e}){DAY}"
    between = f"((?:{t}(?!REF{e}6R{e})[^{t}]*)*)"
    return f"{service}{between}(?:{t}REF{e}6R{e}([^{e}{t}]+)((?:{t}.*)?))?"


def _own_line(read: ServiceLine, own: Texts) -> ServiceLine | None:
    charge, text, number = own
    if not (day := values.date("D8", text)):
        return None
    line = replace(read.line, charge=values.number(charge), date=day, control_number=number)
    return replace(read, line=line)
