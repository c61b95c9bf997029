"""A refusal held against what the rules say: which of them would have caught it, and which spoke of something else.

A rule catches a refusal when it says that a payer answers with that reason (CARC), on that line or on the whole claim;
what is refused of the whole claim is held against all of its lines. Of a reason that says little by itself, one of its
remarks (RARC) must agree too.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from cleanbill.model.finding import Denial, Finding

Kind = Literal["caught", "unchecked", "elsewhere", "missed"]
VAGUE = frozenset({"16", "96", "252", "A1"})  # these say next to nothing without a remark
HEARD = ("error", "warning")
"""What a person acts on before a claim is sent."""


class Refusal(NamedTuple):
    """What was refused: its line from 1, None for the whole claim; reasons as CO-50; remark codes."""

    line: int | None
    reasons: tuple[str, ...]
    remarks: tuple[str, ...]


class Trace(NamedTuple):
    """Whether rules would have caught a refusal, and which, those that speak of its own line first.

    `unchecked`: they look for it, but lacked a fact. `elsewhere`: they spoke there of something else.
    """

    kind: Kind
    rules: tuple[str, ...] = ()


def trace(refusal: Refusal, findings: Iterable[Finding]) -> Trace:
    """What the findings on a claim, as it was sent, say of a refusal of it."""
    here = [one for one in findings if stands_on(one.where.line, refusal.line)]
    here.sort(key=lambda one: one.where.line != refusal.line)
    catching = [one for one in here if catches(one, refusal)]
    ways: tuple[tuple[Kind, list[Finding], tuple[str, ...]], ...] = (
        ("caught", catching, HEARD),
        ("unchecked", catching, ("not_checked",)),
        ("elsewhere", here, HEARD),
    )
    for kind, said, severities in ways:
        rules = dict.fromkeys(one.rule for one in said if one.severity in severities)
        if rules:
            return Trace(kind, tuple(rules))
    return Trace("missed")


def stands_on(named: int | None, line: int | None) -> bool:
    """Whether what is said of a line (None: of the whole claim) touches another, both from 1."""
    return named is None or line is None or named == line


def catches(finding: Finding, refusal: Refusal) -> bool:
    """Whether a finding stands where something was refused, and says that this is what a payer answers."""
    on_it = stands_on(finding.where.line, refusal.line)
    return on_it and any(_answered(denial, refusal) for denial in finding.denials)


def _answered(denial: Denial, refusal: Refusal) -> bool:
    if denial.carc not in {reason.partition("-")[2] for reason in refusal.reasons}:
        return False
    return denial.carc not in VAGUE or not denial.rarc or not refusal.remarks or denial.rarc in refusal.remarks
