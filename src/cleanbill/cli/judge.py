"""The check of one item of a file: its findings, what is allowed, and its safe fixes."""

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from msgspec import Struct

import cleanbill
from cleanbill.cli.config import Config
from cleanbill.cli.inputs import Item
from cleanbill.engine import allow, fix
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding


class Verdict(Struct, frozen=True):
    """What is printed of one item: a claim with its findings, those of a file, or why there is no claim."""

    claim: Claim | None
    findings: tuple[Finding, ...] = ()
    error: str = ""
    diff: str = ""

    @property
    def status(self) -> int:
        """The exit status it asks for: 1 for an error or a bad document, else 0."""
        return int(bool(self.error) or any(f.severity == "error" for f in self.findings))


class Judge:
    """Checks items as of one day under one configuration, and remembers what a `--fix` has to write."""

    def __init__(self, on: dt.date, config: Config, note: str | None) -> None:
        self.on = on
        self._config = config
        self._note = note
        self._used: set[allow.Allowance] = set()
        self._rewritten: list[bytes] = []
        self._changed = False

    def verdict(self, item: Item) -> Verdict:
        """The verdict on one item."""
        if item.claim is None:
            return Verdict(None, item.damage, item.error)
        return Verdict(item.claim, item.damage + self._findings(item.claim))

    def mended(self, item: Item, name: str, write: bool) -> Verdict:
        """The verdict with the safe fixes shown as a diff, or made when they are to be written."""
        if item.claim is None or not item.raw:
            self._rewritten.append(item.raw)
            return self.verdict(item)
        document = json.loads(item.raw)
        mended = self._mend(document)
        self._changed |= mended != document
        self._rewritten.append(item.raw if mended == document else _json(mended, item.one_a_line))
        verdict = self.verdict(Item(claim_from(mended)) if write else item)
        return Verdict(verdict.claim, verdict.findings, diff=fix.diff(document, mended, name))

    def write(self, name: str) -> None:
        """Put the mended documents in the file's place, all or nothing."""
        documents, self._rewritten = self._rewritten, []
        changed, self._changed = self._changed, False
        if not changed:
            return
        if name == "-":
            print("cleanbill: standard input cannot be mended in place; name a file.", file=sys.stderr)
            return
        path = Path(name)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            stream.write(b"".join(document.rstrip(b"\n") + b"\n" for document in documents))
        mended = Path(stream.name)
        mended.chmod(path.stat().st_mode)
        mended.replace(path)

    def unused_allowances(self) -> tuple[Finding, ...]:
        """A finding for each allowance of the configuration that silenced nothing."""
        return allow.unused(self._config.allow, self._used, self.on)

    def _findings(self, claim: Claim) -> tuple[Finding, ...]:
        found = cleanbill.check_claim(claim, self.on, None if _has_note(claim) else self._note)
        kept, used = allow.allow(filter(self._config.speaks, found), self._config.allow, self.on)
        self._used |= used
        return kept

    def _mend(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document with its safe fixes made, one finding at a time: an edit may move the next one's place."""
        for _ in range(100):
            finding = next((f for f in self._findings(claim_from(document)) if fix.safe_edits((f,))), None)
            if finding is None:
                break
            document = fix.apply(document, fix.safe_edits((finding,)))
        return document


def _has_note(claim: Claim) -> bool:
    return bool(claim.note and claim.note.text)


def _json(document: dict[str, Any], one_a_line: bool) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=None if one_a_line else 2).encode()
