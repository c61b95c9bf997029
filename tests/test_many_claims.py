"""`cleanbill check` over files of many claims: the same bytes in any number of processes, read as they come."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).with_name("cleanbill")
PRACTICE = Path(__file__).parent.parent / "examples" / "practice"
ISA = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261102*1200*^*00501*000000001*0*P*:"


def check(*words: str | Path, jobs: int = 1, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [COMMAND, "check", *words, "--on", "2026-11-05", "--jobs", str(jobs)]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False)


@pytest.fixture
def claims(tmp_path: Path, visit: dict[str, Any]) -> Path:
    """600 claims, every seventh with a code that is none, and a line that is no claim."""
    lines = []
    for number in range(600):
        note = {} if number % 50 else {"note": visit["note"]}
        dx = ["M62.83", "M62.83"] if number % 7 == 0 else visit["dx"]
        lines.append(json.dumps({**visit, "claim_id": f"C{number}", "dx": dx, "note": None, **note}))
    lines.insert(300, "{broken")
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "github"])
def test_any_number_of_processes_gives_the_same_bytes(claims: Path, format: str) -> None:
    (claims.parent / "cut.edi").write_text(f"{ISA}~GS*HC*A*B*20261102*1200*1*X*005010X222A1~")
    ways = [check("claims.jsonl", "cut.edi", "--format", format, jobs=jobs, cwd=claims.parent) for jobs in (1, 2, 3)]
    assert ways[0].returncode == 1
    assert b"line 301" in ways[0].stderr + ways[0].stdout
    for way in ways[1:]:
        assert (way.stdout, way.stderr, way.returncode) == (ways[0].stdout, ways[0].stderr, 1)


def test_a_claim_is_told_the_same_wherever_it_stands(claims: Path) -> None:
    forwards = check(claims, "--format", "jsonl").stdout.splitlines()
    claims.write_text("\n".join(reversed(claims.read_text().splitlines())))
    backwards = check(claims, "--format", "jsonl", jobs=2).stdout.splitlines()
    assert forwards[::-1] == backwards


def test_what_stands_before_a_file_that_holds_no_claims_is_told(claims: Path) -> None:
    other = claims.with_name("other.txt")
    other.write_text("neither this nor that\n")
    ways = [check(claims, other, "--format", "jsonl", jobs=jobs) for jobs in (1, 2)]
    assert [way.returncode for way in ways] == [2, 2]
    assert ways[0].stdout.count(b"\n") == 600
    assert ways[0].stdout == ways[1].stdout
    assert b"neither JSON nor an 837P" in ways[1].stderr


def test_a_file_that_is_missing_is_told_before_any_claim_is_checked(claims: Path) -> None:
    refused = check(claims, claims.with_name("none.json"), "--format", "jsonl")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"does not exist" in refused.stderr


def test_json_is_whole_or_not_there(claims: Path) -> None:
    assert len(json.loads(check(claims, "--json").stdout)["claims"]) == 600
    assert check(claims, claims.with_name("none.json"), "--json").stdout == b""


def test_several_processes_mend_a_file_as_one_does(claims: Path) -> None:
    other = claims.with_name("other.jsonl")
    other.write_bytes(claims.read_bytes())
    assert check(claims, "--fix").returncode == check(other, "--fix", jobs=2).returncode
    mended = claims.read_bytes()
    assert mended == other.read_bytes()
    assert json.loads(mended.splitlines()[0])["dx"] == ["M62.83"]
    assert mended.splitlines()[300] == b"{broken"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_what_was_made_and_what_is_asked_is_shown_under_each_claim(claims: Path, option: str) -> None:
    before = claims.read_bytes()
    ways = []
    for jobs in (1, 2):
        claims.write_bytes(before)
        ways.append(check(claims, option, jobs=jobs).stdout)
    assert ways[0] == ways[1]
    assert ways[0].count(b"Mended, without a person:" if option == "--fix" else b"Safe to mend with --fix:") == 86
    assert b"Left to a person:" in ways[0]


def test_own_rules_own_profiles_and_what_is_set_by_payer_hold_in_every_process(claims: Path) -> None:
    lines = [json.loads(line) for line in claims.read_text().splitlines() if line != "{broken"]
    for number, line in enumerate(lines):
        line["payer"] = {"profile": ("acme", "acme_gold", "commercial")[number % 3]}
        line["lines"] = [{"code": "97110", "units": 5, "minutes": 75, "date": "2026-11-02", "dx_pointers": [1]}]
    claims.write_text("".join(json.dumps(line) + "\n" for line in lines))
    config = claims.with_name("cleanbill.toml")
    config.write_text(f'practice = {{rules = "{PRACTICE}/rules", payers = "{PRACTICE}/payers"}}\n[payer.acme_gold]\n'
                      'severity = {OW101 = "info"}\n[payer.commercial]\nignore = ["DX101"]\n')  # fmt: skip
    ways = [check(claims, "--format", "jsonl", jobs=jobs, cwd=claims.parent) for jobs in (1, 2)]
    assert (ways[0].stdout, ways[0].stderr) == (ways[1].stdout, b"")
    found = [{f["rule"]: f["severity"] for f in json.loads(line)["findings"]} for line in ways[1].stdout.splitlines()]
    assert [each.get("OW101") for each in found] == ["error", "info", None] * 200
    assert not any("DX101" in each for each in found), "every one of them inherits from commercial"


def test_an_own_rule_that_breaks_off_ends_the_run_after_the_claims_before_it(claims: Path) -> None:
    rules = claims.with_name("rules")
    rules.mkdir()
    text = next(PRACTICE.glob("rules/*.py")).read_text()
    broken = text.replace(
        "    if not context", '    if visit.claim.claim_id == "C400":\n        1 / 0\n    if not context'
    )
    (rules / "broken.py").write_text(broken)
    before = claims.read_bytes()
    ways = [check(claims, "--format", "jsonl", "--rules", rules, "--fix", jobs=jobs) for jobs in (1, 2)]
    assert [way.returncode for way in ways] == [2, 2]
    assert (ways[0].stdout, ways[0].stderr) == (ways[1].stdout, ways[1].stderr)
    assert ways[0].stdout.count(b"\n") == 400
    assert b"broken.py: rule OW101 broke off on claim C400: ZeroDivisionError" in ways[1].stderr
    assert claims.read_bytes() == before, "nothing is half-written"


def test_an_allowance_is_unused_only_where_its_claim_was_seen(claims: Path) -> None:
    allowed = '[[allow]]\nrule = "DX103"\nreason = "asked"\nuntil = 2026-12-31\nclaim_id = "{}"\n'
    (claims.parent / "cleanbill.toml").write_text(allowed.format("C599") + allowed.format("elsewhere"))
    ways = [check(claims, "--format", "jsonl", jobs=jobs, cwd=claims.parent).stdout for jobs in (1, 2)]
    assert ways[0] == ways[1]
    (unused,) = json.loads(ways[1].splitlines()[-1])["findings"]
    assert (unused["rule"], unused["where"]["claim_id"]) == ("AL001", "C599")


def test_an_allowance_that_one_process_used_is_used(claims: Path) -> None:
    allowed = '[[allow]]\nrule = "DX101"\nreason = "asked"\nuntil = 2026-12-31\nclaim_id = "C7"\n'
    (claims.parent / "cleanbill.toml").write_text(allowed)
    assert b"AL001" not in check(claims, "--format", "jsonl", jobs=2, cwd=claims.parent).stdout


@pytest.mark.parametrize("watched", [True, False])
def test_a_bar_is_shown_on_standard_error_and_only_on_a_terminal(claims: Path, watched: bool) -> None:
    terminal, end = pty.openpty()
    command = [COMMAND, "check", claims, "--format", "jsonl", "--on", "2026-11-05"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=end if watched else subprocess.PIPE, check=False)
    os.close(end)
    shown = os.read(terminal, 1 << 16) if watched else done.stderr
    os.close(terminal)
    assert (b"Checking" in shown) is watched
    assert done.stdout == check(claims, "--format", "jsonl").stdout
