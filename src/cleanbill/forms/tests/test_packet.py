"""A packet holds the letter, its contents and all that is enclosed, each page numbered."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination
from reportlab.pdfgen.canvas import Canvas

from cleanbill.forms import boxes
from cleanbill.forms.drawing import Margins
from cleanbill.forms.drawing import draw as drawn
from cleanbill.forms.packet import Enclosure, PacketError, packet
from cleanbill.forms.records import decision_html, decision_sheet, note_sheet, plan_sheet
from cleanbill.forms.tests.conftest import CLAIM, ON
from cleanbill.guide.pdf import PrinterMissingError
from cleanbill.model.other_payer import Adjustment
from cleanbill.remittance.tests.sent_claims import claim, decided

NOTE = "S: Low back pain for 6 days.\nO: Muscle spasm  of the right lumbar paraspinals <L3-L5>.\n\nS. Therapist, PT"
REFUSED = decided(claim(), (("CO", "50", "124.00"),), (("CO", "45", "18.25"), ("PR", "2", "8.00")))
ABOUT = [("Claim", "A1"), ("Your claim number", "ICN1")]


def pages(count: int = 1, rotated: int = 0, password: str = "") -> bytes:
    """A PDF of pages that say which they are."""
    stream = BytesIO()
    canvas = Canvas(stream)
    for number in range(count):
        canvas.drawString(100, 500, f"Scan {number + 1}")
        canvas.showPage()
    canvas.setAuthor("Alex Sample")
    canvas.save()
    writer, out = PdfWriter(clone_from=stream), BytesIO()
    for page in writer.pages:
        page.rotate(rotated)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.fixture
def whole() -> bytes:
    try:
        enclosed = [
            Enclosure("Note of 2026-10-26", note_sheet(NOTE, ABOUT)),
            Enclosure("Claim form", drawn(boxes(CLAIM, ON).pages, Margins(), preview=True)),
            Enclosure("What the payer decided", decision_sheet(REFUSED, ABOUT)),
            Enclosure("Plan of care", pages(3, rotated=90)),
        ]
        return packet("Records of a claim", Enclosure("Letter", pages(2)), enclosed)
    except PrinterMissingError as error:
        pytest.skip(str(error))


def test_the_contents_say_on_which_page_of_the_packet_each_document_begins(whole: bytes) -> None:
    found = texts(whole)
    assert [f"Packet page {number} of {len(found)}" in text for number, text in enumerate(found, 1)] == [True] * 9
    assert "Letter 1 2 Note of 2026-10-26 4 1 Claim form 5 1 What the payer decided 6 1 Plan of care 7 3" in found[2]
    for page, words in ((0, "Scan 1"), (3, "Muscle spasm"), (4, "97110"), (5, "CO-50 124.00"), (8, "Scan 3")):
        assert words in found[page], words


def test_a_scan_that_lies_on_its_side_stands_upright_under_its_number(whole: bytes) -> None:
    scan = PdfReader(BytesIO(whole)).pages[-1]
    assert scan.rotation == 0
    assert scan.mediabox.width > scan.mediabox.height


def test_a_reader_finds_each_document_among_the_bookmarks_and_nobodys_name_in_the_properties(whole: bytes) -> None:
    reader = PdfReader(BytesIO(whole))
    marks = [one for one in reader.outline if isinstance(one, Destination)]
    starts = [(one.title, reader.get_destination_page_number(one)) for one in marks]
    assert starts == [
        ("Letter", 0), ("Contents", 2), ("Note of 2026-10-26", 3), ("Claim form", 4), ("What the payer decided", 5),
        ("Plan of care", 6),
    ]  # fmt: skip
    assert "Sample" not in str(reader.metadata)
    assert str(reader.root_object["/Lang"]) == "en"


def test_the_note_is_enclosed_to_the_letter() -> None:
    try:
        text = PdfReader(BytesIO(note_sheet(NOTE, ABOUT))).pages[0].extract_text()
    except PrinterMissingError as error:
        pytest.skip(str(error))
    for line in filter(None, NOTE.splitlines()):
        assert " ".join(line.split()) in " ".join(text.split())


def test_a_plan_of_care_is_enclosed_with_its_goals_and_its_certification() -> None:
    about = [("From", "2026-10-05"), ("Certification", "not signed")]
    try:
        text = PdfReader(BytesIO(plan_sheet("Sit 60 minutes.\nClimb <one> flight.", about))).pages[0].extract_text()
    except PrinterMissingError as error:
        pytest.skip(str(error))
    for words in ("Plan of care", "From 2026-10-05", "Certification not signed", "Goals", "Climb <one> flight."):
        assert words in " ".join(text.split()), words


def test_the_decision_has_the_lines_of_this_claim_and_the_reasons_in_words() -> None:
    page = decision_html(REFUSED, ABOUT)
    for words in (
        "97110 GP",
        "CO-50 124.00",
        "CO-45 18.25, PR-2 8.00",
        "32.00",
        "182.25",
        "<dt>50</dt>",
        "coinsurance.",
    ):
        assert words in page, words
    assert dt.date(2026, 10, 26).isoformat() in page


def test_a_decision_on_the_whole_claim_is_shown_with_its_reason() -> None:
    whole = replace(REFUSED, lines=(), adjustments=(Adjustment("OA", "23", Decimal(100)),), remarks=("N115",))
    assert '<th scope="row">The claim</th><td></td><td>OA-23 100.00, N115</td>' in decision_html(whole, ABOUT)


@pytest.mark.parametrize(
    ("pdf", "says"),
    [
        (b"GIF89a", "Plan of care is not a PDF that can be read; enclose one that opens."),
        (pages()[:200], "Plan of care is not a PDF that can be read; enclose one that opens."),
        (pages(password="secret"), "Plan of care is protected by a password; enclose a PDF without one."),
    ],
)
def test_what_cannot_be_read_is_named_and_no_packet_is_made(pdf: bytes, says: str) -> None:
    with pytest.raises(PacketError) as error:
        packet("Records", Enclosure("Letter", pages()), [Enclosure("Plan of care", pdf)])
    assert str(error.value) == says


def test_long_contents_count_their_own_pages() -> None:
    try:
        made = texts(
            packet("Records", Enclosure("Letter", pages()), [Enclosure(f"Scan {n}", pages()) for n in range(60)])
        )
    except PrinterMissingError as error:
        pytest.skip(str(error))
    assert len(made) == 1 + 2 + 60
    assert "Scan 0 4 1" in made[1]
    assert "Scan 59 63 1" in made[2]
