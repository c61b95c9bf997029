"""Allowed findings: what a person accepts, why and until when. An allowance that is not used is itself a finding."""

import datetime as dt
from collections.abc import Container, Iterable

from msgspec import Struct

from cleanbill.model.finding import Finding, Where
from cleanbill.version import __version__


class Allowance(Struct, frozen=True, forbid_unknown_fields=True):
    """One accepted finding: a rule, a reason, the last day it holds, and the claim it is meant for (all if empty)."""

    rule: str
    reason: str
    until: dt.date
    claim_id: str = ""


def allow(
    findings: Iterable[Finding], allowances: Iterable[Allowance], on: dt.date
) -> tuple[tuple[Finding, ...], frozenset[Allowance]]:
    """The findings that are not allowed on `on`, and the allowances that were used."""
    live = [a for a in allowances if a.until >= on]
    if not live:
        return tuple(findings), frozenset()
    kept: list[Finding] = []
    used: set[Allowance] = set()
    for finding in findings:
        hit = next((a for a in live if _covers(a, finding)), None)
        if hit:
            used.add(hit)
        else:
            kept.append(finding)
    return tuple(kept), frozenset(used)


def unused(
    allowances: Iterable[Allowance], used: Iterable[Allowance], claims: Container[str], on: dt.date
) -> tuple[Finding, ...]:
    """A finding for every allowance that has ended, or that silenced nothing although its claim is among `claims`.

    `claims` are the ids of those that were checked.
    """
    idle = [a for a in allowances if a not in frozenset(used)]
    return tuple(_unused(a, on) for a in idle if a.until < on or not a.claim_id or a.claim_id in claims)


def _covers(allowance: Allowance, finding: Finding) -> bool:
    return allowance.rule in (finding.rule, finding.catalogue) and allowance.claim_id in (
        "",
        finding.where.claim_id,
    )


def _unused(allowance: Allowance, on: dt.date) -> Finding:
    why = (
        f"ended on {allowance.until}" if allowance.until < on else "silenced nothing in this check: its finding is gone"
    )
    return Finding(
        "AL001", 1, "", "info", "claim", "An allowance is not used",
        f"The allowance of {allowance.rule} ({allowance.reason}) {why}. Remove it.",
        Where(allowance.claim_id), (), (), (), (), None, {"cleanbill": __version__},
    )  # fmt: skip
