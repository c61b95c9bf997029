"""The documents other programs rely on: real output against the published JSON Schemas."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("cleanbill")


def _json(*words: str) -> Any:
    done = subprocess.run([COMMAND, *words], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def _schema(document: str) -> Any:
    return _json("schema", document)


def test_the_example_claims_match_the_claim_schema() -> None:
    schema = _schema("claim")
    for path in [ROOT / "examples/visit.json", *(ROOT / "examples/spoiled").glob("*.json")]:
        jsonschema.validate(json.loads(path.read_text()), schema)


def test_findings_match_the_finding_schema() -> None:
    schema = _schema("finding")
    for path in (ROOT / "examples/spoiled").glob("*.json"):
        claim = _json("check", str(path), "--json", "--on", "2026-11-05")["claims"][0]
        for finding in claim["findings"]:
            jsonschema.validate(finding, schema)


def test_a_reading_matches_the_facts_schema() -> None:
    jsonschema.validate(_json("note", "examples/note.txt", "--json", "--on", "2026-11-02"), _schema("facts"))


@pytest.mark.parametrize("code", ["M62.830", "M54.5", "S39.012", "M62.839", "M72.2", "Z99"])
def test_a_code_record_matches_the_code_schema(code: str) -> None:
    jsonschema.validate(_json("code", code, "--json", "--on", "2026-11-02"), _schema("code"))
