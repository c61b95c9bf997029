"""Box 24: the services of one sheet, each in a shaded half (what supplements it) and a white one."""

import datetime as dt

from cleanbill.forms import paper
from cleanbill.forms.places import LETTERS
from cleanbill.forms.sheets import Sheet
from cleanbill.model.claim import Claim, Line

Boxes = dict[str, str]
PARTS = "   "  # between two things in the shaded half


def services(claim: Claim, sheet: Sheet, refused: list[str]) -> Boxes:
    """Box 24 of a sheet; a service that points to no diagnosis of the claim is told in `refused`."""
    boxes: Boxes = {}
    for index, line in enumerate(sheet.lines, 1):
        letters = {place: LETTERS[at] for at, place in enumerate(sheet.dx)}
        found = {**_lower(claim, line), **_upper(claim, line)}
        found["24e"] = "".join(letters.get(place, "") for place in line.dx_pointers)
        refused += [
            f"Box 24e of service {index} points to diagnosis {place}, which the claim does not have."
            for place in line.dx_pointers
            if place not in letters
        ]
        boxes |= {f"{index}/{box}": text for box, text in found.items()}
    return boxes


def _lower(claim: Claim, line: Line) -> Boxes:
    amount = line.minutes if line.units is None else line.units
    modifiers = {f"24d.{place}": paper.digits(code) for place, code in enumerate(line.modifiers, 1)}
    return {
        "24a": _days(line.date, line.date_to),
        "24b": paper.digits(line.place_of_service or claim.place_of_service),
        "24c": "Y" if line.emergency else "",
        "24d": paper.digits(line.code),
        **modifiers,
        "24f": paper.dollars(line.charge),
        "24g": "" if amount is None else f"{amount:g}",
        "24h": "Y" if line.epsdt or line.family_planning else "",
        "24j": (line.rendering or claim.rendering).npi or "",
    }


def _upper(claim: Claim, line: Line) -> Boxes:
    taxonomy = (line.rendering or claim.rendering).taxonomy
    own = (line.rendering or claim.rendering).npi not in (None, claim.billing_npi)
    asked = next((one.codes for one in (*line.conditions, *claim.conditions) if one.category == "ZZ"), ())
    return {
        "24": PARTS.join(filter(None, (_drug(line), _words(line)))),
        "24h.reason": asked[0] if line.epsdt and asked else "",
        "24i": "ZZ" if taxonomy and own else "",
        "24j.other": paper.digits(taxonomy) if own else "",
    }


def _drug(line: Line) -> str:
    """N4, the NDC, three blanks, the unit and the quantity."""
    if not line.drug:
        return ""
    quantity = "" if line.drug.quantity is None else f"{line.drug.quantity:g}"
    return f"N4{paper.digits(line.drug.ndc)}{PARTS}{paper.digits(line.drug.unit)}{quantity}".rstrip()


def _words(line: Line) -> str:
    """ZZ and what a code without a meaning of its own stands for, or what is said of the line."""
    said = line.description or (line.remark and line.remark.text)
    return f"ZZ{paper.plain(said)}" if said else ""


def _days(first: dt.date | None, last: dt.date | None) -> str:
    return f"{paper.short_day(first)} {paper.short_day(last or first)}".strip()
