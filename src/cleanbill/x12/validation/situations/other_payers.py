"""Other payers of a claim (loops 2320 and 2430): what they paid and took off adds up to what was charged."""

from cleanbill.x12 import values
from cleanbill.x12.damage import OTHER_PAYER, Damage, Place
from cleanbill.x12.validation.situations.claim import ZERO, Claim, Decision, Line


def check_other_payers(damage: Damage, claim: Claim) -> None:
    """Look at each payer's decision on the lines, then on the claim."""
    known = {payer.id for payer in claim.others}
    for line in claim.lines:
        for decision in line.decisions:
            _line(damage, line, decision, known)
    for payer in claim.others:
        mine = [one for line in claim.lines for one in line.decisions if payer.id and one.id == payer.id]
        _dates(damage, payer, mine)
        _claim(damage, claim, payer, mine)
        if payer.owed and any(one.owed for one in mine):
            _tell(damage, payer, "AMT", "What the patient owes (AMT EAF) is said for the claim and for a line, too.")


def _line(damage: Damage, line: Line, decision: Decision, known: set[str]) -> None:
    place = Place(decision.position, "2430", "SVD", "SVD02")
    charge = line.charge
    if decision.paid is not None and decision.paid < 0:
        damage.add(OTHER_PAYER, place, f"SVD02 is {decision.paid}; a payer pays 0 or more.", value=str(decision.paid))
    elif decision.paid is not None and charge is not None and decision.paid + decision.taken != charge:
        text = f"SVD02 {decision.paid} and the adjustments {decision.taken} do not add up to the charge {charge}."
        damage.add(OTHER_PAYER, place, text, value=str(decision.paid))
    if decision.id not in known:
        text = f"SVD01 is {decision.id[:40]!r}, which is no payer of loop 2330B in this claim."
        place = Place(decision.position, "2430", "SVD", "SVD01")
        damage.add(OTHER_PAYER, place, text, "IK403 7", decision.id)


def _dates(damage: Damage, payer: Decision, mine: list[Decision]) -> None:
    dated = [one for one in mine if one.dated]
    if payer.dated and dated:
        _tell(damage, payer, "DTP", "The payer's date (DTP 573) is said for the claim and for its lines; say it once.")
    elif payer.paid is not None and not payer.dated and len(dated) < max(1, len(mine)):
        _tell(damage, payer, "DTP", "The payer's date (DTP 573) is missing; say when the claim was decided.")


def _claim(damage: Damage, claim: Claim, payer: Decision, mine: list[Decision]) -> None:
    place = Place(payer.position, "2320", "AMT", "AMT02")
    charge = values.number(claim.clm[2])
    if payer.paid is None:
        return
    if mine:
        paid = sum((one.paid for one in mine if one.paid is not None), ZERO)
        if paid - payer.taken != payer.paid:
            text = f"AMT D is {payer.paid}, but the lines say {paid} paid and the claim {payer.taken} taken off."
            damage.add(OTHER_PAYER, place, text, value=str(payer.paid))
    elif payer.adjusted and charge is not None and payer.paid + payer.taken != charge:
        text = f"AMT D {payer.paid} and the adjustments {payer.taken} do not add up to CLM02 {charge}."
        damage.add(OTHER_PAYER, place, text, value=str(payer.paid))


def _tell(damage: Damage, payer: Decision, segment: str, text: str) -> None:
    damage.add(OTHER_PAYER, Place(payer.position, "2320", segment), text, "IK304 I6", warn=True)
