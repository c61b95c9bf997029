"""A file of no known kind is named for what it is."""

import pytest

from cleanbill.data.foreign import what_it_is


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "it is empty"),
        (b"\r\n \n", "it is empty"),
        (b"<!DOCTYPE html>\n<html><title>AMA licence</title>", "a web page, most likely a login or licence page"),
        (b"\xef\xbb\xbf<!-- saved -->\n<HTML lang=en>", "a web page"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of an old format"),
        (b"ISA*00*          *", "an X12 file"),
        (b'"2026","01112","05","97110","  ","000029.85"', "payment amount file (PFALL)"),
        (b"2026 National Anesthesia\nContractor,Locality,ANES CONVERSION FACTOR\n", "a side file of the Physician Fee"),
        (b"Medicaid NCCI PTP Edits\nColumn 1,Column 2\n", "a Medicaid NCCI table"),
    ],
)
def test_the_wrong_file_is_named_for_what_it_is(head: bytes, said: str) -> None:
    assert said in what_it_is(head)


@pytest.mark.parametrize("head", [b"hello", b"a page about <html>", b"97110,6\n", b"\x00\x01\x02"])
def test_nothing_is_said_of_a_file_that_shows_nothing(head: bytes) -> None:
    assert what_it_is(head) == ""
