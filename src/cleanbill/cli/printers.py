"""How `check` prints: text for people, JSON, JSON lines, and annotations for a code host."""

import datetime as dt
import sys
from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from cleanbill.cli.judge import Verdict
from cleanbill.cli.options import refuse
from cleanbill.model.finding import Finding

_LEVEL = {"error": "error", "warning": "warning", "info": "notice", "not_checked": "notice"}


class Printer(Protocol):
    """Shows verdicts one by one; `end` shows what belongs to the whole run."""

    def show(self, name: str, verdict: Verdict) -> None: ...

    def end(self, findings: tuple[Finding, ...]) -> None: ...


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


class _Text:
    def __init__(self, on: dt.date, written: bool) -> None:
        from cleanbill.cli.show import console

        self._out = console()
        self._claims = self._clean = self._refused = 0
        self._on = on
        self._written = written

    def show(self, name: str, verdict: Verdict) -> None:
        from cleanbill.cli.show import show_claim, show_file

        if verdict.error:
            self._refused += 1
            return _complain(verdict)
        if verdict.claim:
            self._claims += 1
            self._clean += not verdict.status
            show_claim(self._out, verdict.claim, verdict.findings)
        else:
            show_file(self._out, name, verdict.findings)
        self._show_fixes(verdict)
        return None

    def _show_fixes(self, verdict: Verdict) -> None:
        from cleanbill.cli.show_fix import show_asked, show_made

        if verdict.made:
            show_made(self._out, verdict.made, verdict.diff, self._written)
        if verdict.claim and verdict.asked:
            show_asked(self._out, verdict.asked, verdict.claim, verdict.document)

    def end(self, findings: tuple[Finding, ...]) -> None:
        from cleanbill.cli.show import show_finding

        for finding in findings:
            show_finding(self._out, finding)
        plural = "s" if self._claims != 1 else ""
        refused = f" {self._refused} could not be read." if self._refused else ""
        self._out.print(
            f"{self._claims} claim{plural} checked as of {self._on}: {self._clean} without errors.{refused}"
        )


class _JsonLines:
    def show(self, name: str, verdict: Verdict) -> None:
        if verdict.error:
            return _complain(verdict)
        _write(_claim(verdict))
        return None

    def end(self, findings: tuple[Finding, ...]) -> None:
        if findings:
            _write({"claim_id": "", "findings": findings})


class _Json:
    def __init__(self, on: dt.date) -> None:
        self._on = on
        self._claims: list[dict[str, Any]] = []

    def show(self, name: str, verdict: Verdict) -> None:
        if verdict.error:
            return _complain(verdict)
        self._claims.append(_claim(verdict))
        return None

    def end(self, findings: tuple[Finding, ...]) -> None:
        _write({"on": self._on, "claims": self._claims, "findings": findings})


class _Annotations:
    def show(self, name: str, verdict: Verdict) -> None:
        if verdict.error:
            print(f"::error file={name}::{_escape(verdict.error)}")
        for finding in verdict.findings:
            claim = finding.where.claim_id
            text = f"{claim}{finding.where.path}: {finding.message}"
            print(f"::{_LEVEL[finding.severity]} file={name},title={finding.rule} {finding.title}::{_escape(text)}")

    def end(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            print(f"::{_LEVEL[finding.severity]} title={finding.rule}::{_escape(finding.message)}")


def _claim(verdict: Verdict) -> dict[str, Any]:
    told = {"claim_id": verdict.claim.claim_id if verdict.claim else "", "findings": verdict.findings}
    return told | {"diff": verdict.diff} if verdict.diff else told


def _write(value: object) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def _complain(verdict: Verdict) -> None:
    print(f"cleanbill: {verdict.error}", file=sys.stderr)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
