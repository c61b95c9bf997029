"""What a payer's answer says of each claim: an event in plain words, and the state that follows."""

from collections.abc import Iterable
from typing import Any

from cleanbill.codes import claim_status
from cleanbill.transport.store import Store
from cleanbill.web.audit.keep import Actor, keep, keep_many
from cleanbill.web.claims.asking import asked_about
from cleanbill.web.claims.models import Claim, Event, Transmission
from cleanbill.web.claims.timeline import event_of
from cleanbill.web.schedule.booking import move

_WORDS = (
    "SELECT answer.kind, answer.reference, answer.says, answer.reason, claim.claim_id, claim.state, claim.payer_number "
    "FROM answer LEFT JOIN claim ON claim.version = answer.version WHERE sha256 = ? ORDER BY place"
)
_STATES = {
    "sent": Claim.State.SENT, "acknowledged": Claim.State.ACKNOWLEDGED, "accepted": Claim.State.ACCEPTED,
    "rejected": Claim.State.REJECTED, "adjudicated": Claim.State.ACCEPTED,  # what was decided is told when it is posted
}  # fmt: skip
_AT_ONCE = 500
_GOING = (Claim.State.QUEUED, Claim.State.SENT, Claim.State.ACKNOWLEDGED, Claim.State.ACCEPTED)


def take(actor: Actor, kept: Store, file: Transmission) -> None:
    """Tell the claims of a file that came in what it says of them; what an 835 decides is posted, and told then."""
    words = [(*row, row[4] or asked_about(row[1])) for row in kept.rows(_WORDS, (file.sha256,))]
    claims = claims_of(file, [row[-1] for row in words])
    events: list[Event] = []
    for kind, reference, says, reason, _, stands, payer_number, number in words:
        claim = claims.get(number)
        if claim is None:
            continue
        claim.payer_number = payer_number or claim.payer_number
        if kind == "277":
            events.append(_told(actor, claim, " ".join(map(standing, reason.split())), reason, file))
        elif asked_about(reference):
            if says == "rejected":
                events.append(_told(actor, claim, f"The payer could not read the question: {reason}.", reason, file))
        elif kind != "835":
            events.append(_answered(actor, claim, kind, says, reason, stands, file))
    keep_many(actor, events)
    keep_many(actor, list(claims.values()), ("state", "payer_number"))
    for claim in claims.values():
        settle_the_one_before(actor, claim)


def claims_of(file: Transmission, numbers: Iterable[str | None]) -> dict[str, Claim]:
    """The claims of the file's clinic with these numbers, by number; of others, nothing."""
    wanted = sorted({one for one in numbers if one})
    found: dict[str, Claim] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = Claim.objects.of(file.clinic).filter(claim_id__in=wanted[first : first + _AT_ONCE])
        some = some.select_for_update(of=("self",)).select_related("replaces", "appointment")
        found |= {claim.claim_id: claim for claim in some.defer(*Claim.LONG)}
    return found


def _answered(actor: Actor, claim: Claim, kind: str, says: str, reason: str, stands: str, file: Transmission) -> Event:
    """An acknowledgement: the claim stands where the store says that it does. Old news changes nothing."""
    rejections = [meaning(word) for word in reason.split()] if kind == "277CA" and says == "rejected" else []
    said = {"acknowledged": "The payer could read the file.", "accepted": "The payer took the claim."}
    words = " ".join(one["words"] for one in rejections) or reason
    text = said.get(says) or f"Rejected: {words}"
    if says == "accepted" and claim.payer_number:
        text += f" Its number there is {claim.payer_number}."
    detail: dict[str, Any] = {"reason": reason, "rejections": rejections}
    if claim.state in _GOING and stands in _STATES:
        claim.state = _STATES[stands]
    return event_of(actor, claim, Event.Kind(kind), text, detail, file, at=file.at)


def _told(actor: Actor, claim: Claim, text: str, reason: str, file: Transmission) -> Event:
    """An answer to the question where a claim stands: it changes nothing but what is known."""
    words = text or "The payer answered without a status."
    return event_of(actor, claim, Event.Kind.ANSWERED, words, {"reason": reason}, file, at=file.at)


def standing(status: str) -> str:
    """A status as a 277 has it (F1:65), in words: what its category means, then its code, with the status itself."""
    kind, code, entity = [*status.split(":"), "", ""][:3]
    known = (claim_status.category(kind), claim_status.meaning(code, entity))
    words = " ".join(one.words for one in known if one) or "The payer gives a status that is not known here."
    return f"{words} [{status}]"


def meaning(status: str) -> dict[str, str]:
    """A status as a 277CA has it (A7:562:85), in words: what it means, what to mend, and the field of the claim."""
    _, code, entity = [*status.split(":"), "", ""][:3]
    known = claim_status.meaning(code, entity)
    if known is None:
        return {"status": status, "words": f"The payer says {status}.", "mend": "", "pointer": ""}
    return {"status": status, "words": known.words, "mend": known.mend, "pointer": known.pointer}


def settle_the_one_before(actor: Actor, claim: Claim) -> None:
    """A correction that the payer took replaces the claim before it; a void that it took ends both."""
    before = claim.replaces
    taken = claim.state in (Claim.State.ACCEPTED, Claim.State.PAID, Claim.State.DENIED)
    if before is None or not taken or before.state in (Claim.State.REPLACED, Claim.State.VOIDED):
        return
    if claim.frequency == Claim.Frequency.VOID:
        before.state = claim.state = Claim.State.VOIDED
        keep(actor, claim)
        if claim.appointment.state == "billed":
            move(actor, claim.appointment, "signed")  # type: ignore[arg-type]
    else:
        before.state = Claim.State.REPLACED
    keep(actor, before)
