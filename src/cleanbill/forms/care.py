"""Boxes 14 to 20, 22 and 23: dates, who referred, what is added, and the numbers a payer gave."""

import datetime as dt
from decimal import Decimal

from cleanbill.forms import paper
from cleanbill.forms.places import PLACES
from cleanbill.model.circumstances import Disability
from cleanbill.model.claim import Claim
from cleanbill.model.parties import Attachment, Provider

Boxes = dict[str, str]
OTHER_DATES = (  # box 15 holds one of them: the first that there is
    ("454", "date_initial_treatment"),
    ("304", "date_last_seen"),
    ("453", "date_acute_manifestation"),
    ("455", "date_last_xray"),
    ("090", "date_care_assumed"),
    ("091", "date_care_relinquished"),
    ("444", "date_first_contact"),
)
SOURCES = {"DN": "referring", "DK": "ordering", "DQ": "supervising"}  # box 17 holds one of them


def care(claim: Claim, cut: list[str]) -> Boxes:
    """The boxes; what there is no room for is told in `cut`."""
    return {
        **_dates(claim, cut), **_source(claim, cut), **_added(claim), **_bought(claim), **_resubmission(claim),
        "23": _number(claim, cut),
    }  # fmt: skip


def _dates(claim: Claim, cut: list[str]) -> Boxes:
    """Boxes 14, 15, 16 and 18. An accident's date is that of the illness, or else another date."""
    accident = claim.accident.date if claim.accident else None
    first = ("484", claim.date_last_menstruation)
    if not first[1] or claim.date_onset:
        first = ("431", claim.date_onset or accident)
    others: list[tuple[str, str, dt.date]] = [
        (code, field, found) for code, field in OTHER_DATES if (found := getattr(claim, field)) is not None
    ]
    if accident and first[1] != accident:
        others.append(("439", "accident.date", accident))
    if len(others) > 1:
        cut.append(f"Box 15 holds one date: {_listed([field for _, field, _ in others[1:]])} on no page.")
    code, _, other = others[0] if others else ("", "", None)
    unable = claim.disability or Disability(claim.date_last_worked, claim.date_return_to_work)
    return {
        "14": paper.day(first[1]),
        "14.qualifier": first[0] if first[1] else "",
        "15": paper.day(other),
        "15.qualifier": code,
        "16.from": paper.day(unable.from_),
        "16.to": paper.day(unable.to),
        "18.from": paper.day(claim.date_admitted),
        "18.to": paper.day(claim.date_discharged),
    }


def _source(claim: Claim, cut: list[str]) -> Boxes:
    """Box 17: who referred, else who ordered, else who supervised."""
    ordered = next((line for line in claim.lines if line.ordering_npi), None)
    found: list[tuple[str, str | None, Provider | None]] = [
        ("DN", claim.referring_npi, claim.referring),
        ("DK", ordered.ordering_npi if ordered else None, ordered.ordering if ordered else None),
        ("DQ", claim.supervising_npi, claim.supervising),
    ]
    named = [one for one in found if one[1] or one[2]]
    if not named:
        return {}
    if len(named) > 1:
        cut.append(f"Box 17 holds one name: {_listed([SOURCES[code] for code, _, _ in named[1:]])} on no page.")
    code, npi, who = named[0]
    name = f"{who.first_name or ''} {who.last_name or ''}" if who else ""
    return {"17.qualifier": code, "17": paper.words(name), "17b": npi or ""}


def _added(claim: Claim) -> Boxes:
    """Box 19: the remark, then the papers that are sent; on one line if that is enough."""
    said = [paper.plain(claim.remark.text)] if claim.remark else []
    text = "   ".join(filter(None, (*said, *map(_paper, claim.attachments))))
    if len(text) <= PLACES["19.2"].width:
        return {"19.2": text}
    first, _, _ = text[: PLACES["19.1"].width + 1].rpartition(" ")
    return {"19.1": first.rstrip(), "19.2": text[len(first) :].lstrip()}


def _paper(attachment: Attachment) -> str:
    number = f"AC{paper.digits(attachment.control_number)}" if attachment.control_number else ""
    return f"PWK{attachment.type or ''}{attachment.by or ''}{number}"


def _bought(claim: Claim) -> Boxes:
    """Box 20: whether services were bought, and for how much."""
    amounts = [line.purchase.amount or Decimal(0) for line in claim.lines if line.purchase]
    if not amounts:
        return {"20.no": "X"}
    return {"20.yes": "X", "20": paper.dollars(sum(amounts, Decimal(0)))}


def _resubmission(claim: Claim) -> Boxes:
    """Box 22: only where an earlier claim is replaced or voided."""
    if claim.frequency_code not in ("7", "8"):
        return {}
    return {"22": claim.frequency_code, "22.original": paper.plain(claim.original_claim_ref)}


def _number(claim: Claim, cut: list[str]) -> str:
    """Box 23: the authorization, else the referral, else the laboratory's certificate."""
    found = [
        ("auth.number", claim.auth and claim.auth.number),
        ("referral_number", claim.referral_number),
        ("clia_number", claim.clia_number),
    ]
    given = [(what, number) for what, number in found if number]
    if len(given) > 1:
        cut.append(f"Box 23 holds one number: {_listed([what for what, _ in given[1:]])} on no page.")
    return paper.digits(given[0][1]) if given else ""


def _listed(fields: list[str]) -> str:
    return f"{', '.join(fields)} {'stands' if len(fields) == 1 else 'stand'}"
