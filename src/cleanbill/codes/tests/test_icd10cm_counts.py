"""What the compiled code set must hold, counted. The counts are those of the official Tabular Lists and of the
Medicare Code Editor v44."""

import csv
import datetime as dt
import gzip
from collections import Counter
from pathlib import Path

import pytest

from cleanbill import codes
from cleanbill.codes import Release

FY2026, FY2027 = dt.date(2026, 9, 30), dt.date(2026, 10, 1)
SHARED = Path(__file__).parents[5] / "shared" / "data" / "icd10cm"


@pytest.fixture(scope="module", params=[FY2026, FY2027], ids=["FY2026", "FY2027"])
def edition(request: pytest.FixtureRequest) -> tuple[Release, dt.date]:
    return codes.release(request.param), request.param


def in_force(release: Release, on: dt.date) -> set[str]:
    sql = "SELECT key FROM period WHERE start <= ? AND (end IS NULL OR end >= ?)"
    return {row[0] for row in release.rows(sql, on.toordinal(), on.toordinal())}


def expected(on: dt.date, fy2026: object, fy2027: object) -> object:
    return fy2026 if on == FY2026 else fy2027


def test_the_billable_codes_are_as_many_as_published(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    assert len(in_force(release, on)) == expected(on, 74_719, 74_879)


def test_the_tree_expands_to_exactly_the_codes_in_force(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    assert {row[0] for row in release.rows("SELECT key FROM node WHERE last = id")} == in_force(release, on)


def test_no_code_was_billable_in_two_periods(edition: tuple[Release, dt.date]) -> None:
    """`Release.billable` reads one period a code."""
    assert edition[0].rows("SELECT key FROM period GROUP BY key HAVING count(*) > 1") == []


def test_the_tree_has_all_chapters_sections_and_entries(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    levels = dict(release.rows("SELECT level, count(*) FROM node GROUP BY level"))
    assert levels == {
        "chapter": 22,
        "section": 297,
        "diag": expected(on, 46_881, 47_025),
        "seventh": expected(on, 51_305, 51_378),
    }


def test_the_billable_codes_have_the_published_lengths(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    lengths = Counter(len(key) for key in in_force(release, on))
    assert lengths == expected(
        on,
        {3: 214, 4: 5_398, 5: 7_143, 6: 10_479, 7: 51_485},
        {3: 215, 4: 5_397, 5: 7_179, 6: 10_501, 7: 51_587},
    )


def test_chapters_13_and_19_have_their_billable_codes(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    first = Counter(key[0] for key in in_force(release, on))
    assert (first["M"], first["S"]) == expected(on, (6_665, 31_052), (6_687, 31_049))


def test_seventh_characters_are_hung_under_their_stems(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    sql = "SELECT p.key, n.key FROM node n JOIN node p ON p.id = n.parent WHERE n.level = 'seventh'"
    made = release.rows(sql)
    assert len({stem for stem, _ in made}) == expected(on, 12_929, 12_948)
    assert sum(len(stem) < 6 for stem, _ in made) == expected(on, 11_125, 11_153)
    assert all(key[:6] == stem.ljust(6, "X") for stem, key in made)


def test_ordinary_seven_character_codes_are_not_taken_for_encounters(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    sql = "SELECT count(*) FROM node WHERE last = id AND level = 'diag' AND length(key) = 7"
    assert release.rows(sql)[0][0] == expected(on, 180, 209)


def test_the_twelve_umbrella_sections_span_their_sections(edition: tuple[Release, dt.date]) -> None:
    sql = """SELECT n.code FROM node n WHERE n.level = 'section'
             AND EXISTS (SELECT 1 FROM node c WHERE c.parent = n.id AND c.level = 'section') ORDER BY n.id"""
    assert [row[0] for row in edition[0].rows(sql)] == [
        "C00-C96", "C00-C75", "M00-M25", "M40-M54", "M60-M79", "M80-M94", "T07-T88", "T20-T32", "V00-X58", "V00-V99",
        "W00-X58", "Y62-Y84",
    ]  # fmt: skip


def test_no_note_line_is_lost_where_a_kind_has_two_containers(edition: tuple[Release, dt.date]) -> None:
    release, on = edition
    sql = "SELECT kind, count(*) FROM note JOIN node ON node.id = owner WHERE level <> 'seventh' GROUP BY kind"
    lines = dict(release.rows(sql))
    assert lines == {
        "includes": 1_024,
        "inclusionTerm": expected(on, 12_575, 12_601),  # one of them stands among the 7th characters of W08
        "excludes1": 5_407,
        "excludes2": expected(on, 2_520, 2_523),
        "codeFirst": 809,
        "useAdditionalCode": expected(on, 1_485, 1_489),
        "codeAlso": expected(on, 655, 664),
        "notes": 180,
        "sevenChrNote": 508,
        "visualImpairment": 6,
    }


@pytest.mark.parametrize(
    ("kind", "own", "inherited"),
    [("excludes1", 1_233, 22_992), ("excludes2", 354, 33_539), ("codeFirst", 206, 3_861), ("notes", 7, 30_041)],
)
def test_notes_reach_every_code_below_their_owner(kind: str, own: int, inherited: int) -> None:
    release = codes.release(FY2027)
    owners = {row[0] for row in release.rows("SELECT owner FROM note WHERE kind = ?", kind)}
    nodes = release.rows("SELECT id, parent, level, last FROM node ORDER BY id")
    reached: set[int] = set()
    parents = {parent for _, parent, level, _ in nodes if level == "diag"}
    leaves = [row for row in nodes if row[2] == "diag" and row[0] not in parents]
    for number, parent, _, _ in nodes:
        if parent in owners or parent in reached:
            reached.add(number)
    assert (sum(r[0] in owners for r in leaves), sum(r[0] in reached for r in leaves)) == (own, inherited)


def test_manifestations_are_flagged() -> None:
    release = codes.release(FY2027)
    flagged = [key for key in in_force(release, FY2027) if release.never_first(key) == "manifestation"]
    assert (len(flagged), sum(key[0] == "M" for key in flagged)) == (422, 185)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reference data is not beside this repository")
def test_validity_equals_the_reference_table() -> None:
    release = codes.release(FY2027)
    with gzip.open(SHARED / "icd10cm-billable-effective-dates.csv.gz", "rt") as stream:
        reference = {(r["code"], r["start"], r["end"]) for r in csv.DictReader(stream)}
    horizon = release.known_until.toordinal()
    ours = {
        (key, dt.date.fromordinal(start).isoformat(), dt.date.fromordinal(end or horizon).isoformat())
        for key, start, end in release.rows("SELECT key, start, end FROM period")
    }
    assert ours == reference
