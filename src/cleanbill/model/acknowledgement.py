"""What a receiver says of a file that was sent: the 999 of its groups and sets, the TA1 of its interchange."""

from msgspec import Struct

TAKEN = ("A", "E")  # accepted, and accepted although errors were noted


class ElementError(Struct, frozen=True):
    """An element at fault: its number in the segment, its component and repetition, its data element, the IK403 code.

    `value` is what stood there, where that was told.
    """

    element: int
    code: str
    component: int | None = None
    repetition: int | None = None
    number: str | None = None
    value: str | None = None


class SegmentError(Struct, frozen=True):
    """A segment at fault: its id, its position in the set (ST = 1), its loop, the IK304 code, what it was about.

    `context` is told as "CLM01:A1-1": the claim, or what situation asked for the segment.
    """

    segment: str
    position: int
    code: str
    loop: str | None = None
    context: tuple[str, ...] = ()
    elements: tuple[ElementError, ...] = ()


class SetAnswer(Struct, frozen=True):
    """What became of a transaction set: ST01, ST02, ST03, the IK501 status, the reasons IK502 to IK506."""

    set: str
    control: str
    version: str | None
    status: str
    reasons: tuple[str, ...] = ()
    errors: tuple[SegmentError, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether its claims go on."""
        return self.status in TAKEN


class GroupAnswer(Struct, frozen=True):
    """What became of a group: GS01, GS06, GS08, the AK901 status (P: some sets), how many sets, the reasons."""

    kind: str
    control: str
    version: str | None
    status: str
    included: int
    received: int
    accepted: int
    reasons: tuple[str, ...] = ()
    sets: tuple[SetAnswer, ...] = ()


class InterchangeAnswer(Struct, frozen=True):
    """What became of an interchange (TA1): its ISA13, its date and time as sent, A, E or R, and the note's number."""

    control: str
    date: str
    time: str
    status: str
    note: str

    @property
    def accepted(self) -> bool:
        """Whether what is in it goes on."""
        return self.status in TAKEN


class Acknowledgement(Struct, frozen=True):
    """A file that answers another: who answers whom, what became of interchanges and groups."""

    sender: str
    receiver: str
    interchanges: tuple[InterchangeAnswer, ...] = ()
    groups: tuple[GroupAnswer, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether everything that is answered goes on."""
        sets = (one.accepted for group in self.groups for one in group.sets)
        groups = (group.status in TAKEN for group in self.groups)
        return all(one.accepted for one in self.interchanges) and all(sets) and all(groups)
