"""How `check` prints: text for people, JSON, JSON lines, and annotations for a code host.

What is shown of a verdict is made wherever the claim is checked; it is added to what is printed in the claims' order.
"""

import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Callable
from typing import Protocol

import msgspec
from msgspec import Struct

from cleanbill.cli.annotation import annotation
from cleanbill.cli.judge import Verdict
from cleanbill.cli.options import refuse
from cleanbill.engine.allow import Allowance
from cleanbill.model.finding import Finding

_LEVEL = {"error": "error", "warning": "warning", "info": "notice", "not_checked": "notice"}
_IN_MEMORY = 1 << 24  # characters; more is kept in a file until it is printed


class Tally(Struct):
    """How many claims were checked, had no error, and how many documents were no claim.

    `status` is the exit status that the worst of them asks for, `used` the allowances that silenced a finding,
    `seen` the ids of checked claims that one is for.
    """

    claims: int = 0
    clean: int = 0
    refused: int = 0
    status: int = 0
    used: frozenset[Allowance] = frozenset()
    seen: frozenset[str] = frozenset()

    def add(self, other: "Tally") -> None:
        """Count what another tally counted as well."""
        self.claims += other.claims
        self.clean += other.clean
        self.refused += other.refused
        self.status = max(self.status, other.status)
        self.used |= other.used
        self.seen |= other.seen

    def count(self, verdict: Verdict) -> None:
        """Count one item."""
        self.claims += verdict.claim is not None
        self.clean += verdict.claim is not None and not verdict.status
        self.refused += bool(verdict.error)
        self.status = max(self.status, verdict.status)


class Printer(Protocol):
    """`shown` is what a verdict looks like; `add` prints it; `end` prints what belongs to the whole run; then `close`.

    `complains_apart`: why a document is no claim is told on standard error, not among what is shown.
    """

    complains_apart: bool

    def shown(self, name: str, verdict: Verdict) -> str: ...

    def add(self, shown: str) -> None: ...

    def end(self, tally: Tally, findings: tuple[Finding, ...]) -> None: ...

    def close(self) -> None: ...


def printer(format: str, on: dt.date, written: bool = False) -> Printer:
    """The printer of a format; `written`: safe fixes were made. Ends the command for a format that there is not."""
    formats: dict[str, Callable[[dt.date], Printer]] = {
        "text": lambda on: _Text(on, written),
        "json": _Json,
        "jsonl": lambda _: _JsonLines(),
        "github": lambda _: _Annotations(),
    }
    if format not in formats:
        refuse(f"--format {format!r} is not known; choose text, json, jsonl or github.")
    return formats[format](on)


class _AtOnce:
    """What is shown is printed as it comes."""

    complains_apart = True

    def add(self, shown: str) -> None:
        sys.stdout.write(shown)

    def close(self) -> None:
        """Nothing was opened."""


class _Text(_AtOnce):
    def __init__(self, on: dt.date, written: bool) -> None:
        from cleanbill.cli.show import console

        self._out = console()
        self._on = on
        self._written = written

    def shown(self, name: str, verdict: Verdict) -> str:
        from cleanbill.cli.show import show_claim, show_file

        if verdict.error:
            return ""
        with self._out.capture() as printed:
            if verdict.claim:
                show_claim(self._out, verdict.claim, verdict.findings)
            else:
                show_file(self._out, name, verdict.findings)
            self._show_fixes(verdict)
        return printed.get()

    def _show_fixes(self, verdict: Verdict) -> None:
        from cleanbill.cli.show_fix import show_asked, show_made

        if verdict.made:
            show_made(self._out, verdict.made, verdict.diff, self._written)
        if verdict.claim and verdict.asked:
            show_asked(self._out, verdict.asked, verdict.claim, verdict.document)

    def end(self, tally: Tally, findings: tuple[Finding, ...]) -> None:
        from cleanbill.cli.show import show_finding

        for finding in findings:
            show_finding(self._out, finding)
        plural = "s" if tally.claims != 1 else ""
        refused = f" {tally.refused} could not be read." if tally.refused else ""
        self._out.print(
            f"{tally.claims} claim{plural} checked as of {self._on}: {tally.clean} without errors.{refused}"
        )


class _JsonLines(_AtOnce):
    def shown(self, name: str, verdict: Verdict) -> str:
        return "" if verdict.error else _claim(verdict) + "\n"

    def end(self, tally: Tally, findings: tuple[Finding, ...]) -> None:
        if findings:
            sys.stdout.write(_json({"claim_id": "", "findings": findings}) + "\n")


class _Json:
    """One document: nothing is printed before all of it is there."""

    complains_apart = True

    def __init__(self, on: dt.date) -> None:
        self._on = on
        self._claims = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115 - see `close`

    def shown(self, name: str, verdict: Verdict) -> str:
        return "" if verdict.error else "," + _claim(verdict)

    def add(self, shown: str) -> None:
        self._claims.write(shown)

    def end(self, tally: Tally, findings: tuple[Finding, ...]) -> None:
        sys.stdout.write(f'{{"on":{_json(self._on)},"claims":[')
        self._claims.seek(0)
        self._claims.read(1)  # the first comma
        shutil.copyfileobj(self._claims, sys.stdout)
        sys.stdout.write(f'],"findings":{_json(findings)}}}\n')

    def close(self) -> None:
        self._claims.close()


class _Annotations(_AtOnce):
    complains_apart = False

    def shown(self, name: str, verdict: Verdict) -> str:
        told = [annotation("error", verdict.error, file=name)] if verdict.error else []
        for finding in verdict.findings:
            text = f"{finding.where.claim_id}{finding.where.path}: {finding.message}"
            title = f"{finding.rule} {finding.title}"
            told.append(annotation(_LEVEL[finding.severity], text, file=name, title=title))
        return "".join(told)

    def end(self, tally: Tally, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            sys.stdout.write(annotation(_LEVEL[finding.severity], finding.message, title=finding.rule))


def _claim(verdict: Verdict) -> str:
    told = {"claim_id": verdict.claim.claim_id if verdict.claim else "", "findings": verdict.findings}
    return _json(told | {"diff": verdict.diff} if verdict.diff else told)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
