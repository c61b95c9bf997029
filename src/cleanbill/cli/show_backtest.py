"""A backtest at 80 columns."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from cleanbill.cli.options import printable
from cleanbill.cli.show import show_heading, show_verdict, show_wrapped
from cleanbill.codes.adjustments import meaning
from cleanbill.remittance.backtest import Kind, Report, Sum

_MOST = 12
_NONE = Sum()


def show_backtest(out: Console, report: Report) -> None:
    """The share of denials that rules would have caught; by reason, by rule; what no rule caught; what they stop."""
    share = report.share_caught
    verdict = "no denials" if share is None else f"{share:.0%} of the denials would have been caught"
    show_verdict(out, "Backtest", verdict, "bold")
    told = f"{report.answered:,} claims with their answer"
    told += f", {report.without_answer:,} without one, {report.without_claim:,} answers without a claim."
    show_wrapped(out, told)
    for kind, words in (
        ("caught", "caught"), ("elsewhere", "spoken of otherwise"), ("missed", "missed: no rule yet"),
        ("stopped", "paid, and would have been stopped"),
    ):  # fmt: skip
        one = report.sums.get(kind, _NONE)  # type: ignore[call-overload]
        show_wrapped(out, f"{one.count:>7,}  {_dollars(one.amount):>14}  {words}")
    if report.by_reason:
        show_heading(out, "By reason")
        out.print(_by_reason(report))
    if report.by_rule:
        show_heading(out, "By rule")
        out.print(_by_rule(report))
    _show_missed(out, report)


def _by_reason(report: Report) -> Table:
    table = _table("Reason", "Meaning", "Denied", "Dollars", "Caught")
    for reason, sums in sorted(report.by_reason.items(), key=lambda one: -_denied(one[1]).amount)[:_MOST]:
        denied, caught = _denied(sums), sums.get("caught", _NONE)
        words = meaning(reason.partition("-")[2]).meaning
        table.add_row(printable(reason), words, f"{denied.count:,}", _dollars(denied.amount), f"{caught.count:,}")
    return table


def _by_rule(report: Report) -> Table:
    table = _table("Rule", "", "Caught", "Dollars", "Stopped")
    rows = sorted(report.by_rule.items(), key=lambda one: (-one[1].get("caught", _NONE).amount, one[0]))
    for rule, sums in rows[:_MOST]:
        caught, stopped = sums.get("caught", _NONE), sums.get("stopped", _NONE)
        stops = f"{stopped.count:,}" if stopped.count else ""
        table.add_row(rule, "", f"{caught.count:,}", _dollars(caught.amount), stops)
    return table


def _show_missed(out: Console, report: Report) -> None:
    missed = [row for row in report.rows if row.kind == "missed"]
    if missed:
        show_heading(out, "No rule yet, the most money first")
    for row in sorted(missed, key=lambda row: (-row.amount, row.claim_id))[:_MOST]:
        where = f"{row.claim_id}:{row.line or 0}"
        why = " ".join((*row.reasons, *row.remarks))
        show_wrapped(out, printable(f"{_dollars(row.amount):>12}  {where:<24} {row.code:<6} {why}"), "", "", " " * 14)
    if missed:
        show_wrapped(out, "cleanbill backtest ... --draft CLAIM:LINE prints a draft of a rule for one of them.")


def _denied(sums: Mapping[Kind, Sum]) -> Sum:
    kinds: tuple[Kind, ...] = ("caught", "elsewhere", "missed")
    found = [sums[kind] for kind in kinds if kind in sums]
    return Sum(sum(one.count for one in found), sum(one.amount for one in found))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, width=78)
    for number, name in enumerate(columns):
        table.add_column(
            name, justify="right" if number > 1 else "left", no_wrap=number != 1, ratio=1 if number == 1 else None
        )
    return table


def _dollars(cents: int) -> str:
    return f"{cents / 100:,.2f}"
