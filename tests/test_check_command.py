"""`cleanbill check`, run as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("cleanbill")


def run(*words: str | Path, cwd: Path = ROOT, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *words], cwd=cwd, input=stdin, capture_output=True, check=False)


def findings(*words: str | Path, cwd: Path = ROOT) -> dict[str, dict[str, Any]]:
    """The findings of a run that speak, by rule id."""
    done = run("check", *words, "--on", "2026-11-05", "--format", "jsonl", cwd=cwd)
    found = [f for line in done.stdout.splitlines() for f in json.loads(line)["findings"]]
    return {f["rule"]: f for f in found if f["severity"] != "not_checked"}


def test_the_example_visit_is_clean() -> None:
    done = run("check", "examples/visit.json", "--on", "2026-11-05")
    assert done.returncode == 0, done.stdout.decode()
    assert "✓ clean" in done.stdout.decode()
    assert findings("examples/visit.json") == {}


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("1-header-code", {"DX101"}),
        ("2-unit-too-many", {"UN101"}),
        ("3-fall-coded-as-spasm", {"NO110"}),
        ("4-nothing-found-on-examination", {"NO103"}),
        ("5-authorization-used-up", {"AU103", "MO101"}),
    ],
)
def test_each_spoiled_visit_is_found_out(name: str, rules: set[str]) -> None:
    found = findings(f"examples/spoiled/{name}.json")
    assert rules <= set(found)
    assert all(found[rule]["authority"] and found[rule]["fix"]["text"] for rule in rules)


def test_a_finding_quotes_the_note(visit: dict[str, Any]) -> None:
    found = findings("examples/spoiled/3-fall-coded-as-spasm.json")["NO110"]
    text = json.loads((ROOT / "examples/spoiled/3-fall-coded-as-spasm.json").read_text())["note"]["text"]
    quotes = [text[e["start"] : e["end"]] for e in found["evidence"]]
    assert any("fell" in quote for quote in quotes)
    assert quotes == [e["text"] for e in found["evidence"]]


def test_text_output_fits_eighty_columns() -> None:
    done = run("check", *sorted((ROOT / "examples/spoiled").glob("*.json")), "--on", "2026-11-05")
    assert done.returncode == 1
    assert max(map(len, done.stdout.decode().splitlines())) <= 80


def test_annotations_name_the_file_and_the_rule() -> None:
    done = run("check", "examples/spoiled/1-header-code.json", "--on", "2026-11-05", "--format", "github")
    assert b"::error file=examples/spoiled/1-header-code.json,title=DX101" in done.stdout


def test_a_note_file_stands_in_for_a_claims_missing_note(tmp_path: Path, visit: dict[str, Any]) -> None:
    del visit["note"]
    (tmp_path / "claim.json").write_text(json.dumps(visit))
    (tmp_path / "note.txt").write_text("He fell from a ladder today. Low back tender. A: muscle spasm of back.")
    assert "NO110" not in findings(tmp_path / "claim.json")
    assert "NO110" in findings(tmp_path / "claim.json", "--note", tmp_path / "note.txt")


def test_many_claims_are_one_document_a_line(tmp_path: Path, visit: dict[str, Any]) -> None:
    lines = [json.dumps({**visit, "claim_id": f"C{i}"}) for i in range(3)]
    (tmp_path / "claims.jsonl").write_text("\n".join([*lines, "{broken", ""]))
    done = run("check", tmp_path / "claims.jsonl", "--on", "2026-11-05", "--format", "jsonl")
    assert [json.loads(line)["claim_id"] for line in done.stdout.splitlines()] == ["C0", "C1", "C2"]
    assert b"line 4" in done.stderr
    assert done.returncode == 1


BAD_INPUT = [
    ("nothing in it", b"", 2, "is empty"),
    ("only blanks", b" \n\n ", 2, "is empty"),
    ("a binary file", bytes(range(256)) * 8, 2, "binary"),
    ("words", b"hello there", 2, "neither JSON nor an 837P"),
    ("JSON cut in the middle", b'{"claim_id": "A",\n "lines": [{"code"', 1, "line 2, column 19"),
    ("an unknown key", b'{"claim_id": "A", "lines": [{"code": "97110", "unit": 1}]}', 1, "/lines/0"),
    ("negative units", b'{"claim_id": "A", "lines": [{"code": "97110", "units": -1}]}', 1, "/lines/0/units"),
    ("a date that is none", b'{"claim_id": "A", "received_date": "2026-02-30"}', 1, "/received_date"),
    ("a list", b"[1, 2]", 2, "a JSON list"),
    ("JSON without an end", b'{"a":' * 100_000, 1, "nested too deeply"),
    ("units without end", b'{"lines": [{"code": "97110", "units": 1' + b"0" * 400 + b"}]}", 1, "/lines/0/units"),
]


@pytest.mark.parametrize(("data", "status", "words"), [b[1:] for b in BAD_INPUT], ids=[b[0] for b in BAD_INPUT])
def test_bad_input_gets_one_plain_sentence(tmp_path: Path, data: bytes, status: int, words: str) -> None:
    file = tmp_path / "claim.json"
    file.write_bytes(data)
    done = run("check", file)
    complaint = done.stderr.decode()
    assert done.returncode == status
    assert words in complaint
    assert complaint.count("\n") == 1
    assert "Traceback" not in complaint


def test_a_directory_is_refused(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"is a directory" in done.stderr


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    done = run("check", tmp_path / "none.json")
    assert done.returncode == 2
    assert b"does not exist" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text("{}")
    file.chmod(0)
    done = run("check", file)
    assert done.returncode == 2
    assert b"permissions forbid it" in done.stderr


def test_a_note_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("pain " * 2_000_000)
    done = run("note", file)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"longer than" in done.stderr
    in_claim = run("check", "-", stdin=json.dumps({"claim_id": "A", "note": {"text": "pain " * 2_000_000}}).encode())
    assert in_claim.returncode == 1
    assert b"at most 1000000 characters" in in_claim.stderr


def test_an_837p_that_breaks_off_is_refused_at_its_last_segment(tmp_path: Path) -> None:
    file = tmp_path / "claims.edi"
    isa = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261102*1200*^*00501*000000001*0*P*:"
    file.write_text(f"{isa}~GS*HC*A*B*20261102*1200*1*X*005010X222A1~")
    done = run("check", file)
    assert done.returncode == 1
    assert b"IEA" in done.stdout


def test_safe_fixes_are_shown_and_then_made(tmp_path: Path, visit: dict[str, Any]) -> None:
    visit["dx"] = ["M62.830", "M62.830"]
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(visit))
    before = file.read_text()
    shown = run("check", file, "--diff", "--on", "2026-11-05")
    assert b"DX109" in shown.stdout
    assert '-    "M62.830"' in shown.stdout.decode()
    assert file.read_text() == before
    assert run("check", file, "--fix", "--on", "2026-11-05").returncode == 0
    assert json.loads(file.read_text())["dx"] == ["M62.830"]


def test_a_fix_leaves_what_it_cannot_read_as_it_is(tmp_path: Path, visit: dict[str, Any]) -> None:
    twice = json.dumps({**visit, "dx": ["M62.830", "M62.830"]}).encode()
    file = tmp_path / "claims.jsonl"
    file.write_bytes(twice + b'\n{"claim_id": "\xff"}\n' + twice + b"\n")
    run("check", file, "--fix", "--on", "2026-11-05")
    first, broken, last = file.read_bytes().splitlines()
    assert json.loads(first)["dx"] == json.loads(last)["dx"] == ["M62.830"]
    assert broken == b'{"claim_id": "\xff"}'


def test_a_finding_may_be_allowed_until_a_day(tmp_path: Path, visit: dict[str, Any]) -> None:
    visit["dx"] = ["M62.83"]
    (tmp_path / "claim.json").write_text(json.dumps(visit))
    allowed = '[[allow]]\nrule = "{}"\nreason = "asked"\nuntil = {}\n'
    (tmp_path / "cleanbill.toml").write_text(allowed.format("DX-01", "2026-12-31"))
    assert "DX101" not in findings("claim.json", cwd=tmp_path)
    (tmp_path / "cleanbill.toml").write_text(allowed.format("DX101", "2026-11-01"))
    assert {"DX101", "AL001"} <= set(findings("claim.json", cwd=tmp_path))


def test_rules_can_be_selected_and_ignored() -> None:
    spoiled = "examples/spoiled/5-authorization-used-up.json"
    assert set(findings(spoiled, "--select", "AU")) == {"AU103"}
    assert "AU103" not in findings(spoiled, "--ignore", "AUTH-03")


def test_the_same_claim_gives_the_same_bytes() -> None:
    words = ("check", "examples/spoiled/1-header-code.json", "--on", "2026-11-05", "--format", "jsonl")
    assert run(*words).stdout == run(*words).stdout
