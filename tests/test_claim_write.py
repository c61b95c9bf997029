"""`cleanbill claim write` and `cleanbill.write_837`, used as a clinic uses them."""

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cleanbill
from cleanbill.door import FaultyClaimError
from cleanbill.model.decode import claim_from

COMMAND = Path(sys.executable).with_name("cleanbill")
ON = dt.date(2026, 11, 5)


def write(document: Any, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "claim.json").write_text(document if isinstance(document, str) else json.dumps(document))
    command = [COMMAND, "claim", "write", "claim.json", "--on", str(ON), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def test_a_clean_visit_becomes_an_837p(visit: dict[str, Any], tmp_path: Path) -> None:
    done = write(visit, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b"1 claim written, dated 2026-11-05, number 1.\n"
    (claim,) = cleanbill.read_837(io.BytesIO(done.stdout))
    assert (claim.claim_id, claim.dx, len(claim.lines)) == ("VISIT-1", ("M62.830",), 2)


def test_the_same_claims_give_the_same_bytes_from_the_command_and_from_python(
    visit: dict[str, Any], tmp_path: Path
) -> None:
    done = write(visit, tmp_path, "-o", "out.edi", "--number", "12")
    assert (done.returncode, done.stdout) == (0, b"")
    stream = io.BytesIO()
    assert cleanbill.write_837([claim_from(visit)], stream, ON, number=12) == 1
    assert (tmp_path / "out.edi").read_bytes() == stream.getvalue()
    assert b"IEA*1*000000012~" in stream.getvalue()


def test_many_claims_go_into_one_file(visit: dict[str, Any], tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(visit | {"claim_id": f"V{n}"}) for n in range(3))
    done = write(lines, tmp_path)
    assert [claim.claim_id for claim in cleanbill.read_837(io.BytesIO(done.stdout))] == ["V0", "V1", "V2"]


def test_a_claim_with_errors_is_refused_by_its_rules_and_written_by_force(
    visit: dict[str, Any], tmp_path: Path
) -> None:
    visit["lines"][0]["units"] = 4
    done = write(visit, tmp_path, "-o", "out.edi")
    assert done.returncode == 1
    assert done.stderr == (
        b"cleanbill: Claim 'VISIT-1' is not written: UN101 finds an error in it. "
        b"Mend it (`cleanbill check` says how), or write it with --force.\n"
    )
    assert not (tmp_path / "out.edi").exists()
    with pytest.raises(FaultyClaimError) as refused:
        cleanbill.write_837([claim_from(visit)], io.BytesIO(), ON)
    assert refused.value.rules == ("UN101",)
    assert write(visit, tmp_path, "-o", "out.edi", "--force").returncode == 0
    assert b"*UN*4*" in (tmp_path / "out.edi").read_bytes()


def test_one_claim_that_lacks_something_keeps_every_claim_back(visit: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "out.edi").write_text("the file of yesterday")
    poor = visit | {"claim_id": "V2", "patient": {"dob": "1980-03-14", "sex": "M"}}
    done = write(json.dumps(visit) + "\n" + json.dumps(poor), tmp_path, "-o", "out.edi", "--force")
    assert done.returncode == 1
    assert done.stderr.startswith(b"cleanbill: Claim 'V2' cannot be written: it lacks /patient/last_name, ")
    assert (tmp_path / "out.edi").read_text() == "the file of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claim.json", "out.edi"]


def test_what_a_practice_does_not_want_to_hear_does_not_stop_a_claim(visit: dict[str, Any], tmp_path: Path) -> None:
    visit["lines"][0]["units"] = 4
    (tmp_path / "cleanbill.toml").write_text(
        '[check]\nignore = ["UN101"]\n[x12]\nsubmitter_id = "CLINIC"\nreceiver_id = "HUB"\ntest = true\n'
    )
    done = write(visit, tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"*ZZ*CLINIC         *ZZ*HUB            *261105*0000*^*00501*000000001*0*T*:~" in done.stdout


@pytest.mark.parametrize(
    ("text", "status", "sentence"),
    [
        ('{"claim_id": ', 1, b"claim.json: The JSON ends too early, at line 1, column 14."),
        ('{"claim_number": "A"}', 1, b"claim.json: At the top: the key 'claim_number' is not known."),
        ("", 2, b"claim.json is empty; give a claim as JSON or JSONL, or an 837P."),
        ("ISA*00*          *00*", 2, b"claim.json is X12 already; `claim write` takes claim documents."),
    ],
)
def test_what_is_no_claim_document_is_refused_in_a_sentence(
    text: str, status: int, sentence: bytes, tmp_path: Path
) -> None:
    done = write(text, tmp_path)
    assert (done.returncode, done.stdout) == (status, b"")
    assert done.stderr == b"cleanbill: " + sentence + b"\n"


def test_a_place_that_cannot_be_written_to_is_refused_in_a_sentence(visit: dict[str, Any], tmp_path: Path) -> None:
    done = write(visit, tmp_path, "-o", "nowhere/out.edi")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"cleanbill: nowhere is not a folder; name a file in one that there is.\n"
