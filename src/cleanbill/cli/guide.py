"""`cleanbill guide`: the guide page of one code, as Markdown, HTML, PDF or JSON."""

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, On, day, refuse

if TYPE_CHECKING:
    from cleanbill.guide.page import Guide

FORMATS = ("md", "html", "pdf")


def guide(
    code: Annotated[str, typer.Argument(metavar="CODE", help="An ICD-10-CM code, written in any way.")],
    on: On = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help="md, html or pdf.")] = "md",
    output: Annotated[
        str, typer.Option("--out", "--output", "-o", metavar="FILE", help="The file to write; standard output if none.")
    ] = "",
    json: Json = False,
) -> None:
    """Print a code's guide page. Billing status, notes, neighbours, what the note must say, denials, sources."""
    from cleanbill.cli.data import prepare
    from cleanbill.cli.written import check_place, put
    from cleanbill.guide.build import guide as build

    date = day(on)
    if format not in FORMATS:
        refuse(f"--format {format!r} is not known; choose md, html or pdf.")
    check_place(output)
    if format == "pdf" and not json and not output and sys.stdout.isatty():
        refuse("A PDF is not for a terminal; name a file with --output.")
    prepare()
    page = build(code, date)
    put(BytesIO(_document(page, format, json)), output)
    raise typer.Exit(0 if page.found else 1)


def _document(page: "Guide", format: str, json: bool) -> bytes:
    """The bytes of the page as asked for."""
    if json:
        import msgspec

        document: bytes = msgspec.json.format(msgspec.json.encode(page), indent=2)
        return document + b"\n"
    if format == "pdf":
        return _pdf(page)
    from cleanbill.guide import html, markdown

    text = html.render(page) if format == "html" else markdown.render(page)
    return text.encode()


def _pdf(page: "Guide") -> bytes:
    from cleanbill.guide import pdf

    try:
        return pdf.render(page)
    except pdf.PrinterMissingError as error:
        refuse(str(error))
