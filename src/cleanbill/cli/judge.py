"""The check of one item of a file: its findings, what is allowed, and its safe fixes."""

import datetime as dt
import json
from typing import Any

from msgspec import Struct, structs

import cleanbill
from cleanbill.cli.choice import Choice
from cleanbill.cli.inputs import Item
from cleanbill.door import Own
from cleanbill.engine import allow, fix
from cleanbill.model.claim import Claim
from cleanbill.model.decode import DocumentError, claim_from
from cleanbill.model.finding import Finding

MOST_MENDED = 100  # safe fixes of one claim; a rule whose fix does not settle it would go on for ever


class Verdict(Struct, frozen=True):
    """What is printed of one item: a claim with its findings, those of a file, or why there is no claim.

    `raw` are the item's bytes, with its safe fixes made where they are to be written. Of a claim that was mended or
    could be: its `document`, the findings whose safe fixes were `made`, and the `diff`.
    """

    claim: Claim | None
    findings: tuple[Finding, ...] = ()
    error: str = ""
    raw: bytes = b""
    document: dict[str, Any] = {}
    made: tuple[Finding, ...] = ()
    diff: str = ""

    @property
    def asked(self) -> tuple[Finding, ...]:
        """Of a claim that was mended or could be: the findings whose fix a person decides."""
        return tuple(f for f in self.findings if self.document and f.fix and f.fix.safety == "ask")

    @property
    def beyond(self) -> bool:
        """Whether there are safe fixes that cannot be made: those of a claim in an 837P."""
        return not self.raw and any(map(fix.safe, self.findings))

    @property
    def status(self) -> int:
        """The exit status it asks for: 1 for an error or a bad document, else 0."""
        return int(bool(self.error) or any(f.severity == "error" for f in self.findings))


class Judge:
    """Checks items as of one day as a practice wants it.

    `used` fills with the allowances that silenced a finding, `seen` with the ids of checked claims that one is for.
    """

    def __init__(
        self, on: dt.date, choice: Choice, allowances: tuple[allow.Allowance, ...], own: Own, note: str = ""
    ) -> None:
        self.used: set[allow.Allowance] = set()
        self.seen: set[str] = set()
        self._on = on
        self._choice = choice
        self._allowances = allowances
        self._awaited = {allowance.claim_id for allowance in allowances}
        self._own = own
        self._note = note

    def verdict(self, item: Item, name: str) -> Verdict:
        """The verdict on one item of a file."""
        try:
            claim = item.claim()
        except DocumentError as error:
            where = f"{name}, line {item.line}" if item.line > 1 else name
            return Verdict(None, error=f"{where}: {error}", raw=item.raw)
        found = self._findings(claim) if claim else ()
        return Verdict(claim, item.damage + found, raw=item.raw)

    def mended(self, item: Item, name: str, write: bool) -> Verdict:
        """The verdict with the safe fixes shown as a diff, or made when they are to be written."""
        verdict = self.verdict(item, name)
        if verdict.claim is None or not item.raw:
            return verdict
        document = json.loads(item.raw)
        mended, findings, made = self._mend(document, verdict.findings)
        verdict = structs.replace(verdict, document=document, made=made, diff=fix.diff(document, mended, name))
        if not write or mended == document:
            return verdict
        raw = _json(mended, item.one_a_line)
        return structs.replace(verdict, claim=claim_from(mended), findings=findings, raw=raw, document=mended)

    def _findings(self, claim: Claim) -> tuple[Finding, ...]:
        found = cleanbill.check_claim(claim, self._on, None if _has_note(claim) else self._note or None, self._own)
        kept, used = allow.allow(self._choice.heard(found, claim.payer), self._allowances, self._on)
        self.used |= used
        if claim.claim_id in self._awaited:
            self.seen.add(claim.claim_id)
        return kept

    def _mend(
        self, document: dict[str, Any], findings: tuple[Finding, ...]
    ) -> tuple[dict[str, Any], tuple[Finding, ...], tuple[Finding, ...]]:
        """The document with its safe fixes made, what is then found in it, and the findings whose fixes those were.

        One finding at a time: an edit may move the next one's place.
        """
        made: list[Finding] = []
        while len(made) < MOST_MENDED and (finding := next(filter(fix.safe, findings), None)):
            document = fix.apply(document, fix.safe(finding))
            findings = self._findings(claim_from(document))
            made.append(finding)
        return document, findings, tuple(made)


def _has_note(claim: Claim) -> bool:
    return bool(claim.note and claim.note.text)


def _json(document: dict[str, Any], one_a_line: bool) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=None if one_a_line else 2).encode()
