"""`cleanbill payers`: the payer profiles, what each holds on a date, and whether your own are right."""

import datetime as dt
import json as json_
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleanbill.cli.options import Json, On, day, refuse, why_unreadable
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    from cleanbill.door import Own
    from cleanbill.payers import Library

payers_app = typer.Typer(help="Payer profiles: what each payer wants, and who says so.", no_args_is_help=True)


@payers_app.command("list")
def list_(on: On = "", json: Json = False, payers: PayersFolder = "") -> None:
    """List the profiles, those that ship and your own."""
    from cleanbill.cli.show import console
    from cleanbill.cli.show_payer import show_payers

    date, library = day(on), _library(payers)
    if json:
        _print([_described(library, name, date) for name in library.offered])
    else:
        show_payers(console(), library, date)


@payers_app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A profile that `payers list` shows.")],
    on: On = "",
    json: Json = False,
    payers: PayersFolder = "",
) -> None:
    """Show each trait of a profile on a date. Its value, since when, who says so, and where it is inherited from."""
    from cleanbill.cli.show import console
    from cleanbill.cli.show_payer import show_payer
    from cleanbill.model.toml import unknown

    date, library = day(on), _library(payers)
    if name not in library.offered:
        refuse(f"{unknown(name, library.offered, 'payer profile')}.".capitalize())
    if json:
        _print(_described(library, name, date))
    else:
        show_payer(console(), library, name, date)


@payers_app.command("check")
def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Profiles or folders of them; default: yours.")
    ] = None,
    on: On = "",
    rules: RulesFolder = "",
) -> None:
    """Check your own profiles. Every key and value, and what the examples say."""
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare

    config, date = load(), day(on)
    given = paths or [config.practice.payers]
    if not given[0]:
        refuse("Name a profile or a folder of them, or set practice.payers in cleanbill.toml.")
    prepare()
    told = [_checked(Path(one), date, rules or config.practice.rules) for one in given]
    raise typer.Exit(max(told))


def _checked(path: Path, on: dt.date, rules: str) -> int:
    """Tells of each profile of a path what is wrong, or that it is right. The exit status."""
    from cleanbill.cli.config import Config
    from cleanbill.cli.practice import own
    from cleanbill.door import Own
    from cleanbill.payers.own import library

    if not path.exists():
        refuse(f"{path} does not exist.")
    if path.is_file() and path.suffix != ".toml":
        refuse(f"{path} is not a profile; a profile is a file such as acme_gold.toml.")
    folder = path if path.is_dir() else path.parent
    try:
        found, wrong = library(folder)
    except OSError as error:
        refuse(why_unreadable(str(error.filename), error))
    files = sorted(folder.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        refuse(f"{path} holds no profile; a profile is a file such as acme_gold.toml.")
    practice = Own(own(Config(), rules).rules, found)
    status = 0
    for file in files:
        told = [one.sentence for one in wrong if one.file == str(file)] or list(_untrue(file, practice, on))
        status |= bool(told)
        for sentence in told or [_right(file, found)]:
            print(sentence)
    return status


def _untrue(file: Path, own: "Own", on: dt.date) -> Iterator[str]:
    """A sentence for each example of a profile that does not hold."""
    from cleanbill.cli.examples import wrong
    from cleanbill.rules import register

    rules = {rule.id for rule in (*register(), *own.rules)}
    for number, example in enumerate(own.payers.profiles[file.stem].examples, 1):
        why = wrong(example, example.rule, on, own, file.stem)
        if example.rule not in rules:
            why = f"there is no rule {example.rule!r}; `cleanbill rules` lists them."
        if why:
            yield f"{file}: examples[{number}], {example.title}: {why}"


def _right(file: Path, library: "Library") -> str:
    profile = library.profiles[file.stem]
    chain = " <- ".join(library.chain(file.stem))
    return f"{file}: right. {chain}; traits: {len(profile.traits)}, examples: {len(profile.examples)}."


def _library(folder: str) -> "Library":
    from cleanbill.cli.config import Config, load
    from cleanbill.cli.practice import own

    return own(Config(), payers=folder or load().practice.payers).payers


def _described(library: "Library", name: str, on: dt.date) -> dict[str, Any]:
    """A profile as JSON, as of a date."""
    from cleanbill.payers import TRAITS

    held = library.held(name, on)
    return {
        "name": name,
        "title": library.profiles[name].title,
        "type": library.type_of(name),
        "inherits": library.chain(name)[1:],
        "own": name in library.own,
        "ids": library.profiles[name].ids,
        "on": on.isoformat(),
        "traits": [
            {
                "trait": trait,
                "value": one.row.value,
                "from": None if one.row.from_ == dt.date.min else one.row.from_.isoformat(),
                "source": one.row.source,
                "verified": one.row.verified,
                "profile": one.profile,
            }
            for trait, one in held.items()
        ],
        "not_known": [trait for trait in TRAITS if trait not in held],
    }


def _print(document: Any) -> None:
    sys.stdout.write(json_.dumps(document, indent=2, ensure_ascii=False) + "\n")
