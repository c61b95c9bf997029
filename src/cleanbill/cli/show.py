"""Findings as a biller likes to read them, at 80 columns; plain text where there is no terminal."""

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH, printable
from cleanbill.model.claim import Claim
from cleanbill.model.finding import Authority, Evidence, Finding

_MARK = {"error": ("✗", "bold red"), "warning": ("▲", "bold yellow"), "info": ("i", "bold blue")}
_INDENT = " " * 13


class _Harmless(Console):
    """Prints nothing of what a file holds as a command to the terminal."""

    def print(self, *objects: Any, **settings: Any) -> None:
        super().print(*map(_harmless, objects), **settings)


def console() -> Console:
    """Standard output, never wider than 80 columns, without wrapping of its own."""
    return _Harmless(width=WIDTH, highlight=False, soft_wrap=True)


def _harmless(what: Any) -> Any:
    if isinstance(what, str):
        return printable(what)
    if isinstance(what, Text) and not what.plain.isprintable():
        what = what.copy()
        what.plain = printable(what.plain)
    return what


def show_claim(out: Console, claim: Claim, findings: Sequence[Finding]) -> None:
    """One claim: its head, each finding with place, official sentence, note words, denial and fix."""
    spoken = [f for f in findings if f.severity != "not_checked"]
    out.print(_head(claim, spoken))
    for finding in spoken:
        show_finding(out, finding, claim)
    show_unknown(out, [f for f in findings if f.severity == "not_checked"])
    out.print()


def show_file(out: Console, name: str, findings: Sequence[Finding]) -> None:
    """What is wrong with a file itself."""
    out.print(_headline(f"File {name}", "", "", findings))
    for finding in findings:
        show_finding(out, finding)
    out.print()


def show_finding(out: Console, finding: Finding, claim: Claim | None = None) -> None:
    """One finding, its parts labelled."""
    mark, style = _MARK[finding.severity]
    title = Text.assemble((f"{mark} {finding.severity:<8}", style), " ", (place(finding, claim), "bold"))
    title.append(f"  {finding.rule}", "dim")
    out.print()
    out.print(title)
    for row in _wrap(finding.message, "   "):
        out.print(Text(row))
    for label, text in _parts(finding):
        show_labelled(out, label, text)


def show_title(out: Console, text: str) -> None:
    """A heading with a rule under it."""
    out.print()
    out.print(Text(text, "bold"))
    out.print(Text("─" * len(text), "dim"))


def show_verdict(out: Console, what: str, verdict: str, style: str) -> None:
    """A line with what is looked up on the left and the verdict on the right."""
    gap = max(2, WIDTH - len(what) - len(verdict))
    out.print(Text.assemble((what, "bold"), " " * gap, (verdict, style)))


def show_heading(out: Console, text: str) -> None:
    """A heading after a blank line."""
    out.print()
    show_wrapped(out, text, style="bold")


def show_wrapped(out: Console, text: str, indent: str = "", style: str = "", hang: str = "") -> None:
    """A paragraph; `hang` indents its further lines more."""
    rows = textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + hang, break_on_hyphens=False)
    for row in rows:
        out.print(Text(row, style))


def show_labelled(out: Console, label: str, text: str, strong: bool = False) -> None:
    """A label and its text, wrapped beside it."""
    first, *rest = _wrap(text, _INDENT)
    out.print(
        Text.assemble(
            (f"   {label:<9} ", "bold" if strong else "dim"),
            (first[len(_INDENT) :], "bold" if strong else ""),
        )
    )
    for row in rest:
        out.print(Text(row))


def show_row(out: Console, code: str, title: str, mark: str) -> None:
    """A code with its title, after a mark."""
    show_wrapped(out, f"{mark} {code:<10} {title}", "  ", hang=" " * 13)


def summary(findings: Iterable[Finding]) -> str:
    """The count by severity in words: "2 errors, 1 warning"."""
    count: dict[str, int] = defaultdict(int)
    for finding in findings:
        count[finding.severity] += 1
    words = {"error": "error", "warning": "warning", "info": "remark"}
    parts = [f"{count[s]} {w}{'s' if count[s] > 1 else ''}" for s, w in words.items() if count[s]]
    return ", ".join(parts) or "clean"


def show_unknown(out: Console, unknown: Sequence[Finding]) -> None:
    """What could not be checked, one line a missing fact."""
    by_fact: dict[str, list[str]] = defaultdict(list)
    for finding in unknown:
        by_fact[finding.message].append(finding.rule)
    if by_fact:
        out.print()
    for message, rules in by_fact.items():
        for row in _wrap(f"? {message} ({', '.join(rules)})", "   "):
            out.print(Text(row, "dim"))


def _head(claim: Claim, spoken: Sequence[Finding]) -> Text:
    dates = sorted({line.date for line in claim.lines if line.date})
    payer = claim.payer.name or (claim.payer.type or "payer not known").replace("_", " ")
    return _headline(f"Claim {claim.claim_id or '(no id)'}", payer, dates[0].isoformat() if dates else "", spoken)


def _headline(what: str, payer: str, date: str, spoken: Sequence[Finding]) -> Text:
    """A line with what is judged on the left and the verdict on the right; a long payer's name gives way."""
    verdict = summary(spoken)
    style = "bold green"
    if verdict != "clean":
        style = "bold " + {"error": "red", "warning": "yellow"}.get(min(f.severity for f in spoken), "blue")
    right = "✓ clean" if verdict == "clean" else verdict
    left = " · ".join(filter(None, (what, payer, date)))
    over = len(left) + len(right) + 2 - WIDTH
    if 0 < over < len(payer):
        left = " · ".join(filter(None, (what, payer[: -over - 1] + "…", date)))
    gap = max(2, WIDTH - len(left) - len(right))
    return Text.assemble((left, "bold"), " " * gap, (right, style))


def place(finding: Finding, claim: Claim | None) -> str:
    """Where a finding is, as a biller says it: "line 2 · 97110"."""
    where = finding.where
    x12 = f" ({where.element or where.segment}, segment {where.position})" if where.position else ""
    if where.line is not None and claim:
        line = next((x for i, x in enumerate(claim.lines) if (x.n or i + 1) == where.line), None)
        return f"line {where.line} · {line.code}{x12}" if line else f"line {where.line}{x12}"
    if where.dx is not None and claim and where.dx < len(claim.dx):
        return f"diagnosis {where.dx + 1} · {claim.dx[where.dx]}{x12}"
    return (where.path.lstrip("/").replace("/", ".") or "claim") + x12


def _parts(finding: Finding) -> Iterable[tuple[str, str]]:
    for authority in finding.authority[:1]:
        yield "Official", _cite(authority)
    for evidence in finding.evidence:
        yield "Note says", _quote(evidence)
    if finding.searched:
        yield "Not found", "; ".join(finding.searched)
    if finding.denials:
        yield "Denial", "likely " + " or ".join(d.in_words for d in finding.denials)
    if finding.fix:
        asks = {"safe": "can be applied with --fix", "ask": "a person decides", "never": "only at the source"}
        yield "Fix", f"{finding.fix.text} [{asks[finding.fix.safety]}]"


def _cite(authority: Authority) -> str:
    quote = f"“{authority.quote}” " if authority.quote else ""
    doubt = "" if authority.verified else " (not verified against the source)"
    return f"{quote}{authority.title}, {authority.section}, {authority.edition}{doubt}"


def _quote(evidence: Evidence) -> str:
    before, after = evidence.prefix.replace("\n", " "), evidence.suffix.replace("\n", " ")
    words = evidence.text.replace("\n", " ")
    return f"…{before}«{words}»{after}… ({evidence.start}-{evidence.end})"


def _wrap(text: str, indent: str) -> list[str]:
    text = printable(text)
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) or [
        indent
    ]
