"""Write the question whether a person is covered (270) and the reply (271), a set for each person."""

from collections.abc import Iterable
from typing import IO

from cleanbill.model.claim import Patient
from cleanbill.model.eligibility import EligibilityReply, EligibilityRequest
from cleanbill.model.trade import Insured, Party, Rejection
from cleanbill.x12.documents import Sent, write_sets
from cleanbill.x12.eligibility.sent_benefits import benefit
from cleanbill.x12.interchange import Form, Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.named import born, home, payer, written
from cleanbill.x12.periods import dtps
from cleanbill.x12.rejections import sent as refused
from cleanbill.x12.rows import MISSING, Wrong, rows, write
from cleanbill.x12.rows import written as element
from cleanbill.x12.trading import Sending

Levels = list[tuple[str, Segments]]

LEVELS = ("20", "21", "22", "23")
REQUEST = Form("270", "HS", "005010X279A1", LEVELS)
REPLY = Form("271", "HB", "005010X279A1", LEVELS)
PAYER = rows(payer("payer", "PR"))
PAYER_PHONE = rows("PER*IC**TE*{payer.phone phone}")
PROVIDER = rows(written("provider", "1P", "XX"))
TAXONOMY = rows("PRV*PE*PXC*{provider.taxonomy taxonomy}")
ASKED = rows("!TRN*1*{trace! 50}*{traced_by! tracer}")
ANSWERED = rows("TRN*2*{trace! 50}*{traced_by tracer}")
SUBSCRIBER = rows("!NM1*IL*1*{subscriber.last_name}*{subscriber.first_name 35}****{subscriber.id 80 after MI}")
DEPENDENT = rows("!NM1*03*1*{dependent.last_name!}*{dependent.first_name 35}")
SUBSCRIBER_HOME, SUBSCRIBER_BORN = rows(home("subscriber")), rows(born("subscriber"))
DEPENDENT_HOME, DEPENDENT_BORN = rows(home("dependent")), rows(born("dependent"))
ASKED_RELATION = rows("INS*N*{relationship asked_relation}")
ANSWERED_RELATION = rows("INS*N*{relationship relation}")
REFERENCE = rows("!REF*{kind! code}*{number! 50}")
PLAN_DATE = rows("DTP*291*{service days}")


def write_270(requests: Iterable[EligibilityRequest], stream: IO[bytes], sending: Sending) -> int:
    """Write a 270; how many questions it holds. Raises as `write_sets` does."""
    return write_sets(requests, stream, sending, REQUEST, _request)


def write_271(replies: Iterable[EligibilityReply], stream: IO[bytes], sending: Sending) -> int:
    """Write a 271; how many replies it holds. Raises as `write_sets` does."""
    return write_sets(replies, stream, sending, REPLY, _reply)


def _request(request: EligibilityRequest, wrong: list[Wrong]) -> Sent:
    subscriber = request.subscriber
    if not subscriber.id and not (subscriber.last_name and subscriber.dob):
        wrong.append(
            Wrong("/subscriber/id", "is missing, and so is a name with a date of birth: one of them is needed")
        )
    if not request.service_types:
        wrong.append(Wrong("/service_types", MISSING))
    asked = write((*ASKED_RELATION, *PLAN_DATE) if request.dependent else PLAN_DATE, request, wrong)
    asked += [f"EQ*{code}" for code in _codes(request.service_types, wrong)]
    levels = [("20", write(PAYER, request, wrong)), ("21", write((*PROVIDER, *TAXONOMY), request, wrong))]
    levels += _persons(request, write(ASKED, request, wrong), [], (), asked, wrong)
    name = f"Eligibility request {request.trace!r}"
    sender, receiver = request.provider.id or "", request.payer.id or ""
    return Sent(name, sender, receiver, "0022*13", request.reference, levels)


def _codes(codes: tuple[str, ...], wrong: list[Wrong]) -> list[str]:
    return [element(code, KINDS["code"], 2, f"/service_types/{index}", wrong) for index, code in enumerate(codes)]


def _reply(reply: EligibilityReply, wrong: list[Wrong]) -> Sent:
    payer = [*write(PAYER, reply, wrong), *write(PAYER_PHONE, reply, wrong)]
    levels: Levels = [("20", [*payer, *refused(reply.rejections, "payer", wrong)])]
    if reply.provider != Party() or reply.subscriber != Patient():
        provider = write(PROVIDER, reply, wrong)
        refusal = refused(reply.rejections, "provider", wrong)
        levels.append(("21", [*provider, *refusal, *write(TAXONOMY, reply, wrong)]))
    if reply.subscriber != Patient():
        levels += _answered(reply, wrong)
    elif not reply.rejections:
        wrong.append(Wrong("/subscriber", MISSING))
    name = f"Eligibility reply {reply.trace!r}"
    sender, receiver = reply.payer.id or "", reply.provider.id or ""
    return Sent(name, sender, receiver, "0022*11", reply.reference, levels)


def _answered(reply: EligibilityReply, wrong: list[Wrong]) -> Levels:
    said = write(ANSWERED_RELATION, reply, wrong) if reply.dependent else []
    said += dtps(reply.dates, "/dates", wrong)
    for index, one in enumerate(reply.benefits):
        said += benefit(one, f"/benefits/{index}", wrong)
    references = [
        segment
        for index, one in enumerate(reply.references)
        for segment in write(REFERENCE, one, wrong, f"/references/{index}")
    ]
    return _persons(reply, write(ANSWERED, reply, wrong), references, reply.rejections, said, wrong)


def _persons(
    insured: Insured,
    trace: Segments,
    references: Segments,
    rejections: tuple[Rejection, ...],
    said: Segments,
    wrong: list[Wrong],
) -> Levels:
    """The levels of the subscriber and the dependent. The other segments go with the patient."""
    named, home_, born_ = (write(row, insured, wrong) for row in (SUBSCRIBER, SUBSCRIBER_HOME, SUBSCRIBER_BORN))
    home_ += refused(rejections, "subscriber", wrong)
    if insured.dependent is None:
        return [("22", [*trace, *named, *references, *home_, *born_, *said])]
    subscriber = ("22", [*named, *home_, *born_])
    named, home_, born_ = (write(row, insured, wrong) for row in (DEPENDENT, DEPENDENT_HOME, DEPENDENT_BORN))
    home_ += refused(rejections, "dependent", wrong)
    return [subscriber, ("23", [*trace, *named, *references, *home_, *born_, *said])]
