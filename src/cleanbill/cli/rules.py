"""`cleanbill rules` and `cleanbill rule ID`: the register, and one rule's page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, refuse

if TYPE_CHECKING:
    from cleanbill.engine.rule import Rule


def rules(
    json: Json = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Print which rule covers which edit.")] = False,
    write: Annotated[str, typer.Option(help="Write every rule's page into this folder.")] = "",
    lock: Annotated[bool, typer.Option("--lock", help="Print rules.lock: id, version and hash of each.")] = False,
) -> None:
    """Print the register of rules."""
    from cleanbill.rules import family, page, register
    from cleanbill.rules import lock as lock_text

    if coverage:
        return _print_coverage(json)
    if json:
        return _print_json([_public(rule) for rule in register()])
    if lock:
        sys.stdout.write(lock_text())
        return None
    if write:
        for rule in register():
            (Path(write) / f"{rule.id}.md").write_text(page(rule), encoding="utf-8")
        return None
    shown = ""
    for rule in register():
        if family(rule) != shown:
            shown = family(rule)
            print(f"\n{shown.replace('_', ' ')}")
        print(f"  {rule.id}  {rule.severity:<8} {rule.title}")
    return None


def rule(
    id: Annotated[str, typer.Argument(help="A rule id such as UN101, or a catalogue id.")], json: Json = False
) -> None:
    """Print one rule's page: what is wrong, who says so, the likely denial, the fix, examples."""
    from cleanbill.rules import page, register

    wanted = id.strip().upper()
    found = next((r for r in register() if wanted in (r.id, r.catalogue)), None)
    if found is None:
        refuse(f"There is no rule {id!r}; `cleanbill rules` lists them.")
    if json:
        return _print_json(_public(found))
    sys.stdout.write(page(found))
    return None


def _print_coverage(json: bool) -> None:
    """The catalogue of edits, a line each: its rules, or the decision that says why it has none."""
    import msgspec

    from cleanbill.rules.catalogue import beyond, coverage

    found = coverage()
    if json:
        return _print_json(msgspec.to_builtins(found))
    for edit in found:
        rules = ", ".join(f"{id} {name}" for id, name in edit.rules)
        print(f"{edit.id:<8}  {rules or ' '.join(('none', edit.decision)).rstrip()}")
    covered = sum(bool(edit.rules) for edit in found)
    print(f"\n{covered} of {len(found)} edits have a rule; {len(beyond())} rules go beyond the catalogue.")
    return None


def _public(rule: "Rule") -> dict[str, object]:
    """A rule as JSON: everything but the check itself."""
    import msgspec

    fields = {name: getattr(rule, name) for name in rule.__struct_fields__ if name != "check"}
    return {
        **fields,
        "procedures": sorted(fields["procedures"]),
        "examples": msgspec.to_builtins(rule.examples),
    }


def _print_json(value: object) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
