"""What a file is that no kind recognises, so that whoever took the wrong one sees which one it was."""

import re

_FILES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\s*\Z"), "it is empty"),
    (
        re.compile(rb"(?i)\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?<(!doctype html|html)\b", re.DOTALL),
        "it is a web page, most likely a login or licence page: accept the licence in the browser, and add the file "
        "that it then downloads",
    ),
    (re.compile(rb"%PDF-"), "it is a PDF; the table itself is published beside it as zip, text or .xlsx"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "it is a workbook of an old format (.xls); save it as .xlsx or CSV"),
    (re.compile(rb"ISA.\d\d"), "it is an X12 file; `cleanbill check` reads claims"),
    (
        re.compile(rb'"?20\d\d"?,"?\d{5}"?,"?\d\d"?,"?[0-9A-Z]{5}"?,'),
        "it is the fee schedule's payment amount file (PFALL); prices are worked out from the relative value file",
    ),
    (
        re.compile(rb"(?i).{0,4000}(ANES|OPPS)[^\r\n]{0,40}(CONVERSION FACTOR|CAP)", re.DOTALL),
        "it is a side file of the Physician Fee Schedule; add PPRRVU*.csv and GPCI*.csv, or the whole RVU zip",
    ),
    (
        re.compile(rb"(?i).{0,4000}Medicaid[^\r\n]{0,60}(NCCI|PTP|MUE|edits)", re.DOTALL),
        "it is a Medicaid NCCI table; what is read is the Medicare practitioner table",
    ),
)


def what_it_is(head: bytes) -> str:
    """What the beginning of an unknown file shows it to be, in half a sentence; empty where it shows nothing."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    return next((words for pattern, words in _FILES if pattern.match(head)), "")
