"""Read the question where claims stand (276) and the reply (277)."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from cleanbill.model.claim_status import ClaimStatusReply, ClaimStatusRequest, StatusLine
from cleanbill.x12.claim_status.statuses import service, statuses
from cleanbill.x12.levels import DocumentReader, Level
from cleanbill.x12.loop import Loop
from cleanbill.x12.named import insured, party
from cleanbill.x12.plans import CLAIM_STATUS_REPLY, CLAIM_STATUS_REQUEST

REFUSED: dict[str, Literal["receiver", "provider"]] = {"21": "receiver", "19": "provider"}


def read_276(stream: BinaryIO) -> DocumentReader[ClaimStatusRequest]:
    """The questions of a 276, one a claim, in constant memory."""
    return DocumentReader(stream, CLAIM_STATUS_REQUEST, _requests)


def read_277(stream: BinaryIO) -> DocumentReader[ClaimStatusReply]:
    """The replies of a 277, one a claim, in constant memory."""
    return DocumentReader(stream, CLAIM_STATUS_REPLY, _replies)


def _requests(levels: Iterator[Level]) -> Iterator[ClaimStatusRequest]:
    for level in levels:
        for claim in _claims(level):
            loop, *lines = _parts(claim)
            yield ClaimStatusRequest(
                charge=loop.number(loop.first("AMT", "T3"), 2),
                lines=tuple(StatusLine(**_line(line)) for line in lines),
                **_named(level),
                **_asked(loop),
            )


def _replies(levels: Iterator[Level]) -> Iterator[ClaimStatusReply]:
    for level in levels:
        if level.code in REFUSED and level.loop.first("STC"):
            loop = level.loop
            yield ClaimStatusReply(of=REFUSED[level.code], **_named(level), **_replied(loop), **_asked(loop))
        for claim in _claims(level):
            loop, *lines = _parts(claim)
            if not loop.first("STC"):
                loop.require(loop.segments[0].position, "STC", "the claim's status")
            yield ClaimStatusReply(
                lines=tuple(_replied_line(line) for line in lines), **_named(level), **_asked(loop), **_replied(loop)
            )


def _claims(level: Level) -> list[Loop]:
    """The claims of a person, each beginning with its TRN."""
    if level.code not in ("22", "23"):
        return []
    claims = level.loop.split("TRN")[1:]
    if level.leaf and not claims:
        level.loop.require(level.position, "TRN", "the number of what is asked")
    return claims


def _parts(claim: Loop) -> list[Loop]:
    """What stands of the claim as a whole, then its lines."""
    loop, *lines = claim.split("SVC")
    loop.about(loop.reference("EJ") or "")
    return [loop, *lines]


def _named(level: Level) -> dict[str, Any]:
    return {
        "reference": level.bht[3] or None,
        "payer": party(level.within("20"), "PR", "PI"),
        "receiver": party(level.within("21"), "41", "46"),
        "provider": party(level.within("19"), "1P", "XX"),
        **insured(level),
    }


def _asked(loop: Loop) -> dict[str, Any]:
    return {
        "trace": loop.text(loop.first("TRN"), 2),
        "claim_id": loop.reference("EJ"),
        "payer_claim_number": loop.reference("1K"),
        "clearinghouse_trace": loop.reference("D9"),
        "service": loop.period(loop.first("DTP", "472")),
    }


def _replied(loop: Loop) -> dict[str, Any]:
    stc = loop.first("STC")
    return {
        "statuses": statuses(loop),
        "date": loop.day(stc, 2),
        "charge": loop.number(stc, 4),
        "paid": loop.number(stc, 5),
        "decided": loop.day(stc, 6),
        "payment_date": loop.day(stc, 8),
        "payment_number": loop.text(stc, 9),
    }


def _line(loop: Loop) -> dict[str, Any]:
    svc = loop.first("SVC")
    return {"charge": loop.number(svc, 2), **service(loop, svc)}


def _replied_line(loop: Loop) -> StatusLine:
    paid, date = loop.number(loop.first("SVC"), 3), loop.day(loop.first("STC"), 2)
    return StatusLine(paid=paid, statuses=statuses(loop), date=date, **_line(loop))
