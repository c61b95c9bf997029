"""A letter as PDF: who writes, to whom, what about, what is asserted with its source, and what is enclosed."""

import datetime as dt
from collections.abc import Sequence
from html import escape
from importlib import resources
from string import Template

from msgspec import Struct

from cleanbill.guide.pdf import printed
from cleanbill.model.letter import Letter, Statement
from cleanbill.model.parties import Billing


class Head(Struct, frozen=True):
    """Who writes to whom, on which day, and who signs."""

    clinic: Billing
    npi: str
    payer: str
    on: dt.date
    signer: str


def draw(letter: Letter, head: Head, enclosures: Sequence[str] = ()) -> bytes:
    """The letter as a tagged PDF on US Letter paper; its properties name no person.

    Raises `cleanbill.guide.pdf.PrinterMissingError` where PDF cannot be made.
    """
    return printed(html(letter, head, enclosures))


def html(letter: Letter, head: Head, enclosures: Sequence[str] = ()) -> str:
    """The letter as the HTML that is printed."""
    page = Template(resources.files(__package__).joinpath("letter.html").read_text("utf-8"))
    return page.substitute(
        title=escape(letter.title),
        clinic="<br>".join(escape(line) for line in _sender(head)),
        payer=escape(head.payer),
        day=f"{head.on:%B} {head.on.day}, {head.on.year}",
        about="".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in letter.about),
        statements="".join(_statement(one) for one in letter.statements),
        signer=escape(head.signer),
        enclosed=_enclosed(enclosures),
    )


def _sender(head: Head) -> list[str]:
    clinic, address = head.clinic, head.clinic.address
    lines = [clinic.name or "", f"NPI {head.npi}" if head.npi else ""]
    if address:
        place = f"{address.city or ''}, {address.state or ''} {address.zip or ''}".strip(", ")
        lines[1:1] = [address.street or "", address.street2 or "", place]
    return [line for line in [*lines, clinic.phone or ""] if line]


def _statement(one: Statement) -> str:
    quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in one.quotes)
    source = f'<span class="source"> [{escape(one.source)}]</span>' if one.source else ""
    return f"<section><p>{escape(one.text)}{source}</p>{quotes}</section>"


def _enclosed(enclosures: Sequence[str]) -> str:
    if not enclosures:
        return ""
    return f"<h2>Enclosed</h2><ol>{''.join(f'<li>{escape(one)}</li>' for one in enclosures)}</ol>"
