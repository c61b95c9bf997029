"""A rule's page in Markdown, made from the rule itself."""

import json
from inspect import cleandoc

from cleanbill.engine.rule import Example, Rule
from cleanbill.model.finding import Authority

_SEVERITY = {
    "error": "error: will be denied, or is false",
    "warning": "warning: may be denied; a person decides",
    "info": "remark: not a fault",
}
_SAFETY = {
    "safe": "may be applied by `--fix`",
    "ask": "a person decides",
    "never": "only at the source: no tool may write it",
}


def page(rule: Rule, doc: str, family: str) -> str:
    """The Markdown page of `rule`; `doc` is its module's docstring and `family` its folder."""
    parts = [
        f"# {rule.id} {rule.title}",
        f"`{rule.name}` · {family.replace('_', ' ')} · version {rule.version}"
        + (f" · covers {rule.catalogue}" if rule.catalogue else ""),
        cleandoc(doc),
        _facts(rule),
        "## Who says so\n\n" + "\n".join(_cite(a) for a in rule.authority),
        "## Fix\n\n" + f"{rule.fix} ({_SAFETY[rule.fix_safety]})",
        "## Examples\n\n" + "\n\n".join(_example(e) for e in rule.examples),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    rows = [
        ("Severity", _SEVERITY[rule.severity]),
        ("Speaks at", ", ".join(rule.stage)),
        ("From", str(rule.since)),
    ]
    if rule.until:
        rows.append(("Until", str(rule.until)))
    for trait, values in rule.applies.items():
        rows.append((f"Where the payer's `{trait}` is", " or ".join(_word(v) for v in values)))
    if rule.about:
        rows.append(("Speaks of claims with", f"`{rule.about}`"))
    if rule.needs:
        rows.append(("Needs", ", ".join(f"`{need.replace('|', '` or `')}`" for need in rule.needs)))
    if rule.denials:
        rows.append(("Likely denial", " or ".join(d.in_words for d in rule.denials)))
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)])


def _word(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _cite(authority: Authority) -> str:
    text = f"{authority.title}, {authority.section}, {authority.edition}"
    text = f"[{text}]({authority.url})" if authority.url else text
    quote = f": “{authority.quote}”" if authority.quote else ""
    return f"- {text}{quote}" + ("" if authority.verified else " *(not verified against the source)*")


def _example(example: Example) -> str:
    document = json.dumps(example.claim, indent=2, ensure_ascii=False, default=str)
    return f"**{example.kind.capitalize()}**: {example.title}\n\n```json\n{document}\n```"
