"""Claim documents as an 837P: the levels, one claim after the other, in constant memory."""

from typing import IO

from cleanbill.model.claim import Claim
from cleanbill.x12.claim import loops
from cleanbill.x12.claim.sent import Sent, sent
from cleanbill.x12.interchange import TIME, Form, Interchange, Segments, UnwritableError
from cleanbill.x12.rows import Wrong, write
from cleanbill.x12.trading import Sending, Trading, filled

PROFESSIONAL = Form("837", "HC", "005010X222A1", ("20", "22", "23"))
MOST_CLAIMS = 5000  # in a set, as the guide recommends
MOST_OF_A_PATIENT = 100  # claims under one level


class Writer:
    """Writes an interchange claim by claim: `add` each, then `close`. The same claims give the same bytes."""

    def __init__(self, stream: IO[bytes], sending: Sending) -> None:
        self._interchange = Interchange(stream, PROFESSIONAL, sending)
        self._sending = sending
        self._header: Segments = []  # what every set begins with
        self._claims = 0
        self._of_set = 0  # claims
        self._ids: set[str] = set()

    def add(self, claim: Claim) -> None:
        """Write the next claim. Raises `UnwritableError` and writes nothing of it when it lacks something."""
        wrong: list[Wrong] = []
        levels = sent(claim, self._sending.on, wrong)
        begins = not self._interchange.sets
        partners = filled(self._sending.trading, claim) if begins else None
        header = _header(partners, wrong) if partners and not wrong else self._header
        if self._of_set == MOST_CLAIMS:
            self._end_set()
        if claim.claim_id in self._ids:
            wrong.append(Wrong("/claim_id", "is also that of an earlier claim of the file"))
        if wrong:
            raise UnwritableError(f"Claim {claim.claim_id!r}", wrong)
        if partners:
            self._header = header
            self._interchange.begin(partners.submitter_id, partners.receiver_id, partners.test)
        if not self._of_set:
            self._begin_set()
        self._levels(levels)
        self._interchange.put(levels.claim)
        self._ids.add(claim.claim_id)
        self._of_set += 1
        self._claims += 1

    def close(self) -> int:
        """End the interchange; how many claims it holds. Raises `ValueError` for none."""
        if not self._claims:
            raise ValueError("There is no claim to write; a file holds at least one.")
        if self._of_set:
            self._end_set()
        self._interchange.close()
        return self._claims

    def _begin_set(self) -> None:
        self._billing: Segments = []
        self._subscriber: Segments = []
        self._patient: Segments = []
        self._of_patient = 0
        day = f"{self._sending.on:%Y%m%d}"
        self._interchange.begin_set()
        bht = f"BHT*0019*00*{self._sending.number}-{self._interchange.sets}*{day}*{TIME}*CH"
        self._interchange.put([bht, *self._header])

    def _end_set(self) -> None:
        self._interchange.end_set()
        self._of_set = 0

    def _levels(self, levels: Sent) -> None:
        """Open the levels that differ from those of the claim before."""
        level = self._interchange.level
        if levels.billing != self._billing:
            self._billing, self._subscriber = levels.billing, []
            self._billing_at = level("", "20", "1", levels.billing)
        if levels.subscriber != self._subscriber or (self._full and not levels.patient):
            self._subscriber, self._patient, self._of_patient = levels.subscriber, [], 0
            has_patient = "1" if levels.patient else "0"
            self._subscriber_at = level(str(self._billing_at), "22", has_patient, levels.subscriber)
        if levels.patient and (levels.patient != self._patient or self._full):
            self._patient, self._of_patient = levels.patient, 0
            level(str(self._subscriber_at), "23", "0", levels.patient)
        self._of_patient += 1

    @property
    def _full(self) -> bool:
        return self._of_patient == MOST_OF_A_PATIENT


def _header(partners: Trading, wrong: list[Wrong]) -> Segments:
    """The segments of submitter and receiver; what they lack is said by the key of the configuration."""
    lacking: list[Wrong] = []
    segments = write(loops.SUBMITTER, partners, lacking)
    wrong += [Wrong(f"x12.{one.pointer[1:]} of cleanbill.toml", one.what) for one in lacking]
    return segments
