"""Read requests for authorization and what was decided (278). The set is one; its BHT tells which of them it is."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from cleanbill.model.review import Outcome, ReviewedService, ReviewReply, ReviewRequest
from cleanbill.model.trade import Delivery, Reference, Rejection
from cleanbill.x12 import values
from cleanbill.x12.deliveries import delivery
from cleanbill.x12.levels import DocumentReader, Level
from cleanbill.x12.loop import Loop
from cleanbill.x12.named import insured, party
from cleanbill.x12.plans import SERVICES_REVIEW
from cleanbill.x12.rejections import rejections

REPLY = "11"  # BHT02
DAYS = ("AAH", "472")  # of the event; some write the qualifier of a service there
ICD9 = ("BK", "BF", "BJ", "PR")  # the qualifiers of HI
Document = ReviewRequest | ReviewReply


def read_278(stream: BinaryIO) -> DocumentReader[Document]:
    """The requests and replies of a 278, one an event with its services."""
    return DocumentReader(stream, SERVICES_REVIEW, _documents)


def _documents(levels: Iterator[Level]) -> Iterator[Document]:
    event: Level | None = None
    services: list[Loop] = []
    for level in levels:
        if level.code == "EV":
            event, services = level, []
        elif level.code == "SS" and event:
            services.append(level.loop)
        elif level.leaf and (refused := rejections(level)):
            yield ReviewReply(rejections=refused, **_named(level))
        elif level.leaf:
            level.loop.require(level.position, "HL", "the event that is reviewed")
        if event and level.following != "SS":
            yield _document(event, services)
            event = None


def _document(event: Level, services: list[Loop]) -> Document:
    head, *named = event.loop.split("NM1")
    reviewed = {
        **_named(event),
        **_event(head),
        "provider": party(named[0], "SJ", "XX") if named else None,
        "services": tuple(_service(loop) for loop in services),
    }
    if event.bht[2] != REPLY:
        return ReviewRequest(**reviewed)
    return ReviewReply(
        outcome=_outcome(head),
        certified=head.period(head.first("DTP", "007")),
        issued=head.first_day("102"),
        expires=head.first_day("036"),
        references=tuple(Reference(ref[1], ref[2]) for ref in head.all("REF") if ref[1] and ref[2]),
        rejections=rejections(event),
        **reviewed,
    )


def _named(level: Level) -> dict[str, Any]:
    return {
        "reference": level.bht[3] or None,
        "payer": party(level.within("20"), "X3", "PI"),
        "requester": party(level.within("21"), "1P", "XX"),
        **insured(level),
    }


def _event(loop: Loop) -> dict[str, Any]:
    um, trn = loop.first("UM"), loop.first("TRN")
    place, qualifier, *_ = loop.parts(um, 4)
    return {
        "trace": loop.text(trn, 2),
        "traced_by": loop.text(trn, 3),
        "category": loop.text(um, 1),
        "type": loop.text(um, 2),
        "service_type": loop.text(um, 3),
        "place": place if qualifier == "B" else None,
        "service": loop.period(loop.first("DTP", *DAYS)),
        "dx": _diagnoses(loop),
        "delivery": _delivery(loop),
        "messages": tuple(msg[1] for msg in loop.all("MSG") if msg[1]),
    }


def _diagnoses(loop: Loop) -> tuple[str, ...]:
    found = [loop.parts(hi, at) for hi in loop.all("HI") for at in range(1, 13) if hi[at]]
    return tuple(values.icd9(code) if qualifier in ICD9 else values.icd10(code) for qualifier, code, *_ in found)


def _delivery(loop: Loop) -> Delivery | None:
    hsd = loop.first("HSD")
    return delivery(loop, hsd) if hsd else None


def _outcome(loop: Loop) -> Outcome | None:
    hcr = loop.first("HCR")
    return Outcome(loop.needed(hcr, 1), loop.text(hcr, 2), loop.text(hcr, 3)) if hcr else None


def _service(loop: Loop) -> ReviewedService:
    sv1 = loop.first("SV1")
    _, code, *modifiers = loop.parts(sv1, 1)
    return ReviewedService(
        code=code or None,
        modifiers=tuple(modifier for modifier in modifiers[:4] if modifier),
        charge=loop.number(sv1, 2),
        unit=loop.text(sv1, 3),
        quantity=loop.number(sv1, 4),
        outcome=_outcome(loop),
        service=loop.period(loop.first("DTP", "472")),
        delivery=_delivery(loop),
        rejections=tuple(Rejection("service", loop.needed(aaa, 3), loop.text(aaa, 4)) for aaa in loop.all("AAA")),
    )
