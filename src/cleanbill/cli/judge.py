"""The check of one item of a file: its findings, what is allowed, and its safe fixes."""

import datetime as dt
import json
from typing import Any

from msgspec import Struct, structs

import cleanbill
from cleanbill.cli.config import Config
from cleanbill.cli.inputs import Item
from cleanbill.engine import allow, fix
from cleanbill.model.claim import Claim
from cleanbill.model.decode import DocumentError, claim_from
from cleanbill.model.finding import Finding


class Verdict(Struct, frozen=True):
    """What is printed of one item: a claim with its findings, those of a file, or why there is no claim.

    `document` is the item's own, with its safe fixes made where they are asked for and `changed` says so.
    """

    claim: Claim | None
    findings: tuple[Finding, ...] = ()
    error: str = ""
    diff: str = ""
    document: bytes = b""
    changed: bool = False

    @property
    def status(self) -> int:
        """The exit status it asks for: 1 for an error or a bad document, else 0."""
        return int(bool(self.error) or any(f.severity == "error" for f in self.findings))


class Judge:
    """Checks items as of one day under one configuration. `used` fills with the allowances that silenced a finding."""

    def __init__(self, on: dt.date, config: Config, note: str | None) -> None:
        self.used: set[allow.Allowance] = set()
        self._on = on
        self._config = config
        self._note = note

    def verdict(self, item: Item, name: str) -> Verdict:
        """The verdict on one item of a file."""
        try:
            claim = item.claim()
        except DocumentError as error:
            where = f"{name}, line {item.line}" if item.line > 1 else name
            return Verdict(None, error=f"{where}: {error}", document=item.raw)
        found = self._findings(claim) if claim else ()
        return Verdict(claim, item.damage + found, document=item.raw)

    def mended(self, item: Item, name: str, write: bool) -> Verdict:
        """The verdict with the safe fixes shown as a diff, or made when they are to be written."""
        verdict = self.verdict(item, name)
        if verdict.claim is None or not item.raw:
            return verdict
        document = json.loads(item.raw)
        mended = self._mend(document)
        if mended == document:
            return verdict
        if write:
            claim = claim_from(mended)
            verdict = Verdict(claim, self._findings(claim), document=_json(mended, item.one_a_line), changed=True)
        return structs.replace(verdict, diff=fix.diff(document, mended, name))

    def _findings(self, claim: Claim) -> tuple[Finding, ...]:
        found = cleanbill.check_claim(claim, self._on, None if _has_note(claim) else self._note)
        kept, used = allow.allow(filter(self._config.speaks, found), self._config.allow, self._on)
        self.used |= used
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
