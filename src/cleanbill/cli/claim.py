"""`cleanbill claim`: what becomes of claim documents once they are checked."""

import sys
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.claim_print import print_form
from cleanbill.cli.options import On, day
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    from cleanbill.cli.inputs import Item
    from cleanbill.model.claim import Claim

claim_app = typer.Typer(help="Claims on their way to the payer.", no_args_is_help=True)
claim_app.command("print")(print_form)


@claim_app.callback()
def claim() -> None:
    """Claims on their way to the payer."""


@claim_app.command("write")
def write(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Claims as JSON or JSONL; - is standard input.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="The file to write; standard output if none.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write claims with errors, too.")] = False,
    on: On = "",
    number: Annotated[
        int | None,
        typer.Option(
            min=1, max=999_999_999, metavar="N", help="The file's number (default: the store's next, else 1)."
        ),
    ] = None,
    rules: RulesFolder = "",
    payers: PayersFolder = "",
) -> None:
    """Write claims as an 837P, all or none. None where one has errors or lacks what it must hold."""
    from cleanbill.cli import outgoing, written
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.judge import Judge
    from cleanbill.cli.practice import choice, own
    from cleanbill.cli.transport import next_number
    from cleanbill.data import Unchanging
    from cleanbill.x12 import Sending, UnwritableError, Writer

    writer: Writer | None = None

    def add(claim: "Claim") -> str:
        nonlocal number, writer
        if writer is None:
            number = number or next_number(config, claim)
            writer = Writer(draft, Sending(date, number, config.x12))
        try:
            writer.add(claim)
        except UnwritableError as error:
            return str(error)
        return ""

    def takes(item: "Item") -> str:
        return "" if item.raw else f"{file} is X12 already; `claim write` takes claim documents."

    written.check_place(out)
    config, date = load(), day(on)
    added = own(config, rules, payers)
    judge = Judge(date, choice(config, added, "", ""), config.allow, added)
    prepare()
    with Unchanging(), SpooledTemporaryFile(outgoing.IN_MEMORY) as draft:
        outgoing.add_all(file, judge, add, force, "write", takes)
        count = writer.close() if writer else 0
        written.put(draft, out)
    claims = "1 claim" if count == 1 else f"{count:,} claims"
    print(f"{claims} written, dated {date}, number {number}.", file=sys.stderr)
