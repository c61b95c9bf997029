"""A rule's page in Markdown at 80 columns: what it finds, why it is denied, an example, the fix, who says so."""

import datetime as dt
import io
import json
import textwrap
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from itertools import groupby
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
from cleanbill.model.finding import Authority, Finding
from cleanbill.rules import family, source

AS_OF = dt.date(2026, 11, 23)  # the day on which the examples are checked
_SEVERITY = {
    "error": "An error: the claim will be denied, or says what is false.",
    "warning": "A warning: the claim may be denied; a person decides.",
    "info": "A remark: not a fault.",
}
_KINDS = {"Found": ("fails",), "Near misses": ("near miss",), "Right": ("passes",), "Not checked": ("unknown",)}
_SAFETY = {
    "safe": "Safe: it states no fact that the claim does not hold already. `cleanbill check --fix` makes it.",
    "ask": "A person decides: it states a fact. `cleanbill check --fix` asks and changes nothing.",
    "never": "Only at the source: no tool may write it.",
}
_SUPPRESS = """\
On one claim, with a reason and a last day, in `cleanbill.toml`:

```toml
[[allow]]
rule = "{id}"
reason = "why this is right, for whoever reads it next"
until = 2026-12-31
claim_id = "C-1001"
```

For a payer, `ignore = ["{id}"]` under `[payer.NAME]`; for all, the same under
`[check]`; once, `cleanbill check --ignore {id}`. An allowance that has ended
or silences nothing is itself reported."""


def page(rule: Rule, own: Own | None = None) -> str:
    """The Markdown page of `rule`."""
    doc, _ = source(rule)
    what, *why = cleandoc(doc).split("\n\n")
    covers = f" · covers {rule.catalogue}" if rule.catalogue else ""
    parts = [
        f"# {rule.id} {rule.title}",
        _wrapped(
            f"`{rule.name}` · {family(rule).replace('_', ' ')} · {rule.severity} · version {rule.version}{covers}"
        ),
        "## What it finds",
        _wrapped(what),
        "## Why it is denied" if rule.denials else "## Why it matters",
        *map(_wrapped, why),
        _wrapped(_SEVERITY[rule.severity] + _denial(rule)),
        "## When it speaks",
        "\n".join(_wrapped(f"- {row}", "  ") for row in _when(rule)),
        *_example(rule, own),
        "## Fix",
        _wrapped(f"{rule.fix} {_SAFETY[rule.fix_safety]}"),
        "## How to suppress it",
        _SUPPRESS.format(id=rule.id),
        "## References",
        "\n".join(map(_cite, rule.authority)),
        *_more(rule, own),
    ]
    return "\n\n".join(parts) + "\n"


def index(rules: Sequence[Rule]) -> str:
    """The Markdown page that lists the rules by family, each with its page."""
    rows = ["# The rules", "`make docs` writes these pages from the rules themselves."]
    for name, members in groupby(rules, key=family):
        rows.append(f"## {name.replace('_', ' ').capitalize()}")
        rows.append("\n".join(["| rule | | finds |", "| --- | --- | --- |", *map(_row, members)]))
    return "\n\n".join(rows) + "\n"


def _row(rule: Rule) -> str:
    return f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.title} |"


def _denial(rule: Rule) -> str:
    return f" Likely denial: {' or '.join(d.in_words for d in rule.denials)}." if rule.denials else ""


def _when(rule: Rule) -> Iterator[str]:
    """For which claims the rule wakes, and what it waits for."""
    until = f" to {rule.until}" if rule.until else ""
    stages = " or ".join(f"a {stage}" for stage in rule.stage)
    yield f"When {stages} is checked, for dates of service from {rule.since}{until}."
    if rule.procedures:
        yield f"Where one of these is billed: {', '.join(sorted(rule.procedures))}."
    if rule.modifiers:
        yield f"Where a line carries one of these modifiers: {', '.join(sorted(rule.modifiers))}."
    if rule.diagnoses:
        yield f"Where a diagnosis begins with {' or '.join(sorted(rule.diagnoses))}."
    for trait, values in rule.applies.items():
        yield f"Where the payer's `{trait}` is {' or '.join(map(_word, values))}; where that is not known, not checked."
    for trait in rule.reads:
        yield f"By the payer's `{trait}`."
    if rule.about:
        yield f"Where the claim gives `{rule.about}`; else it has nothing to judge."
    if rule.needs:
        needs = ", ".join(f"`{need.replace('|', '` or `')}`" for need in rule.needs)
        yield f"With {needs}; where one is absent, it says “not checked” and names it."
    if rule.added:
        yield f"By a file that somebody adds with `cleanbill data add`: `{rule.added}`."


def _example(rule: Rule, own: Own | None) -> Iterator[str]:
    """The failing example: the claim, the finding as it is printed, and the claim after the fix where it has edits."""
    shown = _shown(rule, own)
    if shown is None:
        return
    example, claim, finding = shown
    yield from ("## Example", _titled(example.title), _json(example.claim))
    yield from ("gives", f"```text\n{_as_printed(finding, claim)}\n```")
    if finding.fix and finding.fix.edits:
        yield "After the fix:" if finding.fix.safety == "safe" else "After the fix, if a person says yes:"
        yield _json(fix.apply(_plain(example.claim), finding.fix.edits))


def _shown(rule: Rule, own: Own | None) -> tuple[Example, Claim, Finding] | None:
    """The first failing example whose fix has edits, else the first, with its claim and finding."""
    first = None
    for example in rule.examples:
        if example.kind == "fails":
            claim = claim_from(example.claim)
            for finding in cleanbill.check_claim(claim, AS_OF, own=own):
                if finding.rule == rule.id and finding.severity != "not_checked":
                    first = first or (example, claim, finding)
                    if finding.fix and finding.fix.edits:
                        return example, claim, finding
    return first


def _more(rule: Rule, own: Own | None) -> Iterator[str]:
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


def _as_printed(finding: Finding, claim: Claim) -> str:
    """The finding as `cleanbill check` prints it."""
    out = Console(file=io.StringIO(), width=WIDTH, highlight=False, soft_wrap=True, color_system=None)
    show_finding(out, finding, claim)
    assert isinstance(out.file, io.StringIO)
    return "\n".join(row.rstrip() for row in out.file.getvalue().strip().splitlines())


def _cite(authority: Authority) -> str:
    quote = f": “{authority.quote}”" if authority.quote else ""
    doubt = "" if authority.verified else " *(not verified against the source)*"
    text = _wrapped(f"- {authority.title}, {authority.section}, {authority.edition}{quote}{doubt}", "  ")
    return f"{text}\n  <{authority.url}>" if authority.url else text


def _titled(title: str) -> str:
    return _wrapped(title[:1].upper() + title[1:] + ("" if title.endswith((".", ":")) else ":"))


def _wrapped(text: str, hang: str = "") -> str:
    return "\n".join(
        textwrap.wrap(
            " ".join(text.split()), WIDTH, subsequent_indent=hang, break_on_hyphens=False, break_long_words=False
        )
    )


def _word(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else f"`{value}`"


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
