"""A letter as PDF: who writes, to whom, what about, what is asserted with its source, and what is enclosed."""

import datetime as dt
from collections.abc import Sequence
from html import escape

from msgspec import Struct

from cleanbill.forms.document import block, day, facts, page, sender
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
    return page(
        "letter.html",
        letter.title,
        sender=block(sender(head.clinic, head.npi), "sender"),
        payer=block([head.payer]),
        day=day(head.on),
        about=facts(letter.about),
        statements="".join(map(_statement, letter.statements)),
        signer=escape(head.signer),
        enclosed=_enclosed(enclosures),
    )


def _statement(one: Statement) -> str:
    quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in one.quotes)
    source = f'<span class="source"> [{escape(one.source)}]</span>' if one.source else ""
    return f"<section><p>{escape(one.text)}{source}</p>{quotes}</section>"


def _enclosed(enclosures: Sequence[str]) -> str:
    if not enclosures:
        return ""
    return f"<h2>Enclosed</h2><ol>{''.join(f'<li>{escape(one)}</li>' for one in enclosures)}</ol>"
