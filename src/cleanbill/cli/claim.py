"""`cleanbill claim`: what becomes of claim documents once they are checked."""

import sys
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import On, day, refuse
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    from cleanbill.cli.judge import Judge, Verdict
    from cleanbill.x12 import Writer

_IN_MEMORY = 1 << 24  # bytes; a larger file is kept on disk until it is whole

claim_app = typer.Typer(help="Claims on their way to the payer.", no_args_is_help=True)


@claim_app.callback()
def claim() -> None:
    """Claims on their way to the payer."""


@claim_app.command("write")
def write(
    file: Annotated[str, typer.Argument(help="Claims as JSON or JSONL; - is standard input.")],
    out: Annotated[str, typer.Option("--out", "-o", help="The file to write; standard output if none.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write claims with errors, too.")] = False,
    on: On = "",
    number: Annotated[int, typer.Option(min=1, max=999_999_999, help="The file's number, used once.")] = 1,
    rules: RulesFolder = "",
    payers: PayersFolder = "",
) -> None:
    """Write claims as an 837P: all, or none where one has errors or lacks what it must hold."""
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.judge import Judge
    from cleanbill.cli.practice import choice, own
    from cleanbill.cli.written import put
    from cleanbill.data import Unchanging
    from cleanbill.x12 import Sending, Writer

    if not Path(out).parent.is_dir():
        refuse(f"{Path(out).parent} is not a folder; name a file in one that there is.")
    config = load()
    added = own(config, rules, payers)
    sending = Sending(day(on), number, config.x12)
    judge = Judge(sending.on, choice(config, added, "", ""), config.allow, added)
    prepare()
    with Unchanging(), SpooledTemporaryFile(_IN_MEMORY) as draft:
        count = _written(file, judge, Writer(draft, sending), force)
        draft.seek(0)
        put(draft, out)
    claims = "1 claim" if count == 1 else f"{count:,} claims"
    print(f"{claims} written, dated {sending.on}, number {number}.", file=sys.stderr)


def _written(file: str, judge: "Judge", writer: "Writer", force: bool) -> int:
    """Add every claim of a file; how many. Ends the command, when all are seen, where one cannot be written."""
    from cleanbill.cli.inputs import items
    from cleanbill.rules.own import OwnRuleError

    stopped = False
    for item in items(file):
        if not item.raw:
            refuse(f"{file} is an 837P already; `claim write` takes claim documents.")
        try:
            why = _add(judge.verdict(item, file), writer, force)
        except OwnRuleError as error:
            refuse(str(error))
        if why:
            print(f"cleanbill: {why}", file=sys.stderr)
            stopped = True
    if stopped:
        raise typer.Exit(1)
    return writer.close()


def _add(verdict: "Verdict", writer: "Writer", force: bool) -> str:
    """Add the claim of a verdict; why not, in a sentence, where that cannot be done."""
    from cleanbill.door import FaultyClaimError
    from cleanbill.x12 import UnwritableError

    if verdict.claim is None:
        return verdict.error
    try:
        if not force:
            FaultyClaimError.stop(verdict.claim, verdict.findings)
        writer.add(verdict.claim)
    except FaultyClaimError as error:
        return f"{error} Mend it (`cleanbill check` says how), or write it with --force."
    except UnwritableError as error:
        return str(error)
    return ""
