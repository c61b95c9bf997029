"""Add-on codes, HCPCS, places of service, reason codes and taxonomy as they are published."""

import datetime as dt
import re

import pytest

from cleanbill import data
from cleanbill.codes import add_on as add_ons
from cleanbill.codes import hcpcs, modifiers, places, reasons, taxonomy
from cleanbill.codes.published.tests.conftest import (
    PLACES,
    REASONS,
    TAXONOMY,
    Add,
    add_on,
    hcpcs_record,
    hcpcs_table,
    listed,
)  # fmt: skip
from cleanbill.data import DataFileError

ON = dt.date(2026, 8, 3)
AOC = "AOC_V2026Q3-MCR.txt"
ANWEB = "HCPC2026_JUL_ANWEB_06172026.txt"


def test_the_add_on_file_says_primaries_by_day(add: Add) -> None:
    rows = [listed("97130", "97129"), listed("97546", "97545", 3, "2026001", "2026181"), listed("0054T", "CCCCC", 2)]
    holding = add(AOC, add_on(rows))
    assert (holding.edition, holding.start, holding.rows) == ("NCCI add-on codes 2026 Q3", dt.date(2026, 7, 1), 3)
    assert add_ons.primaries("97130", ON) == {"97129"}
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1)]
    assert [bool(add_ons.primaries("97546", day)) for day in days] == [False, True, True, False]
    assert (add_ons.is_complete("97130", ON), add_ons.is_complete("97546", days[1])) == (True, False)
    assert add_ons.primaries("0054T", ON) == frozenset()
    assert not add_ons.is_complete("0054T", ON)


def test_the_add_on_file_as_text_of_fixed_width_says_the_same(add: Add) -> None:
    text = (
        "CPT only copyright 2025 American Medical Association.\n"
        "197130       97129       2020001\n"
        "1975462026181975452026181" "2013001       note\n"
        "20054T       CCCCC       2013091       Contractor Defined Primary Codes\n"
    )  # fmt: skip
    assert add(AOC, text).rows == 3
    assert add_ons.primaries("97130", ON) == {"97129"}
    assert [bool(add_ons.primaries("97546", day)) for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))] == [
        True,
        False,
    ]
    with pytest.raises(DataFileError, match="row 5 is not an add-on code with its primary: the file is cut short"):
        add("AOC_V2026Q4-MCR.txt", text + "1975511  ")


def test_an_added_list_replaces_ours_save_for_codes_that_the_ncci_does_not_list(add: Add) -> None:
    add(AOC, add_on([listed("97130", "97129")]))
    assert add_ons.primaries("97811", ON) == frozenset()
    assert "99213" in add_ons.primaries("G2211", ON)


@pytest.mark.parametrize(
    "text",
    [
        "".join([hcpcs_record("G0283", "Elec stim other than wound"), hcpcs_record("G9999", "Gone", last="20260630"),
                 hcpcs_record("AT", "Acute treatment", kind="7"), hcpcs_record("ZQ", "New", "20260801", kind="7")]),
        hcpcs_table([("G0283", "3", "Elec stim other than wound", "20000101", ""),
                     ("G9999", "3", "Gone", "20000101", "20260630"), ("   AT", "7", "Acute treatment", "20000101", ""),
                     ("   ZQ", "7", "New", "20260801", "")]),
    ],
    ids=["fixed width", "table"],
)  # fmt: skip
def test_hcpcs_codes_and_modifiers_have_their_days(add: Add, text: str) -> None:
    holding = add(ANWEB, text)
    assert (holding.edition, holding.start, holding.rows) == ("HCPCS Level II 2026 Q3", dt.date(2026, 7, 1), 4)
    found = hcpcs.entry("G0283", ON)
    assert found
    assert (found.short, found.first_day, found.last_day) == ("Elec stim other than wound", dt.date(2000, 1, 1), None)
    gone = hcpcs.entry("G9999", ON)
    assert gone
    assert not gone.in_force(ON)
    assert hcpcs.entry("G0000", ON) is None
    assert [modifiers.valid("ZQ", day) for day in (dt.date(2026, 7, 31), ON)] == [False, True]


def test_modifiers_of_cpt_and_those_of_ours_stay_valid_beside_the_hcpcs_file(add: Add) -> None:
    add(ANWEB, hcpcs_record("G0283", "x") + hcpcs_record("KX", "x", last="20260630", kind="7"))
    assert modifiers.valid("59", ON)
    assert modifiers.valid("GP", ON)
    assert not modifiers.valid("KX", ON)
    assert modifiers.valid("KX", dt.date(2026, 6, 30))


def test_places_are_those_of_the_added_list_with_our_labels(add: Add) -> None:
    add("pos.csv", PLACES, dt.date(2026, 7, 1))
    office = places.place("11", ON)
    assert office
    assert (office.label, office.facility) == ("office", False)
    moon = places.place("67", ON)
    assert moon
    assert (moon.label, moon.facility) == ("Moon Base", None)
    assert [places.place(code, ON) for code in ("28", "29", "30", "99")] == [None] * 4
    assert places.place("99", dt.date(2026, 6, 30))


def test_reason_codes_have_their_days_and_say_of_which_list_they_are(add: Add) -> None:
    holding = add("carc-rarc.csv", REASONS)
    assert (holding.edition, holding.start, holding.rows) == ("CARC and RARC 2026-11-01", dt.date(2026, 11, 1), 3)
    new = reasons.reason("N999", ON)
    assert new
    assert (new.kind, new.in_force(ON), new.in_force(dt.date(2026, 11, 1))) == ("RARC", False, True)
    ended = reasons.reason("A2", ON)
    assert ended
    assert (ended.kind, ended.last_day) == ("CARC", dt.date(2008, 1, 1))
    assert reasons.reason("97", ON)  # not in the added list, in ours


def test_two_lists_that_are_added_one_after_the_other_both_answer(add: Add) -> None:
    heading = REASONS.partition("\n")[0]
    add("carc.csv", f"{heading}\n45,Words,01/01/1995,03/01/2026,12/31/2026,\n")
    add("rarc.csv", f"{heading}\nM15,Words,01/01/1997,07/01/2026,,\n")
    add("carc-later.csv", f"{heading}\n45,Words,01/01/1995,11/01/2026,,\n")
    found = [
        reasons.reason(code, day) for code in ("45", "M15") for day in (dt.date(2026, 1, 1), ON, dt.date(2026, 12, 1))
    ]
    assert [reason.edition for reason in found if reason] == [
        "CARC 2026-03-01", "CARC 2026-03-01", "CARC 2026-11-01", *["RARC 2026-07-01"] * 3,
    ]  # fmt: skip


def test_the_page_of_a_list_can_be_added_as_a_browser_saves_it(add: Add) -> None:
    row = '<tr><td class="code">{}</td>\n<td class="description">Words<span class="dates"><br />{}</span></td></tr>'
    page = "<!DOCTYPE html><html><title>Remittance Advice Remark Codes | X12</title><table>{}</table></html>".format(
        row.format("M15", "Start: 01/01/1997 | Last Modified: 11/01/2026 | Notes: (x)")
        + row.format("<b>N1</b>", "Start: 01/01/2000 | Stop: 10/31/2026")
    )
    holding = add("Remittance Advice Remark Codes.html", page)
    assert (holding.edition, holding.rows) == ("RARC 2026-11-01", 2)
    ended = reasons.reason("N1", ON)
    assert ended
    assert (ended.first_day, ended.last_day) == (dt.date(2000, 1, 1), dt.date(2026, 10, 31))
    with pytest.raises(DataFileError, match="is cut short: the page has no end; save it again"):
        add("page.html", page[:-9])


def test_the_taxonomy_is_in_use_three_months_after_it_is_published(add: Add) -> None:
    january, july = add("nucc_taxonomy_260.csv", TAXONOMY), add("nucc_taxonomy_261.csv", TAXONOMY + "\n")
    assert [holding.start for holding in (january, july)] == [dt.date(2026, 4, 1), dt.date(2026, 10, 1)]
    assert july.edition == "NUCC provider taxonomy 26.1"
    found = taxonomy.taxonomy("2251X0800X", ON)
    assert found
    assert (found.classification, found.specialization) == ("Physical Therapist", "Orthopedic")
    assert taxonomy.taxonomy("000000000X", ON) is None
    assert (taxonomy.edition(ON), taxonomy.edition(dt.date(2026, 1, 1))) == (january.edition, "")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (AOC, add_on([listed("97130", "97129", 4)]), "row 3: the type of the edit is not 1, 2 or 3"),
        (AOC, add_on([listed("97130", "97129", first="2026400")]), "row 3: '2026400' is not a day such as 2026001"),
        (AOC, add_on([listed("97130", "9712")]), "row 3: '9712' is not a procedure code"),
        (AOC, add_on([]), "has a heading and no rows"),
        (ANWEB, hcpcs_record("G0283", "x")[:-40], "row 2 is not a whole record: the file is cut short"),
        (ANWEB, hcpcs_record("G0283", "x") * 2, "G0283 stands there twice"),
        (ANWEB, hcpcs_record("AT", "x", kind="7"), "has no codes"),
        (ANWEB, hcpcs_record("G0283", "x", "20261301"), "'20261301' is not a date"),
        ("pos.csv", PLACES + "110,Office,x\n", "row 6: '110' is not a place of service of two digits"),
        ("pos.csv", PLACES + "29,Again,x\n", "29 stands there twice"),
        ("reasons.csv", REASONS + "X9999,Words,1/1/2026,,,\n", "row 5: 'X9999' is not a reason or remark code"),
        ("reasons.csv", REASONS + "45,Words,1/1/2026,,,\n", "45 stands there twice"),
        ("reasons.csv", REASONS + "46,Words\n", "row 5 has 2 cells and the heading 6"),
        ("nucc_taxonomy_261.csv", TAXONOMY + "2251,x,y,z,,,,\n", "row 4: '2251' is not a taxonomy code"),
        ("nucc_taxonomy_261.csv", TAXONOMY + TAXONOMY[-90:], "cells and the heading"),
        ("taxonomy.csv", TAXONOMY, "does not say from when it holds"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(add: Add, name: str, text: str, said: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(said)):
        add(name, text, dt.date(2026, 7, 1) if name == "pos.csv" else None)
    assert data.holdings() == ()
