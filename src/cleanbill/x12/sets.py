"""The segments of the transaction sets that a guide takes, one by one, with the envelope they came in."""

from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

from cleanbill.x12.blocks import Blocks
from cleanbill.x12.damage import EMPTY_SEGMENT, UNEXPECTED, Damage, Place
from cleanbill.x12.envelope import CLOSES, OPENS, Envelope, Guide
from cleanbill.x12.segments import EMPTY

ENVELOPE = frozenset((*OPENS, *CLOSES))
UNUSUAL = ENVELOPE | {""}
KEPT = 2048  # texts of segments: the same come again and again
Elements = tuple[str, ...]  # the segment id, then its elements, filled up with "": any the guide has can be asked for


class Head(Struct):
    """The envelope of a set: who sent the file to whom, and the numbers by which an answer names it.

    `component` and `repetition` are the delimiters within an element.
    """

    sender: str = ""  # ISA06
    receiver: str = ""  # ISA08
    interchange: str = ""  # ISA13
    test: bool = False  # ISA15
    group: str = ""  # GS06
    set: str = ""  # ST01
    control: str = ""  # ST02
    component: str = ":"
    repetition: str = "^"


class Sets:
    """Iterates over (position, elements) of the sets that follow one of `guides`, ST and SE included (ISA = 1).

    `head` and `guide` are those of the set being given. No bytes raise an exception; damage is added before the
    segment it concerns is given. TA1, which stands outside of any group, is given too.
    """

    def __init__(self, stream: BinaryIO, guides: tuple[Guide, ...], damage: Damage) -> None:
        self.head = Head()
        self._damage = damage
        self._blocks = Blocks(stream, damage)
        self._envelope = Envelope(damage, guides)

    @property
    def guide(self) -> Guide | None:
        """The guide that the set being given follows."""
        return self._envelope.guide

    def __iter__(self) -> Iterator[tuple[int, Elements]]:
        reads = False  # whether the segments between ST and SE are those of a guide
        known: dict[str, Elements] = {}  # segments of the interchange by their text
        for header, first, texts in self._blocks.texts():
            separator = header.separator
            if first == 1:
                known.clear()
            for position, text in enumerate(texts, first):
                elements = known.get(text, ())
                if not elements:
                    elements = tuple(text.split(separator))
                    elements += EMPTY[len(elements) :]
                    if len(known) >= KEPT:
                        known.clear()
                    known[text] = elements
                name = elements[0]
                if reads and name not in UNUSUAL:
                    yield position, elements
                elif self._take(position, elements):
                    yield position, elements
                    reads = name == "ST"
                elif name in ENVELOPE:
                    reads = False
        self._envelope.finish(self._blocks.last, self._blocks.rest, None)

    def _take(self, position: int, elements: Elements) -> bool:
        """Whether a segment that is none of the usual is one to give."""
        name = elements[0]
        if name in ENVELOPE:
            reads = self._envelope.guide is not None
            self._envelope.take(position, elements)
            self._note(name, elements)
            return reads if name == "SE" else name == "ST" and self._envelope.guide is not None
        if not name:
            text = "Two segment terminators follow each other with nothing between."
            self._damage.add(EMPTY_SEGMENT, Place(position), text)
            self._envelope.pass_over()
            return False
        if name == "TA1":
            self._envelope.answers = True
        if name == "TA1" or self._envelope.guide:
            return True
        if not self._envelope.in_set:
            self._damage.add(UNEXPECTED, Place(position, None, name), f"{name[:20]} stands outside ST and SE.")
        return False

    def _note(self, name: str, elements: Elements) -> None:
        head = self.head
        if name == "ISA":
            sender, receiver, number = (elements[at].strip() for at in (6, 8, 13))
            repetition = "" if elements[11].isalnum() else elements[11]
            component = self._blocks.segments.component
            test = elements[15] == "T"
            self.head = Head(sender, receiver, number, test, component=component, repetition=repetition)
        elif name == "GS":
            head.group = elements[6].strip()
        elif name == "ST":
            head.set, head.control = elements[1].strip(), elements[2].strip()
