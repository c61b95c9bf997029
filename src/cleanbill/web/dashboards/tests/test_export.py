"""Numbers and lists as files: their sums are the page's, and no text of theirs is a formula."""

import csv
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.dashboards.definitions import definitions
from cleanbill.web.dashboards.period import month_of
from cleanbill.web.dashboards.reckoning import reckon
from cleanbill.web.dashboards.tests.booked import TODAY, books

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PARTS = ("worksheets/sheet1", "sharedStrings")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def _rows(client: Client, address: str) -> list[list[str]]:
    return list(csv.reader(StringIO(client.get(address).content.decode())))


def test_the_list_as_a_file_sums_up_to_the_number(practice: Practice, browse: SignIn) -> None:
    books(practice)
    head, *rows = _rows(browse(practice.owner), "/numbers/2026/11/refused/list.csv")
    assert head == ["Record", "Patient", "Payer or clinician", "Day", "Refused"]
    number = reckon(practice.clinic, "refused", month_of(TODAY, 0, TODAY)).part
    assert round(sum(float(row[4]) for row in rows) * 100) == number > 0


def test_all_numbers_of_a_month_stand_in_one_file(practice: Practice, browse: SignIn) -> None:
    books(practice)
    _, *rows = _rows(browse(practice.owner), "/numbers/2026/11/numbers.csv")
    assert [row[0] for row in rows] == [one.name for one in definitions().values()]
    assert {row[0]: row[2] for row in rows}["Clean-claim rate"] == "85.7143"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_text_is_taken_for_a_formula(practice: Practice, browse: SignIn, begin: str) -> None:
    patient = practice.records["patient"]
    type(patient).objects.filter(pk=patient.pk).update(last_name=f"{begin}HYPERLINK(1)")
    client = browse(practice.owner)
    _, row = _rows(client, "/numbers/2026/11/clean/list.csv")
    assert row[1] == f"'{begin}HYPERLINK(1), John"
    with ZipFile(BytesIO(client.get("/numbers/2026/11/clean/list.xlsx").content)) as book:
        sheet, texts = (ElementTree.fromstring(book.read(f"xl/{one}.xml")) for one in PARTS)
    assert not list(sheet.iter(f"{SHEET}f"))
    assert f"{begin}HYPERLINK(1), John" in [one.text for one in texts.iter(f"{SHEET}t")]


def test_it_is_written_down_who_took_a_list_out(practice: Practice, browse: SignIn) -> None:
    browse(practice.owner).get("/numbers/2026/11/clean/list.csv")
    entry = Entry.objects.filter(action="exported").get()
    assert str(practice.records["account"].pk) in str(entry.detail)
