"""The unit limits for practitioners, quarter by quarter."""

import datetime as dt
import re

import pytest

from cleanbill import data
from cleanbill.codes import mue as limits
from cleanbill.codes.published.tests.conftest import Add, limit, mue
from cleanbill.data import DataFileError
from cleanbill.data.tests.books import xlsx

NAME = "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv"
ON = dt.date(2026, 8, 3)


def test_the_file_name_says_the_first_day_and_each_quarter_has_its_own_limit(add: Add) -> None:
    july = add(NAME, mue([limit("97110", 6), limit("80053", 1, 2)]))
    assert (july.edition, july.start, july.rows) == ("MUE practitioner 2026-07-01", dt.date(2026, 7, 1), 2)
    add(NAME.replace("07-01", "10-01"), mue([limit("97110", 8)]))
    found = [limits.limit("97110", day) for day in (dt.date(2026, 9, 30), dt.date(2026, 10, 1))]
    assert [one.units for one in found if one] == [6, 8]
    assert limits.limit("80053", ON) == limits.Limit(1, 2)


def test_before_the_first_table_and_without_one_the_shipped_limits_answer(add: Add) -> None:
    add(NAME, mue([limit("97110", 9)]))
    before = dt.date(2026, 6, 30)
    assert limits.limit("97110", before) == limits.Limit(6, 3)
    assert (limits.edition(before), limits.edition(ON)) == ("2024-07-01", "MUE practitioner 2026-07-01")
    assert limits.is_outside("80053", before)
    assert not limits.is_outside("80053", ON)


def test_a_code_that_the_table_has_not_got_has_no_limit(add: Add) -> None:
    add(NAME, mue([limit("97110", 6)]))
    assert limits.limit("97140", ON) is None


def test_a_workbook_is_read_and_gives_its_codes_their_zeros_back(add: Add) -> None:
    heading = ["HCPCS/\nCPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator", "MUE Rationale"]
    add(NAME.replace("csv", "xlsx"), xlsx([["A notice"], heading, [97110, 6, "3 Date of Service Edit", "x"]]))
    assert limits.limit("97110", ON) == limits.Limit(6, 3)


def test_a_name_without_a_date_asks_for_one(add: Add) -> None:
    with pytest.raises(DataFileError, match=r"mue\.csv does not say from when it holds; give .* with --from"):
        add("mue.csv", mue([limit("97110", 6)]))
    assert add("mue.csv", mue([limit("97110", 6)]), dt.date(2026, 7, 1)).start == dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (mue([limit("97110", 2)], "Outpatient Hospital Services"), "is the MUE table of the Outpatient Hospital;"),
        (mue([limit("97110", 2)], "DME Supplier Services"), "is the MUE table of the DME Supplier;"),
        (mue([limit("97110", 2), limit("97110", 3)]), "row 4: 97110 stands there twice"),
        (mue(["97110,six,3 x,y\n"]), "column practitioner services mue values: 'six' is not a whole number"),
        (mue(["97110,6,4 x,y\n"]), "row 3: the adjudication indicator is not 1, 2 or 3"),
        (mue(["9711X0,6,3 x,y\n"]), "row 3: '9711X0' is not a procedure code"),
        (mue([limit("97110", 2), "97140,6"]), "row 4 has 2 cells and the heading 4: the file is cut short"),
        (mue([]), "has a heading and no rows"),
        (mue([limit("97110", 2)]).replace("MUE Adjudication Indicator", "?"), "has not the official heading"),
    ],
)
def test_the_wrong_table_and_a_damaged_one_are_refused(add: Add, text: str, said: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(said)):
        add(NAME, text)
    assert data.holdings() == ()
