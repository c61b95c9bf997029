"""Boxes 1 to 13: who is treated, who is insured, and by whom else."""

from cleanbill.forms import paper
from cleanbill.model.claim import Claim, Patient
from cleanbill.model.other_payer import OtherPayer
from cleanbill.model.parties import Address, Subscriber

Boxes = dict[str, str]
KINDS = {"medicare_b": "medicare", "medicaid": "medicaid"}  # box 1, by payer type
FILING = {"CH": "tricare", "VA": "champva", "MB": "medicare", "MC": "medicaid"}  # by X12's code, where one is given
ON_FILE = "SIGNATURE ON FILE"


def payer(claim: Claim) -> Boxes:
    """The payer's name and address, at the top, and its kind in box 1."""
    address = claim.payer.address or Address()
    kind = FILING.get(claim.payer.filing_code or "") or KINDS.get(claim.payer.type or "")
    if not kind:
        in_group = claim.payer.type == "commercial" and claim.subscriber and claim.subscriber.group
        kind = "group" if in_group else "other"
    return {
        "payer.1": paper.words(claim.payer.name),
        "payer.2": paper.words(address.street),
        "payer.3": paper.words(address.street2),
        "payer.4": paper.city(address),
        f"1.{kind}": "X" if claim.payer.type or claim.payer.filing_code else "",
    }


def patient(claim: Claim) -> Boxes:
    """Boxes 1a, 2, 3, 5, 6, 10 and 12."""
    person, insured = claim.patient, claim.subscriber
    relation = (insured and insured.relationship) or "self"
    relation = relation if relation in ("self", "spouse", "child") else "other"
    return {
        "1a": paper.words(person.id),
        "2": paper.name(person.last_name, person.first_name, person.middle_name, person.suffix),
        "3": paper.day(person.dob),
        **_sex("3", person.sex),
        **_home("5", person.address, person.phone),
        f"6.{relation}": "X",
        **_causes(claim),
        "10d": " ".join(map(paper.digits, claim.condition_codes)),
        "12": ON_FILE,
    }


def insured(claim: Claim) -> Boxes:
    """Boxes 4, 7, 9, 11 and 13. Medicare as the first payer has no insured beside the patient: box 11 says NONE."""
    assigned = {"13": "" if claim.benefits_assigned is False else ON_FILE, **_claim_number(claim)}
    if claim.payer.type == "medicare_b":
        return assigned | (_before_medicare(claim) if claim.other_payers else {"11": "NONE"})
    person = _insured(claim)
    plan = (claim.subscriber and claim.subscriber.group_name) or claim.payer.name
    return assigned | {
        "4": paper.name(person.last_name, person.first_name, person.middle_name, person.suffix),
        **_home("7", person.address, person.phone),
        "11": paper.words(claim.subscriber.group if claim.subscriber else None),
        "11a": paper.day(person.dob),
        **_sex("11a", person.sex),
        "11c": paper.words(plan),
        **(_other(claim.other_payers[0]) if claim.other_payers else {"11d.no": "X"}),
    }


def _insured(claim: Claim) -> Subscriber | Patient:
    """The insured: the patient, where nobody else is."""
    found = claim.subscriber
    return found if found and found.relationship else claim.patient


def _other(other: OtherPayer) -> Boxes:
    return {
        "9": paper.name(other.last_name, other.first_name),
        "9a": paper.words(other.group or other.member_id),
        "9d": paper.words(other.group_name or other.name),
        "11d.yes": "X",
    }


def _before_medicare(claim: Claim) -> Boxes:
    """What Medicare, as a later payer, wants to know of the one before it."""
    first = claim.other_payers[0]
    return {
        "4": paper.name(first.last_name, first.first_name),
        **_home("7", first.insured_address, None),
        "11": paper.words(first.group or first.member_id),
        "11c": paper.words(first.group_name or first.name),
    }


def _claim_number(claim: Claim) -> Boxes:
    """Box 11b: the number of a claim for an accident, by its payer."""
    number = claim.accident.claim_number if claim.accident else None
    return {"11b.qualifier": "Y4", "11b": paper.digits(number)} if number else {}


def _causes(claim: Claim) -> Boxes:
    accident = claim.accident
    found = {accident.type, accident.also} if accident else set()
    boxes = {"10b.state": paper.words(accident.state) if accident else ""}
    for box, kinds in (("10a", {"employment", "work"}), ("10b", {"auto"}), ("10c", {"other"})):
        boxes[f"{box}.{'yes' if found & kinds else 'no'}"] = "X"
    return boxes


def _sex(box: str, sex: str | None) -> Boxes:
    return {f"{box}.{sex.lower()}": "X"} if sex in ("M", "F") else {}


def _home(box: str, address: Address | None, phone: str | None) -> Boxes:
    address, number = address or Address(), paper.digits(phone)
    return {
        box: paper.street(address),
        f"{box}.city": paper.words(address.city),
        f"{box}.state": paper.words(address.state),
        f"{box}.zip": paper.zip_code(address.zip),
        f"{box}.area": number[:3],
        f"{box}.phone": number[3:],
    }
