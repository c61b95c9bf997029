"""`cleanbill x12`: validate X12 files, show them as JSON, acknowledge them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from cleanbill.cli.options import On, called, check_there, day, refuse, tell, why_unreadable

if TYPE_CHECKING:
    import datetime as dt

    from cleanbill.cli.progress import Watch
    from cleanbill.x12.validation.validator import Validator

x12_app = typer.Typer(help="X12 files: validate, read and acknowledge them.", no_args_is_help=True)
File = Annotated[str, typer.Argument(metavar="FILE", help="An X12 file; - is standard input.")]


@x12_app.callback()
def x12() -> None:
    """X12 files: validate, read and acknowledge them."""


@x12_app.command("validate")
def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="X12 files of any kind; - is standard input.")],
    on: On = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, jsonl or github.")] = "text",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Check files against their guide. Envelope, loops, segments, elements, sums, codes."""
    from cleanbill.cli.data import prepare
    from cleanbill.cli.progress import watching
    from cleanbill.cli.show_x12 import printer
    from cleanbill.data import Unchanging
    from cleanbill.x12.validation.validator import Validator

    out, today = printer("json" if json else format), day(on)
    check_there(files)
    prepare()
    with Unchanging(), watching() as watch:
        for name in files:
            with opened(name, watch) as stream:
                out.show(called(name), Validator(stream, today))
        out.end()
    raise typer.Exit(1 if out.errors else 0)


@x12_app.command("json")
def as_json(
    file: File,
    lines: Annotated[bool, typer.Option("--lines", help="One claim or claim payment a line.")] = False,
) -> None:
    """Show a file as loops, segments and elements."""
    from cleanbill.cli.progress import watching
    from cleanbill.cli.show_x12 import show_trees
    from cleanbill.x12.tree import Trees

    with watching() as watch, opened(file, watch) as stream:
        trees = Trees(stream, lines)
        show_trees(trees, lines)
    for finding in trees.damage:
        tell(f"{file}: segment {finding.where.position}: {finding.message}")
    raise typer.Exit(1 if trees.damage else 0)


@x12_app.command("ack")
def ack(
    file: File,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="The file to write; standard output if none.")
    ] = "",
    number: Annotated[
        int, typer.Option(min=1, max=999_999_999, metavar="N", help="The answer's number, used once.")
    ] = 1,
    at: Annotated[str, typer.Option("--at", metavar="YYYY-MM-DDTHH:MM", help="Its date and time (default: now).")] = "",
) -> None:
    """Write the acknowledgement of a file. It is a 999, or a TA1 where the interchange is broken."""
    from cleanbill.cli.data import prepare
    from cleanbill.cli.written import check_place, put
    from cleanbill.data import Unchanging
    from cleanbill.x12.validation.validator import Validator

    check_place(out)
    when = _moment(at)
    prepare()
    with Unchanging(), opened(file) as stream:
        validator = Validator(stream, when.date(), keep=True)
        for _ in validator:
            pass
    written, accepted = _answers(file, validator, when, number)
    put(BytesIO(written), out)
    raise typer.Exit(0 if accepted else 1)


def _answers(file: str, validator: "Validator", when: "dt.datetime", number: int) -> tuple[bytes, bool]:
    """The answers to the interchanges of a file, one after the other, and whether all of it is taken."""
    from cleanbill.x12.acknowledgement.answer import answer
    from cleanbill.x12.acknowledgement.document import Stamp, write_acknowledgement

    answers = [(answer(receipt), receipt.isa[15] == "T") for receipt in validator.receipts]
    answers = [(one, test) for one, test in answers if one.groups or one.interchanges]
    if not answers:
        what = "has nothing but acknowledgements, which are not answered" if validator.receipts else "is not X12"
        refuse(f"{file} {what}; give a file that begins with ISA and holds transaction sets.")
    written = [
        write_acknowledgement(one, Stamp(when, number + index, test)) for index, (one, test) in enumerate(answers)
    ]
    return b"".join(written), all(one.accepted for one, _ in answers)


def _moment(text: str) -> "dt.datetime":
    import datetime as dt

    if not text:
        return dt.datetime.now().replace(second=0, microsecond=0)
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        refuse(f"--at {text!r} is not a date and time; write it as YYYY-MM-DDTHH:MM, for example 2026-11-02T09:30.")


@contextmanager
def opened(name: str, watch: "Watch" = lambda file: file) -> Iterator[BinaryIO]:
    """A file, or standard input for "-", read through `watch`. Ends the command when it cannot be read."""
    try:
        with open(0, "rb", closefd=False) if name == "-" else Path(name).open("rb") as file:
            yield watch(file)
    except BrokenPipeError:  # of whoever reads what is printed
        raise
    except OSError as error:
        refuse(why_unreadable(name, error))
