"""`cleanbill remit`: a remittance as text or JSON, its balance, its exit status."""

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema

import cleanbill

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "cleanbill"]
REMITTANCE = ROOT / "examples" / "remittance.edi"


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*COMMAND, *words], cwd=ROOT, input=given, capture_output=True, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_remittance_is_shown_with_its_reasons_in_plain_words() -> None:
    done = run("remit", str(REMITTANCE))
    assert done.returncode == 0
    assert "CO-45  above the price that was agreed on" in done.stdout
    assert "CO-197  no authorization" in done.stdout
    assert "→ Ask for a retroactive authorization or appeal." in done.stdout
    assert "PR-3  co-payment; the patient owes it" in done.stdout
    assert "WO  overpayment taken back" in done.stdout
    assert "✓ balances" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_remittance_that_does_not_balance_says_where_and_exits_with_1() -> None:
    data = REMITTANCE.read_bytes().replace(b"SVC*HC:97110:GP*124*80.6", b"SVC*HC:97110:GP*124*80.7")
    done = run("remit", "-", given=data)
    assert done.returncode == 1
    assert "RA001" in done.stdout
    assert "(SVC03, segment 28)" in done.stdout
    assert "✗ does not balance" in done.stdout


def test_json_matches_the_published_schema() -> None:
    document = json.loads(run("remit", str(REMITTANCE), "--json").stdout)
    (remittance,) = document["remittances"]
    jsonschema.validate(remittance, json.loads(run("schema", "remittance").stdout))
    assert document["findings"] == []
    assert remittance["payment"]["amount"] == sum(claim["paid"] for claim in remittance["claims"]) - 4


def test_json_tells_what_does_not_balance() -> None:
    data = REMITTANCE.read_bytes().replace(b"BPR*I*", b"BPR*I*1")
    done = run("remit", "-", "--json", given=data)
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["rule"], finding["where"]["element"], finding["where"]["position"]) == ("RA004", "BPR02", 4)


def test_a_file_that_begins_inside_an_interchange_is_told_in_one_finding() -> None:
    data = REMITTANCE.read_bytes()
    done = run("remit", "-", given=data[data.index(b"ST*835") :])
    assert done.returncode == 1
    assert done.stdout.count("✗ error") == 1
    assert "an interchange begins with" in done.stdout


def test_what_is_no_835_is_refused_in_a_sentence() -> None:
    for words, given, sentence in (
        (("-",), b"", "standard input is empty; give an 835."),
        (("-",), b"{}", "standard input is no 835; that begins with ISA."),
        (("nowhere.edi",), b"", "nowhere.edi does not exist."),
    ):
        done = run("remit", *words, given=given)
        assert (done.returncode, done.stderr) == (2, f"cleanbill: {sentence}\n")


def test_the_public_door_reads_and_writes_a_remittance() -> None:
    with REMITTANCE.open("rb") as stream:
        (remittance,) = [received.whole() for received in cleanbill.read_835(stream)]
    file = io.BytesIO()
    assert cleanbill.write_835([remittance], file, dt.date(2026, 11, 15), number=9) == 1
    (back,) = [received.whole() for received in cleanbill.read_835(io.BytesIO(file.getvalue()))]
    assert [claim.claim_id for claim in back.claims] == ["PT0001-1", "PT0002-1", "PT0003-1"]
    assert back.payment == remittance.payment
