"""`cleanbill fee`: what Medicare's fee schedule pays for a service, with the arithmetic."""

import sys
from typing import Annotated

import typer

from cleanbill.cli.options import Json, On, day, refuse

_EXIT = {"priced": 0, "no_price": 0, "unknown": 1}


def fee(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A CPT or HCPCS code.")],
    on: On = "",
    locality: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Contractor and number (13202-01), state and number (NY 01), or part of the name."
        ),
    ] = "",
    facility: Annotated[bool, typer.Option("--facility", help="Given in a facility, such as a hospital.")] = False,
    units: Annotated[int, typer.Option(min=1, max=999, metavar="N", help="Units of the day.")] = 1,
    modifier: Annotated[
        list[str] | None, typer.Option(metavar="MODIFIER", help="26, TC, CQ, CO ...; may be repeated.")
    ] = None,
    json: Json = False,
) -> None:
    """Price a service by the Medicare fee schedule. Step by step, from the files that were added."""
    from cleanbill import data, fees

    try:
        answer = fees.price(code, day(on), locality, facility, modifier or (), units)
    except data.DataFileError as error:
        refuse(str(error))
    if json:
        import msgspec

        encoded = msgspec.json.Encoder(decimal_format="number").encode(answer)
        sys.stdout.write(msgspec.json.format(encoded, indent=2).decode() + "\n")
    elif answer.outcome not in _EXIT:
        refuse(answer.reason)
    else:
        from cleanbill.cli.show import console
        from cleanbill.cli.show_fee import show_fee

        show_fee(console(), answer)
    raise typer.Exit(_EXIT.get(answer.outcome, 2))
