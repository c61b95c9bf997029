"""`cleanbill claim print`, used as a clinic uses it."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typer
from pypdf import PdfReader

from cleanbill.cli import claim_print

COMMAND = Path(sys.executable).with_name("cleanbill")


def run(folder: Path, document: Any, *words: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "claim.json").write_text(document if isinstance(document, str) else json.dumps(document))
    command = [COMMAND, "claim", "print", "claim.json", "--on", "2026-11-05", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_clean_visit_is_printed(visit: dict[str, Any], tmp_path: Path) -> None:
    done = run(tmp_path, visit | {"claim_id": "V1"}, "-o", "out.pdf")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"1 page printed, dated 2026-11-05.\n")
    found = text((tmp_path / "out.pdf").read_bytes())
    assert "M62830" in found
    assert "Kind of payer" not in found


def test_a_preview_says_what_each_box_is(visit: dict[str, Any], tmp_path: Path) -> None:
    done = run(tmp_path, visit, "--preview", "--left", "8mm", "--top", "20pt")
    assert "1 Kind of payer" in text(done.stdout)


def test_what_is_cut_is_said_without_stopping_the_print(visit: dict[str, Any], tmp_path: Path) -> None:
    done = run(tmp_path, visit, "-o", "out.pdf")
    assert done.returncode == 0
    assert done.stderr.startswith(b"cleanbill: Claim 'VISIT-1': Box 26 has letters and digits only")


def test_many_claims_go_into_one_pdf(visit: dict[str, Any], tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(visit | {"claim_id": f"V{n}"}) for n in range(3))
    assert len(PdfReader(BytesIO(run(tmp_path, lines).stdout)).pages) == 3


def test_the_claims_of_an_837p_are_printed_too(visit: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "visit.json").write_text(json.dumps(visit | {"claim_id": "V1"}))
    written = subprocess.run(
        [COMMAND, "claim", "write", "visit.json", "--on", "2026-11-05"], cwd=tmp_path, capture_output=True, check=True
    )
    done = run(tmp_path, written.stdout.decode(), "--force")
    assert done.returncode == 0, done.stderr
    assert "V1" in text(done.stdout)


def test_a_claim_with_errors_is_refused_and_printed_by_force(visit: dict[str, Any], tmp_path: Path) -> None:
    visit["lines"][0]["units"] = 4
    done = run(tmp_path, visit, "-o", "out.pdf")
    assert done.returncode == 1
    assert done.stderr.endswith(
        b"UN101 finds an error in it. Mend it (`cleanbill check` says how), or print it with --force.\n"
    )
    assert not (tmp_path / "out.pdf").exists()
    assert run(tmp_path, visit, "-o", "out.pdf", "--force").returncode == 0


def test_one_claim_that_does_not_fit_keeps_every_claim_back(visit: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_text("the file of yesterday")
    done = run(tmp_path, json.dumps(visit) + "\n" + json.dumps(visit | {"claim_id": "V" * 15}), "-o", "out.pdf")
    assert done.returncode == 1
    assert b"does not fit the form. Box 26 holds 14 characters, and there are 15.\n" in done.stderr
    assert (tmp_path / "out.pdf").read_text() == "the file of yesterday"


def test_a_missing_printer_is_one_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "cleanbill.forms.drawing", None)
    with pytest.raises(typer.Exit):
        claim_print.drawn([], (0.0, 0.0), False)
    assert capsys.readouterr().err == "cleanbill: Forms need ReportLab: pip install 'cleanbill[pdf]'.\n"


def test_a_damaged_837p_is_refused_by_what_is_wrong_in_it(visit: dict[str, Any], tmp_path: Path) -> None:
    done = run(tmp_path, "ISA*00*          *00*")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"The ISA segment does not have its 16 elements" in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--left", "8km"], b"--left is '8km'; write a length of at most two inches"),
        (["--top", "3in"], b"--top is '3in'; write a length of at most two inches"),
        (["-o", "nowhere/out.pdf"], b"nowhere is not a folder"),
    ],
)
def test_a_wrong_option_is_refused_in_a_sentence(
    words: list[str], sentence: bytes, visit: dict[str, Any], tmp_path: Path
) -> None:
    done = run(tmp_path, visit, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"cleanbill: " + sentence)
