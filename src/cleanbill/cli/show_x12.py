"""How `x12 validate` and `x12 json` print: findings as they come, a table of their kinds, and trees as JSON."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleanbill.cli.annotation import annotation
from cleanbill.cli.options import WIDTH, printable, refuse
from cleanbill.cli.show import console, show_labelled, show_verdict, show_wrapped
from cleanbill.model.finding import Finding, Severity
from cleanbill.x12.tree import Tree

_MARK = {"error": ("✗", "bold red"), "warning": ("▲", "bold yellow"), "info": ("i", "bold blue")}
_LEVEL = {"error": "error", "warning": "warning", "info": "notice", "not_checked": "notice"}


class Printer(Protocol):
    """`show` prints what is found in a file, `end` what belongs to the whole run; `errors` counts."""

    errors: int

    def show(self, name: str, findings: Iterable[Finding]) -> None: ...

    def end(self) -> None: ...


def printer(format: str) -> Printer:
    """The printer of a format. Ends the command for a format that there is not."""
    formats: dict[str, Callable[[], Printer]] = {
        "text": _AsText,
        "json": _Json,
        "jsonl": _JsonLines,
        "github": _Annotations,
    }
    if format not in formats:
        refuse(f"--format {format!r} is not known; choose text, json, jsonl or github.")
    return formats[format]()


class _Counting:
    """Counts the errors that go by."""

    def __init__(self) -> None:
        self.errors = 0

    def counted(self, finding: Finding) -> Finding:
        self.errors += finding.severity == "error"
        return finding

    def end(self) -> None:
        """Nothing is left to print."""


class _AsText(_Counting):
    def __init__(self) -> None:
        super().__init__()
        self._out = console()

    def show(self, name: str, findings: Iterable[Finding]) -> None:
        counts: Counter[tuple[Severity, str, str]] = Counter()
        for finding in findings:
            self.counted(finding)
            counts[finding.severity, finding.rule, finding.title] += 1
            _show(self._out, finding)
        if len(counts) > 1:
            _show_table(self._out, counts)
            self._out.print()
        severities = {severity for severity, _, _ in counts}
        style = "bold red" if "error" in severities else "bold yellow" if severities else "bold green"
        show_verdict(self._out, printable(name), _verdict(counts), style)


class _Json(_Counting):
    """One document, a file after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._before = '{"files":['

    def show(self, name: str, findings: Iterable[Finding]) -> None:
        sys.stdout.write(f'{self._before}{{"file":{_json(name)},"findings":[')
        for index, finding in enumerate(findings):
            sys.stdout.write(("," if index else "") + _json(self.counted(finding)))
        sys.stdout.write("]}")
        self._before = ","

    def end(self) -> None:
        sys.stdout.write("]}\n")


class _JsonLines(_Counting):
    """A finding a line, with its file."""

    def show(self, name: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            told = {"file": name} | msgspec.to_builtins(self.counted(finding))
            sys.stdout.write(_json(told) + "\n")


class _Annotations(_Counting):
    def show(self, name: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            text = f"{_place(self.counted(finding))}: {finding.message}"
            title = f"{finding.rule} {finding.title}"
            sys.stdout.write(annotation(_LEVEL[finding.severity], text, file=name, title=title))


def show_trees(trees: Iterable[Tree], lines: bool) -> None:
    """Trees one a line, or as one document."""
    if lines:
        sys.stdout.writelines(f"{_json(tree)}\n" for tree in trees)
        return
    sys.stdout.write('{"sets":[')
    for index, tree in enumerate(trees):
        sys.stdout.write(("," if index else "") + _json(tree))
    sys.stdout.write("]}\n")


def _show(out: Console, finding: Finding) -> None:
    mark, style = _MARK[finding.severity]
    answer = finding.data.get("acknowledgement", "")
    right = f"{finding.rule}  {answer}".rstrip()
    place, room = printable(_place(finding)), WIDTH - len(right) - 12
    place = place if len(place) <= room else place[: room - 1] + "…"
    head = Text.assemble((f"{mark} {finding.severity:<8}", style), (place, "bold"))
    head.append(" " * max(2, WIDTH - len(head) - len(right)) + right, "dim")
    out.print(head)
    show_wrapped(out, printable(finding.message), "   ")
    if finding.fix:
        show_labelled(out, "Fix", finding.fix.text)
    out.print()


def _show_table(out: Console, counts: Counter[tuple[Severity, str, str]]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in (("", "left"), ("rule", "left"), ("what", "left"), ("found", "right")):
        table.add_column(name, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for (severity, rule, title), count in sorted(counts.items()):
        mark, style = _MARK[severity]
        table.add_row(Text(mark, style), rule, title, f"{count:,}")
    out.print(table)


def _verdict(counts: Counter[tuple[Severity, str, str]]) -> str:
    total: Counter[Severity] = Counter()
    for (severity, _, _), count in counts.items():
        total[severity] += count
    words: tuple[Severity, ...] = ("error", "warning")
    parts = [f"{total[one]:,} {one}{'s' if total[one] > 1 else ''}" for one in words if total[one]]
    return ", ".join(parts) or "✓ valid"


def _place(finding: Finding) -> str:
    """Where a finding is: segment, loop, element, claim."""
    where = finding.where
    parts = [f"segment {where.position}", where.loop, where.element or where.segment, where.claim_id]
    return " · ".join(part for part in parts if part)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
