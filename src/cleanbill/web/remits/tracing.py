"""A refusal traced to the rule that would have caught it, and the last day on which something can be done about it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from cleanbill.remittance import tracing
from cleanbill.remittance.appeals import appeal_clock
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.models import OpenItem

_TRACED: dict[tracing.Kind, OpenItem.Traced] = {
    "caught": OpenItem.Traced.CAUGHT, "unchecked": OpenItem.Traced.UNCHECKED,
    "elsewhere": OpenItem.Traced.ELSEWHERE, "missed": OpenItem.Traced.SILENT,
}  # fmt: skip


def trace(items: Iterable[OpenItem]) -> None:
    """Say of new items which rule would have caught them, and until when they can be acted on. Nothing is saved."""
    fresh = list(items)
    held = {item.decision.claim_id or 0 for item in fresh}
    claims = Claim.objects.of(fresh[0].clinic).filter(pk__in=held).defer("proposals") if fresh else []
    by_key = {claim.pk: claim for claim in claims}
    for item in fresh:
        claim = by_key[item.decision.claim_id or 0]
        found = tracing.trace(item.refusal, claim.said)
        item.traced, item.rule = _TRACED[found.kind], found.rules[0] if found.rules else ""
        item.due = last_day(item, claim)


def last_day(item: OpenItem, claim: Claim, answers: Sequence[dt.date] = ()) -> dt.date | None:
    """The last day to send it anew or to appeal; None where the payer's clock is not known.

    `answers`: the days on which the payer answered appeals; from the last of them runs the time for the next.
    """
    if item.next == OpenItem.Next.CORRECT:
        return claim.file_by
    if item.next not in (OpenItem.Next.APPEAL, OpenItem.Next.RECORDS):
        return None
    decided = answers[-1] if answers else item.opened
    clock = appeal_clock(claim.document.get("payer", {}).get("type"), decided, len(answers) + 1)
    return clock.last_day if clock else None
