"""Open items as rows: made when a refusal is posted, kept while it stands, gone when it is taken out again."""

from cleanbill.remittance import OpenItem as Refused
from cleanbill.web.audit.keep import Actor, keep_many, remove_many
from cleanbill.web.remits.models import Account, Decision, OpenItem


def keep_items(
    actor: Actor, account: Account, decisions: list[Decision], known: dict[str, OpenItem], found: list[Refused]
) -> list[OpenItem]:
    """Make the rows of an account's items what is `found`; those that are `known` by id keep what persons did."""
    rows = {f"{one.remittance_id} {one.at}": one for one in decisions}
    items, new, proposed = [], [], []
    for one in found:
        item = known.get(one.id)
        if item is None:
            decided, _, part = one.id.rpartition(" ")
            item = _new(account, rows[decided], int(part), one)
            new.append(item)
        elif item.proposal != one.proposal:
            item.proposal = one.proposal
            proposed.append(item)
        items.append(item)
    kept = {one.id for one in found}
    keep_many(actor, new)
    keep_many(actor, proposed, ("proposal",))
    remove_many(actor, [item for id, item in known.items() if id not in kept])
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
        proposal=one.proposal,
        opened=decision.day or account.sent,
    )
