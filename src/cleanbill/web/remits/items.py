"""Open items as rows: made when a refusal is posted, kept while it stands, gone when it is taken out again."""

from collections.abc import Iterable
from typing import NamedTuple

from cleanbill.codes.adjustments import meaning
from cleanbill.remittance import OpenItem as Refused
from cleanbill.remittance.appeals import appealable
from cleanbill.web.audit.keep import Actor, keep_many, remove_many
from cleanbill.web.remits.models import Account, Decision, OpenItem
from cleanbill.web.remits.tracing import trace


class Found(NamedTuple):
    """What is refused of an account, beside what is posted on it and the rows that are known by the ledger's ids."""

    account: Account
    decisions: list[Decision]
    known: dict[str, OpenItem]
    refused: list[Refused]


def keep_items(actor: Actor, found: Iterable[Found]) -> dict[int, list[OpenItem]]:
    """Make the rows of accounts what is refused of them; all rows of each, by account. What persons did stays."""
    items: dict[int, list[OpenItem]] = {}
    new: list[OpenItem] = []
    proposed: list[OpenItem] = []
    gone: list[OpenItem] = []
    for one in found:
        rows = {f"{row.remittance_id} {row.at}": row for row in one.decisions}
        items[one.account.pk] = kept = []
        for refused in one.refused:
            item = one.known.get(refused.id)
            if item is None:
                decided, _, part = refused.id.rpartition(" ")
                item = _new(one.account, rows[decided], int(part), refused)
                new.append(item)
            elif item.proposal != refused.proposal:
                item.proposal = refused.proposal
                proposed.append(item)
            kept.append(item)
        ids = {refused.id for refused in one.refused}
        gone += [item for id, item in one.known.items() if id not in ids]
    trace(new)
    keep_many(actor, new)
    keep_many(actor, proposed, ("proposal",))
    remove_many(actor, gone)
    return items


def _new(account: Account, decision: Decision, part: int, one: Refused) -> OpenItem:
    return OpenItem(
        clinic_id=account.clinic_id,
        account=account,
        decision=decision,
        part=part,
        line=one.line,
        code=account.lines[one.line]["code"] if one.line is not None else "",
        amount=one.amount,
        whole=one.whole,
        carc=one.reasons[0],
        reasons=list(one.reasons),
        remarks=list(one.remarks),
        next=_next(one),
        proposal=one.proposal,
        opened=decision.day or account.sent,
    )


def _next(one: Refused) -> str:
    """What the reason asks for; no appeal where the payer says that there is none."""
    next = meaning(one.reasons[0].partition("-")[2]).next or "ask"
    return "ask" if next == "appeal" and not appealable(one.remarks) else next
