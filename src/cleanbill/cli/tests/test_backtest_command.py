"""`cleanbill backtest` on a folder of claims and one of remittances that the practice payer made."""

import datetime as dt
import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner, Result

from cleanbill.cli.app import app
from cleanbill.remittance.tests.sent_claims import claim
from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.x12 import Sending, Trading, Writer

SENT, DECIDED = dt.date(2026, 11, 1), dt.date(2026, 11, 10)
BETWEEN = Trading("CLINIC", "CLINIC", "X", "2175550100", "PRACTICE", "PRACTICE", True)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty claims, a third of them without the modifier that the payer asks for, and what the payer decided."""
    root = tmp_path_factory.mktemp("history")
    stream = BytesIO()
    writer = Writer(stream, Sending(SENT, 1, BETWEEN))
    for number in range(20):
        one = claim(f"B{number}")
        writer.add(one if number % 3 else replace(one, lines=tuple(replace(x, modifiers=()) for x in one.lines)))
    writer.close()
    payer = PracticePayer(root / "payer")
    for folder in (root / "claims", root / "remits"):
        folder.mkdir()
    for folder in (root / "claims", root / "payer" / "claims"):
        (folder / "sent.837").write_bytes(stream.getvalue())
    for name in payer.work(DECIDED):
        if "835" in name:
            shutil.copy(root / "payer" / "answers" / name, root / "remits")
    return root


def run(history: Path, *words: str) -> Result:
    folders = ["--claims", str(history / "claims"), "--remits", str(history / "remits")]
    return CliRunner().invoke(app, ["backtest", *folders, *words])


def test_what_was_caught_is_told_by_reason_and_by_rule_within_eighty_columns(history: Path) -> None:
    shown = run(history)
    assert shown.exit_code == 0, shown.output
    assert "20 claims with their answer, 0 without one, 0 answers without a claim." in shown.output
    assert "CO-4" in shown.output
    assert "MO101" in shown.output
    assert max(map(len, shown.output.splitlines())) <= 80


def test_the_sums_of_the_json_are_those_of_its_rows_and_of_the_csv(history: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    document = json.loads(run(history, "--json", "--csv", str(file)).stdout)
    for kind, total in document["totals"].items():
        rows = [row for row in document["rows"] if row["kind"] == kind]
        assert total == {"count": len(rows), "amount": round(sum(row["amount"] for row in rows), 2)}, kind
    lines = file.read_text().splitlines()
    assert lines[0] == "kind,claim_id,line,code,reasons,remarks,amount,rules"
    assert len(lines) == len(document["rows"]) + 1


def test_a_file_that_is_none_is_named_and_stops_nothing(history: Path, tmp_path: Path) -> None:
    for name in ("claims", "remits"):
        shutil.copytree(history / name, tmp_path / name)
    (tmp_path / "remits" / "letter.txt").write_text("Dear clinic")
    (tmp_path / "claims" / "odd.json").write_text('{"claim_id": 5}')
    shown = run(tmp_path)
    assert shown.exit_code == 2
    assert "letter.txt is no 835; that begins with ISA." in shown.stderr
    assert "odd.json: At /claim_id" in shown.stderr
    assert "20 claims with their answer" in shown.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--draft", "B1"), "--draft B1: no denial of this claim"),
        (("--draft", "NONE:1"), "--draft NONE:1: no denial of this claim"),
        (("--csv", "/nowhere/x.csv"), "/nowhere is not a folder"),
        (("--claims", "/nowhere"), "--claims /nowhere is not a folder."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(history: Path, words: tuple[str, ...], said: str) -> None:
    shown = run(history, *words)
    assert shown.exit_code == 2
    assert said in shown.stderr
