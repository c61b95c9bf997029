"""`cleanbill coverage`: what Medicare's coverage articles say of a service and a diagnosis."""

import sys
from typing import Annotated

import typer

from cleanbill.cli.options import Json, On, day, refuse, tell

_EXIT = {"articles": 0, "no_article": 0}


def coverage(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A CPT or HCPCS code.")],
    dx: Annotated[str, typer.Option("--with", metavar="DX", help="An ICD-10-CM code: is it listed?")] = "",
    on: On = "",
    contractor: Annotated[str, typer.Option(metavar="TEXT", help="Part of a contractor's name, or its number.")] = "",
    state: Annotated[str, typer.Option(metavar="STATE", help="A state: NY, or its name.")] = "",
    json: Json = False,
) -> None:
    """Say which Medicare coverage articles list a service. Also whether a diagnosis supports it."""
    from cleanbill import articles, data
    from cleanbill.cli.data import prepare

    date = day(on)
    if dx:
        prepare()
    if not articles.is_compiled(date):
        tell("compiling the coverage articles, once; this takes some seconds.")
    try:
        answer = articles.coverage(code, date, dx, contractor, state)
    except data.DataFileError as error:
        refuse(str(error))
    if json:
        import msgspec

        sys.stdout.write(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n")
    elif answer.outcome not in _EXIT:
        refuse(answer.reason)
    else:
        from cleanbill.cli.show import console
        from cleanbill.cli.show_coverage import show_coverage

        show_coverage(console(), answer)
    raise typer.Exit(_EXIT.get(answer.outcome, 2))
