"""What the record holds of a refusal: the fields that a sentence may name, and the words that may be quoted."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from cleanbill.codes.adjustments import meaning
from cleanbill.model.claim import Authorization, Claim, Line
from cleanbill.model.finding import Authority, Finding
from cleanbill.model.reading import NoteFacts
from cleanbill.remittance.appeals.receipt import Receipt


class Answer(Struct, frozen=True):
    """What was answered to the first appeal: the day it was asked, the day of the answer, whether it won a part."""

    asked: dt.date
    on: dt.date
    in_part: bool = False


class Refused(Struct, frozen=True):
    """What is appealed: the place of its line from 0 (None: the claim), cents, reasons such as CO-50, the day.

    `receipt` proves that the payer received the claim; `file_by` is the last day on which it took one. With the `first`
    answer the letter is a second appeal.
    """

    line: int | None
    amount: int
    reasons: tuple[str, ...]
    decided: dt.date
    claim_number: str = ""
    receipt: Receipt | None = None
    file_by: dt.date | None = None
    first: Answer | None = None


def fields(claim: Claim, refused: Refused | None) -> dict[str, str]:
    """What of the claim and its refusal, if any, a sentence may name; what is not known is not there."""
    line = _line(claim, refused)
    days = sorted({one.date for one in claim.lines if one.date})
    day = (line.date if line else None) or (days[0] if days else None)
    auth = _authorization(claim, line, day)
    clinician = " ".join(filter(None, (claim.rendering.first_name, claim.rendering.last_name)))
    known = {
        "payer": claim.payer.name,
        "claim_id": claim.claim_id,
        "patient": " ".join(filter(None, (claim.patient.first_name, claim.patient.last_name))),
        "member": claim.patient.id,
        "day": day.isoformat() if day else None,
        "dx": ", ".join(claim.dx),
        "auth_number": auth.number if auth else None,
        "auth_from": str(auth.from_) if auth else None,
        "auth_to": str(auth.to) if auth else None,
        "replaces": claim.original_claim_ref if claim.frequency_code == "7" else None,
        "clinician": f"{clinician}, {claim.rendering.credential}" if clinician and claim.rendering.credential else None,
        "first_by": claim.payer.name if refused and refused.first else None,
        **(_of_refusal(refused, line) if refused else {}),
    }
    return {name: value for name, value in known.items() if value} | _of_answer(refused.first if refused else None)


def _of_refusal(refused: Refused, line: Line | None) -> dict[str, str | None]:
    """What of a refusal a sentence may name."""
    apart, receipt = line.separate_time_or_site_documented if line else None, _in_time(refused)
    return {
        "claim_number": refused.claim_number,
        "what": f"procedure {line.code}" if line else "the claim",
        "line": str((refused.line or 0) + 1) if line else None,
        "amount": f"{refused.amount / 100:,.2f}",
        "reasons": ", ".join(refused.reasons),
        "meaning": meaning(refused.reasons[0].partition("-")[2]).meaning,
        "decided": refused.decided.isoformat(),
        "minutes": f"{line.minutes:g}" if line and line.minutes and apart else None,
        "received": receipt.on.isoformat() if receipt else None,
        "received_by": receipt.by if receipt else None,
        "receipt": receipt.number if receipt else None,
        "file_by": refused.file_by.isoformat() if refused.file_by else None,
    }


def _of_answer(first: Answer | None) -> dict[str, str]:
    """What of the answer to a first appeal a sentence may name."""
    if first is None:
        return {}
    in_part = " in part" if first.in_part else ""
    return {"asked": first.asked.isoformat(), "answered": first.on.isoformat(), "in_part": in_part}


def _line(claim: Claim, refused: Refused | None) -> Line | None:
    """The line that was refused; None for the whole claim, and for one that the claim does not have."""
    if refused is None or refused.line is None or refused.line >= len(claim.lines):
        return None
    return claim.lines[refused.line]


def _authorization(claim: Claim, line: Line | None, day: dt.date | None) -> Authorization | None:
    """The authorization on file, if it is for that day and that procedure."""
    auth = claim.auth
    if not auth or not auth.from_ or not auth.to or not day or not auth.from_ <= day <= auth.to:
        return None
    others = line and ((auth.codes is not None and line.code not in auth.codes) or line.code in auth.codes_not_counted)
    return None if others else auth


def _in_time(refused: Refused) -> Receipt | None:
    """The proof of receipt, if it does not prove that the claim was late."""
    receipt = refused.receipt
    return None if receipt and refused.file_by and receipt.on > refused.file_by else receipt


def quotes(
    claim: Claim, refused: Refused | None, facts: NoteFacts | None, findings: Iterable[Finding]
) -> dict[str, tuple[str, ...]]:
    """The note's own words and the published sentences, by what they are quoted for; each once."""
    line = _line(claim, refused)
    code = line.code if line else ""
    said = {"authority": [_cited(one) for found in findings for one in found.authority if one.quote and one.verified]}
    if facts and claim.note and claim.note.signed:
        said |= {
            "site": [facts.site.span] if facts.site else [],
            "findings": [one.span for one in facts.objective_findings],
            "limits": [one.span for one in facts.functional_limits],
            "treatment": [one.span for one in facts.treatments if one.cpt == code or not code],
            "others": [one.span for one in facts.treatments if one.cpt and one.cpt != code],
            "rationale": [facts.rationale.span] if facts.rationale else [],
        }
    return {name: tuple(dict.fromkeys(words)) for name, words in said.items() if words}


def _cited(authority: Authority) -> str:
    where = ", ".join(filter(None, (authority.title, authority.section, authority.edition)))
    return f"{authority.quote} ({where})"
