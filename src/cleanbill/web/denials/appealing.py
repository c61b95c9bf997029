"""The letter about an item, from what the site holds of it; kept when it is sent, with the payer's answer."""

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256 as digest
from io import BytesIO

from django.db import transaction
from django.db.models import QuerySet
from msgspec.structs import replace

from cleanbill import notes
from cleanbill.forms.letters import Head, draw
from cleanbill.guide.pdf import PrinterMissingError
from cleanbill.model.finding import Finding
from cleanbill.model.letter import Letter
from cleanbill.remittance.appeals import Answer, NoGroundError, Receipt, Refused, appealable, kinds, letter, receipt
from cleanbill.remittance.tracing import catches
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Event, Identity
from cleanbill.web.claims.timeline import tell
from cleanbill.web.denials.models import Appeal
from cleanbill.web.remits.models import OpenItem
from cleanbill.web.remits.tracing import last_day
from cleanbill.x12 import read_277ca

ENCLOSED = ("The signed note of the visit", "The claim (CMS-1500)")


def _requests(item: OpenItem) -> "QuerySet[Appeal]":
    """The letters about an item that ask for a new decision."""
    return item.appeals.exclude(kind__in=Appeal.NO_REQUESTS)


def _answers(item: OpenItem) -> list[Answer]:
    """What was answered to the appeals that left something refused, in the order of the answers."""
    asked = _requests(item).filter(outcome__in=Appeal.STANDS).order_by("answered", "pk")
    told = asked.values_list("sent", "answered", "outcome")
    return [Answer(sent, answered, outcome == Appeal.Outcome.PARTLY) for sent, answered, outcome in told if answered]


def titles(item: OpenItem) -> dict[str, str]:
    """What each kind of letter about an item is called now, by its name."""
    return kinds(item.claim.read.payer.type, 2 if _answers(item) else 1)


def due(item: OpenItem) -> dt.date | None:
    """The last day of what comes next, after the answers to appeals so far; None where it is not known."""
    return last_day(item, item.claim, [answer.on for answer in _answers(item)])


def _first_answer(item: OpenItem) -> Answer | None:
    """The payer's answer to the first appeal, where something is left to appeal: the next one is the second.

    Raises `RefusedError` where the payer grants none, while a request awaits its answer, and when two were answered.
    """
    if not appealable(item.remarks):
        raise RefusedError("The payer says by its remark (N211, MA130) that there is no appeal.")
    waiting = _requests(item).filter(outcome=Appeal.Outcome.PENDING).defer("letter").first()
    if waiting:
        raise RefusedError(f"The letter of {waiting.sent} is not answered yet.")
    answers = _answers(item)
    if len(answers) > 1:
        raise RefusedError("The second appeal was answered too; what may follow stands in that answer.")
    return answers[0] if answers else None


def letter_about(item: OpenItem, kind: str) -> Letter:
    """The letter of a kind about an item.

    Raises `NoGroundError`, `RefusedError` where no letter is due, and `KeyError` for no kind.
    """
    claim = item.claim.read
    text = claim.note.text if claim.note else None
    facts = notes.read(text, item.claim.service_date) if text else None
    first = None if kind in Appeal.NO_REQUESTS else _first_answer(item)
    return letter(kind, claim, replace(refused_of(item), first=first), facts, _findings(item))


def refused_of(item: OpenItem) -> Refused:
    """What a letter about an item answers."""
    return Refused(
        line=item.line,
        amount=item.amount,
        reasons=tuple(item.reasons),
        decided=item.opened,
        claim_number=item.decision.claim_number or item.claim.payer_number,
        receipt=_receipt(item),
        file_by=item.claim.file_by,
    )


def _receipt(item: OpenItem) -> Receipt | None:
    """The payer's own acknowledgement that it took the claim, as it came in."""
    told = item.claim.events.filter(kind=Event.Kind.STATUS).exclude(transmission__test=True)
    files = (
        BytesIO(bytes(one.transmission.content)) for one in told.select_related("transmission") if one.transmission
    )
    found = (receipt(read_277ca(file), item.claim.claim_id) for file in files)
    return next(filter(None, found), None)


def _findings(item: OpenItem) -> list[Finding]:
    """What the rules said that names this refusal, with what they cite: no other subject has a place in the letter."""
    return [one for one in item.claim.said if catches(one, item.refusal)]


def enclosed(made: Letter) -> tuple[str, ...]:
    """What goes with a letter about an item."""
    return (*ENCLOSED, *made.encloses)


def printed(actor: User, claim: Claim, made: Letter, on: dt.date, enclosures: Sequence[str]) -> bytes:
    """A letter on a claim as PDF, with the list of what is enclosed.

    Raises `RefusedError` where the clinic has not said who it is,
    `cleanbill.guide.pdf.PrinterMissingError` where the machine cannot print.
    """
    document = claim.read
    if document.billing is None or not Identity.objects.of(actor.clinic).exists():
        raise RefusedError("The billing identity is not entered: a letter needs its sender.")
    to = made.to or document.payer.name or str(claim.payer)
    return draw(made, Head(document.billing, document.billing_npi or "", to, on, actor.name), enclosures)


def keep_sent(
    actor: User, claim: Claim, item: OpenItem | None, kind: str, title: str, way: str, content: bytes, on: dt.date
) -> Appeal:
    """Keep what goes out on a claim, about an item where there is one, as it was printed."""
    sha256 = digest(content).hexdigest()
    appeal = Appeal(
        claim=claim, item=item, kind=kind, title=title, sent=on, way=way, by=actor, letter=content, sha256=sha256
    )
    keep(actor, appeal)
    return appeal


@transaction.atomic
def send(actor: User, item: OpenItem, kind: str, way: str, on: dt.date) -> Appeal:
    """Keep the letter as it goes out. Raises `RefusedError` for an item that is closed and a letter without ground."""
    if item.closed is not None:
        raise RefusedError("It is closed; open it again first.")
    try:
        made = letter_about(item, kind)
        content = printed(actor, item.claim, made, on, enclosed(made))
    except (NoGroundError, PrinterMissingError) as error:
        raise RefusedError(str(error)) from error
    appeal = keep_sent(actor, item.claim, item, kind, made.title, way, content, on)
    tell(actor, item.claim, Event.Kind.APPEALED, f"{item}: {made.title}, by {appeal.get_way_display().lower()}.")
    return appeal


@transaction.atomic
def answer(actor: User, appeal: Appeal, outcome: str, cents: int, on: dt.date) -> None:
    """Write down what the payer answered, `on` the date of its notice: from it the time for the next appeal runs.

    Raises `RefusedError` for no answer, one before the letter, and more won than was refused.
    """
    if outcome not in dict(appeal.answers):
        raise RefusedError("Say what the payer answered.")
    if on < appeal.sent:
        raise RefusedError(f"An answer to the letter of {appeal.sent} cannot be dated {on}.")
    refused = appeal.item.amount if appeal.item else 0
    if not 0 <= cents <= refused or (cents and outcome not in Appeal.WINS):
        raise RefusedError(f"{cents / 100:.2f} cannot have been won: {refused / 100:.2f} was refused.")
    appeal.outcome, appeal.won, appeal.answered = outcome, cents, on
    keep(actor, appeal)
    won = f" {cents / 100:.2f} is to be paid." if cents else ""
    if appeal.item and outcome in Appeal.STANDS and appeal.kind not in Appeal.NO_REQUESTS:
        appeal.item.due = due(appeal.item)
        keep(actor, appeal.item)
    kind = Event.Kind.RECORDS if appeal.kind == Appeal.RECORDS else Event.Kind.APPEALED
    tell(actor, appeal.claim, kind, f"{appeal}: {appeal.get_outcome_display().lower()}.{won}")
