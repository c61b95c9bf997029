"""How the practice payer takes a file: it acknowledges it, and says of each claim whether it is taken."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import groupby

from msgspec import Struct, structs

from cleanbill.engine.context import Context
from cleanbill.engine.run import Engine
from cleanbill.model.acknowledgement import Acknowledgement, InterchangeAnswer
from cleanbill.model.claim import Claim
from cleanbill.model.claim_status import (
    AcknowledgedBatch,
    AcknowledgedClaim,
    AcknowledgedProvider,
    ClaimStatusRequest,
    Status,
)
from cleanbill.model.finding import Finding
from cleanbill.model.normal import normal
from cleanbill.model.trade import Party, Period
from cleanbill.rules import register
from cleanbill.transport.practice.adjudication import claim_number
from cleanbill.transport.practice.book import Book
from cleanbill.transport.practice.payments import NAME
from cleanbill.transport.practice.ways import Rejection, ways
from cleanbill.x12 import Validator, answer, read_276, read_837
from cleanbill.x12.damage import DATES, NOT_A_CODE, NPI, POINTER
from cleanbill.x12.validation.receipts import Receipt

BY_CLAIM = frozenset(kind.id for kind in (NOT_A_CODE, POINTER, NPI, DATES))  # told of a claim, not of its whole set
DUPLICATE, NOT_A_TEST = "025", "020"  # notes of a TA1
RECEIVED = (Status("A1", "19", "PR"),)
ACCEPTED = Rejection("", "A2", "20")
UNKNOWN_ORIGINAL = Rejection("", "A7", "464")


class Arrival(Struct, frozen=True):
    """An interchange that came in: what is answered to it, and its claims and questions that could be read."""

    receipt: Receipt
    answer: Acknowledgement
    claims: tuple[Claim, ...]
    questions: tuple[ClaimStatusRequest, ...] = ()

    @property
    def key(self) -> str:
        """By what it is told apart: who sent it to whom, and its number."""
        return "|".join(self.receipt.isa[at].strip() for at in (6, 8, 13))


class Judged(Struct, frozen=True):
    """A claim with what the rules find in it, and why it is not taken, if it is not."""

    claim: Claim
    findings: tuple[Finding, ...]
    rejection: Rejection | None


def arrivals(content: bytes, on: dt.date) -> list[Arrival]:
    """What came in one file, validated. A file marked as sent in earnest is refused: nothing here is earnest.

    Questions are taken of a file that is one interchange and is accepted as a whole.
    """
    validator = Validator(BytesIO(content), on, keep=True)
    for _ in validator:
        pass
    claims = list(read_837(BytesIO(content)))
    found = [_arrival(receipt, claims) for receipt in validator.receipts]
    if len(found) == 1 and found[0].answer.accepted:
        found[0] = structs.replace(found[0], questions=tuple(read_276(BytesIO(content))))
    return found


def refused(arrival: Arrival, note: str) -> Arrival:
    """An interchange that is refused as a whole, by a note of the TA1."""
    isa = arrival.receipt.isa
    said = InterchangeAnswer(isa[13].strip(), isa[9], isa[10], "R", note)
    return structs.replace(
        arrival, answer=structs.replace(arrival.answer, interchanges=(said,), groups=()), claims=(), questions=()
    )


def judge(claim: Claim, book: Book, on: dt.date) -> Judged:
    """Hold a claim against the rules, and against the decisions that it replaces or voids."""
    findings = _engine().check(normal(claim), Context(on))
    errors = {finding.rule for finding in findings if finding.severity == "error"}
    rejection = next((one for one in ways().rejections if one.rule in errors), None)
    if not rejection and claim.frequency_code in ("7", "8") and claim.original_claim_ref not in book.decided:
        rejection = UNKNOWN_ORIGINAL
    return Judged(claim, findings, rejection)


def acknowledged(
    arrival: Arrival, judged: Sequence[Judged], on: dt.date, number: int, seed: int
) -> list[AcknowledgedBatch | AcknowledgedProvider | AcknowledgedClaim]:
    """What the 277CA of an interchange says: of the batch, of each provider, of each claim."""
    isa = arrival.receipt.isa
    batch = AcknowledgedBatch(
        statuses=RECEIVED,
        accepted=True,
        date=on,
        charge=_charge(judged),
        source=Party(NAME, id=isa[8].strip(), id_type="46"),
        receiver=Party(isa[6].strip(), id=isa[6].strip(), id_type="46"),
        trace=str(number),
        batch_id=f"{int(isa[13])}-1",
        received=on,
        processed=on,
    )
    found: list[AcknowledgedBatch | AcknowledgedProvider | AcknowledgedClaim] = [batch]
    for npi, group in groupby(sorted(judged, key=_billing_npi), _billing_npi):
        together = list(group)
        billing = together[0].claim.billing
        party = Party((billing and billing.name) or "PROVIDER", id=npi, id_type="XX")
        found.append(AcknowledgedProvider(provider=party, statuses=RECEIVED, accepted=True, charge=_charge(together)))
        found += [_claim(one, on, seed) for one in together]
    return found


def _claim(judged: Judged, on: dt.date, seed: int) -> AcknowledgedClaim:
    claim, verdict = judged.claim, judged.rejection or ACCEPTED
    days = [line.date for line in claim.lines if line.date] or [on]
    return AcknowledgedClaim(
        statuses=(Status(verdict.category, verdict.code, verdict.entity, "SYNTHETIC" if judged.rejection else None),),
        accepted=judged.rejection is None,
        date=on,
        charge=_charge([judged]),
        claim_id=claim.claim_id,
        patient=claim.patient,
        payer_claim_number=None if judged.rejection else claim_number(claim, seed),
        service=Period(min(days), max(days) if max(days) > min(days) else None),
    )


def _arrival(receipt: Receipt, claims: Sequence[Claim]) -> Arrival:
    sets = [one for group in receipt.groups for one in group.sets]
    for one in sets:
        one.findings = [finding for finding in one.findings if finding.rule not in BY_CLAIM]
    said = answer(receipt)
    accepted = [one.accepted for group in said.groups for one in group.sets]
    places = list(zip([one.position for one in sets], accepted, strict=False))
    own = [claim for claim in claims if claim.source and claim.source.interchange == receipt.isa[13].strip()]
    arrival = Arrival(receipt, said, tuple(claim for claim in own if _in_accepted(claim, places)))
    return arrival if receipt.isa[15] == "T" else refused(arrival, NOT_A_TEST)


def _in_accepted(claim: Claim, sets: Sequence[tuple[int, bool]]) -> bool:
    """Whether a claim stands in a set that was accepted: the last that begins before it."""
    at = claim.source.positions[""] if claim.source else 0
    return next((accepted for position, accepted in reversed(sets) if position < at), False)


def _charge(judged: Iterable[Judged]) -> Decimal:
    return sum((line.charge or Decimal(0) for one in judged for line in one.claim.lines), Decimal(0))


def _billing_npi(judged: Judged) -> str:
    return judged.claim.billing_npi or ""


@cache
def _engine() -> Engine:
    return Engine(register())
