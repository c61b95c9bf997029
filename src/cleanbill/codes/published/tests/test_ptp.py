"""The practitioner table of code pairs comes in several files that are taken in as one, or not at all."""

import datetime as dt
import re
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.codes import ncci
from cleanbill.codes.published import KINDS
from cleanbill.codes.published.tests.conftest import WHOLE, Add, edit, ptp
from cleanbill.data import DataFileError
from cleanbill.data.tests.books import xlsx

ON = dt.date(2026, 8, 3)
NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


def _parts(folder: Path, names: str, rows: tuple[str, ...] = WHOLE) -> list[Path]:
    """One file for each name, the rows shared out over them."""
    paths = [folder / name for name in names.split()]
    for place, path in enumerate(paths):
        path.write_text(ptp(rows[place :: len(paths)] if len(paths) < len(rows) else rows[place : place + 1]))
    return paths


def test_the_four_parts_of_a_quarter_are_one_holding_from_its_first_day(tmp_path: Path) -> None:
    paths = _parts(tmp_path, " ".join(f"ccipra-v322r0-f{number}.TXT" for number in (3, 1, 4, 2)))
    [holding] = data.add_together(paths, KINDS, NOW)
    assert (holding.edition, holding.start) == ("NCCI PTP practitioner 2026 Q3 v322r0", dt.date(2026, 7, 1))
    assert holding.rows == 4
    assert ncci.edition(ON) == holding.edition


@pytest.mark.parametrize(
    ("version", "start"), [("v302r0", (2024, 7)), ("v320r1", (2026, 1)), ("v323r0", (2026, 10)), ("v330r0", (2027, 1))]
)
def test_the_version_says_year_and_quarter(tmp_path: Path, version: str, start: tuple[int, int]) -> None:
    [holding] = data.add_together(_parts(tmp_path, f"ccipra-{version}-f1.txt"), KINDS, NOW)
    assert (holding.start.year, holding.start.month) == start


def test_quarters_stand_side_by_side_and_each_answers_for_its_dates(tmp_path: Path) -> None:
    deleted = (edit("0001U", "0028U"), edit("97140", "97124", 0, last="20260930"), edit("G0283", "97032", 0))
    data.add_together(_parts(tmp_path, "ccipra-v322r0-f1.txt"), KINDS, NOW)
    data.add_together(_parts(tmp_path, "ccipra-v323r0-f1.txt", deleted), KINDS, NOW)
    assert [holding.start.month for holding in data.holdings()] == [7, 10]
    third, fourth = dt.date(2026, 9, 30), dt.date(2026, 10, 1)
    assert [bool(ncci.pair("97124", "97140", day)) for day in (third, fourth)] == [True, False]
    assert [pair.indicator for day in (third, fourth) if (pair := ncci.pair("97032", "G0283", day))] == [1, 0]


def test_column_1_and_2_are_kept_in_their_order_however_they_are_asked_for(add: Add) -> None:
    add("ccipra-v322r0-f1.txt", ptp(WHOLE))
    for one, other in (("97140", "97124"), ("97124", "97140")):
        pair = ncci.pair(one, other, ON)
        assert pair
        assert (pair.column1, pair.column2, pair.indicator) == ("97140", "97124", 0)


def test_an_edit_holds_from_its_first_to_its_last_day(add: Add) -> None:
    add("ccipra-v322r0-f1.txt", ptp([*WHOLE, edit("G0329", "97164", 1, "20240401", "20260630")]))
    days = [dt.date(2024, 3, 31), dt.date(2024, 4, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1)]
    assert [bool(ncci.pair("97164", "G0329", day)) for day in days] == [False, True, True, False]


def test_an_edit_that_came_back_holds_in_both_of_its_times(add: Add) -> None:
    again = (edit("G0329", "97164", 1, "20160101", "20171231"), edit("G0329", "97164", 0, "20260101"))
    add("ccipra-v322r0-f1.txt", ptp([*WHOLE, *again]))
    found = [ncci.pair("97164", "G0329", dt.date(year, 7, 1)) for year in (2016, 2020, 2026)]
    assert [pair and pair.indicator for pair in found] == [1, None, 0]


def test_a_pair_that_turned_its_columns_round_is_the_one_of_its_day(add: Add) -> None:
    turned = (edit("G0329", "G0281", last="20260331"), edit("G0281", "G0329", first="20260401"))
    add("ccipra-v322r0-f1.txt", ptp([*WHOLE, *turned]))
    found = [ncci.pair("G0281", "G0329", day) for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1))]
    assert [pair.column1 for pair in found if pair] == ["G0329", "G0281"]


def test_an_edit_that_ended_on_the_day_it_began_never_held(add: Add) -> None:
    nine = (edit("G0329", "97164", 9, "20260701", "20260701"), edit("G0329", "97164", 1, "20260701"))
    add("ccipra-v322r0-f1.txt", ptp([*WHOLE, nine[0]]))
    assert ncci.pair("G0329", "97164", dt.date(2026, 7, 1)) is None
    add("ccipra-v323r0-f1.txt", ptp([*WHOLE, *nine]))
    assert ncci.pair("G0329", "97164", dt.date(2026, 10, 1))


def test_with_a_table_every_code_is_known_and_without_one_those_of_the_specialty(add: Add) -> None:
    codes = frozenset({"97140", "80053"})
    assert ncci.outside(codes, ON) == {"80053"}
    add("ccipra-v322r0-f1.txt", ptp(WHOLE))
    assert ncci.outside(codes, ON) == frozenset()


def test_the_table_as_a_workbook_or_a_csv_says_the_same(add: Add) -> None:
    rows = [line.split("\t") for line in ptp(WHOLE).splitlines()]
    book = add("ccipra-v322r0-f1.xlsx", xlsx([[int(c) if len(c) == 8 and c.isdigit() else c for c in r] for r in rows]))
    assert (book.rows, ncci.pair("97124", "97140", ON)) == (4, ncci.pair("97140", "97124", ON))
    assert add("ccipra-v323r0-f1.csv", "\n".join(",".join(row) for row in rows)).rows == 4


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("ccipra-v322r0-f1.TXT ccipra-v322r0-f3.TXT", "lacks f2; give all parts of the quarter together"),
        ("ccipra-v322r0-f2.TXT", "lacks f1; give all parts"),
        ("ccipra-v322r0-f1.TXT ccipra-v321r0-f2.TXT", "are of different quarters"),
        ("ccioph-v322r0-f1.TXT ccioph-v322r0-f2.TXT", "is the NCCI table for hospitals (ccioph)"),
        ("2026q3-practitioner-additions-ptp.txt", "is the list of a quarter's changes; give all parts"),
        ("medicare-hospital-ptp.txt", "is the NCCI table for hospitals (ccioph)"),
    ],
)
def test_files_that_are_not_the_whole_practitioner_table_are_refused(tmp_path: Path, names: str, said: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(said)):
        data.add_together(_parts(tmp_path, names), KINDS, NOW)
    assert data.holdings() == ()


@pytest.mark.parametrize("rows", [WHOLE[:-1], WHOLE[1:]], ids=["without the last part", "without the first"])
def test_a_table_that_ends_before_its_letters_or_begins_after_0_is_not_whole(add: Add, rows: tuple[str, ...]) -> None:
    with pytest.raises(DataFileError, match=r"pairs\.txt: not the whole table, codes with 0 to codes with G"):
        add("pairs.txt", ptp(rows))


def test_the_hospital_table_under_another_name_is_known_by_its_pairs(add: Add) -> None:
    with pytest.raises(DataFileError, match=r"pairs\.txt is the NCCI table for hospitals"):
        add("pairs.txt", ptp([*WHOLE, edit("97161", "97750", 1)]))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((edit("0001U", "97O10"), "97140\t97124\t\t2020"), "row 8 is not a code pair with its days and indicator"),
        ((edit("0001U", "0028U", first="20201341"),), "row 7 has 20201341, which is no date"),
        ((edit("0001U", "0028U"), edit("G0283", "97032", rationale="Misuse of Column T").rstrip("\n")), None),
        ((edit("0001U", "0028U"), edit("G0283", "97032"), edit("G0283", "97032", rationale="Misuse of")), "middle"),
        ((edit("0001U", "0028U", 5),), "and no code pairs"),
        ((), "has a heading and no code pairs"),
    ],
)
def test_a_damaged_part_is_refused_with_its_row(add: Add, rows: tuple[str, ...], said: str | None) -> None:
    with pytest.raises(DataFileError, match=re.escape(said or "ends in the middle of a row")):
        add("ccipra-v322r0-f1.txt", ptp(rows))
    assert data.holdings() == ()
