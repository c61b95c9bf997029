"""`cleanbill rules` and `cleanbill rule ID`: the register, one rule's page, and whether your own rules are right."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, On, day, refuse, why_unreadable
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    from cleanbill.door import Own
    from cleanbill.engine.rule import Rule

rules_app = typer.Typer(help="The register of rules, and the check of your own.")


@rules_app.callback(invoke_without_command=True)
def rules(
    context: typer.Context,
    family: Annotated[str, typer.Option(metavar="NAME", help="Only this family, such as units.")] = "",
    json: Json = False,
    rules: RulesFolder = "",
    coverage: Annotated[bool, typer.Option("--coverage", help="Print which rule covers which edit.")] = False,
    write: Annotated[str, typer.Option(metavar="DIR", help="Write every rule's page into this folder.")] = "",
    lock: Annotated[bool, typer.Option("--lock", help="Print rules.lock: id, version and hash of each.")] = False,
) -> None:
    """Print the register of rules, family by family."""
    if context.invoked_subcommand:
        return
    from cleanbill.cli.show import console
    from cleanbill.cli.show_rules import show_rules
    from cleanbill.rules import lock as lock_text
    from cleanbill.rules import register

    if coverage:
        _print_coverage(json)
    elif lock:
        sys.stdout.write(lock_text())
    elif write:
        _write_pages(Path(write), register())
    elif json:
        _print_json([_public(rule) for rule in _of_family(family, _all(_own(rules)))])
    else:
        show_rules(console(), _of_family(family, _all(_own(rules))))


@rules_app.command("check")
def check(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of your own rules; default: yours.")] = "",
    on: On = "",
    payers: PayersFolder = "",
) -> None:
    """Check your own rules. Every field of each, and what its examples say."""
    from cleanbill.cli.config import Config, load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.practice import own
    from cleanbill.door import Own
    from cleanbill.rules import source
    from cleanbill.rules.own import rules

    config = load()
    named = folder or config.practice.rules
    if not named:
        refuse("Name the folder of your rules, or set practice.rules in cleanbill.toml.")
    if not Path(named).is_dir():
        refuse(f"{named} is not a folder; name the one that holds your rules.")
    try:
        found, wrong = rules(Path(named))
    except OSError as error:
        refuse(why_unreadable(str(error.filename), error))
    if not found and not wrong:
        refuse(f"{named} holds no rule; a rule is a Python file that ends in `rule = Rule(...)`.")
    practice = Own(found, own(Config(), payers=payers or config.practice.payers).payers)
    prepare()
    told = [one.sentence for one in wrong]
    for rule in found:
        file = Path(named, Path(source(rule)[1]).name)
        untrue = [f"{file}: {why}" for why in _untrue(rule, practice, day(on))]
        told += untrue
        if not untrue:
            print(f"{file}: right. {rule.id} {rule.title}; examples: {len(rule.examples)}.")
    for sentence in told:
        print(sentence)
    raise typer.Exit(int(bool(told)))


def rule(
    id: Annotated[str, typer.Argument(metavar="ID", help="A rule id such as UN101, or a catalogue id.")],
    json: Json = False,
    rules: RulesFolder = "",
) -> None:
    """Print one rule's page. What it finds, why it is denied, example, fix, references, how to suppress it."""
    from cleanbill.cli.data import prepare
    from cleanbill.cli.rule_page import page

    wanted, own = id.strip().upper(), _own(rules)
    known = _all(own)
    found = next((r for r in known if wanted in (r.id, r.catalogue)), None)
    if found is None:
        refuse(f"There is no rule {id!r}; `cleanbill rules` lists them.")
    if json:
        return _print_json(_public(found))
    prepare()
    sys.stdout.write(page(found, own))
    return None


def _own(folder: str) -> "Own":
    from cleanbill.cli.config import load
    from cleanbill.cli.practice import own

    return own(load(), folder)


def _all(own: "Own") -> "tuple[Rule, ...]":
    from cleanbill.rules import register

    return (*register(), *own.rules)


def _of_family(name: str, rules: "tuple[Rule, ...]") -> "tuple[Rule, ...]":
    """The rules of a family, all where none is named. Ends the command where there is no such family."""
    from cleanbill.rules import family

    wanted = name.strip().lower().replace(" ", "_")
    families = sorted({family(rule) for rule in rules})
    if wanted and wanted not in families:
        refuse(f"There is no family {name!r}; families are {', '.join(families)}.")
    return tuple(rule for rule in rules if wanted in ("", family(rule)))


def _untrue(rule: "Rule", own: "Own", on: dt.date) -> Iterator[str]:
    """A sentence for each example that does not hold."""
    from cleanbill.cli.examples import wrong

    for number, example in enumerate(rule.examples, 1):
        if why := wrong(example, rule.id, on, own):
            yield f"examples[{number}], {example.kind}, {example.title}: {why}"


def _write_pages(folder: Path, rules: "tuple[Rule, ...]") -> None:
    from cleanbill.cli.data import prepare
    from cleanbill.cli.rule_page import index, page

    prepare()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(index(rules), encoding="utf-8")
    for rule in rules:
        (folder / f"{rule.id}.md").write_text(page(rule), encoding="utf-8")


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

    from cleanbill.rules import family

    fields = {name: getattr(rule, name) for name in rule.__struct_fields__ if name != "check"}
    return {
        **fields,
        "family": family(rule),
        "tables": {name: said if isinstance(said, str) else said(None) for name, said in rule.tables.items()},
        **{name: sorted(fields[name]) for name in ("procedures", "modifiers", "diagnoses")},
        "examples": msgspec.to_builtins(rule.examples),
    }


def _print_json(value: object) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
