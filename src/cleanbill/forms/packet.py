"""A packet: a letter and what is enclosed with it as one PDF, with its contents and its pages numbered throughout."""

from collections.abc import Sequence
from io import BytesIO

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from cleanbill.forms.binding import finished
from cleanbill.forms.document import page, rows
from cleanbill.guide.pdf import printed

EDGE = 18.0  # points from the upper right corner of a page to its number


class PacketError(ValueError):
    """A packet cannot be made of what is enclosed; the message says in a sentence what is wrong with which."""


class Enclosure(Struct, frozen=True):
    """A document of a packet: what the contents call it, without a person's name, and its PDF."""

    title: str
    pdf: bytes


def packet(title: str, letter: Enclosure, enclosed: Sequence[Enclosure]) -> bytes:
    """The letter, the contents, and what is enclosed, as one PDF. Its properties hold `title` and no person's name.

    Raises `PacketError` for a PDF that cannot be read, `cleanbill.guide.pdf.PrinterMissingError` where the contents
    cannot be printed.
    """
    first, *rest = [(one.title, _pages(one)) for one in (letter, *enclosed)]
    parts = [first, ("Contents", _contents(first, rest)), *rest]
    writer, count = PdfWriter(), sum(len(pages) for _, pages in parts)
    for name, pages in parts:
        start = len(writer.pages)
        for one in pages:
            _number(writer.add_page(one), len(writer.pages), count)
        writer.add_outline_item(title=name, page_number=start)
    return finished(writer, title)


_Part = tuple[str, list[PageObject]]


def _pages(one: Enclosure) -> list[PageObject]:
    """The pages of a document, upright. What comes from outside may break in any way a PDF can."""
    try:
        reader = PdfReader(BytesIO(one.pdf))
        if reader.is_encrypted:
            raise PacketError(f"{one.title} is protected by a password; enclose a PDF without one.")
        pages = list(PdfWriter(clone_from=reader).pages)
        for found in pages:
            found.transfer_rotation_to_content()
    except PacketError:
        raise
    except Exception as error:
        raise PacketError(f"{one.title} is not a PDF that can be read; enclose one that opens.") from error
    if not pages:
        raise PacketError(f"{one.title} has no page.")
    return pages


def _contents(letter: _Part, enclosed: Sequence[_Part], own: int = 1) -> list[PageObject]:
    """The contents: each document and its first page in the packet. `own` is how many pages they themselves take."""
    start, lines = len(letter[1]) + own + 1, []
    for name, pages in enclosed:
        lines.append((name, str(start), str(len(pages))))
        start += len(pages)
    listed = [(letter[0], "1", str(len(letter[1]))), *lines]
    document = page("contents.html", "Contents", documents=rows(("Document", "From page", "Pages"), listed))
    made = list(PdfReader(BytesIO(printed(document))).pages)
    return made if len(made) == own else _contents(letter, enclosed, len(made))


def _number(one: PageObject, number: int, count: int) -> None:
    """Write the page's number in the packet into its upper right corner."""
    box, stream = one.mediabox, BytesIO()
    canvas = Canvas(stream, pagesize=(float(box.width), float(box.height)), invariant=1)
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(float(box.width) - EDGE, float(box.height) - EDGE, f"Packet page {number} of {count}")
    canvas.save()
    one.merge_translated_page(PdfReader(stream).pages[0], float(box.left), float(box.bottom))
