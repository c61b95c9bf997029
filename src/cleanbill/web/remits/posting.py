"""Posting a payment, and taking it out again: some claims at a time, so that it can be stopped, seen and resumed."""

from collections.abc import Iterable

import msgspec
from django.db import models, transaction
from django.utils import timezone

from cleanbill import remittance as ledger
from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import Actor, keep, keep_many
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.accounts import as_ledger, balance_anew, posted_on
from cleanbill.web.remits.matching import account_of
from cleanbill.web.remits.models import Account, Decision, OpenItem, Remittance
from cleanbill.web.remits.standing import remember, stand, tell_posted, tell_taken_out

State = Remittance.State
SLICE = 250
"""How many claims are posted at a time."""


def post_all(actor: Actor, remittance: Remittance, sure: bool = False) -> None:
    """Post a payment to its end. Raises `RefusedError` as `post_some` does."""
    while post_some(actor, remittance, sure):
        pass


@transaction.atomic
def post_some(actor: Actor, remittance: Remittance, sure: bool = False) -> bool:
    """Post the next claims of a payment; whether any are left.

    Raises `RefusedError` for one that is not to be posted, and for one that a person must look at unless that person
    says `sure`.
    """
    locked = _locked(remittance, (State.ENTERED, State.WAITING, State.POSTING), "posted")
    if locked.why and not sure and locked.state != State.POSTING:
        raise RefusedError(f"It is not posted before somebody has looked at it: {locked.why[0]}")
    if locked.state != State.POSTING:
        locked.state, locked.posted_at = State.POSTING, timezone.now()
        locked.posted_by = actor if isinstance(actor, User) else None
        keep(actor, locked)  # before anything is balanced: decisions count in the order in which they were posted
    rows = list(_rows(locked).filter(at__gte=locked.done).order_by("at")[:SLICE])
    _post(actor, locked, [row for row in rows if row.account_id])
    locked.done += len(rows)
    if locked.done >= locked.claims:
        locked.state = State.POSTED
    return _kept(actor, locked, remittance)


def unpost_all(actor: Actor, remittance: Remittance) -> None:
    """Take a payment out of the books to its end. Raises `RefusedError` as `unpost_some` does."""
    while unpost_some(actor, remittance):
        pass


@transaction.atomic
def unpost_some(actor: Actor, remittance: Remittance) -> bool:
    """Take the last claims of a payment out of the books, as though they had never been posted; whether any are left.

    Raises `RefusedError` for one that is not posted, and where persons closed refusals of it or wrote about them.
    """
    locked = _locked(remittance, (State.POSTED, State.POSTING, State.UNPOSTING), "taken out")
    items = OpenItem.objects.of(actor.clinic)
    closed = items.filter(decision__remittance=locked, closed__isnull=False).count()
    if closed:
        many = f"{closed} denials of it were" if closed > 1 else "A denial of it was"
        raise RefusedError(f"{many} closed; open {'them' if closed > 1 else 'it'} again first.")
    if items.filter(decision__remittance=locked, appeals__isnull=False).exists():
        raise RefusedError("A letter went to the payer about a denial of it; the payment stays in the books.")
    locked.state = State.UNPOSTING
    rows = list(_rows(locked).filter(at__lt=locked.done).order_by("-at")[:SLICE])
    _take_out(actor, [row for row in rows if row.posted])
    locked.done -= len(rows)
    if locked.done == 0:
        paper = locked.source == Remittance.Source.PAPER
        locked.state, locked.posted_at, locked.posted_by = State.ENTERED if paper else State.WAITING, None, None
    return _kept(actor, locked, remittance)


@transaction.atomic
def assign(actor: Actor, decision: Decision, claim: Claim) -> None:
    """Say of which claim an unmatched decision is; it is posted at once where its payment is.

    Raises `RefusedError` for a decision that is matched, and for a claim that was never sent.
    """
    account = account_of(claim)
    if decision.account_id or account is None:
        raise RefusedError("It has its claim already." if decision.account_id else f"{claim} was never sent.")
    decision.claim, decision.account, decision.matched = claim, account, "a person"
    decision.look = Decision.Look.REVERSAL if decision.read.reverses else Decision.Look.NOTHING
    if decision.denied:
        decision.look = Decision.Look.DENIED
    keep(actor, decision)
    remittance = decision.remittance
    if decision.at < remittance.done:
        _post(actor, remittance, [_rows(remittance).get(pk=decision.pk)])


@transaction.atomic
def discard(actor: Actor, remittance: Remittance) -> None:
    """Put a payment away that is not wanted; nothing of it is posted. Raises `RefusedError` for one that is."""
    locked = _locked(remittance, (State.WAITING, State.ENTERED), "put away")
    locked.state = State.DISCARDED
    _kept(actor, locked, remittance)


def _locked(remittance: Remittance, states: Iterable[str], act: str) -> Remittance:
    locked = Remittance.objects.of(remittance.clinic).select_for_update().get(pk=remittance.pk)
    if locked.state not in states:
        raise RefusedError(f"{locked} is {locked.get_state_display().lower()}; it is not {act}.")
    return locked


def _kept(actor: Actor, locked: Remittance, given: Remittance) -> bool:
    """Save, and have the caller's own copy know it; whether claims are left."""
    keep(actor, locked)
    given.refresh_from_db()
    return given.state in (State.POSTING, State.UNPOSTING)


def _rows(remittance: Remittance) -> "models.QuerySet[Decision]":
    rows = Decision.objects.of(remittance.clinic).filter(remittance=remittance)
    return rows.select_related("remittance", "account")


def _post(actor: Actor, remittance: Remittance, rows: list[Decision]) -> None:
    accounts, claims = _touched(actor.clinic, rows)
    books = {pk: as_ledger(one, one.claim, posted) for pk, one, posted in _with_posted(actor.clinic, accounts)}
    for row in rows:
        account = books[row.account_id or 0]
        named = as_ledger(accounts[row.account_id or 0], claims[row.claim_id or 0])
        whole = msgspec.structs.replace(named, decisions=account.decisions)
        made = ledger.decide(row.read, row.at, str(remittance.pk), remittance.payer_tax or None, whole, row.matched)
        books[row.account_id or 0] = msgspec.structs.replace(account, decisions=(*account.decisions, made))
        row.parts, row.level, row.posted = msgspec.to_builtins(made.parts), made.level, True
        claim = claims[row.claim_id or 0]
        claim.payer_number = row.claim_number or claim.payer_number
    remember(actor, rows, claims)
    keep_many(actor, rows, ("parts", "level", "posted", "before"))
    items = balance_anew(actor, list(accounts.values()))
    stand(actor, claims, items)
    tell_posted(actor, remittance, rows, claims)


def _take_out(actor: Actor, rows: list[Decision]) -> None:
    accounts, claims = _touched(actor.clinic, rows)
    for row in rows:
        row.posted, row.parts = False, []
    keep_many(actor, rows, ("posted", "parts"))
    items = balance_anew(actor, list(accounts.values()))
    stand(actor, claims, items, {row.claim_id or 0: row.before for row in rows})
    tell_taken_out(actor, rows, claims)


def _touched(clinic: Clinic, rows: list[Decision]) -> tuple[dict[int, Account], dict[int, Claim]]:
    """The accounts and the claims of decisions, locked, by their keys."""
    held = Account.objects.of(clinic).select_for_update(of=("self",)).filter(pk__in={row.account_id for row in rows})
    named = held.select_related("claim__coverage", "claim__patient", "write_off__by").defer(
        *(f"claim__{name}" for name in Claim.LONG)
    )
    accounts = {one.pk: one for one in named.order_by("pk")}
    found = Claim.objects.of(clinic).select_for_update(of=("self",)).filter(pk__in={row.claim_id for row in rows})
    whole = found.select_related("coverage", "patient", "appointment", "replaces").order_by("pk")
    return accounts, {one.pk: one for one in whole.defer(*Claim.LONG)}


def _with_posted(clinic: Clinic, accounts: dict[int, Account]) -> "Iterable[tuple[int, Account, list[Decision]]]":
    posted = posted_on(clinic, accounts.values())
    return ((pk, one, posted[pk]) for pk, one in accounts.items())
