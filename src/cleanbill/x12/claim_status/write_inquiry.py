"""Write the question where claims stand (276) and the reply (277), a set for each claim."""

from collections.abc import Iterable
from typing import IO

from cleanbill.model.claim_status import ClaimStatusReply, ClaimStatusRequest, StatusLine
from cleanbill.x12.claim_status.sent_statuses import stc
from cleanbill.x12.documents import Sent, write_sets
from cleanbill.x12.interchange import Form, Segments
from cleanbill.x12.named import payer, written
from cleanbill.x12.rows import Row, Wrong, rows, write
from cleanbill.x12.services import with_procedure
from cleanbill.x12.trading import Sending

LEVELS = ("20", "21", "19", "22", "23")
REQUEST = Form("276", "HR", "005010X212", LEVELS, last="23")
REPLY = Form("277", "HN", "005010X212", LEVELS, last="23")

PAYER = rows(payer("payer", "PR"))
RECEIVER = rows(written("receiver", "41", "46"))
PROVIDER = rows(written("provider", "1P", "XX"))
SUBSCRIBER_BORN = rows("!DMG*D8*{subscriber.dob! date}*{subscriber.sex known_sex}")
SUBSCRIBER = rows("!NM1*IL*1*{subscriber.last_name!}*{subscriber.first_name 35}****MI*{subscriber.id! 80}")
DEPENDENT_BORN = rows("!DMG*D8*{dependent.dob! date}*{dependent.sex known_sex}")
DEPENDENT = rows("!NM1*QC*1*{dependent.last_name!}*{dependent.first_name 35}")
ASKED = rows("!TRN*1*{trace! 50}")
ANSWERED = rows("!TRN*2*{trace! 50}")
OF_PROVIDER = rows("!TRN*1*{trace 50=0}")
REFERENCES = rows("""
    REF*1K*{payer_claim_number 50}
    REF*EJ*{claim_id 38}
    REF*D9*{clearinghouse_trace 50}
""")
CHARGE = rows("AMT*T3*{charge money}")
SERVICE = rows("DTP*472*{service days}")
SVC = rows("!SVC**{charge! money}*****{units! quantity}")
PAID_SVC = rows("!SVC**{charge! money}*{paid! money}****{units! quantity}")
LINE = rows("""
    REF*FJ*{control_number 50}
    !DTP*472*{service! days}
""")
REPLIED = rows(
    "!STC**{date! date}**{charge money}*{paid money}*{decided date}**{payment_date date}*{payment_number 30}"
)
DATED = rows("!STC**{date! date}")


def write_276(requests: Iterable[ClaimStatusRequest], stream: IO[bytes], sending: Sending) -> int:
    """Write a 276; how many questions it holds. Raises as `write_sets` does."""
    return write_sets(requests, stream, sending, REQUEST, _request)


def write_277(replies: Iterable[ClaimStatusReply], stream: IO[bytes], sending: Sending) -> int:
    """Write a 277; how many replies it holds. Raises as `write_sets` does."""
    return write_sets(replies, stream, sending, REPLY, _reply)


def _request(request: ClaimStatusRequest, wrong: list[Wrong]) -> Sent:
    asked = write((*ASKED, *REFERENCES, *CHARGE, *SERVICE), request, wrong)
    for index, line in enumerate(request.lines):
        above = f"/lines/{index}"
        asked += [*_svc(SVC, line, above, wrong), *write(LINE, line, wrong, above)]
    levels = [("20", write(PAYER, request, wrong))]
    levels += [("21", write(RECEIVER, request, wrong)), ("19", write(PROVIDER, request, wrong))]
    if request.dependent:
        levels.append(("22", write(SUBSCRIBER, request, wrong)))
        levels.append(("23", [*write((*DEPENDENT_BORN, *DEPENDENT), request, wrong), *asked]))
    else:
        levels.append(("22", [*write((*SUBSCRIBER_BORN, *SUBSCRIBER), request, wrong), *asked]))
    name = f"Claim status request {request.trace!r}"
    return Sent(name, request.receiver.id or "", request.payer.id or "", "0010*13", request.reference, levels)


def _reply(reply: ClaimStatusReply, wrong: list[Wrong]) -> Sent:
    (common,) = write(REPLIED if reply.of == "claim" else DATED, reply, wrong)
    said = stc(reply.statuses, common, "", wrong)
    levels = [("20", write(PAYER, reply, wrong))]
    receiver = write(RECEIVER, reply, wrong)
    if reply.of == "receiver":
        levels.append(("21", [*receiver, *write(ANSWERED, reply, wrong), *said]))
    else:
        levels += [("21", receiver), *_replied(reply, said, wrong)]
    name = f"Claim status reply {reply.trace!r}"
    return Sent(name, reply.payer.id or "", reply.receiver.id or "", "0010*08", reply.reference, levels, "DG")


def _replied(reply: ClaimStatusReply, said: Segments, wrong: list[Wrong]) -> list[tuple[str, Segments]]:
    """The levels of a reply from the provider down."""
    provider = write(PROVIDER, reply, wrong)
    if reply.of == "provider":
        return [("19", [*provider, *write(OF_PROVIDER, reply, wrong), *said])]
    claim = [*write(ANSWERED, reply, wrong), *said, *write((*REFERENCES, *SERVICE), reply, wrong)]
    for index, line in enumerate(reply.lines):
        above = f"/lines/{index}"
        (common,) = write(DATED, line, wrong, above)
        claim += [*_svc(PAID_SVC, line, above, wrong), *stc(line.statuses, common, above, wrong)]
        claim += write(LINE, line, wrong, above)
    subscriber = write(SUBSCRIBER, reply, wrong)
    if reply.dependent:
        return [("19", provider), ("22", subscriber), ("23", [*write(DEPENDENT, reply, wrong), *claim])]
    return [("19", provider), ("22", [*subscriber, *claim])]


def _svc(table: tuple[Row, ...], line: StatusLine, above: str, wrong: list[Wrong]) -> Segments:
    (svc,) = write(table, line, wrong, above)
    return [with_procedure(svc, 1, line.code, line.modifiers, above, wrong)]
