"""`cleanbill code`: what the official source says of one code on a date of service."""

import sys
from typing import Annotated

import typer

from cleanbill.cli.options import Json, On, day


def code(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="An ICD-10-CM code, a section such as M60-M79, or a chapter's number.")
    ],
    on: On = "",
    json: Json = False,
) -> None:
    """Look a code up: its status on a date, title and notes. Also its place, neighbours and successors."""
    from cleanbill import codes
    from cleanbill.cli.data import prepare

    date = day(on)
    prepare()
    record = codes.release(date).lookup(code, date)
    if json:
        import msgspec

        sys.stdout.write(msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n")
    else:
        from cleanbill.cli.show import console
        from cleanbill.cli.show_code import show_code

        show_code(console(), record)
    raise typer.Exit(0 if record.status.exists else 1)
