"""Which claim of the clinic each claim of a payment is: looked for by number first, then by patient and service."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from cleanbill.model.remittance import ClaimPayment
from cleanbill.remittance.ledger import Candidate, cents
from cleanbill.remittance.matching import Index, number_of
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.accounts import as_ledger
from cleanbill.web.remits.models import Account


class Found(NamedTuple):
    """The claim and by what it was found; or none, and the claims that it may be."""

    claim: Claim | None
    by: str = ""
    candidates: tuple[Candidate, ...] = ()


def account_of(claim: Claim) -> Account | None:
    """The account of a claim: its own, or that of the claim to the payer before it; None for one never sent."""
    return getattr(claim.follows or claim, "account", None)


def match(clinic: Clinic, payments: list[ClaimPayment]) -> list[Found]:
    """What each claim of a payment is, in their order; the clinic's accounts are up to date (`accounts.keep_up`)."""
    claims = {one.claim_id: one for one in _by_number(clinic, payments)}
    unknown = [one for one in payments if _number(one) not in claims]
    claims |= {one.claim_id: one for one in _by_service(clinic, unknown)}
    index = Index(as_ledger(account, claim) for claim in claims.values() if (account := account_of(claim)) is not None)
    return [_found(index, claims, one) for one in payments]


def _found(index: Index, claims: dict[str, Claim], payment: ClaimPayment) -> Found:
    matched = index.match(payment)
    if matched:
        return Found(claims[matched.account.claim_id], matched.by)
    return Found(None, "", index.candidates(payment))


def _number(payment: ClaimPayment) -> str:
    return number_of(payment.claim_id)


def _numbers(payments: Iterable[ClaimPayment]) -> Iterator[str]:
    for one in payments:
        yield _number(one)
        yield from (line.control_number.upper().rpartition("-")[0] for line in one.lines if line.control_number)


def _by_number(clinic: Clinic, payments: list[ClaimPayment]) -> "QuerySet[Claim]":
    return _sent(clinic).filter(claim_id__in={one for one in _numbers(payments) if one})


def _by_service(clinic: Clinic, payments: list[ClaimPayment]) -> "QuerySet[Claim] | list[Claim]":
    """The claims of the same day that are the same patient's, or charge the same."""
    if not payments:
        return []
    days = {line.date for one in payments for line in one.lines} | {one.service_from for one in payments}
    people = [who for one in payments for who in (one.insured, one.patient, one.corrected) if who]
    same = Q(member__in={who.id.upper() for who in people if who.id})
    same |= Q(name__in={who.last_name.upper() for who in people if who.last_name})
    same |= Q(total__in={abs(cents(one.charge)) for one in payments})
    named = _sent(clinic).annotate(member=Upper("coverage__member_id"), name=Upper("patient__last_name"))
    return named.filter(same, service_date__in={day for day in days if day})


def _sent(clinic: Clinic) -> "QuerySet[Claim]":
    sent = Claim.objects.of(clinic).filter(Q(account__isnull=False) | Q(follows__account__isnull=False))
    whole = sent.select_related("account", "follows__account", "coverage", "patient")
    return whole.defer("document", "findings", "proposals", "follows__document")


def stored(candidates: Iterable[Candidate]) -> list[dict[str, object]]:
    """Candidates as a row keeps them."""
    return [msgspec.to_builtins(one) for one in candidates]
