"""Remittance documents as an 835: the envelope, a set for each payment."""

from collections.abc import Iterable
from typing import IO

from cleanbill.model.remittance import Remittance
from cleanbill.x12.payments_sent import Segments
from cleanbill.x12.remittance_sent import sent
from cleanbill.x12.rows import Wrong, why
from cleanbill.x12.trading import Sending, closed, opened

GUIDE = "005010X221A1"


class UnwritableRemittanceError(ValueError):
    """A remittance cannot be written. `wrong` says of each value what is the matter; the message is one sentence."""

    def __init__(self, trace: str | None, wrong: list[Wrong]) -> None:
        super().__init__(f"Remittance {trace or 'without a number'!r} cannot be written: {why(wrong)}.")
        self.trace = trace
        self.wrong = tuple(wrong)


def write_835(remittances: Iterable[Remittance], stream: IO[bytes], sending: Sending) -> int:
    """Write remittances as one 835; how many they were. The same gives the same bytes.

    What `sending.trading` leaves empty comes from the first remittance: its payer sends, its payee receives. Raises
    `UnwritableRemittanceError` at the first that lacks something or does not balance; what then stands in the stream is
    not a file. Raises `ValueError` for none.
    """
    sending.check()
    count = 0
    for count, remittance in enumerate(remittances, 1):
        wrong: list[Wrong] = []
        segments = sent(remittance, wrong)
        opening = _opening(remittance, sending, wrong) if count == 1 else []
        if wrong:
            raise UnwritableRemittanceError(remittance.payment.trace, wrong)
        number = f"{count:04}"
        _put(stream, [*opening, f"ST*835*{number}", *segments, f"SE*{len(segments) + 2}*{number}"])
    if not count:
        raise ValueError("There is no remittance to write; a file holds at least one.")
    _put(stream, closed(sending, count))
    return count


def _opening(remittance: Remittance, sending: Sending, wrong: list[Wrong]) -> Segments:
    trading = sending.trading
    sender = trading.submitter_id or remittance.payer.id or remittance.payment.payer_tax_id or ""
    receiver = trading.receiver_id or remittance.receiver or remittance.payee.tax_id or remittance.payee.npi or ""
    for id, who in ((sender, "sender"), (receiver, "receiver")):
        if not 2 <= len(id) <= 15:
            wrong.append(Wrong(who, f"is {id[:40]!r}; an id of 2 to 15 characters is needed"))
    return opened(sending, "HP", GUIDE, sender, receiver, trading.test)


def _put(stream: IO[bytes], segments: Segments) -> None:
    stream.write("".join([f"{segment}~\n" for segment in segments]).encode("ascii"))
