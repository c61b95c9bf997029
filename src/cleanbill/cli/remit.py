"""`cleanbill remit`: what a payer paid, and why not more."""

import sys
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, called, refuse, why_unreadable

if TYPE_CHECKING:
    from cleanbill.x12 import RemittanceReader


def remit(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An 835; - is standard input.")],
    json: Json = False,
) -> None:
    """Read a remittance (835): what was paid, and why not more. Also whether it all balances, to the cent."""
    try:
        with open(0, "rb", closefd=False) if file == "-" else Path(file).open("rb") as stream:
            failed = _read(called(file), stream, json)
    except OSError as error:
        refuse(why_unreadable(file, error))
    raise typer.Exit(failed)


def _read(name: str, stream: BufferedReader, json: bool) -> bool:
    from cleanbill.x12 import RemittanceReader

    start = stream.peek().removeprefix(b"\xef\xbb\xbf").lstrip()[:3]
    if start not in (b"ISA", b"GS*", b"ST*"):
        refuse(f"{name} is empty; give an 835." if not start else f"{name} is no 835; that begins with ISA.")
    reader = RemittanceReader(stream)
    return _print_json(reader) if json else _show(name, reader)


def _print_json(reader: "RemittanceReader") -> bool:
    """Print the remittances one by one, then the findings on them."""
    import msgspec

    encode = msgspec.json.Encoder(decimal_format="number").encode
    write = sys.stdout.write
    write('{"remittances": [')
    for number, received in enumerate(reader):
        write(("," if number else "") + "\n" + encode(received.whole()).decode())
    found = reader.damage
    write('],\n"findings": ' + encode(found).decode() + "}\n")
    return any(finding.severity == "error" for finding in found)


def _show(name: str, reader: "RemittanceReader") -> bool:
    from cleanbill.cli.show import console
    from cleanbill.cli.show_remittance import Shown

    shown = Shown(console(), name)
    for received in reader:
        shown.begin(received.remittance, reader.take_damage())
        for claim in received:
            shown.claim(claim, reader.take_damage())
        shown.end(received.remittance, reader.take_damage())
    shown.rest(reader.take_damage())
    return shown.failed
