"""From a filled form to a clean claim, and the page that shows it."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

import cleanbill
from cleanbill import questionnaires

ROOT = Path(__file__).parent.parent
FILLED = questionnaires.decode((ROOT / "examples" / "flowsheet.json").read_bytes())


def test_a_visit_recorded_in_a_form_is_a_clean_claim_once_units_and_charges_are_added(visit: dict[str, Any]) -> None:
    recorded = msgspec.to_builtins(questionnaires.claim(FILLED))
    billed = {line["code"]: line for line in visit["lines"]}
    lines = [billed[line["code"]] | line for line in recorded["lines"] if line["code"] in billed]
    assert [line["minutes"] for line in lines] == [23, 15]
    claim = visit | {"lines": lines, "note": {**recorded["note"], "signed": True, "signer_credential": "PT"}}
    found = cleanbill.check_claim(claim, dt.date(2026, 11, 5))
    assert [finding.message for finding in found if finding.severity != "not_checked"] == []


def test_the_note_of_a_form_supports_the_code_that_its_diagnosis_names() -> None:
    reading = cleanbill.read_note(questionnaires.write(FILLED).text, dt.date(2026, 11, 2), credential="PT")
    assert reading.codes[0].code == "M62.830"
    assert reading.missing == ()


def test_the_guide_shows_the_note_that_the_example_gives() -> None:
    page = (ROOT / "docs" / "guide" / "forms.md").read_text(encoding="utf-8")
    shown = page.split("## The note")[1].split("```")[1]
    assert " ".join(shown.split()) in " ".join(questionnaires.write(FILLED).text.split())


def test_the_guide_names_every_form() -> None:
    page = (ROOT / "docs" / "guide" / "forms.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in questionnaires.forms())
