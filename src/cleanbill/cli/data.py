"""`cleanbill data`: compile the code sets, and list what they are made from."""

import json as json_
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleanbill.cli.options import Json, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleanbill.codes.icd10cm import Edition

data_app = typer.Typer(help="The editions at hand: compile them, list them.", no_args_is_help=True)


@data_app.command("build")
def build(
    force: Annotated[bool, typer.Option("--force", help="Compile again what is compiled.")] = False,
) -> None:
    """Compile the code sets into the cache, with progress."""
    from cleanbill.codes.icd10cm import EDITIONS, CodeSetError, compiled

    try:
        wanted = [edition for edition in EDITIONS if force or not compiled(edition).exists()]
        _build(wanted)
        for edition in EDITIONS:
            print(f"{edition.name}: {compiled(edition)}")
    except CodeSetError as error:
        refuse(str(error))


@data_app.command("list")
def list_(json: Json = False) -> None:
    """List the editions: since when in force, where compiled, and from which sources."""
    from cleanbill.codes.icd10cm import EDITIONS, CodeSetError

    try:
        rows = [_described(edition) for edition in EDITIONS]
    except CodeSetError as error:
        refuse(str(error))
    if json:
        print(json_.dumps({"editions": rows}, indent=2))
        return
    for row in rows:
        print(f"{row['name']}, in force from {row['start']}")
        print(f"  {row['file']}" if row["compiled"] else "  not compiled yet: cleanbill data build")
        for source in row["sources"]:
            print(f"  from {source['package']} {source['version']}: {source['file']}")


def prepare() -> None:
    """Compile, with progress, what is not compiled yet. Ends the command if it cannot be."""
    from cleanbill.codes.icd10cm import EDITIONS, CodeSetError, compiled

    try:
        _build([edition for edition in EDITIONS if not compiled(edition).exists()])
    except CodeSetError as error:
        refuse(str(error))


def _build(wanted: "Sequence[Edition]") -> None:
    """Compile with a bar on standard error; without a terminal, one line."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from cleanbill.codes.icd10cm import build

    if not wanted:
        return
    if not sys.stderr.isatty():
        print("cleanbill: compiling the code set, once; this takes some seconds.", file=sys.stderr)
        build(wanted)
        return
    bar = Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True)
    with bar:
        task = bar.add_task("Compiling", total=1.0)
        build(wanted, lambda what, part: bar.update(task, description=what, completed=part))


def _described(edition: "Edition") -> dict[str, Any]:
    from cleanbill.codes.icd10cm import compiled, sources

    file = compiled(edition)
    return {
        "name": edition.name,
        "start": edition.start.isoformat(),
        "compiled": file.exists(),
        "file": str(file),
        "sources": [source._asdict() for source in sources(edition)],
    }
