"""What only a whole claim shows: its sum, and what its own words ask for."""

from cleanbill.x12 import values
from cleanbill.x12.damage import (
    DATES,
    IDENTIFIER,
    OUT_OF_BALANCE,
    SITUATION,
    Damage,
    Place,
)
from cleanbill.x12.validation.situations.claim import ZERO, Claim

REPLACES = ("7", "8")
ANNOUNCED = ("BM", "EL", "EM", "FT", "FX")  # PWK02: a paper that goes by itself, under a number
RETURNED = 20  # characters of CLM01 that every payer returns
Parts = list[str]


def check_whole(damage: Damage, claim: Claim, component: str) -> None:
    """Look at what a claim asks for, when its last line is there."""
    clm = claim.clm
    _frequency(damage, claim, clm[5].split(component))
    _accident(damage, claim, clm[11].split(component) if clm[11] else [])
    _papers(damage, claim)
    _people(damage, claim)


def check_id(damage: Damage, claim: Claim) -> None:
    """Look at the number of a claim."""
    id = claim.clm[1]
    if len(id) > RETURNED:
        text = f"CLM01 has {len(id)} characters; receivers return 20 of them."
        damage.add(IDENTIFIER, Place(claim.position, "2300", "CLM", "CLM01"), text, "IK403 5", id, warn=True)


def check_sum(damage: Damage, claim: Claim) -> None:
    """Look at the sum of a claim."""
    total = values.number(claim.clm[2])
    charges = [line.charge for line in claim.lines if line.charge is not None]
    if total is None or not charges or len(charges) < len(claim.lines):
        return
    if total != (charged := sum(charges, ZERO)):
        text = f"CLM02 is {total}, but the charges of the lines add up to {charged}; they must be equal."
        place = Place(claim.position, "2300", "CLM", "CLM02")
        damage.add(OUT_OF_BALANCE, place, text, "IK403 I12", claim.clm[2])


def _frequency(damage: Damage, claim: Claim, place: Parts) -> None:
    frequency = place[2] if len(place) > 2 else ""
    named = "2300 REF*F8" in claim.shape.at
    if frequency in REPLACES and not named:
        text = f"Frequency {frequency} replaces or voids a claim: REF with qualifier F8 must name the payer's number."
        damage.add(SITUATION, Place(claim.position, "2300", "REF"), text)
    if frequency == "1" and named:
        text = "REF with qualifier F8 names a claim that is replaced, but CLM05-3 is 1, an original claim."
        damage.add(SITUATION, Place(claim.at("2300 REF*F8"), "2300", "REF"), text, "IK304 I4", warn=True)


def _accident(damage: Damage, claim: Claim, causes: Parts) -> None:
    kinds = causes[:3]
    date = claim.first("2300 DTP*439")
    if ("AA" in kinds or "OA" in kinds) and not date:
        text = "CLM11 says an accident: DTP with qualifier 439 must say its date."
        damage.add(SITUATION, Place(claim.position, "2300", "DTP"), text)
    if "AA" in kinds and not (causes[3:4] and causes[3]):
        text = "CLM11 says an auto accident: CLM11-4 must say its state."
        damage.add(SITUATION, Place(claim.position, "2300", "CLM", "CLM11-4"), text, "IK403 I9")
    if not date:
        return
    place = Place(claim.at("2300 DTP*439"), "2300", "DTP", "DTP03")
    if not causes:
        text = "DTP with qualifier 439 dates an accident, but CLM11 tells of none."
        damage.add(SITUATION, place, text, "IK304 I4", warn=True)
    day = values.date(date[2], date[3][:8] if date[2] == "DT" else date[3])
    if day and any(service < day for service in claim.days):
        damage.add(DATES, place, f"The accident of {day} is after a date of service.", value=date[3], warn=True)


def _papers(damage: Damage, claim: Claim) -> None:
    pwk = claim.first("2300 PWK")
    if pwk and pwk[2] in ANNOUNCED and not (pwk[5] == "AC" and pwk[6]):
        text = f"PWK02 {pwk[2]} announces a paper: PWK05 AC and PWK06 must give its control number."
        damage.add(SITUATION, Place(claim.at("2300 PWK"), "2300", "PWK", "PWK06"), text, "IK403 I9")


def _people(damage: Damage, claim: Claim) -> None:
    rendering, supervising = claim.first("2310B NM1*82"), claim.first("2310D NM1*DQ")
    if rendering and supervising and rendering[9] and rendering[9] == supervising[9]:
        text = "The supervising provider is the rendering provider; a supervisor is another person."
        damage.add(SITUATION, Place(claim.at("2310D NM1*DQ"), "2310D", "NM1", "NM109"), text, "IK304 I4", warn=True)
    for line in claim.lines:
        if line.refers_at and "2310A NM1*DN" not in claim.shape.at:
            text = "A line names its own referring provider, but the claim names none (loop 2310A)."
            damage.add(SITUATION, Place(line.refers_at, "2420F", "NM1"), text, "IK304 I6", warn=True)
