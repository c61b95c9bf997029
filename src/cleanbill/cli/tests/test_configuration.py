"""`cleanbill.toml` and what `check` makes of it."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from cleanbill.cli.app import app
from cleanbill.cli.batches import Batch, Checker, Settings
from cleanbill.cli.config import Check, Config, Practice
from cleanbill.cli.inputs import Item
from cleanbill.cli.rewriting import Rewriting
from cleanbill.engine.allow import Allowance
from cleanbill.model.decode import claim_from
from cleanbill.model.toml import faults

ROOT = Path(__file__).parents[4]
LINE = {"code": "97110", "minutes": 10, "units": 2, "date": "2026-11-02", "dx_pointers": [1, 2]}
CLAIM: dict[str, Any] = {"claim_id": "C-1", "payer": {"type": "medicare_b"}, "dx": ["M62.830"] * 2, "lines": [LINE]}
ALLOW = '[[allow]]\nrule = "UN101"\nreason = "asked"\nuntil = {}\nclaim_id = "{}"\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claim.json").write_text(json.dumps(CLAIM))
    (tmp_path / "other.json").write_text(json.dumps({**CLAIM, "claim_id": "C-2", "payer": {"profile": "commercial"}}))
    monkeypatch.chdir(tmp_path)


def check(config: str, *words: str) -> Result:
    Path("cleanbill.toml").write_text(config)
    return CliRunner().invoke(app, ["check", *(words or ("claim.json",)), "--on", "2026-11-05", "--json"])


def severities(config: str, *words: str) -> dict[str, str]:
    document = json.loads(check(config, *words).stdout)
    findings = document["claims"][0]["findings"] + document["findings"]
    return {f["rule"]: f["severity"] for f in findings if f["severity"] != "not_checked"}


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("[chek]", "cleanbill.toml: chek: there is no key 'chek'; 'check' is probably meant."),
        ('[check]\nselects = ["UN"]', "check.selects: there is no key 'selects'; 'select' is probably meant."),
        ('[check]\nselect = "UN"', "check.select: expected a list, got text."),
        ('[check]\nignore = ["XQ"]', "check.ignore: no rule's id begins with 'XQ'; `cleanbill rules` lists them."),
        ('[payer.medicare]\nignore = ["UN"]', "payer.medicare: there is no payer profile 'medicare'; 'medicare_b' is "),
        ('[payer.medicare_b.severity]\nUN101 = "loud"', "payer.medicare_b.severity.UN101: 'loud' is not one of error,"),
        ('[[allow]]\nrule = "UN101"\nuntil = 2026-12-31', "allow[1].reason: this key is required."),
        ('[[allow]]\nrule = "UN101"\nreason = "x"\nuntil = "soon"', "allow[1].until: expected a date written YYYY-MM-"),
        (ALLOW.format("2026-12-31", "").replace("asked", " "), "allow[1].reason: say why"),
        (ALLOW.format("2026-12-31", "").replace("UN101", "UNIT1"), "allow[1].rule: no rule's id begins with 'UNIT1'"),
        ("[check", "cleanbill.toml: this is not TOML: Expected ']' at the end of a table declaration, at "),
        ('[practice]\nrules = "none"', "none is not a folder; name the one that holds your own rules"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_with_file_and_key(config: str, sentence: str) -> None:
    result = check(config)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert sentence in result.stderr


def test_a_payer_has_its_own_choice_of_rules() -> None:
    config = '[payer.medicare_b]\nignore = ["UN"]\n'
    assert not {"UN101", "UN102"} & severities(config).keys()
    assert "DX109" in severities(config)
    only = '[payer.medicare_b]\nselect = ["DX-09"]\n[check]\nselect = ["UN"]\n'
    assert severities(only) == {"DX109": "warning"}
    assert set(severities(only, "claim.json", "--select", "UN101")) == {"UN101"}


def test_what_a_type_or_everyone_ignores_a_payer_ignores_too() -> None:
    config = '[check]\nignore = ["UN"]\n[payer.commercial]\nignore = ["DX"]\n[payer.medicare_b]\nignore = ["MO"]\n'
    assert severities(config).keys() & {"DX109", "MO101", "UN101"} == {"DX109"}
    assert "DX109" not in severities(config, "other.json")


def test_a_severity_is_set_for_a_payer_by_the_longest_name_that_fits() -> None:
    config = (
        '[check.severity]\nDX = "info"\nUN = "info"\n[payer.medicare_b.severity]\nDX109 = "error"\nUN = "warning"\n'
    )
    found = severities(config)
    assert (found["DX109"], found["UN101"]) == ("error", "warning")
    assert severities(config, "other.json")["DX109"] == "info"


def test_what_is_not_checked_stays_so_whatever_its_severity() -> None:
    found = json.loads(check('[check.severity]\nUN101 = "info"\n', "other.json").stdout)["claims"][0]["findings"]
    assert {f["severity"] for f in found if f["rule"] == "UN101"} == {"not_checked"}


def test_an_allowance_that_ended_or_silenced_nothing_is_a_finding() -> None:
    assert "UN101" not in severities(ALLOW.format("2026-12-31", "C-1"))
    assert "AL001" not in severities(ALLOW.format("2026-12-31", "C-1"))
    ended = severities(ALLOW.format("2026-11-01", "C-1"))
    assert {"UN101", "AL001"} <= ended.keys()
    assert "AL001" in severities(ALLOW.format("2026-12-31", "C-1").replace("UN101", "UN107"))
    assert "AL001" not in severities(ALLOW.format("2026-12-31", "C-9")), "that claim was not checked"


def test_safe_fixes_are_shown_as_a_diff_and_asked_ones_with_their_question() -> None:
    result = CliRunner().invoke(app, ["check", "claim.json", "--on", "2026-11-05", "--fix"])
    assert "Mended, without a person:\n   DX109  List the code once" in result.stdout
    assert '-    "M62.830"' in result.stdout
    assert "Left to a person:" in result.stdout
    assert "Do this?  Lower the units to what the minutes earn" in result.stdout
    assert "It would  change lines.0.units from 2 to 1" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    mended = json.loads(Path("claim.json").read_text())
    assert mended["dx"] == ["M62.830"]
    assert mended["lines"][0]["units"] == 2, "a fix that a person decides is never made"


def test_an_837p_is_not_mended_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    checker = Checker(Settings(dt.date(2026, 11, 5), Config(), fix=True))
    done = checker.check(Batch("claims.837", [Item(claim_from(CLAIM))]))
    with Rewriting("claims.837") as rewriting:
        rewriting.add(done)
    assert "Mended" not in done.shown
    assert "Left to a person" not in done.shown
    assert capsys.readouterr().err == "cleanbill: claims.837 is an 837P; --fix mends claims in JSON alone.\n"


def test_a_practices_own_profile_and_rule_are_heard_by_check_and_note() -> None:
    practice = str(ROOT / "examples" / "practice")
    claim = {**CLAIM, "payer": {"id": "ACME1"}, "lines": [{**LINE, "units": 5, "minutes": 70}]}
    Path("claim.json").write_text(json.dumps(claim))
    folders = ("--rules", f"{practice}/rules", "--payers", f"{practice}/payers")
    assert "OW101" not in severities("", "claim.json")
    assert severities("", "claim.json", *folders)["OW101"] == "error"
    Path("note.txt").write_text("S: Low back pain.\n")
    Path("cleanbill.toml").write_text(f'[practice]\npayers = "{practice}/payers"\n')
    assert CliRunner().invoke(app, ["note", "note.txt", "--payer", "acme"]).exit_code in (0, 1)
    refused = CliRunner().invoke(app, ["note", "note.txt", "--payer", "acne"])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "there is no payer profile 'acne'; 'acme' is probably meant" in refused.stderr


def test_the_diff_is_in_the_json_too() -> None:
    document = json.loads(check("", "claim.json", "--diff").stdout)
    assert '-    "M62.830"' in document["claims"][0]["diff"]


def test_every_key_is_in_the_guide_and_the_guides_example_is_right() -> None:
    guide = (ROOT / "docs" / "guide" / "configuration.md").read_text()
    example = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)[0]
    assert not list(faults(tomllib.loads(example), Config, "guide"))
    for struct in (Config, Check, Practice, Allowance):
        for field in msgspec.structs.fields(struct):
            assert re.search(rf"\b{field.encode_name}\b", example), field.encode_name
