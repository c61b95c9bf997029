"""Write a claim acknowledgement (277CA) from its documents, as they are read."""

from collections.abc import Iterable
from decimal import Decimal
from typing import IO

from cleanbill.model.claim_status import (
    Acknowledged,
    AcknowledgedBatch,
    AcknowledgedClaim,
    AcknowledgedLine,
    AcknowledgedProvider,
    Totals,
)
from cleanbill.x12.claim_status.sent_statuses import stc, whole_stc, worded
from cleanbill.x12.documents import Sent, write_sets
from cleanbill.x12.interchange import Form, Segments
from cleanbill.x12.named import payer, written
from cleanbill.x12.rows import Wrong, rows, write
from cleanbill.x12.services import with_procedure
from cleanbill.x12.trading import Sending

FORM = Form("277", "HN", "005010X214", ("20", "21", "19", "PT"), last="PT")
Batch = list[Acknowledged]

SOURCE = rows(f"""
    {payer("source", "PR")}
    !TRN*1*{{trace! 50}}
    !DTP*050*D8*{{received! date}}
    !DTP*009*D8*{{processed! date}}
""")
RECEIVER = rows(f"""
    {written("receiver", "41", "46")}
    !TRN*2*{{batch_id! 50}}
""")
BATCH_TOTALS = rows("""
    QTY*90*{totals.accepted count}
    QTY*AA*{totals.rejected count}
    AMT*YU*{totals.accepted_charge money}
    AMT*YY*{totals.rejected_charge money}
""")
PROVIDER = rows(f"""
    {written("provider", "85", "XX")}
    !TRN*1*{{trace 50=0}}
""")
PROVIDER_TOTALS = rows("""
    QTY*QA*{totals.accepted count}
    QTY*QC*{totals.rejected count}
    AMT*YU*{totals.accepted_charge money}
    AMT*YY*{totals.rejected_charge money}
""")
CLAIM = rows("""
    !NM1*QC*1*{patient.last_name!}*{patient.first_name 35}****MI*{patient.id! 80}
    !TRN*2*{claim_id! 38}
""")
STATUS = rows("!STC**{date! date}*{accepted! action}*{charge! money}")
PROVIDER_STATUS = rows("!STC***{accepted! action}*{charge! money}")
LINE_STATUS = rows("!STC**{date! date}*U")
SVC = rows("!SVC**{charge! money}*****{units quantity}")
LINE = rows("""
    REF*FJ*{control_number 50}
    DTP*472*{service days}
""")
REFERENCES = rows("""
    REF*1K*{payer_claim_number 50}
    REF*D9*{clearinghouse_trace 50}
    !DTP*472*{service! days}
""")


def totals(claims: Iterable[AcknowledgedClaim]) -> Totals:
    """How many of these claims were accepted and rejected, and their dollars."""
    all_ = tuple(claims)
    taken = [one.charge or Decimal(0) for one in all_ if one.accepted]
    refused = [one.charge or Decimal(0) for one in all_ if one.accepted is False]
    return Totals(len(taken), len(refused), sum(taken, Decimal(0)), sum(refused, Decimal(0)))


def write_277ca(acknowledged: Iterable[Acknowledged], stream: IO[bytes], sending: Sending) -> int:
    """Write a 277CA with a set for each batch; how many. Its documents come in their order: a batch, then each
    provider with its claims behind it. Raises as `write_sets` does, and `ValueError` for another order."""
    return write_sets(_batches(acknowledged), stream, sending, FORM, _sent)


def _batches(acknowledged: Iterable[Acknowledged]) -> Iterable[Batch]:
    batch: Batch = []
    for one in acknowledged:
        if isinstance(one, AcknowledgedBatch):
            if batch:
                yield batch
            batch = []
        elif not batch or (isinstance(one, AcknowledgedClaim) and len(batch) == 1):
            raise ValueError("A claim comes after its provider, and a provider after its batch.")
        batch.append(one)
    if batch:
        yield batch


def _sent(batch: Batch, wrong: list[Wrong]) -> Sent:
    levels: list[tuple[str, Segments]] = []
    for index, one in enumerate(batch):
        above = f"/{index}"
        if isinstance(one, AcknowledgedBatch):
            levels += [("20", write(SOURCE, one, wrong, above)), ("21", _batch(one, above, wrong))]
        elif isinstance(one, AcknowledgedProvider):
            levels.append(("19", _provider(one, above, wrong)))
        else:
            levels.append(("PT", _claim(one, above, wrong)))
    head = batch[0]
    assert isinstance(head, AcknowledgedBatch)
    name = f"Claim acknowledgement {head.trace!r}"
    return Sent(name, head.source.id or "", head.receiver.id or "", "0085*08", head.trace, levels, "TH")


def _batch(batch: AcknowledgedBatch, above: str, wrong: list[Wrong]) -> Segments:
    segments, (said,) = write(RECEIVER, batch, wrong, above), write(STATUS, batch, wrong, above)
    return [*segments, *stc(batch.statuses, said, above, wrong), *write(BATCH_TOTALS, batch, wrong, above)]


def _provider(provider: AcknowledgedProvider, above: str, wrong: list[Wrong]) -> Segments:
    segments, (said,) = write(PROVIDER, provider, wrong, above), write(PROVIDER_STATUS, provider, wrong, above)
    return [*segments, *stc(provider.statuses, said, above, wrong), *write(PROVIDER_TOTALS, provider, wrong, above)]


def _claim(claim: AcknowledgedClaim, above: str, wrong: list[Wrong]) -> Segments:
    segments = write(CLAIM, claim, wrong, above)
    segments += worded(claim.statuses, write(STATUS, claim, wrong, above)[0], above, wrong)
    segments += write(REFERENCES, claim, wrong, above)
    for index, line in enumerate(claim.lines):
        here = f"{above}/lines/{index}"
        (svc,) = write(SVC, line, wrong, here)
        segments.append(with_procedure(svc, 1, line.code, line.modifiers, here, wrong))
        segments += [_line_status(line, here, wrong), *write(LINE, line, wrong, here)]
    return segments


def _line_status(line: AcknowledgedLine, above: str, wrong: list[Wrong]) -> str:
    if line.accepted:
        wrong.append(Wrong(f"{above}/accepted", "is true; only lines that are rejected can be told"))
    return whole_stc(line.statuses, write(LINE_STATUS, line, wrong, above)[0], above, wrong)
