"""`cleanbill check`: claims as JSON, JSONL or 837P; findings as text, JSON, JSON lines or annotations."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import On, check_there, day, read_note_file, refuse, tell
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    from cleanbill.cli.batches import Checker
    from cleanbill.cli.printers import Tally
    from cleanbill.cli.progress import Watch


def check(  # noqa: PLR0913, PLR0917 - each argument is an option of the command
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Claims: JSON, JSONL or 837P; - is standard input.")
    ],
    note: Annotated[str, typer.Option(metavar="FILE", help="File with the visit's note, if the claim has none.")] = "",
    on: On = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, jsonl or github.")] = "text",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Make the safe fixes in JSON claims; list the others.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would do.")] = False,
    select: Annotated[
        str, typer.Option(metavar="RULES", help="Only these rules: ids, or how they begin, by comma.")
    ] = "",
    ignore: Annotated[str, typer.Option(metavar="RULES", help="Not these rules.")] = "",
    rules: RulesFolder = "",
    payers: PayersFolder = "",
    jobs: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Check in so many processes at once.")] = 1,
) -> None:
    """Check claims, with their notes, before they are sent."""
    from cleanbill.cli.batches import Checker, Settings
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.data import Unchanging

    check_there(files)
    text = read_note_file(note) if note else ""
    format = "json" if json else format
    checker = Checker(Settings(day(on), load(), format, text, fix, diff, select, ignore, rules, payers))
    prepare()
    with Unchanging():
        raise typer.Exit(_run(files, checker, jobs))


def _run(files: list[str], checker: "Checker", jobs: int) -> int:
    """Check the files in their order; the exit status."""
    from cleanbill.cli.printers import Tally
    from cleanbill.cli.progress import watching
    from cleanbill.engine import allow

    settings, total = checker.settings, Tally()
    with closing(checker.out) as out, watching() as watch:
        for together in [[name] for name in files] if settings.fix else [files]:
            total.add(_checked(together, checker, jobs, watch))
        out.end(total, allow.unused(settings.config.allow, total.used, total.seen, settings.on))
    return total.status


def _checked(files: list[str], checker: "Checker", jobs: int, watch: "Watch") -> "Tally":
    """Show what is found in files, and mend the one of which that is asked."""
    from cleanbill.cli.batches import MOST, batches, done
    from cleanbill.cli.inputs import items
    from cleanbill.cli.printers import Tally
    from cleanbill.cli.rewriting import Rewriting

    tally, most = Tally(), MOST if jobs > 1 else 1
    given = (batch for name in files for batch in batches(name, items(name, watch), most))
    with Rewriting(files[0]) as rewriting, closing(done(given, checker, jobs)) as finished:
        for batch in finished:
            checker.out.add(batch.shown)
            for complaint in batch.complaints:
                tell(complaint)
            if batch.broken:
                refuse(batch.broken)
            tally.add(batch.tally)
            rewriting.add(batch)
    return tally
