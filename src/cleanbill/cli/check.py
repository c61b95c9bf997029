"""`cleanbill check`: claims as JSON, JSONL or 837P; findings as text, JSON, JSON lines or annotations."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import On, day, read_note_file

if TYPE_CHECKING:
    from cleanbill.cli.batches import Settings


def check(
    files: Annotated[list[str], typer.Argument(help="Claims: JSON, JSONL or 837P; - is standard input.")],
    note: Annotated[str, typer.Option(help="File with the visit's note, if the claim has none.")] = "",
    on: On = "",
    format: Annotated[str, typer.Option(help="text, json, jsonl or github.")] = "text",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes to JSON claims.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change.")] = False,
    select: Annotated[str, typer.Option(help="Only these rules: ids, or how they begin, by comma.")] = "",
    ignore: Annotated[str, typer.Option(help="Not these rules.")] = "",
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Check in so many processes at once.")] = 1,
) -> None:
    """Check claims, with their notes, before they are sent."""
    from cleanbill.cli.batches import Settings
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.printers import printer

    format = "json" if json else format
    settings = Settings(day(on), load(select, ignore), format, read_note_file(note) if note else None, fix, diff)
    printer(format, settings.on)  # a format that there is not is told before anything is read
    prepare()
    raise typer.Exit(_run(files, settings, jobs))


def _run(files: list[str], settings: "Settings", jobs: int) -> int:
    """Check the files in their order; the exit status."""
    from cleanbill.cli.batches import MOST, batches, done
    from cleanbill.cli.inputs import items
    from cleanbill.cli.printers import Tally, printer
    from cleanbill.cli.progress import watching
    from cleanbill.cli.rewriting import Rewriting
    from cleanbill.engine import allow

    out, total, most = printer(settings.format, settings.on), Tally(), MOST if jobs > 1 else 1
    with watching() as watch:
        for together in [[name] for name in files] if settings.fix else [files]:
            given = (batch for name in together for batch in batches(name, items(name, watch), most))
            rewriting = Rewriting(together[0])
            for batch in done(given, settings, jobs):
                out.add(batch.shown)
                sys.stderr.write(batch.complaints)
                total.add(batch.tally)
                rewriting.add(batch.documents, batch.changed)
            rewriting.finish()
    out.end(total, allow.unused(settings.config.allow, total.used, settings.on))
    return total.status
