"""`cleanbill data`: add official files, compile the code sets, and list what there is and where it comes from."""

import datetime as dt
import json as json_
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleanbill.cli.changes import changes
from cleanbill.cli.options import Json, day, refuse, tell, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleanbill.codes.icd10cm import Edition
    from cleanbill.data import Holding, Kind

data_app = typer.Typer(help="The official files at hand: add, compile and list them.", no_args_is_help=True)

data_app.command("changes")(changes)


@data_app.command("add")
def add(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Official files, as downloaded; zip and gzip are opened.")
    ],
    start: Annotated[
        str, typer.Option("--from", metavar="YYYY-MM-DD", help="First date of service, where the file does not say it.")
    ] = "",
) -> None:
    """Add official files to the shelf, all or none. They are read whole and checked first, kept with hash and date."""
    from cleanbill import data

    since = day(start, "--from") if start else None
    try:
        kept = data.add_together([Path(name) for name in files], kinds(), dt.datetime.now(dt.UTC), since)
        for holding in kept:
            print(f"Added {_in_words(holding)}.")
            for kind in kinds():
                if kind.compile and kind.name == holding.kind:
                    kind.compile(holding)
    except data.DataFileError as error:
        refuse(str(error))
    except OSError as error:
        refuse(why_unreadable(str(error.filename or ", ".join(files)), error))


@data_app.command("remove")
def remove(id: Annotated[str, typer.Argument(metavar="ID", help="The id that `data list` shows.")]) -> None:
    """Take an added file off the shelf."""
    from cleanbill import data

    gone = data.remove(id)
    if gone is None:
        refuse(f"There is no added file {id!r}; `cleanbill data list` shows their ids.")
    print(f"Removed {_in_words(gone)}.")


def kinds() -> "tuple[Kind, ...]":
    """Every kind of official file that can be added."""
    from cleanbill import articles, fees
    from cleanbill.codes import icd10cm, published

    return (*icd10cm.kinds(), *fees.KINDS, *articles.KINDS, *published.KINDS)


def _in_words(holding: "Holding") -> str:
    return f"{holding.edition}: {holding.rows:,} rows, from {holding.start} ({holding.kind}, {holding.id})"


@data_app.command("build")
def build(
    force: Annotated[bool, typer.Option("--force", help="Compile again what is compiled.")] = False,
) -> None:
    """Compile the code sets into the cache, with progress."""
    from cleanbill.codes.icd10cm import CodeSetError, all_editions, compiled
    from cleanbill.data import usable

    try:
        wanted = [edition for edition in all_editions() if force or not usable(compiled(edition))]
        _build(wanted)
        for edition in all_editions():
            print(f"{edition.name}: {compiled(edition)}")
    except CodeSetError as error:
        refuse(str(error))


@data_app.command("list")
def list_(json: Json = False) -> None:
    """List what there is and where it comes from. Editions of ICD-10-CM, tables that ship, files that were added."""
    from msgspec import to_builtins

    from cleanbill import codes, data
    from cleanbill.codes.icd10cm import CodeSetError, all_editions

    try:
        rows = [_described(edition) for edition in all_editions()]
    except CodeSetError as error:
        refuse(str(error))
    added = data.holdings()
    if json:
        listed = {"editions": rows, "shipped": dict(codes.shipped()), "added": to_builtins(added)}
        print(json_.dumps(listed, indent=2))
        return
    for row in rows:
        print(f"{row['name']}, in force from {row['start']}{'' if row['compiled'] else ', not compiled yet'}")
        for source in row["sources"]:
            print(f"  {source['package']:<18} {source['file'] if source['package'] != 'shelf' else source['version']}")
    print("\nTables that ship, for the codes of the specialty")
    for title, edition in codes.shipped():
        print(f"  {title:<50} {edition}")
    for number, holding in enumerate(added):
        print(f"{'' if number else chr(10) + 'Added files' + chr(10)}  {holding.id}  {holding.edition}")
        print(f"{'':16}from {holding.start}, {holding.rows:,} rows, added {holding.added:%Y-%m-%d}: {holding.source}")


def prepare() -> None:
    """Compile, with progress, what is not compiled yet. Ends the command if it cannot be."""
    from cleanbill.codes.icd10cm import CodeSetError, all_editions, compiled
    from cleanbill.data import usable

    try:
        _build([edition for edition in all_editions() if not usable(compiled(edition))])
    except CodeSetError as error:
        refuse(str(error))


def _build(wanted: "Sequence[Edition]") -> None:
    """Compile, each edition in a process of its own, with a bar on standard error; without a terminal, one line."""
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    from rich.console import Console
    from rich.progress import Progress

    from cleanbill.cli.interrupts import heard, kept_from_children
    from cleanbill.codes.icd10cm import build

    if not wanted:
        return
    if not sys.stderr.isatty():
        tell("compiling the code set, once; this takes some seconds.")
    workers = min(len(wanted), os.cpu_count() or 1)
    with (
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar,
        ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool,
    ):
        with kept_from_children():
            begun = [pool.submit(heard, build, [edition]) for edition in wanted]
        for compiling in bar.track(as_completed(begun), total=len(wanted), description="Compiling the code set"):
            compiling.result()


def _described(edition: "Edition") -> dict[str, Any]:
    from cleanbill.codes.icd10cm import compiled, sources
    from cleanbill.data import usable

    file = compiled(edition)
    return {
        "name": edition.name,
        "start": edition.start.isoformat(),
        "compiled": usable(file),
        "file": str(file),
        "sources": [source._asdict() for source in sources(edition)],
    }
