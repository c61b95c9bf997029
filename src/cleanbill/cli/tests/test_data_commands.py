"""`data add`, `list`, `remove` and `changes` as a person types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cleanbill.cli.data import data_app
from cleanbill.codes.published.tests.conftest import WHOLE, ptp

CONVERSIONS = "Current code assignment,Effective,Previous Code(s) Assignment\nM51.360,2024,M51.36\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(data_app, words)


def test_a_file_is_added_listed_and_taken_off_again(own_folder: Path) -> None:
    (own_folder / "conversion-table-FY2025.csv").write_text(CONVERSIONS)
    added = run("add", "conversion-table-FY2025.csv")
    assert (added.exit_code, added.output[:60]) == (0, "Added ICD-10-CM conversion table to 2024-10-01: 1 rows, from")
    [holding] = json.loads(run("list", "--json").output)["added"]
    assert (holding["kind"], holding["source"]) == ("icd10cm-conversions", "conversion-table-FY2025.csv")
    assert holding["sha256"][:12] in run("list").output
    assert run("remove", holding["sha256"][:12]).exit_code == 0
    assert json.loads(run("list", "--json").output)["added"] == []


def test_the_parts_of_the_pair_table_are_added_by_one_command_and_compiled_at_once(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: own_folder / "cache")
    names = [f"ccipra-v322r0-f{number}.TXT" for number in (1, 2, 3, 4)]
    for name, row in zip(names, WHOLE, strict=True):
        (own_folder / name).write_text(ptp([row]))
    assert "lacks f2" in run("add", names[0], names[2]).stderr
    added = run("add", *names)
    assert (added.exit_code, added.output[:55]) == (0, "Added NCCI PTP practitioner 2026 Q3 v322r0: 4 rows, fro")
    assert [path.suffix for path in (own_folder / "cache").iterdir()] == [".sqlite"]
    listed = run("list").output
    assert "NCCI PTP practitioner 2026 Q3 v322r0" in listed
    assert "Medically Unlikely Edits, practitioner             2024-07-01" in listed


def test_of_several_files_all_are_added_or_none(own_folder: Path) -> None:
    (own_folder / "conversion-table-FY2025.csv").write_text(CONVERSIONS)
    (own_folder / "page.zip").write_text("<!DOCTYPE html><title>Login</title>")
    refused = run("add", "conversion-table-FY2025.csv", "page.zip")
    assert refused.exit_code == 2
    assert "page.zip is not a file that can be added: it is a web page" in refused.stderr
    assert json.loads(run("list", "--json").output)["added"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "absent.zip"), "absent.zip does not exist."),
        (("add", "."), "is a directory; name a file."),
        (("add", "notes.txt"), "notes.txt is not a file that can be added"),
        (("add", "notes.txt", "--from", "soon"), "--from 'soon' is not a date"),
        (("remove", "abc"), "There is no added file 'abc'"),
        (("changes",), "Give --codes FILE, or --practice"),
        (("changes", "--practice"), "cleanbill.toml names no claims"),
        (("changes", "--codes", "absent.txt"), "absent.txt does not exist."),
        (("changes", "--codes", "notes.txt"), "notes.txt names no codes"),
        (
            ("changes", "--codes", "codes.txt", "--since", "2027-01-01", "--on", "2026-11-02"),
            "--since 2027-01-01 is not",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(own_folder: Path, words: tuple[str, ...], said: str) -> None:
    (own_folder / "notes.txt").write_text("nothing here\n")
    (own_folder / "codes.txt").write_text("M72.2\n")
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_codes_of_a_list_are_compared_before_and_after_october(own_folder: Path) -> None:
    (own_folder / "codes.csv").write_text("code,title\nM72.2,Plantar fasciitis\nM62.830,Muscle spasm of back\n")
    result = run("changes", "--codes", "codes.csv", "--on", "2026-11-02")
    assert result.exit_code == 1
    assert "2 codes in use, 2026-09-30 against 2026-11-02: 1 to look at" in result.output
    assert "→ M67.A0-" in result.output
    assert max(len(line) for line in result.output.splitlines()) <= 80


def test_codes_that_stay_as_they_were_are_clean(own_folder: Path) -> None:
    (own_folder / "codes.txt").write_text("M62.830 M54.50\n")
    result = run("changes", "--codes", "codes.txt", "--on", "2026-11-02")
    assert (result.exit_code, result.output.count("\n")) == (0, 1)


def test_the_claims_of_the_practice_may_lie_anywhere(own_folder: Path) -> None:
    (own_folder / "a.json").write_text('{"claim_id": "A-1", "dx": ["M54.50"]}')
    (own_folder / "cleanbill.toml").write_text(f'[practice]\nclaims = ["{own_folder}/*.json", ""]\n')
    assert run("changes", "--practice", "--on", "2026-11-02").stdout.startswith("1 code in use, ")


def test_the_claims_of_the_practice_are_those_that_its_file_names(own_folder: Path) -> None:
    (own_folder / "cleanbill.toml").write_text('[practice]\nclaims = ["claims/*.json"]\n')
    (own_folder / "claims").mkdir()
    (own_folder / "claims" / "1.json").write_text(json.dumps({"claim_id": "1", "dx": ["M72.2", "M54.50"]}))
    (own_folder / "claims" / "2.json").write_text(json.dumps({"claim_id": "2", "dx": ["M72.2"]}))
    answer = json.loads(run("changes", "--practice", "--on", "2026-11-02", "--json").output)
    assert answer["in_use"] == {"M72.2": 2, "M54.50": 1}
    assert [update["code"] for update in answer["updates"]] == ["M72.2"]
