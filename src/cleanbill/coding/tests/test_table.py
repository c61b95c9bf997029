import datetime as dt

from cleanbill import codes
from cleanbill.coding.encounter import complete, takes_character
from cleanbill.coding.table import combinations, diagnoses, temptations

ON = dt.date(2026, 11, 2)
RETIRED = {"M54.5", "M51.36", "M51.37", "M72.2"}
SIDES = (("right",), ("left",), ("unspecified", " other "))  # "other finger": a named finger of a side not named


def full(code: str) -> str:
    return complete(code, "A") if takes_character(code) else code


def test_every_code_of_the_table_is_billable_or_was() -> None:
    release = codes.release(ON)
    for diagnosis in diagnoses().values():
        for row in diagnosis.rows:
            for code in row.codes:
                assert release.billable(full(code), ON) or code in RETIRED, code


def test_every_sided_code_is_of_its_side() -> None:
    release = codes.release(ON)
    for diagnosis in diagnoses().values():
        for row in diagnosis.rows:
            for code, sides in zip(row.codes, SIDES, strict=False):
                if len(row.codes) > 1:
                    assert any(side in release.title(full(code)).lower() for side in sides), (code, sides)


def test_a_row_without_conditions_is_the_last_but_for_what_it_replaced() -> None:
    for diagnosis in diagnoses().values():
        open_rows = [i for i, row in enumerate(diagnosis.rows) if not (row.at or row.says or row.level)]
        assert all(set(row.codes) <= RETIRED for i in open_rows[:1] for row in diagnosis.rows[i + 1 :])


def test_combinations_speak_of_known_diagnoses() -> None:
    for combination in combinations():
        assert {combination.whole, *combination.first} <= diagnoses().keys()
        assert set(combination.second) <= diagnoses().keys() or combination.anywhere


def test_a_tempting_code_is_truly_wrong_or_truly_another() -> None:
    release = codes.release(ON)
    for temptation in temptations():
        assert release.billable(temptation.code, ON) == temptation.valid, temptation.code


def test_placeholders_fill_a_short_injury_code() -> None:
    assert complete("S16.1", "A") == "S16.1XXA"
    assert complete("S83.91", "D") == "S83.91XD"
    assert complete("S39.012", "S") == "S39.012S"
