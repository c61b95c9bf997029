"""How the practice payer takes a file: it acknowledges it, and says of each claim whether it is taken."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO

from msgspec import Struct, structs

from cleanbill.engine.context import Context
from cleanbill.engine.run import Engine
from cleanbill.model.acknowledgement import Acknowledgement, InterchangeAnswer
from cleanbill.model.claim import Claim
from cleanbill.model.claim_status import (
    AcknowledgedBatch,
    AcknowledgedClaim,
    AcknowledgedProvider,
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
from cleanbill.x12.acknowledging import answer
from cleanbill.x12.reader import read_837
from cleanbill.x12.receipts import Receipt
from cleanbill.x12.validator import Validator

DUPLICATE, NOT_A_TEST = "025", "020"  # notes of a TA1
ACCEPTED = Rejection("", "A2", "20")
UNKNOWN_ORIGINAL = Rejection("", "A7", "464")


class Arrival(Struct, frozen=True):
    """An interchange that came in: what is answered to it, and its claims that could be read."""

    receipt: Receipt
    answer: Acknowledgement
    claims: tuple[Claim, ...]

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
    """What came in one file, validated. A file marked as sent in earnest is refused: nothing here is earnest."""
    validator = Validator(BytesIO(content), on, keep=True)
    for _ in validator:
        pass
    claims = list(read_837(BytesIO(content)))
    return [_arrival(receipt, claims) for receipt in validator.receipts]


def refused(arrival: Arrival, note: str) -> Arrival:
    """An interchange that is refused as a whole, by a note of the TA1."""
    isa = arrival.receipt.isa
    said = InterchangeAnswer(isa[13].strip(), isa[9], isa[10], "R", note)
    return structs.replace(arrival, answer=structs.replace(arrival.answer, interchanges=(said,), groups=()), claims=())


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
    charge = sum((_charge(one.claim) for one in judged), Decimal(0))
    said = {"date": on, "charge": charge, "accepted": True}
    batch = AcknowledgedBatch(
        statuses=(Status("A1", "19", "PR"),),
        source=Party(NAME, id=isa[8].strip(), id_type="46"),
        receiver=Party(isa[6].strip(), id=isa[6].strip(), id_type="46"),
        trace=str(number),
        batch_id=f"{int(isa[13])}-1",
        received=on,
        processed=on,
        **said,  # type: ignore[arg-type]
    )
    found: list[AcknowledgedBatch | AcknowledgedProvider | AcknowledgedClaim] = [batch]
    provider = None
    for one in sorted(judged, key=lambda one: one.claim.billing_npi or ""):
        if one.claim.billing_npi != provider or len(found) == 1:
            provider = one.claim.billing_npi
            name = (one.claim.billing and one.claim.billing.name) or "PROVIDER"
            found.append(AcknowledgedProvider(provider=Party(name, id=provider, id_type="XX")))
        found.append(_claim(one, on, seed))
    return found


def _claim(judged: Judged, on: dt.date, seed: int) -> AcknowledgedClaim:
    claim, verdict = judged.claim, judged.rejection or ACCEPTED
    days = [line.date for line in claim.lines if line.date] or [on]
    return AcknowledgedClaim(
        statuses=(Status(verdict.category, verdict.code, verdict.entity, "SYNTHETIC" if judged.rejection else None),),
        accepted=judged.rejection is None,
        date=on,
        charge=_charge(claim),
        claim_id=claim.claim_id,
        patient=claim.patient,
        payer_claim_number=None if judged.rejection else claim_number(claim, seed),
        service=Period(min(days), max(days) if max(days) > min(days) else None),
    )


def _arrival(receipt: Receipt, claims: Sequence[Claim]) -> Arrival:
    said = answer(receipt)
    groups = {group.control: {one.control: one.accepted for one in group.sets} for group in said.groups}
    sets = [
        (one.position, groups.get(group.control, {}).get(one.control, False))
        for group in receipt.groups
        for one in group.sets
    ]
    own = [claim for claim in claims if claim.source and claim.source.interchange == receipt.isa[13].strip()]
    arrival = Arrival(receipt, said, tuple(claim for claim in own if _in_accepted(claim, sets)))
    return arrival if receipt.isa[15] == "T" else refused(arrival, NOT_A_TEST)


def _in_accepted(claim: Claim, sets: Sequence[tuple[int, bool]]) -> bool:
    """Whether a claim stands in a set that was accepted: the last that begins before it."""
    at = claim.source.positions[""] if claim.source else 0
    return next((accepted for position, accepted in reversed(sets) if position < at), False)


def _charge(claim: Claim) -> Decimal:
    return sum((line.charge or Decimal(0) for line in claim.lines), Decimal(0))


@cache
def _engine() -> Engine:
    return Engine(register())
