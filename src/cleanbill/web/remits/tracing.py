"""A refusal traced to the rule that would have caught it, and the last day on which something can be done about it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cleanbill.remittance.appeals import appeal_clock
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.models import OpenItem

Traced = OpenItem.Traced
_SAYS = ("error", "warning")


def trace(items: Iterable[OpenItem]) -> None:
    """Say of new items which rule would have caught them, and until when they can be acted on. Nothing is saved.

    A rule catches what it says a payer answers: the same reason (CARC), on the same line or on the whole claim.
    """
    fresh = list(items)
    held = {item.decision.claim_id or 0 for item in fresh}
    claims = Claim.objects.of(fresh[0].clinic).filter(pk__in=held).defer("proposals") if fresh else []
    by_key = {claim.pk: claim for claim in claims}
    for item in fresh:
        claim = by_key[item.decision.claim_id or 0]
        item.traced, item.rule = _traced(item, claim.findings)
        item.due = last_day(item, claim)


def last_day(item: OpenItem, claim: Claim) -> dt.date | None:
    """The last day to send it anew or to appeal; None where the payer's clock is not known."""
    if item.next == OpenItem.Next.CORRECT:
        return claim.file_by
    if item.next not in (OpenItem.Next.APPEAL, OpenItem.Next.RECORDS):
        return None
    clock = appeal_clock(claim.document.get("payer", {}).get("type"), item.opened)
    return clock.last_day if clock else None


def _traced(item: OpenItem, findings: list[dict[str, Any]]) -> tuple[str, str]:
    """Whether a rule would have caught an item, and which; those that speak of its own line come first."""
    carcs = {reason.partition("-")[2] for reason in item.reasons}
    here = [one for one in findings if one["rule"] and _on(one, item.line)]
    catches = [one for one in here if carcs & {denial["carc"] for denial in one["denials"]}]
    for kinds, traced in ((_SAYS, Traced.CAUGHT), (("not_checked",), Traced.UNCHECKED)):
        found = next((one["rule"] for one in catches if one["severity"] in kinds), "")
        if found:
            return traced, found
    other = next((one["rule"] for one in here if one["severity"] in _SAYS), "")
    return (Traced.ELSEWHERE, other) if other else (Traced.SILENT, "")


def _on(finding: dict[str, Any], line: int | None) -> bool:
    named = finding["where"].get("line")
    return named is None or line is None or named == line + 1
