"""Claim documents as an 837P: the envelope, the levels, one claim after the other, in constant memory."""

from typing import IO

from cleanbill.model.claim import Claim
from cleanbill.x12 import loops
from cleanbill.x12.rows import MISSING, Wrong, write
from cleanbill.x12.sent import Segments, Sent, sent
from cleanbill.x12.trading import Sending, Trading, filled

GUIDE = "005010X222A1"
TIME = "0000"  # a file is told apart by its number, not by its minute
MOST_CLAIMS = 5000  # in a set, as the guide recommends
MOST_OF_A_PATIENT = 100  # claims under one level
LARGEST_NUMBER = 999_999_999


class UnwritableError(ValueError):
    """A claim cannot be written. `wrong` says of each value what is the matter; the message is one sentence."""

    def __init__(self, claim_id: str, wrong: list[Wrong]) -> None:
        lacking = [one.pointer for one in wrong if one.what == MISSING]
        faults = [str(one) for one in wrong if one.what != MISSING]
        if lacking:
            faults.insert(0, f"it lacks {', '.join(lacking)}")
        super().__init__(f"Claim {claim_id!r} cannot be written: {'; '.join(faults)}.")
        self.claim_id = claim_id
        self.wrong = tuple(wrong)


class Writer:
    """Writes an interchange claim by claim: `add` each, then `close`. The same claims give the same bytes."""

    def __init__(self, stream: IO[bytes], sending: Sending) -> None:
        if not 1 <= sending.number <= LARGEST_NUMBER:
            raise ValueError(f"The number of a file is {sending.number}; it must be from 1 to {LARGEST_NUMBER:,}.")
        self._stream = stream
        self._sending = sending
        self._header: Segments = []  # what every set begins with
        self._claims = 0
        self._sets = 0
        self._segments = 0  # of the set, so far
        self._of_set = 0  # claims
        self._ids: set[str] = set()

    def add(self, claim: Claim) -> None:
        """Write the next claim. Raises `UnwritableError` and writes nothing of it when it lacks something."""
        wrong: list[Wrong] = []
        levels = sent(claim, self._sending.on, wrong)
        begins = not self._sets
        partners = filled(self._sending.trading, claim) if begins else None
        header = _header(partners, wrong) if partners and not wrong else self._header
        if self._of_set == MOST_CLAIMS:
            self._end_set()
        if claim.claim_id in self._ids:
            wrong.append(Wrong("/claim_id", "is also that of an earlier claim of the file"))
        if wrong:
            raise UnwritableError(claim.claim_id, wrong)
        if partners:
            self._header = header
            self._begin(partners)
        if not self._of_set:
            self._begin_set()
        self._levels(levels)
        self._put(levels.claim)
        self._ids.add(claim.claim_id)
        self._of_set += 1
        self._claims += 1

    def close(self) -> int:
        """End the interchange; how many claims it holds. Raises `ValueError` for none."""
        if not self._claims:
            raise ValueError("There is no claim to write; a file holds at least one.")
        if self._of_set:
            self._end_set()
        number = self._sending.number
        self._put([f"GE*{self._sets}*{number}", f"IEA*1*{number:09}"])
        return self._claims

    def _begin(self, partners: Trading) -> None:
        day, number = self._sending.on, self._sending.number
        sender, receiver = partners.submitter_id, partners.receiver_id
        usage = "T" if partners.test else "P"
        self._put(
            [
                f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{day:%y%m%d}*{TIME}*^*00501*{number:09}*0*{usage}*:",
                f"GS*HC*{sender}*{receiver}*{day:%Y%m%d}*{TIME}*{number}*X*{GUIDE}",
            ]
        )

    def _begin_set(self) -> None:
        self._sets += 1
        self._segments = self._levels_of_set = 0
        self._billing: Segments = []
        self._subscriber: Segments = []
        self._patient: Segments = []
        self._of_patient = 0
        day = f"{self._sending.on:%Y%m%d}"
        self._put(
            [
                f"ST*837*{self._sets:04}*{GUIDE}",
                f"BHT*0019*00*{self._sending.number}-{self._sets}*{day}*{TIME}*CH",
                *self._header,
            ]
        )

    def _end_set(self) -> None:
        self._put([f"SE*{self._segments + 1}*{self._sets:04}"])
        self._of_set = 0

    def _levels(self, levels: Sent) -> None:
        """Open the levels that differ from those of the claim before."""
        if levels.billing != self._billing:
            self._billing, self._subscriber = levels.billing, []
            self._billing_at = self._level("", "20", "1", levels.billing)
        if levels.subscriber != self._subscriber or (self._full and not levels.patient):
            self._subscriber, self._patient, self._of_patient = levels.subscriber, [], 0
            has_patient = "1" if levels.patient else "0"
            self._subscriber_at = self._level(str(self._billing_at), "22", has_patient, levels.subscriber)
        if levels.patient and (levels.patient != self._patient or self._full):
            self._patient, self._of_patient = levels.patient, 0
            self._level(str(self._subscriber_at), "23", "0", levels.patient)
        self._of_patient += 1

    @property
    def _full(self) -> bool:
        return self._of_patient == MOST_OF_A_PATIENT

    def _level(self, above: str, code: str, has_child: str, segments: Segments) -> int:
        self._levels_of_set += 1
        self._put([f"HL*{self._levels_of_set}*{above}*{code}*{has_child}", *segments])
        return self._levels_of_set

    def _put(self, segments: Segments) -> None:
        self._segments += len(segments)
        self._stream.write("".join([f"{segment}~\n" for segment in segments]).encode("ascii"))


def _header(partners: Trading, wrong: list[Wrong]) -> Segments:
    """The segments of submitter and receiver; what they lack is said by the key of the configuration."""
    lacking: list[Wrong] = []
    segments = write(loops.SUBMITTER, partners, lacking)
    wrong += [Wrong(f"x12.{one.pointer[1:]} of cleanbill.toml", one.what) for one in lacking]
    return segments
