"""The check of one item of a file: its findings, what is allowed, and its safe fixes."""

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from msgspec import Struct

import cleanbill
from cleanbill.cli.choice import Choice
from cleanbill.cli.inputs import Item
from cleanbill.door import Own
from cleanbill.engine import allow, fix
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding

MOST_MENDED = 100  # safe fixes of one claim; a rule whose fix does not settle it would go on for ever


class Verdict(Struct, frozen=True):
    """What is printed of one item: a claim with its findings, those of a file, or why there is no claim.

    Of a claim that was mended or could be: its `document`, the findings whose safe fixes were `made`, and the `diff`.
    """

    claim: Claim | None
    findings: tuple[Finding, ...] = ()
    error: str = ""
    document: dict[str, Any] = {}
    made: tuple[Finding, ...] = ()
    diff: str = ""

    @property
    def asked(self) -> tuple[Finding, ...]:
        """Of a claim that was mended or could be: the findings whose fix a person decides."""
        return tuple(f for f in self.findings if self.document and f.fix and f.fix.safety == "ask")

    @property
    def status(self) -> int:
        """The exit status it asks for: 1 for an error or a bad document, else 0."""
        return int(bool(self.error) or any(f.severity == "error" for f in self.findings))


class Judge:
    """Checks items as of one day as a practice wants it, and remembers what a `--fix` has to write."""

    def __init__(
        self, on: dt.date, choice: Choice, allowances: tuple[allow.Allowance, ...], own: Own, note: str = ""
    ) -> None:
        self.on = on
        self._choice = choice
        self._allowances = allowances
        self._own = own
        self._note = note
        self._used: set[allow.Allowance] = set()
        self._awaited = {allowance.claim_id for allowance in allowances}
        self._seen: set[str] = set()
        self._rewritten: list[bytes] = []
        self._changed = False
        self._beyond = False

    def verdict(self, item: Item) -> Verdict:
        """The verdict on one item."""
        if item.claim is None:
            return Verdict(None, item.damage, item.error)
        return Verdict(item.claim, item.damage + self._findings(item.claim))

    def mended(self, item: Item, name: str, write: bool) -> Verdict:
        """The verdict with the safe fixes shown as a diff, or made when they are to be written."""
        if item.claim is None or not item.raw:
            verdict = self.verdict(item)
            self._rewritten.append(item.raw)
            self._beyond |= any(map(fix.safe, verdict.findings))
            return verdict
        document = json.loads(item.raw)
        mended, made = self._mend(document)
        self._changed |= mended != document
        self._rewritten.append(item.raw if mended == document else _json(mended, item.one_a_line))
        verdict = self.verdict(Item(claim_from(mended)) if write else item)
        diff = fix.diff(document, mended, name)
        return Verdict(verdict.claim, verdict.findings, "", mended if write else document, made, diff)

    def write(self, name: str) -> None:
        """Put the mended documents in the file's place, all or nothing."""
        documents, self._rewritten = self._rewritten, []
        changed, self._changed = self._changed, False
        if self._beyond:
            self._beyond = False
            print(f"cleanbill: {name} is an 837P; --fix mends claims in JSON alone.", file=sys.stderr)
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
        return allow.unused(self._allowances, self._used, self._seen, self.on)

    def _findings(self, claim: Claim) -> tuple[Finding, ...]:
        found = cleanbill.check_claim(claim, self.on, None if _has_note(claim) else self._note or None, self._own)
        kept, used = allow.allow(self._choice.heard(found, claim.payer), self._allowances, self.on)
        self._used |= used
        if claim.claim_id in self._awaited:
            self._seen.add(claim.claim_id)
        return kept

    def _mend(self, document: dict[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
        """The document with its safe fixes made, one finding at a time: an edit may move the next one's place."""
        made: list[Finding] = []
        while len(made) < MOST_MENDED:
            finding = next(filter(fix.safe, self._findings(claim_from(document))), None)
            if finding is None:
                break
            document = fix.apply(document, fix.safe(finding))
            made.append(finding)
        return document, tuple(made)


def _has_note(claim: Claim) -> bool:
    return bool(claim.note and claim.note.text)


def _json(document: dict[str, Any], one_a_line: bool) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=None if one_a_line else 2).encode()
