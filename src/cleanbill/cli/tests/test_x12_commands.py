"""`x12 validate`, `x12 json` and `x12 ack` as a person types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cleanbill.cli.x12 import x12_app

VALID = Path(__file__).parents[2] / "x12" / "tests" / "valid"


@pytest.fixture
def claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return put("claims.edi", (VALID / "claims.edi").read_text())


@pytest.fixture
def broken(claims: str) -> str:
    text = Path(claims).read_text().replace("~", "").replace("CLM*A1-1*182.25", "CLM*A1-1*182.26")
    return put("broken.edi", text.replace("REF*EI*123456789", "REF*EI*12345678"))


def put(name: str, text: str) -> str:
    Path(name).write_text(text.replace("\n", "~\n"))
    return name


def run(*words: str) -> Result:
    return CliRunner().invoke(x12_app, words)


def test_a_valid_file_is_said_to_be_valid(claims: str) -> None:
    told = run("validate", claims)
    assert (told.exit_code, told.output.split()) == (0, ["claims.edi", "✓", "valid"])


def test_what_is_wrong_is_told_by_segment_loop_element_and_claim(broken: str) -> None:
    told = run("validate", broken)
    assert told.exit_code == 1
    assert "✗ error   segment 22 · 2300 · CLM02 · A1-1" in told.output
    assert "▲ warning segment 13 · 2010AA · REF02" in told.output
    assert told.output.rstrip().endswith("1 error, 1 warning")
    assert max(map(len, told.output.splitlines())) <= 80


def test_a_long_claim_id_gives_way(broken: str) -> None:
    long = put("long.edi", Path(broken).read_text().replace("~", "").replace("CLM*A1-1", "CLM*" + "A" * 38))
    told = run("validate", long).output
    assert "A…" in told
    assert max(map(len, told.splitlines())) <= 80


def test_findings_are_told_in_each_format(broken: str) -> None:
    [file] = json.loads(run("validate", "--json", broken).output)["files"]
    assert [finding["rule"] for finding in file["findings"]] == ["XR039", "XR021"]
    first, _ = run("validate", "--format", "jsonl", broken).output.splitlines()
    assert json.loads(first)["file"] == "broken.edi"
    assert json.loads(first)["data"]["acknowledgement"] == "IK403 I12"
    _, second = run("validate", "--format", "github", broken).output.splitlines()
    assert second.startswith("::error file=broken.edi,title=XR021 The claim total")
    refused = run("validate", "--format", "xml", broken)
    assert (refused.exit_code, "choose text, json, jsonl or github" in refused.stderr) == (2, True)


def test_warnings_alone_are_no_reason_to_stop(claims: str) -> None:
    text = Path(claims).read_text().replace("~", "").replace("REF*EI*123456789", "REF*EI*12345678")
    assert run("validate", put("warned.edi", text)).exit_code == 0


@pytest.mark.parametrize("command", ["validate", "json", "ack"])
def test_a_file_that_is_not_there_is_a_usage_error(claims: str, command: str) -> None:
    refused = run(command, "missing.edi")
    assert (refused.exit_code, refused.stderr) == (2, "cleanbill: missing.edi does not exist.\n")


def test_a_file_is_shown_as_loops_and_a_claim_as_a_line(claims: str) -> None:
    [tree] = json.loads(run("json", claims).output)["sets"]
    assert (tree["set"], tree["control"], tree["loop"]["id"]) == ("837", "0001", "ST")
    first, second, whole = map(json.loads, run("json", "--lines", claims).output.splitlines())
    assert [one["loop"]["segments"][0]["elements"][0] for one in (first, second)] == ["A1-1", "B1-1"]
    assert whole["loop"]["id"] == "ST"


def test_what_is_not_x12_has_no_sets_and_says_why(claims: str) -> None:
    told = run("json", put("note.txt", "No pain today."))
    assert (told.exit_code, told.stdout) == (1, '{"sets":[]}\n')
    assert "an interchange begins with an ISA segment" in told.stderr


def test_a_broken_file_is_answered_by_a_999_that_names_the_claim(broken: str) -> None:
    answered = run("ack", broken, "--at", "2026-11-02T09:30", "--number", "12")
    assert answered.exit_code == 1
    lines = answered.stdout.splitlines()
    assert "AK2*837*0001*005010X222A1~" in lines
    assert lines[lines.index("CTX*CLM01:A1-1~") + 1] == "IK4*2*782*I12*182.26~"
    assert lines[-1] == "IEA*1*000000012~"


def test_an_answer_goes_into_a_file_whole_or_not_at_all(claims: str, tmp_path: Path) -> None:
    assert run("ack", claims, "-o", "answer.edi", "--at", "2026-11-02T09:30").exit_code == 0
    assert "IK5*A~" in (tmp_path / "answer.edi").read_text()
    refused = run("ack", claims, "-o", "nowhere/answer.edi")
    assert (refused.exit_code, "nowhere is not a folder" in refused.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.edi", "claims.edi"]


def test_what_cannot_be_answered_is_refused_in_a_sentence(claims: str) -> None:
    acknowledgement = put("a.edi", (VALID / "acknowledgement.edi").read_text())
    assert "nothing but acknowledgements" in run("ack", acknowledgement).stderr
    refused = run("ack", claims, "--at", "yesterday")
    assert (refused.exit_code, "write it as YYYY-MM-DDTHH:MM" in refused.stderr) == (2, True)
