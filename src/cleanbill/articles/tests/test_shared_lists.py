"""Real lists of diagnoses, made into a download of several contractors."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.articles import coverage
from cleanbill.articles.tests.conftest import Tables, article, covered, service

LISTS = Path(__file__).parents[5] / "shared" / "data" / "edits" / "lcd_icd10_msk_2026q2.json"
OCTOBER = dt.date(2026, 10, 2)


@pytest.mark.skipif(not LISTS.exists(), reason="the reference files are not beside the repository")
def test_every_listed_diagnosis_supports_its_service_with_every_contractor(
    shelf: Callable[[Tables], data.Holding], download: Tables
) -> None:
    lists = {code: found["covered"] for code, found in json.loads(LISTS.read_text()).items()}
    for contractor in ("500", "501"):
        for n, (code, diagnoses) in enumerate(lists.items()):
            id = int(contractor) * 100 + n
            download["article"].append(article(id, f"Lists for {code}", "2026-01-01"))
            download["article_x_hcpc_code"].append(service(id, code))
            download["article_x_icd10_covered"] += [covered(id, dx) for dx in diagnoses]
            download["article_x_contractor"].append([str(id), "3", "6", contractor, "8", "1", ""])
    shelf(download)
    for code, diagnoses in lists.items():
        for dx in diagnoses[:: max(1, len(diagnoses) // 3)]:
            mine = [x for x in coverage(code, OCTOBER, dx).articles if x.title == f"Lists for {code}"]
            assert [x.verdict for x in mine] == ["supports", "supports"]
            assert mine[0].covered[0].codes == len(set(diagnoses))
        other = [x.verdict for x in coverage(code, OCTOBER, "Z98.890").articles if x.title == f"Lists for {code}"]
        assert other == ["not_listed" if "Z98.890" not in diagnoses else "supports"] * 2
