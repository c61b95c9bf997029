"""The real tables, put back into their published layouts, compile whole, fast and small, and say what they say."""

import csv
import datetime as dt
import gzip
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.codes import add_on as add_ons
from cleanbill.codes import hcpcs, ncci, places, reasons, taxonomy
from cleanbill.codes import mue as limits
from cleanbill.codes.published import KINDS
from cleanbill.codes.published import ptp as published
from cleanbill.codes.published.tests.conftest import Add, add_on, edit, hcpcs_record, limit, listed, mue, ptp

EDITS = Path(__file__).parents[6] / "shared" / "data" / "edits"
pytestmark = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")
ON = dt.date(2024, 9, 3)
JULY = dt.date(2024, 7, 1)


def table(name: str) -> Iterator[dict[str, str]]:
    path = EDITS / name
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as table:
        yield from csv.DictReader(table)


def pairs() -> Iterator[tuple[str, str, int]]:
    for row in table("ncci_ptp_practitioner_2024q3_active.csv.gz"):
        for code in row["column2_codes"].split():
            yield row["column1"], code, int(row["modifier_indicator"])


def test_all_1_669_820_pairs_compile_in_seconds_and_little_memory_and_are_found(tmp_path: Path) -> None:
    official = sorted(pairs())
    quarter = -(-len(official) // 4)
    parts = [tmp_path / f"ccipra-v302r0-f{number}.TXT" for number in (1, 2, 3, 4)]
    for place, path in enumerate(parts):
        path.write_text(ptp(edit(*pair) for pair in official[place * quarter : (place + 1) * quarter]))
    [holding] = data.add_together(parts, KINDS, dt.datetime.now(dt.UTC))
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    published.opened(holding)
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert holding.rows == len(official) == 1_669_820
    for column1, column2, indicator in random.Random(1).sample(official, 5_000):
        found = ncci.among(frozenset({column1, column2}), ON)
        assert (column1, column2, indicator) in {(pair.column1, pair.column2, pair.indicator) for pair in found}


def test_limits_are_those_of_the_table(add: Add) -> None:
    official = {row["code"]: (int(row["mue"]), int(row["mai"])) for row in table("mue_practitioner_2024q3.csv.gz")}
    holding = add("MCR_MUE_PractitionerServices_Eff_07-01-2024.csv", mue(limit(c, *v) for c, v in official.items()))
    assert holding.rows == len(official)
    for code in random.Random(2).sample(sorted(official), 2_000):
        found = limits.limit(code, ON)
        assert found
        assert (found.units, found.indicator) == official[code]


def test_add_on_codes_are_those_of_the_file(add: Add) -> None:
    rows = list(table("ncci_addon_2024q3.csv.gz"))
    add("AOC_V2024Q3-MCR.txt", add_on(listed(row["addon"], row["primary"], int(row["type"])) for row in rows))
    for code in {row["addon"] for row in rows}:
        mine = [row for row in rows if row["addon"] == code]
        assert add_ons.primaries(code, ON) == {row["primary"] for row in mine} - {"CCCCC"}
        assert add_ons.is_complete(code, ON) == all(row["type"] == "1" for row in mine)


def test_hcpcs_codes_are_those_of_the_file(add: Add) -> None:
    rows = [(row["code"], row["short_description"]) for row in table("hcpcs_level2_2024-07.csv.gz")]
    codes = {code: short for code, short in rows if len(code) == 5}
    add("HCPC2024_JUL_ANWEB.txt", "".join(hcpcs_record(code, short) for code, short in codes.items()))
    for code, short in codes.items():
        found = hcpcs.entry(code, ON)
        assert found
        assert found.short == short[:28].strip()


def test_places_reasons_and_taxonomy_are_those_of_their_lists(add: Add, tmp_path: Path) -> None:
    heading = "Place of Service Code(s),Place of Service Name,Place of Service Description\n"
    assigned = {row["pos"]: row["name"] for row in table("place_of_service.csv")}
    add("pos.csv", (heading + "".join(f'{c},"{n}",x\n' for c, n in assigned.items())).encode(), JULY)
    for code, name in assigned.items():
        assert bool(places.place(code, ON)) == (name != "Unassigned")
    add("carc_rarc_codes_2024-06.csv", (EDITS / "carc_rarc_codes_2024-06.csv").read_bytes())
    for row in table("carc_rarc_codes_2024-06.csv"):
        if row["type"] != "Group":
            found = reasons.reason(row["code"], ON)
            assert found
            assert (found.kind, str(found.last_day or "")) == (row["type"], row["end"])
            ours = reasons.REASONS[row["code"]]
            assert (found.first_day, found.last_day) == (ours.first_day, ours.last_day)
            assert (found.edition, ours.edition) == ("CARC and RARC 2024-03-01", "2024-06")
    add("nucc_taxonomy_240.csv", gzip.decompress((EDITS / "nucc_taxonomy_25_1.csv.gz").read_bytes()))
    for row in table("nucc_taxonomy_25_1.csv.gz"):
        known = taxonomy.taxonomy(row["code"], ON)
        assert known
        assert (known.grouping, known.classification) == (row["grouping"], row["classification"])
