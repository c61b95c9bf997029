"""`cleanbill check`: claims as JSON, JSONL or 837P; findings as text, JSON, JSON lines or annotations."""

from typing import Annotated

import typer

from cleanbill.cli.options import On, day, read_note_file


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
) -> None:
    """Check claims, with their notes, before they are sent."""
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.inputs import items
    from cleanbill.cli.judge import Judge
    from cleanbill.cli.printers import printer
    from cleanbill.data import Unchanging

    judge = Judge(day(on), load(select, ignore), read_note_file(note) if note else None)
    prepare()
    out = printer("json" if json else format, judge.on)
    worst = 0
    with Unchanging():
        for name in files:
            for item in items(name):
                verdict = judge.mended(item, name, write=fix) if fix or diff else judge.verdict(item)
                out.show(name, verdict)
                worst = max(worst, verdict.status)
            if fix:
                judge.write(name)
    out.end(judge.unused_allowances())
    raise typer.Exit(worst)
