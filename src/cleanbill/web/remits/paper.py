"""A remittance on paper, entered by hand claim by claim; from there on it is as any other."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, ServicePayment
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep, remove_many
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.matching import Found, account_of
from cleanbill.web.remits.models import Decision, Remittance
from cleanbill.web.remits.taking import decision_of

GROUPS = {"contractual": ("CO", "45"), "deductible": ("PR", "1"), "coinsurance": ("PR", "2"), "copay": ("PR", "3")}
"""What the columns of the entry are called, and the group and reason that each stands for."""

State = Remittance.State


@transaction.atomic
def begin(actor: User, remittance: Remittance) -> None:
    """Save a payment of which the claims are still to be entered. Raises `RefusedError` where it is known already."""
    said = ("paper", remittance.payer_name, remittance.trace, f"{remittance.amount / 100:.2f}", remittance.date)
    remittance.key = "|".join(str(part or "") for part in said)[:200]
    held = Remittance.objects.of(actor.clinic).exclude(state=State.DISCARDED).exclude(pk=remittance.pk)
    if held.filter(trace__iexact=remittance.trace, amount=remittance.amount, date=remittance.date).exists():
        raise RefusedError("A payment of this number, day and amount is there already.")
    remittance.source, remittance.state = Remittance.Source.PAPER, State.ENTERED
    remittance.received_at = remittance.received_at or timezone.now()
    remittance.entered_by = actor
    _sum_up(actor, remittance)


@transaction.atomic
def add(
    actor: User, remittance: Remittance, claim: Claim, status: str, number: str, lines: list[dict[str, Any]]
) -> None:
    """Add what the paper says of a claim, a mapping for each of its lines.

    Each has `paid`, `contractual`, `deductible`, `coinsurance`, `copay`, and `other` with its `group`, `reason` and
    `remark`; dollars. Raises `RefusedError` for a line that does not add up to its charge, and for a claim that was
    never sent.
    """
    account = account_of(claim)
    if account is None:
        raise RefusedError(f"{claim} was never sent; no payer can have decided on it.")
    if remittance.state != State.ENTERED:
        raise RefusedError(f"{remittance} is {remittance.get_state_display().lower()}; nothing is added to it.")
    services = tuple(_service(billed, said) for billed, said in zip(account.lines, lines, strict=True))
    payment = ClaimPayment(
        claim_id=claim.claim_id,
        status=status,
        charge=sum((one.charge for one in services), Decimal(0)),
        paid=sum((one.paid for one in services), Decimal(0)),
        claim_number=number or None,
        lines=services,
    )
    rows = remittance.decisions.order_by("-at")
    at = rows[0].at + 1 if rows else 0
    row = decision_of(payment, Found(claim, "a person"), at, remittance.date)
    row.remittance = remittance
    keep(actor, row)
    _sum_up(actor, remittance)


@transaction.atomic
def drop(actor: User, decision: Decision) -> None:
    """Take a claim out of a payment that is being entered. Raises `RefusedError` where it is not any more."""
    remittance = decision.remittance
    if remittance.state != State.ENTERED:
        raise RefusedError(f"{remittance} is {remittance.get_state_display().lower()}; take it out first.")
    remove_many(actor, [decision])
    later = list(remittance.decisions.filter(at__gt=decision.at).order_by("at"))
    for row in later:
        row.at -= 1
        keep(actor, row)
    _sum_up(actor, remittance)


def _service(billed: dict[str, Any], said: dict[str, Any]) -> ServicePayment:
    taken = [Adjustment(*GROUPS[name], said[name]) for name in GROUPS if said.get(name)]
    if said.get("other"):
        if not (said.get("group") and said.get("reason")):
            raise RefusedError(f"{billed['code']}: say the group and the reason of what else was taken off.")
        taken.append(Adjustment(said["group"], said["reason"].upper(), said["other"]))
    charge, paid = Decimal(billed["charge"]).scaleb(-2), said.get("paid") or Decimal(0)
    missing = charge - paid - sum((one.amount for one in taken), Decimal(0))
    if missing:
        raise RefusedError(f"{billed['code']}: of {charge:.2f} charged, {missing:.2f} is neither paid nor taken off.")
    remark = (said.get("remark") or "").upper().split()
    date = billed.get("date")
    return ServicePayment(
        code=billed["code"], charge=charge, paid=paid, modifiers=tuple(billed.get("modifiers", ())),
        date=msgspec.convert(date, type=dt.date) if date else None, adjustments=tuple(taken), remarks=tuple(remark),
    )  # fmt: skip


def _sum_up(actor: User, remittance: Remittance) -> None:
    """The sums of the payment by what is entered so far, and what keeps it from being posted."""
    paid: Iterable[int] = remittance.decisions.values_list("paid", flat=True) if remittance.pk else ()
    entered = list(paid)
    remittance.paid, remittance.claims = sum(entered), len(entered)
    remittance.difference = remittance.amount - remittance.paid + remittance.adjusted
    remittance.why = []
    if remittance.difference or not entered:
        left = f"{abs(remittance.difference) / 100:.2f}"
        what = f"{left} of it is not entered yet" if remittance.difference > 0 else f"{left} more is entered than paid"
        remittance.why = [f"{what}."]
    keep(actor, remittance)
