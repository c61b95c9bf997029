"""The same condition of the other side."""

import datetime as dt

import pytest

from cleanbill import codes

NOW = dt.date(2026, 11, 2)


def sides(code: str) -> dict[str, str]:
    return {side.code: side.side for side in codes.release(NOW).lookup(code, NOW).sides}


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("M25.511", {"M25.512": "left", "M25.519": "not said"}),
        ("M17.11", {"M17.12": "left", "M17.0": "both", "M17.10": "not said"}),
        ("G56.01", {"G56.02": "left", "G56.03": "both", "G56.00": "not said"}),
        ("S46.011A", {"S46.012A": "left", "S46.019A": "not said"}),
        ("S52.501", {"S52.502": "left", "S52.509": "not said"}),
        ("I83.012", {"I83.022": "left", "I83.002": "not said"}),
        ("Z96.651", {"Z96.652": "left", "Z96.653": "both", "Z96.659": "not said"}),
        ("M54.30", {"M54.31": "right", "M54.32": "left"}),
        ("K40.90", {"K40.20": "both"}),
        ("M62.830", {}),
        ("M54.50", {}),
        ("13", {}),
    ],
)
def test_the_other_sides_of_a_code(code: str, others: dict[str, str]) -> None:
    assert sides(code) == others


def test_every_sided_title_of_joints_and_injuries_has_its_family() -> None:
    release = codes.release(NOW)
    sql = """SELECT n.code, s.key FROM node n LEFT JOIN sided s ON s.key = n.key WHERE n.level = 'diag'
             AND n.key GLOB '[MS]*' AND (n.title LIKE '%right %' OR n.title LIKE '%left %') AND NOT EXISTS
             (SELECT 1 FROM node c WHERE c.parent = n.id AND c.level = 'diag')"""
    named = release.rows(sql)
    assert len(named) > 5_000
    assert [code for code, key in named if key is None] == []


@pytest.mark.parametrize("code", ["I50.1", "Q25.47", "Q35.1", "T81.500", "K51.50"])
def test_a_word_of_side_that_is_no_side_makes_no_family(code: str) -> None:
    """The left ventricle, a right arch, a cleft, what was left in the body."""
    assert sides(code) == {}


def test_a_family_never_holds_one_side_twice_for_complete_codes_of_the_specialty() -> None:
    release = codes.release(NOW)
    sql = "SELECT family, side, count(*) FROM sided WHERE key GLOB 'M*' AND side IN ('right', 'left') GROUP BY 1, 2"
    assert [row for row in release.rows(sql) if row[2] > 1] == []
