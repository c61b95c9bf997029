"""Remittance documents as an 835: the envelope, a set for each payment."""

from collections.abc import Iterable
from typing import IO

from cleanbill.model.remittance import Remittance
from cleanbill.x12.interchange import Form, Interchange, UnwritableError
from cleanbill.x12.remittance.sent import sent
from cleanbill.x12.rows import Wrong
from cleanbill.x12.trading import Sending

FORM = Form("835", "HP", "005010X221A1", names_guide=False)


def write_835(remittances: Iterable[Remittance], stream: IO[bytes], sending: Sending) -> int:
    """Write remittances as one 835; how many they were. The same gives the same bytes.

    What `sending.trading` leaves empty comes from the first remittance: its payer sends, its payee receives. Raises
    `UnwritableError` at the first that lacks something or does not balance; what then stands in the stream is not a
    file. Raises `ValueError` for none.
    """
    interchange = Interchange(stream, FORM, sending)
    for remittance in remittances:
        wrong: list[Wrong] = []
        segments = sent(remittance, wrong)
        sender, receiver = _partners(remittance, sending, wrong)
        if wrong:
            raise UnwritableError(f"Remittance {remittance.payment.trace or 'without a number'!r}", wrong)
        if not interchange.sets:
            interchange.begin(sender, receiver, sending.trading.test)
        interchange.begin_set()
        interchange.put(segments)
        interchange.end_set()
    if not interchange.sets:
        raise ValueError("There is no remittance to write; a file holds at least one.")
    interchange.close()
    return interchange.sets


def _partners(remittance: Remittance, sending: Sending, wrong: list[Wrong]) -> tuple[str, str]:
    """Who sends and who receives the file that begins with a remittance."""
    trading = sending.trading
    sender = trading.submitter_id or remittance.payer.id or remittance.payment.payer_tax_id or ""
    receiver = trading.receiver_id or remittance.receiver or remittance.payee.tax_id or remittance.payee.npi or ""
    for id, who in ((sender, "sender"), (receiver, "receiver")):
        if not 2 <= len(id) <= 15:
            wrong.append(Wrong(who, f"is {id[:40]!r}; an id of 2 to 15 characters is needed"))
    return sender, receiver
