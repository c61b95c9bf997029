"""A rule's page in Markdown at 80 columns: what it finds, why it is denied, an example, the fix, who says so."""

from collections.abc import Iterator, Sequence
from inspect import cleandoc
from itertools import groupby

from cleanbill.cli.rule_examples import first, others, wrapped
from cleanbill.door import Own
from cleanbill.engine.rule import Rule
from cleanbill.model.finding import Authority
from cleanbill.rules import family, source

_SEVERITY = {
    "error": "An error: the claim will be denied, or says what is false.",
    "warning": "A warning: the claim may be denied; a person decides.",
    "info": "A remark: not a fault.",
}
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
        wrapped(f"`{rule.name}` · {family(rule).replace('_', ' ')} · {rule.severity} · version {rule.version}{covers}"),
        "## What it finds",
        wrapped(what),
        "## Why it is denied" if rule.denials else "## Why it matters",
        *map(wrapped, why),
        wrapped(_SEVERITY[rule.severity] + _denial(rule)),
        "## When it speaks",
        "\n".join(wrapped(f"- {row}", "  ") for row in _when(rule)),
        *first(rule, own),
        "## Fix",
        wrapped(f"{rule.fix} {_SAFETY[rule.fix_safety]}"),
        "## How to suppress it",
        _SUPPRESS.format(id=rule.id),
        "## References",
        "\n".join(map(_cite, rule.authority)),
        *others(rule, own),
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


def _cite(authority: Authority) -> str:
    quote = f": “{authority.quote}”" if authority.quote else ""
    doubt = "" if authority.verified else " *(not verified against the source)*"
    text = wrapped(f"- {authority.title}, {authority.section}, {authority.edition}{quote}{doubt}", "  ")
    return f"{text}\n  <{authority.url}>" if authority.url else text


def _word(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else f"`{value}`"
