"""Read a claim acknowledgement (277CA): the batch, then each provider, each followed by its claims."""

from collections.abc import Iterator
from typing import BinaryIO

from cleanbill.model.claim_status import (
    Acknowledged,
    AcknowledgedBatch,
    AcknowledgedClaim,
    AcknowledgedLine,
    AcknowledgedProvider,
    Totals,
)
from cleanbill.x12.claim_status.statuses import said, service
from cleanbill.x12.levels import DocumentReader, Level
from cleanbill.x12.loop import Loop
from cleanbill.x12.named import party, person
from cleanbill.x12.plans import CLAIM_ACKNOWLEDGEMENT


def read_277ca(stream: BinaryIO) -> DocumentReader[Acknowledged]:
    """The documents of a 277CA, in constant memory."""
    return DocumentReader(stream, CLAIM_ACKNOWLEDGEMENT, _documents)


def _documents(levels: Iterator[Level]) -> Iterator[Acknowledged]:
    for level in levels:
        if level.code == "21":
            yield _batch(level)
        elif level.code == "19":
            yield _provider(level.loop)
        elif level.code == "PT":
            yield from _claims(level)


def _batch(level: Level) -> AcknowledgedBatch:
    source, loop = level.at("20"), level.loop
    return AcknowledgedBatch(
        date=loop.day(loop.first("STC"), 2),
        source=party(source, "PR", "PI"),
        receiver=party(loop, "41", "46"),
        trace=source.text(source.first("TRN"), 2),
        batch_id=loop.text(loop.first("TRN"), 2),
        received=source.first_day("050"),
        processed=source.first_day("009"),
        totals=_totals(loop, "90", "AA"),
        **said(loop),
    )


def _provider(loop: Loop) -> AcknowledgedProvider:
    return AcknowledgedProvider(
        provider=party(loop, "85", "XX"),
        trace=trace if (trace := loop.text(loop.first("TRN"), 2)) != "0" else None,  # 0 stands for none
        totals=_totals(loop, "QA", "QC"),
        **said(loop),
    )


def _totals(loop: Loop, accepted: str, rejected: str) -> Totals | None:
    found = Totals(
        loop.count(loop.first("QTY", accepted), 2),
        loop.count(loop.first("QTY", rejected), 2),
        loop.number(loop.first("AMT", "YU"), 2),
        loop.number(loop.first("AMT", "YY"), 2),
    )
    return found if found != Totals() else None


def _claims(level: Level) -> Iterator[AcknowledgedClaim]:
    """The claims of a patient, each beginning with its TRN."""
    head, *claims = level.loop.split("TRN")
    if not claims:
        level.loop.require(level.position, "TRN", "the claim's own number")
    for claim in claims:
        loop, *lines = claim.split("SVC")
        trn = loop.first("TRN")
        loop.about(trn[2])
        if not loop.first("STC"):
            loop.require(trn.position, "STC", "the claim's status")
        yield AcknowledgedClaim(
            claim_id=loop.needed(trn, 2) or None,
            date=loop.day(loop.first("STC"), 2),
            patient=person(head, "QC"),
            payer_claim_number=loop.reference("1K"),
            clearinghouse_trace=loop.reference("D9"),
            service=loop.period(loop.first("DTP", "472")),
            lines=tuple(_line(line) for line in lines),
            **said(loop),
        )


def _line(loop: Loop) -> AcknowledgedLine:
    svc = loop.first("SVC")
    fields = said(loop) | {"charge": loop.number(svc, 2), "date": loop.day(loop.first("STC"), 2)}
    return AcknowledgedLine(**fields, **service(loop, svc))
