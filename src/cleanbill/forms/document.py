"""What all our running text on paper shares: the page, the sender's lines, a day and an amount as people read them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from string import Template

from cleanbill.forms.paper import zip_code
from cleanbill.model.parties import Address, Billing


def page(name: str, title: str, **blocks: str) -> str:
    """A template of this folder as a whole HTML document, filled with HTML and `title`.

    The title goes into the properties of what is printed: it names no person.
    """
    body = Template(_file(name)).substitute(blocks, title=escape(title))
    return Template(_file("document.html")).substitute(title=escape(title), style=_file("document.css"), body=body)


def sender(clinic: Billing, npi: str | None) -> list[str]:
    """The lines of a clinic at the head of a page."""
    name = " ".join(filter(None, (clinic.first_name, clinic.name)))
    lines = [name, *postal(clinic.address), f"NPI {npi}" if npi else "", clinic.phone or ""]
    return [line for line in lines if line]


def postal(address: Address | None) -> list[str]:
    """The lines of an address."""
    if address is None:
        return []
    place = " ".join(filter(None, (address.state, zip_code(address.zip))))
    lines = [address.street, address.street2, ", ".join(filter(None, (address.city, place)))]
    return [line for line in lines if line]


def block(lines: Iterable[str], style: str = "") -> str:
    """Lines as one paragraph; `style` is a class of document.css."""
    kind = f' class="{style}"' if style else ""
    return f"<p{kind}>{'<br>'.join(escape(line) for line in lines)}</p>"


def facts(values: Iterable[tuple[str, str]]) -> str:
    """What a page is about, as a table of names and values."""
    found = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in values)
    return f'<table class="about">{found}</table>'


def rows(names: Sequence[str], cells: Sequence[Sequence[str | int]], total: Sequence[str | int] = ()) -> str:
    """A table of texts and cents under their names, one row at least; the first of a row names it."""
    head = "".join(
        f'<th scope="col"{_money(cell)}>{escape(name)}</th>' for name, cell in zip(names, cells[0], strict=True)
    )
    foot = f"<tfoot>{_row(total)}</tfoot>" if total else ""
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{"".join(map(_row, cells))}</tbody>{foot}</table>'


def day(value: dt.date) -> str:
    """A date as a letter has it: October 26, 2026."""
    return f"{value:%B} {value.day}, {value.year}"


def dollars(cents: int) -> str:
    """An amount with its cents: 1,240.00."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02}"


def _row(cells: Sequence[str | int]) -> str:
    rest = "".join(f"<td{_money(cell)}>{_shown(cell)}</td>" for cell in cells[1:])
    return f'<tr><th scope="row"{_money(cells[0])}>{_shown(cells[0])}</th>{rest}</tr>'


def _money(cell: str | int) -> str:
    return ' class="money"' if isinstance(cell, int) else ""


def _shown(cell: str | int) -> str:
    return dollars(cell) if isinstance(cell, int) else escape(cell)


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
