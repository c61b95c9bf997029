"""Write requests for authorization and what was decided (278), a set for each."""

from collections.abc import Iterable
from typing import IO

from cleanbill.model.claim import Patient
from cleanbill.model.review import Review, ReviewedService, ReviewReply, ReviewRequest
from cleanbill.model.trade import Rejection
from cleanbill.x12.deliveries import sent as delivered
from cleanbill.x12.documents import Sent, write_sets
from cleanbill.x12.interchange import Form, Segments
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.named import born, home, payer, written
from cleanbill.x12.rejections import sent as refused
from cleanbill.x12.rows import MISSING, Wrong, rows, write
from cleanbill.x12.rows import written as element
from cleanbill.x12.services import with_procedure
from cleanbill.x12.trading import Sending

Levels = list[tuple[str, Segments]]

FORM = Form("278", "HI", "005010X217", ("20", "21", "22", "23", "EV", "SS"))
LONGEST_MESSAGE = 264
MOST_DX = 12
PAYER = rows(payer("payer", "X3"))
REQUESTER = rows(f"""
    {written("requester", "1P", "XX")}
    PER*IC**TE*{{requester.phone phone}}
""")
TAXONOMY = rows("PRV*PE*PXC*{requester.taxonomy taxonomy}")
SUBSCRIBER = rows(f"""
    !NM1*IL*1*{{subscriber.last_name!}}*{{subscriber.first_name 35}}****MI*{{subscriber.id! 80}}
    {home("subscriber")}
""")
DEPENDENT = rows(f"""
    !NM1*QC*1*{{dependent.last_name!}}*{{dependent.first_name 35}}
    {home("dependent")}
""")
SUBSCRIBER_BORN = rows(born("subscriber"))
DEPENDENT_BORN = rows(f"""
    {born("dependent")}
    INS*N*{{relationship relation}}
""")
ASKED = rows("!TRN*1*{trace! 50}*{traced_by! tracer}")
ANSWERED = rows("!TRN*2*{trace! 50}*{traced_by! tracer}")
KIND = rows("!UM*{category! code}*{type! code}*{service_type code}*{place facility}")
OUTCOME = rows("HCR*{outcome.action! code}*{outcome.number 50}*{outcome.reason code}")
REFERENCE = rows("!REF*{kind! code}*{number! 50}")
DAYS = rows("DTP*AAH*{service days}")
CERTIFIED = rows("""
    DTP*102*D8*{issued date}
    DTP*036*D8*{expires date}
    DTP*007*{certified days}
""")
PROVIDER = rows(f"""
    {written("provider", "SJ", "XX")}
    PER*IC**TE*{{provider.phone phone}}
    PRV*PE*PXC*{{provider.taxonomy taxonomy}}
""")
SERVICE_DAYS = rows("DTP*472*{service days}")
SERVICE = rows("!SV1**{charge money}*{unit code=UN}*{quantity quantity}")


def write_278(reviews: Iterable[ReviewRequest | ReviewReply], stream: IO[bytes], sending: Sending) -> int:
    """Write a 278; how many requests or replies it holds. Raises as `write_sets` does."""
    return write_sets(reviews, stream, sending, FORM, _sent)


def _sent(review: ReviewRequest | ReviewReply, wrong: list[Wrong]) -> Sent:
    payer, requester = review.payer.id or "", review.requester.id or ""
    if isinstance(review, ReviewReply):
        name = f"Reply to authorization request {review.trace!r}"
        return Sent(name, payer, requester, "0007*11", review.reference, _reply(review, wrong), "18")
    name = f"Authorization request {review.trace!r}"
    if review.delivery is None and not review.services:
        wrong.append(Wrong("/delivery", "is missing, and so are /services: one of them says what is asked for"))
    event = [*write((*ASKED, *KIND, *DAYS), review, wrong), *_details(review, wrong)]
    levels = [*_persons(review, (), wrong), ("EV", event), *_services(review, wrong)]
    return Sent(name, requester, payer, "0007*13", review.reference, levels)


def _reply(reply: ReviewReply, wrong: list[Wrong]) -> Levels:
    levels = _persons(reply, reply.rejections, wrong)
    if reply.outcome is None and not reply.rejections:
        wrong.append(Wrong("/outcome", MISSING))
    if reply.category is None and reply.rejections and all(one.of != "service" for one in reply.rejections):
        return levels
    event = write(ANSWERED, reply, wrong)
    event += refused(reply.rejections, "service", wrong)
    event += write((*KIND, *OUTCOME), reply, wrong)
    for index, one in enumerate(reply.references):
        event += write(REFERENCE, one, wrong, f"/references/{index}")
    event += write((*DAYS, *CERTIFIED), reply, wrong)
    return [*levels, ("EV", [*event, *_details(reply, wrong)]), *_services(reply, wrong)]


def _persons(review: Review, rejections: tuple[Rejection, ...], wrong: list[Wrong]) -> Levels:
    """The levels from the payer down to the patient."""
    levels: Levels = [
        ("20", [*write(PAYER, review, wrong), *refused(rejections, "payer", wrong)]),
        (
            "21",
            [
                *write(REQUESTER, review, wrong),
                *refused(rejections, "provider", wrong),
                *write(TAXONOMY, review, wrong),
            ],
        ),
    ]
    if review.subscriber != Patient() or not rejections:
        named = [*write(SUBSCRIBER, review, wrong), *refused(rejections, "subscriber", wrong)]
        levels.append(("22", [*named, *write(SUBSCRIBER_BORN, review, wrong)]))
    if review.dependent is not None:
        named = [*write(DEPENDENT, review, wrong), *refused(rejections, "dependent", wrong)]
        levels.append(("23", [*named, *write(DEPENDENT_BORN, review, wrong)]))
    return levels


def _details(review: Review, wrong: list[Wrong]) -> Segments:
    """What the event is about, and who gives the services."""
    segments = _hi(review.dx, wrong)
    if review.delivery:
        segments += delivered(review.delivery, "/delivery", wrong)
    for index, message in enumerate(review.messages):
        segments.append(f"MSG*{element(message, KINDS['text'], LONGEST_MESSAGE, f'/messages/{index}', wrong)}")
    return segments + write(PROVIDER, review, wrong) if review.provider else segments


def _hi(dx: tuple[str, ...], wrong: list[Wrong]) -> Segments:
    if len(dx) > MOST_DX:
        wrong.append(Wrong("/dx", f"has {len(dx)} entries; at most {MOST_DX} can be sent"))
    codes = [element(code, KINDS["dx"], 8, f"/dx/{index}", wrong) for index, code in enumerate(dx)]
    return [f"HI*ABK:{'*ABF:'.join(codes)}"] if codes else []


def _services(review: Review, wrong: list[Wrong]) -> Levels:
    return [("SS", _service(one, f"/services/{index}", wrong)) for index, one in enumerate(review.services)]


def _service(one: ReviewedService, above: str, wrong: list[Wrong]) -> Segments:
    segments = refused(one.rejections, "service", wrong, above)
    segments += write((*OUTCOME, *SERVICE_DAYS), one, wrong, above)
    (sv1,) = write(SERVICE, one, wrong, above)
    segments.append(with_procedure(sv1, 1, one.code, one.modifiers, above, wrong))
    return segments + delivered(one.delivery, f"{above}/delivery", wrong) if one.delivery else segments
