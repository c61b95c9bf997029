"""The page as HTML: whole in itself, escaped, accessible, and as PDF with its text."""

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cleanbill.guide import html, pdf
from cleanbill.guide.build import guide

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ON = dt.date(2026, 11, 2)
CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
_STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CODES = ("M62.830", "S39.012A", "E11.9", "M62.83", "M62.839", "S72.001D")


@pytest.mark.parametrize("code", CODES)
def test_a_page_is_one_file_without_script(code: str) -> None:
    text = html.render(guide(code, ON))
    assert text.startswith("<!doctype html>")
    assert "<script" not in text
    assert not re.findall(r"<link|<img|@import|url\(|style=", text)


@pytest.mark.parametrize("code", CODES)
def test_every_link_within_the_page_has_its_target(code: str) -> None:
    text = html.render(guide(code, ON))
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_words_of_the_source_are_escaped() -> None:
    text = html.render(guide('<b>"&', ON))
    assert "<b>" not in text


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield launched
        launched.close()


@pytest.mark.parametrize(
    ("code", "width", "scheme"),
    [
        ("M62.830", 1280, "light"),
        ("S39.012A", 390, "dark"),
        ("E11.9", 390, "light"),
        ("M62.83", 1280, "dark"),
    ],
)
def test_axe_finds_nothing(browser: "Browser", code: str, width: int, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_content(html.render(guide(code, ON)))
    options = {"runOnly": _STANDARD, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    assert not [(v["id"], [node["html"] for node in v["nodes"]][:3]) for v in violations]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "it scrolls sideways"
    page.close()


def test_a_pdf_has_its_text_its_title_and_a_sane_length() -> None:
    from pypdf import PdfReader

    try:
        document = pdf.render(guide("M62.830", ON))
    except pdf.PrinterMissingError as error:
        pytest.skip(str(error))
    reader = PdfReader(BytesIO(document))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "It is complete with 6 characters and takes no 7th character." in re.sub(r"\s+", " ", text)
    assert reader.metadata
    assert reader.metadata.title == "M62.830 Muscle spasm of back: code guide"
    assert 8 <= len(reader.pages) <= 24


def test_a_missing_printer_is_one_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.PrinterMissingError, match=r"^PDF needs WeasyPrint: pip install 'cleanbill\[pdf\]'\.$"):
        pdf.render(guide("M62.830", ON))
