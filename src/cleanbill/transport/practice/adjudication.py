"""What is decided on a claim: by what the rules find in it, by prices, and by chance that its id and the seed fix."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from random import Random

from msgspec import structs

from cleanbill.codes.procedures import procedure
from cleanbill.model.claim import Claim, Line
from cleanbill.model.finding import Denial, Finding
from cleanbill.model.remittance import REVERSAL, ClaimPayment, Person, ServicePayment
from cleanbill.transport.practice import services
from cleanbill.transport.practice.ways import draw, one_of, part, ways

STATUS = {None: "1", "secondary": "2", "tertiary": "3"}  # by the payer's place in the order of payers
FILING = {
    "medicare_b": "MB",
    "medicare_advantage": "16",
    "medicaid": "MC",
    "commercial": "12",
    "workers_comp": "WC",
    "auto": "AM",
}
DUPLICATE = Denial("18", "", "OA")
BUNDLED = Denial("97", "M15")


def claim_number(claim: Claim, seed: int) -> str:
    """The payer's own number of a claim, the same for the same claim."""
    about = f"{seed}|{claim.claim_id}|{claim.frequency_code or 1}|{claim.original_claim_ref or ''}"
    return "PP" + sha256(about.encode()).hexdigest()[:10].upper()


def decide(claim: Claim, findings: Sequence[Finding], seed: int, duplicate: bool = False) -> ClaimPayment:
    """The decision on a claim, which balances. `findings` are the rules'; `duplicate`: it was decided before."""
    chance = draw(seed, claim.claim_id, "claim")
    if duplicate:
        return _payment(claim, [services.refused(line, DUPLICATE) for line in claim.lines], seed)
    if claim.other_payers:
        return _payment(claim, _after_others(claim, chance), seed)
    refusals = _refusals(claim, findings)
    decided: list[ServicePayment] = []
    way = "paid" if refusals else one_of(chance, ways().weights)
    for line, denial in _ways(claim, way, refusals, chance):
        later = any(_is_therapy(one.code) and one.paid for one in decided)
        reduced = claim.payer.type == "medicare_b" and later and _is_therapy(line.code)
        price = services.allowed(line, chance)
        service = services.refused(line, denial) if denial else services.priced(line, price, reduced)
        if way == "recoded" and not denial and line.code in ways().recoded:
            service = services.recoded(service, line, ways().recoded[line.code])
        decided.append(service)
    return _payment(claim, list(_shared(claim, decided, chance)), seed)


def reversal(payment: ClaimPayment) -> ClaimPayment:
    """What takes a decision back: the same with the signs of its amounts turned."""
    return structs.replace(
        payment,
        status=REVERSAL,
        charge=-payment.charge,
        paid=-payment.paid,
        patient_responsibility=None,
        lines=tuple(map(services.reversed_, payment.lines)),
    )


def corrected(payment: ClaimPayment) -> ClaimPayment:
    """A decision made anew: its first service that was paid is refused now."""
    denial = ways().refusals[0]
    at = next(index for index, line in enumerate(payment.lines) if line.paid)
    old = payment.lines[at]
    line = Line(old.code, modifiers=old.modifiers, charge=old.charge, date=old.date, control_number=old.control_number)
    new = structs.replace(services.refused(line, denial), units=old.units, submitted=old.submitted)
    return _summed(payment, [*payment.lines[:at], new, *payment.lines[at + 1 :]])


def _refusals(claim: Claim, findings: Iterable[Finding]) -> dict[int, Denial]:
    """Of each line that errors concern, the denial of the first; an error of the claim concerns all its lines."""
    found: dict[int, Denial] = {}
    numbers = {line.n or index: index - 1 for index, line in enumerate(claim.lines, 1)}
    for finding in findings:
        if finding.severity == "error" and finding.denials:
            line = finding.where.line
            for index in range(len(claim.lines)) if line is None else (numbers[line],):
                found.setdefault(index, finding.denials[0])
    return found


def _ways(claim: Claim, way: str, refusals: dict[int, Denial], chance: Random) -> Iterable[tuple[Line, Denial | None]]:
    """The lines as they are decided on, each with its denial: `way` refuses, bundles and splits some."""
    lines = claim.lines
    cheapest = min(range(len(lines)), key=lambda at: lines[at].charge or 0)
    chosen = chance.randrange(len(lines))
    denial = chance.choice(ways().refusals)
    for index, line in enumerate(lines):
        if index in refusals:
            yield line, refusals[index]
        elif way == "refused" or (way == "partly_refused" and index == chosen):
            yield line, denial
        elif way == "bundled" and index == cheapest and len(lines) > 1:
            yield line, BUNDLED
        elif way == "split" and (line.units or 1) >= 2 and line.units == int(line.units or 1):
            yield from ((piece, None) for piece in services.split(line))
        else:
            yield line, None


def _shared(claim: Claim, decided: list[ServicePayment], chance: Random) -> Iterable[ServicePayment]:
    """The services with the patient's part and, of Medicare, what the law keeps back."""
    medicare = claim.payer.type == "medicare_b"
    deductible = ways().amounts.deductible if chance.random() < 0.25 else services.NOTHING
    by_visit = not medicare and chance.random() < 0.5
    copay = ways().amounts.copay if by_visit else services.NOTHING
    for service in decided:
        shared = services.with_patient(service, "1", deductible)
        deductible -= service.paid - shared.paid
        if not by_visit:
            shared = services.with_patient(shared, "2", part(shared.paid, ways().percent.coinsurance))
        elif shared.paid:
            shared, copay = services.with_patient(shared, "3", copay), services.NOTHING
        yield services.sequestered(shared) if medicare else shared


def _after_others(claim: Claim, chance: Random) -> list[ServicePayment]:
    """The lines as a later payer decides on them; sometimes it leaves a co-payment."""
    copay = ways().amounts.copay if chance.random() < 0.3 else services.NOTHING
    first, *others = [services.after(line) for line in claim.lines]
    return [services.with_patient(first, "3", copay), *others]


def _is_therapy(code: str) -> bool:
    known = procedure(code)
    return bool(known and known.therapy == "always")


def _payment(claim: Claim, decided: list[ServicePayment], seed: int) -> ClaimPayment:
    patient, rendering = claim.patient, claim.rendering
    days = [line.date for line in claim.lines if line.date]
    bare = ClaimPayment(
        claim_id=claim.claim_id,
        status=STATUS[claim.subscriber.priority if claim.subscriber else None],
        charge=Decimal(0),
        paid=Decimal(0),
        filing=FILING.get(claim.payer.type or "commercial"),
        claim_number=claim_number(claim, seed),
        place_of_service=claim.place_of_service,
        frequency_code=claim.frequency_code,
        patient=Person(patient.last_name, patient.first_name, id=patient.id, id_type="MI" if patient.id else None),
        rendering=Person(rendering.last_name, rendering.first_name, id=rendering.npi, id_type="XX")
        if rendering.npi
        else None,
        service_from=min(days, default=None),
        service_to=max(days, default=None),
    )
    return _summed(bare, decided)


def _summed(payment: ClaimPayment, lines: Sequence[ServicePayment]) -> ClaimPayment:
    """A payment with these lines, and the sums over them."""
    owed = [one.amount for line in lines for one in line.adjustments if one.group == "PR"]
    return structs.replace(
        payment,
        lines=tuple(lines),
        charge=sum((line.charge for line in lines), Decimal(0)),
        paid=sum((line.paid for line in lines), Decimal(0)),
        patient_responsibility=sum(owed, Decimal(0)),
    )
