"""`cleanbill claim`: what becomes of claim documents once they are checked."""

import sys
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import On, day, refuse
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    import datetime as dt

    from cleanbill.cli.config import Config
    from cleanbill.cli.judge import Judge, Verdict
    from cleanbill.model.claim import Claim
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
    number: Annotated[
        int | None, typer.Option(min=1, max=999_999_999, help="The file's number (default: the store's next, else 1).")
    ] = None,
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

    if not Path(out).parent.is_dir():
        refuse(f"{Path(out).parent} is not a folder; name a file in one that there is.")
    config, date = load(), day(on)
    added = own(config, rules, payers)
    judge = Judge(date, choice(config, added, "", ""), config.allow, added)
    prepare()
    with Unchanging(), SpooledTemporaryFile(_IN_MEMORY) as draft:
        written = _File(draft, config, date, number, force)
        count = _written(file, judge, written)
        draft.seek(0)
        put(draft, out)
    claims = "1 claim" if count == 1 else f"{count:,} claims"
    print(f"{claims} written, dated {date}, number {written.number}.", file=sys.stderr)


def _written(file: str, judge: "Judge", written: "_File") -> int:
    """Add every claim of a file; how many. Ends the command, when all are seen, where one cannot be written."""
    from cleanbill.cli.inputs import items
    from cleanbill.rules.own import OwnRuleError

    stopped = False
    for item in items(file):
        if not item.raw:
            refuse(f"{file} is an 837P already; `claim write` takes claim documents.")
        try:
            why = written.add(judge.verdict(item, file))
        except OwnRuleError as error:
            refuse(str(error))
        if why:
            print(f"cleanbill: {why}", file=sys.stderr)
            stopped = True
    if stopped:
        raise typer.Exit(1)
    return written.close()


class _File:
    """The file that is written. Its number, where none is asked for, is the store's next for its first claim."""

    def __init__(self, draft: IO[bytes], config: "Config", on: "dt.date", number: int | None, force: bool) -> None:
        self.number = number
        self._draft, self._config, self._on, self._force = draft, config, on, force
        self._writer: Writer | None = None

    def add(self, verdict: "Verdict") -> str:
        """Add the claim of a verdict; why not, in a sentence, where that cannot be done."""
        from cleanbill.door import FaultyClaimError
        from cleanbill.x12 import UnwritableError

        if verdict.claim is None:
            return verdict.error
        try:
            if not self._force:
                FaultyClaimError.stop(verdict.claim, verdict.findings)
            self._begun(verdict.claim).add(verdict.claim)
        except FaultyClaimError as error:
            return f"{error} Mend it (`cleanbill check` says how), or write it with --force."
        except UnwritableError as error:
            return str(error)
        return ""

    def close(self) -> int:
        """End the file; how many claims it holds."""
        return self._writer.close() if self._writer else 0

    def _begun(self, first: "Claim") -> "Writer":
        from cleanbill.x12 import Sending, Writer

        if self._writer is None:
            self.number = self.number or self._next(first)
            self._writer = Writer(self._draft, Sending(self._on, self.number, self._config.x12))
        return self._writer

    def _next(self, first: "Claim") -> int:
        from cleanbill.cli.transport import store, store_place
        from cleanbill.transport.numbers import Partner, next_number
        from cleanbill.x12.trading import filled

        if not store_place(self._config):
            return 1
        with store(self._config) as kept:
            return next_number(kept, Partner.of(filled(self._config.x12, first)))
