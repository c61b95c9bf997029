"""The proof of the books: every identity of money that the database does not hold by itself, one sentence a fault."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.remits.accounts import known_items, posted_on, read_off
from cleanbill.web.remits.models import Account, Decision, PatientPayment, Remittance
from cleanbill.web.remits.models.account import PARTS

_AT_ONCE = 1000


def prove(clinic: Clinic) -> Iterator[str]:
    """What of a clinic's books does not add up. Nothing, where all is well.

    A payment is what its claims are paid less what was taken off the whole. All that was received lies on accounts or
    waits for its claim. An account is what its decisions and closings come to; what a patient paid is on record.
    """
    yield from _payments(clinic)
    yield from _books(clinic)
    yield from _accounts(clinic)
    yield from _patients(clinic)


def _payments(clinic: Clinic) -> Iterator[str]:
    rows = Remittance.objects.of(clinic).annotate(said=Coalesce(Sum("decisions__paid"), 0))
    for one in rows.exclude(paid=F("said")).order_by("pk"):
        yield f"Payment {one.pk} pays {_dollars(one.paid)} on its claims, which are paid {_dollars(one.said)} together."
    unsure = Remittance.objects.of(clinic).filter(state="posted", decisions__posted=False)
    for pk in unsure.filter(decisions__account__isnull=False).distinct().values_list("pk", flat=True):
        yield f"Payment {pk} is posted, but not on all claims that it has."


def _books(clinic: Clinic) -> Iterator[str]:
    """Received is on accounts + waiting for a claim - adjusted + not accounted for."""
    posted = Remittance.objects.of(clinic).filter(state="posted")
    sums = posted.aggregate(amount=_sum("amount"), adjusted=_sum("adjusted"), difference=_sum("difference"))
    decided = Decision.objects.of(clinic).filter(remittance__in=posted)
    waiting = decided.filter(account=None).aggregate(sum=_sum("paid"))["sum"]
    part_way = Decision.objects.of(clinic).filter(posted=True).exclude(remittance__in=posted)
    on_accounts = Account.objects.of(clinic).aggregate(sum=_sum("paid"))["sum"]
    on_accounts -= part_way.aggregate(sum=_sum("paid"))["sum"]
    found = on_accounts + waiting - sums["adjusted"] + sums["difference"]
    if sums["amount"] != found:
        yield f"{_dollars(sums['amount'])} was received, but the books know of {_dollars(found)}."


def _accounts(clinic: Clinic) -> Iterator[str]:
    held = (
        Account.objects.of(clinic).select_related("claim__coverage", "claim__patient", "write_off__by").order_by("pk")
    )
    for some in _in_turn(held.defer("claim__document", "claim__findings", "claim__proposals")):
        posted, known = posted_on(clinic, some), known_items(clinic, some)
        for account in some:
            decisions = posted[account.pk]
            stands = read_off(account, decisions, known[account.pk]).balance
            for name in PARTS:
                said, is_ = getattr(account, name), getattr(stands, name)
                if said != is_:
                    yield (
                        f"Account {account.pk}: {name.replace('_', ' ')} is {_dollars(said)}, "
                        f"but what is posted and closed comes to {_dollars(is_)}."
                    )
            for one in decisions:
                if one.paid != sum(part["paid"] for part in one.parts):
                    yield f"Decision {one.pk} pays {_dollars(one.paid)}, but its parts do not."


def _patients(clinic: Clinic) -> Iterator[str]:
    sums = PatientPayment.objects.of(clinic).order_by().values("account").annotate(sum=Sum("cents"))
    paid = dict(sums.values_list("account", "sum"))
    for pk, said in Account.objects.of(clinic).values_list("pk", "patient_paid"):
        if said != paid.get(pk, 0):
            yield f"Account {pk}: the patient paid {_dollars(said)}, but on record is {_dollars(paid.get(pk, 0))}."


def _in_turn(accounts: "QuerySet[Account]") -> Iterator[list[Account]]:
    last = 0
    while some := list(accounts.filter(pk__gt=last)[:_AT_ONCE]):
        yield some
        last = some[-1].pk


def _sum(field: str) -> Any:
    return Coalesce(Sum(field), 0)


def _dollars(cents: int) -> str:
    return f"{cents / 100:.2f}"
