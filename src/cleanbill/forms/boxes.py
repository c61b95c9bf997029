"""The boxes of a CMS-1500 (02/12) for a claim: what stands in each, and what could not stand there."""

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from cleanbill.forms import insured, paper
from cleanbill.forms.care import care
from cleanbill.forms.places import LETTERS, PLACES
from cleanbill.forms.services import services
from cleanbill.forms.sheets import Sheet, left_out, sheets
from cleanbill.model.claim import Claim
from cleanbill.model.normal import normal
from cleanbill.model.parties import Address

Boxes = dict[str, str]
ON_FILE = "SIGNATURE ON FILE"


class Form(Struct, frozen=True):
    """The pages of a claim, each box by its name; in sentences, what was cut or left out, and what makes it unfit."""

    pages: tuple[Boxes, ...]
    cut: tuple[str, ...]
    refused: tuple[str, ...]


def boxes(claim: Claim, on: dt.date | None = None) -> Form:
    """The form of a claim, signed on the day `on`. What the claim does not say is left empty."""
    claim = normal(claim)
    found = sheets(claim)
    cut = [f"Diagnosis {place} is on no page: no service points to it." for place in left_out(claim, found)]
    if len(claim.other_payers) > 1:
        cut.append("The form has room for one other payer: it has the first of other_payers.")
    refused: list[str] = []
    same = {
        **insured.payer(claim), **insured.patient(claim), **insured.insured(claim), **care(claim, cut),
        **_billing(claim, cut), **_signature(claim, on), **_facility(claim),
    }  # fmt: skip
    pages = []
    for number, sheet in enumerate(found, 1):
        own = {
            **same,
            **_diagnoses(claim, sheet),
            **services(claim, sheet, refused),
            **_total(claim, number == len(found)),
        }
        if len(found) > 1:
            own["page"] = f"PAGE {number} OF {len(found)}"
        pages.append({box: _fitted(box, text, cut, refused) for box, text in own.items() if text})
    return Form(tuple(pages), tuple(dict.fromkeys(cut)), tuple(dict.fromkeys(refused)))


def _fitted(box: str, text: str, cut: list[str], refused: list[str]) -> str:
    """The text as it fits its box; what does not is told, without the words themselves."""
    place = PLACES.get(box)
    service, _, name = box.rpartition("/")
    where = f"Box {name} of service {service}" if service else f"Box {name}"
    if place is None:
        refused.append(f"{where} is not on the form; a service has room for four modifiers.")
        return ""
    if not text.isascii():
        refused.append(f"{where} has a letter that is on no plain keyboard.")
    if len(text) <= place.width:
        return text
    if not place.words:
        refused.append(f"{where} holds {place.width} characters, and there are {len(text)}.")
    else:
        cut.append(f"{where} holds {place.width} of {len(text)} characters; the rest is cut off.")
    return text[: place.width].rstrip()


def _diagnoses(claim: Claim, sheet: Sheet) -> Boxes:
    """Box 21."""
    codes = {f"21.{LETTERS[at]}": paper.digits(claim.dx[place - 1]) for at, place in enumerate(sheet.dx)}
    return {"21.icd": "0" if codes else "", **codes}


def _total(claim: Claim, last: bool) -> Boxes:
    """Boxes 28 and 29, of the whole claim: they stand on its last page."""
    if not last:
        return {"28.continued": "CONTINUED"}
    charges = [line.charge for line in claim.lines if line.charge is not None and line.charge.is_finite()]
    paid = [amount for amount in (claim.patient_paid, *(one.paid for one in claim.other_payers)) if amount is not None]
    return {
        "28": paper.dollars(sum(charges, Decimal(0))) if charges else "",
        "29": paper.dollars(sum(paid, Decimal(0))) if paid else "",
    }


def _billing(claim: Claim, cut: list[str]) -> Boxes:
    """Boxes 25, 26, 27 and 33."""
    if not claim.billing:
        return {"26": _account(claim, cut), "33a": claim.billing_npi or ""}
    billing, number = claim.billing, paper.digits(claim.billing.phone)
    address = billing.address or Address()
    return {
        "25": paper.digits(billing.tax_id),
        "25.ssn" if billing.tax_id_type == "ssn" else "25.ein": "X" if billing.tax_id else "",
        "26": _account(claim, cut),
        "27.yes" if claim.assignment in (None, "A") else "27.no": "X",
        "33.area": number[:3],
        "33.phone": number[3:],
        "33.1": paper.words(f"{billing.first_name or ''} {billing.name or ''}"),
        "33.2": paper.street(address),
        "33.3": paper.city(address),
        "33a": claim.billing_npi or "",
        "33b": f"ZZ{billing.taxonomy}" if billing.taxonomy else "",
    }


def _account(claim: Claim, cut: list[str]) -> str:
    """Box 26: the claim's id, without the hyphens that the form does not take."""
    account = paper.digits(claim.claim_id)
    if account != claim.claim_id:
        cut.append("Box 26 has letters and digits only: it shows the claim's id without the rest.")
    return account


def _signature(claim: Claim, on: dt.date | None) -> Boxes:
    """Box 31."""
    signed = claim.signature_on_file is not False
    return {"31": ON_FILE if signed else "", "31.date": paper.day(on) if signed else ""}


def _facility(claim: Claim) -> Boxes:
    """Box 32: where services were given, the billing provider's place if no other; nothing for a home (12)."""
    place, billing = claim.facility, claim.billing
    if claim.place_of_service == "12" and not place:
        return {}
    at = place or billing
    name, address = (at.name, at.address or Address()) if at else ("", Address())
    return {
        "32.1": paper.words(name),
        "32.2": paper.street(address),
        "32.3": paper.city(address),
        "32a": (place.npi if place else claim.billing_npi) or "",
    }
