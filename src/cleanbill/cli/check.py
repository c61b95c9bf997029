"""`cleanbill check`: claims as JSON, JSONL or 837P; findings as text, JSON, JSON lines or annotations."""

from typing import Annotated

import typer

from cleanbill.cli.options import On, day, read_note_file, refuse
from cleanbill.cli.practice import PayersFolder, RulesFolder


def check(  # noqa: PLR0913, PLR0917 - each argument is an option of the command
    files: Annotated[list[str], typer.Argument(help="Claims: JSON, JSONL or 837P; - is standard input.")],
    note: Annotated[str, typer.Option(help="File with the visit's note, if the claim has none.")] = "",
    on: On = "",
    format: Annotated[str, typer.Option(help="text, json, jsonl or github.")] = "text",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Make the safe fixes in JSON claims; list the others.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would do.")] = False,
    select: Annotated[str, typer.Option(help="Only these rules: ids, or how they begin, by comma.")] = "",
    ignore: Annotated[str, typer.Option(help="Not these rules.")] = "",
    rules: RulesFolder = "",
    payers: PayersFolder = "",
) -> None:
    """Check claims, with their notes, before they are sent."""
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.inputs import items
    from cleanbill.cli.judge import Judge
    from cleanbill.cli.practice import choice, own
    from cleanbill.cli.printers import printer
    from cleanbill.data import Unchanging
    from cleanbill.rules.own import OwnRuleError

    config = load()
    added = own(config, rules, payers)
    judge = Judge(day(on), choice(config, added, select, ignore), config.allow, added, note and read_note_file(note))
    prepare()
    out = printer("json" if json else format, judge.on, written=fix)
    worst = 0
    try:
        with Unchanging():
            for name in files:
                for item in items(name):
                    verdict = judge.mended(item, name, write=fix) if fix or diff else judge.verdict(item)
                    out.show(name, verdict)
                    worst = max(worst, verdict.status)
                if fix:
                    judge.write(name)
    except OwnRuleError as error:
        refuse(str(error))
    out.end(judge.unused_allowances())
    raise typer.Exit(worst)
