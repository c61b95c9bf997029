"""Accounts of claims: opened when a claim was sent, balanced anew whenever something is decided or closed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from django.utils import timezone

from cleanbill import remittance
from cleanbill.remittance import ledger
from cleanbill.remittance.ledger import Part, Taken
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep_many
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.items import Found, keep_items
from cleanbill.web.remits.models import Account, Decision, OpenItem
from cleanbill.web.remits.models.account import PARTS

_GONE = (Claim.State.REPLACED, Claim.State.VOIDED, Claim.State.WITHDRAWN)
_AT_ONCE = 500


def keep_up(actor: Actor, clinic: Clinic) -> int:
    """Open an account for every claim that was sent and has none, and see which no longer count; how many are new."""
    sent = Claim.objects.of(clinic).filter(sent_at__isnull=False, account=None, follows=None)
    opened = 0
    while claims := list(sent.select_related("appointment")[:_AT_ONCE]):
        open_accounts(actor, claims)
        opened += len(claims)
    gone = list(Account.objects.of(clinic).filter(live=True, claim__state__in=_GONE))
    for account in gone:
        account.live = False
    keep_many(actor, gone, ("live",))
    return opened


def open_accounts(actor: Actor, claims: Iterable[Claim]) -> list[Account]:
    """A new account for each of these claims, which have none."""
    opened = [_opened(claim) for claim in claims]
    keep_many(actor, opened)
    return opened


def _opened(claim: Claim) -> Account:
    document = claim.read
    billed = remittance.account(document)
    named = [line.control_number for line in document.lines]
    lines = [msgspec.structs.replace(one, control_number=own) for one, own in zip(billed.lines, named, strict=True)]
    return Account(
        clinic_id=claim.clinic_id,
        claim=claim,
        payer_id=claim.payer_id,
        provider_id=claim.appointment.provider_id,
        service_date=claim.service_date,
        sent=timezone.localdate(claim.sent_at) if claim.sent_at else timezone.localdate(),
        live=claim.state not in _GONE,
        charge=billed.charge,
        open=billed.charge,
        lines=msgspec.to_builtins(lines),
    )


def as_ledger(account: Account, claim: Claim, decisions: Iterable[Decision] = ()) -> ledger.Account:
    """The account as the ledger has it, under the number of one of its claims; with what is posted of `decisions`."""
    lines = msgspec.convert(account.lines, tuple[ledger.AccountLine, ...])
    return ledger.Account(
        claim_id=claim.claim_id,
        charge=account.charge,
        lines=tuple(
            msgspec.structs.replace(line, control_number=line.control_number or f"{claim.claim_id}-{n}")
            for n, line in enumerate(lines, 1)
        ),
        member_id=claim.coverage.member_id,
        last_name=claim.patient.last_name,
        decisions=tuple(as_decision(one) for one in decisions if one.posted),
    )


def as_decision(row: Decision) -> ledger.Decision:
    """A decision as the ledger has it."""
    return ledger.Decision(
        payment=str(row.remittance_id),
        at=row.at,
        status=row.status,
        level=row.level,
        matched=row.matched,
        parts=tuple(_part(one) for one in row.parts),
        payer=row.remittance.payer_tax or None,
        claim_number=row.claim_number or None,
        remarks=tuple(row.document.get("remarks", ())),
    )


def _part(stored: dict[str, Any]) -> Part:
    taken = tuple(Taken(**one) for one in stored.get("taken", ()))
    return Part(stored["charge"], stored["paid"], stored.get("line"), taken, tuple(stored.get("remarks", ())))


def posted_on(clinic: Clinic, accounts: Iterable[Account]) -> dict[int, list[Decision]]:
    """What is posted on accounts, by account, in the order in which it was."""
    found: defaultdict[int, list[Decision]] = defaultdict(list)
    rows = Decision.objects.of(clinic).filter(account__in=list(accounts), posted=True).select_related("remittance")
    for row in rows.order_by("remittance__posted_at", "remittance_id", "at"):
        found[row.account_id or 0].append(row)
    return found


class Standing(NamedTuple):
    """What the ledger says of an account: its balance, and what is refused of it, closed or not."""

    balance: remittance.Balance
    items: list[remittance.OpenItem]


def read_off(account: Account, decisions: list[Decision], known: dict[str, OpenItem]) -> Standing:
    """What an account comes to by what is posted on it and by what of it was closed."""
    whole = as_ledger(account, account.claim, decisions)
    closings = {id: one.closing for id, one in known.items() if one.closing}
    if hasattr(account, "write_off"):
        closings[remittance.all_of(whole.claim_id)] = account.write_off.closing
    books = ledger.Ledger(accounts={whole.claim_id: whole}, closings=closings)
    return Standing(remittance.of_account(books, whole.claim_id), list(remittance.items(books, closed=True)))


def known_items(clinic: Clinic, accounts: Iterable[Account]) -> dict[int, dict[str, OpenItem]]:
    """The rows of what was refused on accounts, by account and by what the ledger calls them."""
    found: defaultdict[int, dict[str, OpenItem]] = defaultdict(dict)
    rows = OpenItem.objects.of(clinic).filter(account__in=list(accounts)).select_related("decision", "closed_by")
    for item in rows:
        found[item.account_id][item.item_id] = item
    return found


def balance_anew(actor: Actor, accounts: list[Account]) -> dict[int, list[OpenItem]]:
    """Balance accounts by what is posted and closed, and keep their open items; all items of each, by account."""
    posted, known = posted_on(actor.clinic, accounts), known_items(actor.clinic, accounts)
    found = []
    for account in accounts:
        decisions = posted[account.pk]
        stands = read_off(account, decisions, known[account.pk])
        for name in PARTS:
            setattr(account, name, getattr(stands.balance, name))
        account.decided = min((one.day for one in decisions if one.day), default=None)
        found.append(Found(account, decisions, known[account.pk], stands.items))
    keep_many(actor, accounts, (*PARTS, "decided"))
    return keep_items(actor, found)
