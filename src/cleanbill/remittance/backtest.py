"""Backtest: what the rules would have caught of the denials that came, missed of them, and stopped of what was paid.

A denial is the first decision of a payer on a line (or on a whole claim) that refuses it, wholly or in part, whatever
was decided later. Price reductions and the patient's share are none. `tracing` says when a rule catches a denial. An
error on what was paid without a refusal would have stopped it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal, get_args

from msgspec import Struct, structs

from cleanbill.codes.adjustments import refuses
from cleanbill.model.claim import Claim
from cleanbill.model.finding import Finding
from cleanbill.model.remittance import ClaimPayment, ServicePayment
from cleanbill.remittance.ledger import Account, PostingError, account, cents
from cleanbill.remittance.matching import line_of, number_of
from cleanbill.remittance.tracing import HEARD, Refusal, catches, stands_on, trace

Kind = Literal["caught", "elsewhere", "missed", "stopped"]
Check = Callable[[Claim, dt.date], Sequence[Finding]]


class Answer(Struct, frozen=True, gc=False):
    """What a payer did with one service first; `line` is None for the whole claim. Cents."""

    service: ServicePayment | None
    paid: int
    refused: int
    reasons: tuple[str, ...]
    remarks: tuple[str, ...]


class Decided(Struct, frozen=True):
    """The first decision on a claim: the day it was paid, and what was done with each service."""

    day: dt.date
    answers: tuple[Answer, ...]


class Row(Struct, frozen=True):
    """A denial and what the rules said there, or something paid that an error would have stopped.

    `line` counts from 1, None for the whole claim; `amount` is cents; `rules` caught it, spoke of something else there,
    or would have stopped it.
    """

    kind: Kind
    claim_id: str
    line: int | None
    code: str
    reasons: tuple[str, ...]
    remarks: tuple[str, ...]
    amount: int
    rules: tuple[str, ...]


class Sum(Struct):
    """How many, and cents."""

    count: int = 0
    amount: int = 0

    def add(self, amount: int) -> None:
        """One more."""
        self.count += 1
        self.amount += amount


class Report(Struct):
    """The result: claims by whether their answer is there, sums by kind, by rule and by reason, and the rows."""

    answered: int = 0
    without_answer: int = 0
    without_claim: int = 0
    unplaced: int = 0
    sums: dict[Kind, Sum] = {}
    by_rule: dict[str, dict[Kind, Sum]] = {}
    by_reason: dict[str, dict[Kind, Sum]] = {}
    rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Count a row in all sums that it belongs to."""
        self.rows.append(row)
        self.sums.setdefault(row.kind, Sum()).add(row.amount)
        for rule in row.rules:
            self.by_rule.setdefault(rule, {}).setdefault(row.kind, Sum()).add(row.amount)
        for reason in row.reasons:
            self.by_reason.setdefault(reason, {}).setdefault(row.kind, Sum()).add(row.amount)

    @property
    def share_caught(self) -> float | None:
        """The share of denials that a rule would have caught, 0 to 1; None without denials."""
        denied = sum(self.sums[kind].count for kind in ("caught", "elsewhere", "missed") if kind in self.sums)
        return self.sums["caught"].count / denied if denied and "caught" in self.sums else 0.0 if denied else None


class First:
    """The first decision on each claim, by its number; reversals and later decisions are passed over."""

    def __init__(self) -> None:
        self._found: dict[str, Decided] = {}

    def add(self, payment: ClaimPayment, day: dt.date | None) -> None:
        """Hear of a decision of a payment of this day. The order in which they are told does not matter."""
        if payment.reverses:
            return
        made = Decided(day or dt.date.max, tuple(_answers(payment)))
        number = number_of(payment.claim_id)
        known = self._found.get(number)
        if known is None or (made.day, repr(made.answers)) < (known.day, repr(known.answers)):
            self._found[number] = made

    def take(self, claim_id: str) -> Decided | None:
        """The first decision on a claim, once: a claim that comes twice has no second answer."""
        return self._found.pop(number_of(claim_id), None)

    def __len__(self) -> int:
        return len(self._found)


def backtest(claims: Iterable[Claim], first: First, check: Check) -> Report:
    """Check each claim as of the day on which it was decided, and hold the findings against what was decided."""
    report = Report()
    for claim in claims:
        decided = first.take(claim.claim_id) if claim.claim_id else None
        if decided is None:
            report.without_answer += 1
            continue
        report.answered += 1
        for row in _rows(claim, decided, check(claim, _day(claim, decided)), report):
            report.add(row)
    report.without_claim = len(first)
    report.rows.sort(key=lambda row: (row.claim_id, row.line or 0, row.kind, row.reasons))
    return report


def _day(claim: Claim, decided: Decided) -> dt.date:
    days = [line.date for line in claim.lines if line.date]
    return decided.day if decided.day != dt.date.max else max(days, default=dt.date.min)


def _answers(payment: ClaimPayment) -> Iterator[Answer]:
    for line in payment.lines:
        denied = [one for one in line.adjustments if refuses(one.reason, one.amount)]
        refused = sum(cents(one.amount) for one in denied)
        reasons = tuple(f"{one.group}-{one.reason}" for one in denied)
        kept = structs.replace(line, adjustments=(), amounts={}, references=())  # of many thousands, what is needed
        yield Answer(kept, cents(line.paid), refused, reasons, (*line.remarks, *payment.remarks))
    whole = [one for one in payment.adjustments if refuses(one.reason, one.amount)]
    if whole or not payment.lines:
        reasons = tuple(f"{one.group}-{one.reason}" for one in whole)
        paid = 0 if payment.lines else cents(payment.paid)
        yield Answer(None, paid, sum(cents(one.amount) for one in whole), reasons, payment.remarks)


def _rows(claim: Claim, decided: Decided, findings: Sequence[Finding], report: Report) -> Iterator[Row]:
    try:
        billed: Account | None = account(claim)
    except PostingError:
        billed = None
    heard = [one for one in findings if one.severity in HEARD]
    placed = []
    for answer in decided.answers:
        at = line_of(answer.service, billed) if answer.service and billed else None
        report.unplaced += answer.service is not None and at is None
        placed.append((None if at is None else at + 1, answer))
    for line, answer in placed:
        if answer.reasons:
            yield _denied(claim, line, answer, heard)
    yield from _stopped(claim, placed, [one for one in heard if one.severity == "error"])


def _denied(claim: Claim, line: int | None, answer: Answer, heard: list[Finding]) -> Row:
    found = trace(Refusal(line, answer.reasons, answer.remarks), heard)
    kind: Kind = "missed" if found.kind == "unchecked" else found.kind
    return _row(kind, claim, line, answer, answer.refused, tuple(sorted(found.rules)))


def _stopped(claim: Claim, placed: list[tuple[int | None, Answer]], errors: list[Finding]) -> Iterator[Row]:
    """What was paid without a refusal, but has an error that no refusal of the claim bears out."""
    refused = [Refusal(line, answer.reasons, answer.remarks) for line, answer in placed if answer.reasons]
    borne_out = {one.rule for one in errors if any(catches(one, refusal) for refusal in refused)}
    doubtful = [one for one in errors if one.rule not in borne_out]
    for line, answer in placed:
        rules = tuple(sorted({one.rule for one in doubtful if stands_on(one.where.line, line)}))
        if rules and not answer.reasons and answer.paid > 0:
            yield _row("stopped", claim, line, answer, answer.paid, rules)


def _row(kind: Kind, claim: Claim, line: int | None, answer: Answer, amount: int, rules: tuple[str, ...]) -> Row:
    code = answer.service.code if answer.service else ""
    return Row(kind, claim.claim_id or "", line, code, answer.reasons, answer.remarks, amount, rules)


def as_document(report: Report) -> dict[str, Any]:
    """A report as JSON has it: money in dollars."""
    return {
        "answered": report.answered,
        "without_answer": report.without_answer,
        "without_claim": report.without_claim,
        "lines_not_placed": report.unplaced,
        "share_caught": report.share_caught,
        "totals": _dollars({kind: report.sums.get(kind, Sum()) for kind in get_args(Kind)}),
        "by_rule": {rule: _dollars(sums) for rule, sums in sorted(report.by_rule.items())},
        "by_reason": {reason: _dollars(sums) for reason, sums in sorted(report.by_reason.items())},
        "rows": [structs.asdict(row) | {"amount": Decimal(row.amount).scaleb(-2)} for row in report.rows],
    }


def _dollars(sums: dict[Kind, Sum]) -> dict[str, dict[str, Any]]:
    return {kind: {"count": one.count, "amount": Decimal(one.amount).scaleb(-2)} for kind, one in sums.items()}
