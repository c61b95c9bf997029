"""The examples on a rule's page: the claim, what is found in it and where, and what is proposed."""

import datetime as dt
import io
import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console

import cleanbill
from cleanbill.cli.options import WIDTH
from cleanbill.cli.show import show_finding
from cleanbill.door import Own
from cleanbill.engine import fix
from cleanbill.engine.rule import Rule
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.example import Example
from cleanbill.model.finding import Edit, Finding

AS_OF = dt.date(2026, 11, 23)  # the day on which the examples are checked
_KINDS = {"Found": ("fails",), "Near misses": ("near miss",), "Right": ("passes",), "Not checked": ("unknown",)}


def first(rule: Rule, own: Own | None) -> Iterator[str]:
    """The failing example: the claim, the finding as it is printed, and the claim after the fix where it has edits."""
    shown = _shown(rule, own)
    if shown is None:
        return
    example, claim, finding = shown
    yield from ("## Example", _titled(example.title), _json(example.claim))
    yield from (f"gives{_place(finding)}", f"```text\n{_as_printed(finding, claim)}\n```")
    if finding.fix and finding.fix.edits:
        yield "After the fix:" if finding.fix.safety == "safe" else "After the fix, if a person says yes:"
        yield _json(fix.apply(_plain(example.claim), finding.fix.edits))


def _shown(rule: Rule, own: Own | None) -> tuple[Example, Claim, Finding] | None:
    """The first failing example whose fix has edits, else the first, with its claim and finding."""
    first = None
    for example in rule.examples:
        if example.kind == "fails":
            claim = claim_from(example.claim)
            for finding in _of_rule(rule, example, own):
                if finding.severity != "not_checked":
                    first = first or (example, claim, finding)
                    if finding.fix and finding.fix.edits:
                        return example, claim, finding
    return first


def _of_rule(rule: Rule, example: Example, own: Own | None) -> Iterator[Finding]:
    """What the rule says of an example."""
    for finding in cleanbill.check_claim(claim_from(example.claim), AS_OF, own=own):
        if finding.rule == rule.id:
            yield finding


def others(rule: Rule, own: Own | None) -> Iterator[str]:
    """The other examples, by what the rule says of them."""
    shown = _shown(rule, own)
    rest = [example for example in rule.examples if shown is None or example is not shown[0]]
    if rest:
        yield "## More examples"
    for heading, kinds in _KINDS.items():
        of_kind = [example for example in rest if example.kind in kinds]
        if of_kind:
            yield f"### {heading}"
        for example in of_kind:
            yield from (_titled(example.title), _json(example.claim))
            for finding in _of_rule(rule, example, own):
                yield from _said(rule, finding)


def _said(rule: Rule, finding: Finding) -> Iterator[str]:
    """A finding in short: how bad, where, what, by which words of the note, and what differs from the rule's own."""
    severity = "" if finding.severity == "not_checked" else f" {finding.severity}"  # the message says it
    yield wrapped(f"gives{severity}{_place(finding)}: {finding.message}")
    rows = [f"by the note's words “{' '.join(one.text.split())}”" for one in finding.evidence]
    if finding.searched:
        rows.append(f"not found: {'; '.join(finding.searched)}")
    if finding.denials != rule.denials and finding.severity != "not_checked":
        rows.append(f"likely denial: {' or '.join(one.in_words for one in finding.denials)}")
    if finding.fix and finding.fix.text != rule.fix:
        rows.append(f"fix: {finding.fix.text}")
    rows += [f"proposed: {_edit(one)}" for one in (finding.fix.edits if finding.fix else ())]
    if rows:
        yield "\n".join(wrapped(f"- {row}", "  ") for row in rows)


def _edit(edit: Edit) -> str:
    value = "" if edit.op == "remove" else f": `{json.dumps(edit.value, default=str)}`"
    return f"{edit.op} `{edit.path}`{value}"


def _place(finding: Finding) -> str:
    return f" at `{finding.where.path}`" if finding.where.path else ""


def _as_printed(finding: Finding, claim: Claim) -> str:
    """The finding as `cleanbill check` prints it."""
    out = Console(file=io.StringIO(), width=WIDTH, highlight=False, soft_wrap=True, color_system=None)
    show_finding(out, finding, claim)
    assert isinstance(out.file, io.StringIO)
    return "\n".join(row.rstrip() for row in out.file.getvalue().strip().splitlines())


def _titled(title: str) -> str:
    return wrapped(title[:1].upper() + title[1:] + ("" if title.endswith((".", ":")) else ":"))


def wrapped(text: str, hang: str = "") -> str:
    """The text in rows of at most 80 columns, every row but the first indented by `hang`."""
    return "\n".join(
        textwrap.wrap(
            " ".join(text.split()), WIDTH, subsequent_indent=hang, break_on_hyphens=False, break_long_words=False
        )
    )


def _plain(claim: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(claim, default=str))
    return plain


def _json(claim: dict[str, Any]) -> str:
    return f"```json\n{_laid_out(_plain(claim))}\n```"


def _laid_out(value: Any, indent: int = 0, before: int = 0) -> str:
    """JSON in which whatever fits stands on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or indent + before + len(line) < WIDTH:
        return line
    inner = " " * (indent + 2)
    rows: Sequence[str]
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {_laid_out(one, indent + 2, len(key) + 4)}" for key, one in value.items()]
    else:
        rows = [_laid_out(one, indent + 2) for one in value]
    open_, close = "{}" if isinstance(value, dict) else "[]"
    return f"{open_}\n{inner}" + f",\n{inner}".join(rows) + f"\n{' ' * indent}{close}"
