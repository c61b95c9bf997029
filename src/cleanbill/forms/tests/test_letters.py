"""The PDF of a letter: its words, its pages, and nobody's name in its properties."""

import datetime as dt
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from cleanbill.forms.letters import Head, draw, html
from cleanbill.guide.pdf import PrinterMissingError
from cleanbill.remittance.appeals import letter
from cleanbill.remittance.tests.sent_claims import claim
from cleanbill.remittance.tests.test_appeals import A1, FACTS, REFUSED

HEAD = Head(A1.billing, "1234567893", "CONTRACTOR", dt.date(2026, 11, 20), "Robin Clay, billing")  # type: ignore[arg-type]


def test_the_letter_prints_with_what_it_asserts_and_encloses() -> None:
    made = letter("necessity", A1, REFUSED, FACTS)
    try:
        reader = PdfReader(BytesIO(draw(made, HEAD, ("Note of 2026-10-26", "Claim form"))))
    except PrinterMissingError as error:
        pytest.skip(str(error))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in ("EXAMPLE CLINIC", "November 20, 2026", "Muscle spasm of the right lumbar", "Note of 2026-10-26"):
        assert words in text, words
    assert len(reader.pages) <= 2
    properties = str(reader.metadata)
    assert "ALEX" not in properties
    assert "SAMPLEA1" not in properties
    assert str(reader.root_object["/Lang"]) == "en"


def test_what_a_payer_is_called_cannot_break_the_page() -> None:
    made = letter("necessity", replace(A1, payer=replace(claim().payer, name="<b>A&B</b>")), REFUSED, FACTS)
    page = html(made, replace(HEAD, payer="<script>"))
    assert "<script>" not in page
    assert "&lt;b&gt;A&amp;B&lt;/b&gt; refused" in page
