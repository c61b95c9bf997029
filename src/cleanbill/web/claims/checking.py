"""The check of a claim: what the rules find, what a file cannot do without, what is allowed, and what state follows."""

import datetime as dt
from io import BytesIO
from typing import Any

import msgspec

import cleanbill
from cleanbill.calendar import filing_limit
from cleanbill.engine.allow import allow
from cleanbill.model.finding import Finding
from cleanbill.payers import shipped
from cleanbill.web.claims.building import total
from cleanbill.web.claims.models import Allowance, Claim
from cleanbill.web.claims.places import place_of
from cleanbill.x12 import Sending, Trading, UnwritableError, Writer

OPEN = (Claim.State.PERSON, Claim.State.READY, Claim.State.HELD, Claim.State.REJECTED)
"""The states in which a claim is in our hands, and may be changed."""


def check(claim: Claim, on: dt.date) -> None:
    """Have a claim's document checked as of a day; its findings, sums and state follow. Nothing is saved.

    A claim that is at the payer keeps its state; only one in our hands becomes ready, or needs a person.
    """
    document = claim.read
    found = cleanbill.check_claim(document, on)
    allowances = [one.read for one in _allowances(claim, on)]
    open_, _ = allow(found, allowances, on)
    claim.findings = [*lacking(claim, on), *(_stored(one, one not in open_, allowances) for one in found)]
    claim.faults = sum(1 for one in claim.findings if one["severity"] == "error" and not one["allowed"])
    claim.total = total(claim.document)
    claim.checked_on = on
    limit = shipped().resolve(document.payer, claim.service_date).timely_filing
    claim.file_by = filing_limit(limit, claim.service_date) if limit else None
    if claim.state in (Claim.State.PERSON, Claim.State.READY, Claim.State.HELD):
        settle(claim)


def settle(claim: Claim) -> None:
    """The state of a claim in our hands: held, ready, or in need of a person."""
    ready = claim.confirmed and not claim.faults
    claim.state = Claim.State.HELD if claim.held else Claim.State.READY if ready else Claim.State.PERSON


def lacking(claim: Claim, on: dt.date) -> list[dict[str, Any]]:
    """What a file cannot do without and the claim does not say, as findings; each names where it is entered."""
    try:
        Writer(BytesIO(), Sending(max(on, claim.service_date), 1, Trading())).add(claim.read)
    except UnwritableError as error:
        return [_asked(claim, one.pointer, one.what) for one in error.wrong]
    return []


def _asked(claim: Claim, pointer: str, what: str) -> dict[str, Any]:
    place = place_of(claim, pointer)
    return {
        "rule": "", "severity": "error", "title": "It cannot be sent without this", "allowed": "", "catalogue": "",
        "message": f"{place.name} {what}.", "where": {"path": pointer, "line": place.line}, "link": place.link,
        "link_text": place.link_text, "evidence": [], "authority": [], "denials": [], "searched": [], "fix": None,
    }  # fmt: skip


def _stored(finding: Finding, allowed: bool, allowances: list[Any]) -> dict[str, Any]:
    """A finding as it is kept; `allowed` is the reason for which it is let stand."""
    why = next((one.reason for one in allowances if one.rule in (finding.rule, finding.catalogue)), "")
    return {**msgspec.to_builtins(finding), "allowed": why if allowed else ""}


def _allowances(claim: Claim, on: dt.date) -> list[Allowance]:
    held = Allowance.objects.of(claim.clinic).filter(until__gte=on).select_related("claim")
    return [one for one in held if one.claim_id in (None, claim.pk)]
