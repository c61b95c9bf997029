"""A backtest as the site tells it: by kind, by rule, by reason, and the lines behind each sum."""

from typing import NamedTuple

from cleanbill.codes.adjustments import meaning
from cleanbill.remittance.backtest import Kind, Report, Row, Sum
from cleanbill.rules import register

WORDS: dict[str, str] = {
    "caught": "Refused, and a rule would have caught it",
    "elsewhere": "Refused, and rules spoke there of something else",
    "missed": "Refused, and no rule spoke",
    "stopped": "Paid, and an error would have stopped it",
}
DENIED: tuple[Kind, ...] = ("caught", "elsewhere", "missed")
SIGNS = {"caught": ("◉", "good"), "elsewhere": ("◌", "quiet"), "missed": ("○", "doubt"), "stopped": ("■", "bad")}
_NONE = Sum()


class OfKind(NamedTuple):
    """How many lines of a kind there are, and their cents; its sign and colour."""

    kind: str
    words: str
    sign: str
    colour: str
    sum: Sum


class OfRule(NamedTuple):
    """What a rule would have caught, and what it would have stopped that was paid."""

    id: str
    title: str
    caught: Sum
    stopped: Sum


class OfReason(NamedTuple):
    """What was refused with a reason: all of it, what rules would have caught of it, and what no rule did."""

    reason: str
    words: str
    denied: Sum
    caught: Sum
    elsewhere: Sum
    missed: Sum


def kinds(report: Report) -> list[OfKind]:
    """Each kind of line, also one that there is none of."""
    return [OfKind(kind, words, *SIGNS[kind], _of(report.sums, kind)) for kind, words in WORDS.items()]


def by_rule(report: Report) -> list[OfRule]:
    """The rules that would have caught or stopped something, those that catch the most money first."""
    titles = {rule.id: rule.title for rule in register()}
    rows = [
        OfRule(id, titles.get(id, ""), _of(sums, "caught"), _of(sums, "stopped"))
        for id, sums in report.by_rule.items()
        if "caught" in sums or "stopped" in sums
    ]
    return sorted(rows, key=lambda row: (-row.caught.amount, -row.stopped.amount, row.id))


def by_reason(report: Report) -> list[OfReason]:
    """The reasons of refusals, those with the most money that no rule caught first."""
    rows = []
    for reason, sums in report.by_reason.items():
        parts = [_of(sums, kind) for kind in DENIED]
        denied = Sum(sum(one.count for one in parts), sum(one.amount for one in parts))
        rows.append(OfReason(reason, meaning(reason.partition("-")[2]).meaning, denied, *parts))
    return sorted(rows, key=lambda row: (-row.missed.amount, -row.denied.amount, row.reason))


def chosen(report: Report, kind: str = "", rule: str = "", reason: str = "") -> list[Row]:
    """The lines of a kind, a rule and a reason, those with the most money first; "" is any."""
    rows = [
        row
        for row in report.rows
        if (not kind or row.kind == kind) and (not rule or rule in row.rules) and (not reason or reason in row.reasons)
    ]
    return sorted(rows, key=lambda row: (-row.amount, row.claim_id, row.line or 0))


def _of(sums: "dict[Kind, Sum]", kind: str) -> Sum:
    return sums.get(kind, _NONE)  # type: ignore[call-overload, no-any-return]
