"""Exports in which line breaks are written as backslash and n."""

import datetime as dt

from cleanbill import notes

NOTE = (
    r"CERV EVAL\nR neck pain since abt 10/19/26.\nDenies trauma, hand clumsiness.\n\nEXAM 11/18/26\nSpurling R (+)"
    r"\nR C6 tender\n\nASSESS: R C6 cervical radiculopathy."
)


def test_a_written_out_line_break_breaks_the_line() -> None:
    found = notes.read(NOTE, dt.date(2026, 11, 18))
    assert (found.region, found.trauma, found.onset) == ("cervical", "none", "acute")
    assert {finding.type for finding in found.objective_findings} >= {"special_test_positive", "palpation_tenderness"}


def test_words_are_told_as_they_are_written() -> None:
    found = notes.read(NOTE)
    assert all(NOTE[fact.start : fact.end] == fact.span for fact in found.facts)
    assert all(NOTE[one.start : one.end] == one.span for one in found.objective_findings)


def test_a_path_in_a_note_is_no_line_break() -> None:
    assert notes.read(r"Scan stored at \\server\new\neck. Neck pain.").region == "cervical"
