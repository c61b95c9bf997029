"""The PDF of a form: every text at its place, for a printed red form or in a preview."""

from io import BytesIO
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from cleanbill.forms import boxes
from cleanbill.forms.drawing import BASE, CHARACTER, HEIGHT, LINE, Margins, draw
from cleanbill.forms.places import PLACES
from cleanbill.forms.tests.conftest import CLAIM, ON
from cleanbill.forms.tests.conftest import LINE as SERVICE

FORM = boxes(CLAIM, ON)
Texts = dict[tuple[float, float], str]


def texts(pdf: bytes, font: str = "Courier") -> list[Texts]:
    """Of each page, the texts in a font by where they begin, in points from the upper left corner."""
    return [_texts(page, font) for page in PdfReader(BytesIO(pdf)).pages]


def _texts(page: Any, font: str) -> Texts:
    found: Texts = {}
    fonts = {name: one["/BaseFont"] for name, one in page["/Resources"]["/Font"].items()}
    used, at = "", (0.0, 0.0)
    for operands, operator in page.get_contents().operations:
        if operator == b"Tf":
            used = fonts[operands[0]]
        elif operator == b"Tm":
            at = round(float(operands[4]), 1), round(HEIGHT - float(operands[5]), 1)
        elif operator == b"Tj" and used == f"/{font}":
            assert at not in found
            found[at] = operands[0]
    return found


def expected(margins: Margins) -> Texts:
    found = {}
    for box, text in FORM.pages[0].items():
        place = PLACES[box]
        column = place.column + (place.width - len(text) if place.right else 0)
        x, y = margins.left + (column - 1) * CHARACTER, margins.top + (place.line - 1) * LINE + BASE
        found[round(x, 1), round(y, 1)] = text
    return found


@pytest.mark.parametrize("margins", [Margins(), Margins(14.4, 30.0)])
def test_every_box_is_printed_at_its_line_and_column(margins: Margins) -> None:
    assert texts(draw(FORM.pages, margins)) == [expected(margins)]


def test_the_patient_stands_two_inches_below_the_edge_and_amounts_end_in_their_column() -> None:
    (found,) = texts(draw(FORM.pages, Margins()))
    assert found[21.6, 141.5] == "OSAMPLE-JONES JR, JOSE, Q"
    charges = {text: x + len(text) * CHARACTER for (x, _), text in found.items() if text in ("90 00", "12345 67")}
    assert charges["90 00"] == pytest.approx(charges["12345 67"])


def test_a_printed_form_gets_the_data_alone() -> None:
    pdf = draw(FORM.pages, Margins())
    assert texts(pdf, "Helvetica") == [{}]
    (page,) = PdfReader(BytesIO(pdf)).pages
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)


def test_a_preview_has_the_same_data_at_the_same_places_and_labels_beside() -> None:
    pdf = draw(FORM.pages, Margins(), preview=True)
    assert texts(pdf) == [expected(Margins())]
    labels = set(texts(pdf, "Helvetica")[0].values())
    assert {"2 Patient: last, first, middle", "24a From and to", "33 Billing provider", "Medicare"} <= labels
    assert any(label.startswith("A preview.") for label in labels)


def test_each_page_of_a_long_claim_is_a_page_of_the_pdf() -> None:
    pages = boxes(replace(CLAIM, lines=(SERVICE,) * 13), ON).pages
    found = texts(draw(pages, Margins()))
    assert [("CONTINUED" in page.values(), "1170 00" in page.values()) for page in found] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_the_same_form_gives_the_same_bytes() -> None:
    assert draw(FORM.pages, Margins(), preview=True) == draw(FORM.pages, Margins(), preview=True)
    assert b"CreationDate (D:2000" in draw(FORM.pages, Margins())
