"""What a file holds is shown to a person, and obeyed by neither the terminal nor the host that shows annotations."""

import json
from pathlib import Path

import pytest
from rich.text import Text
from typer.testing import CliRunner

from cleanbill.cli.annotation import annotation
from cleanbill.cli.app import app
from cleanbill.cli.options import tell
from cleanbill.cli.show import console

RED = "\x1b[31m"
TITLE = "\x1b]0;paid"
BACKWARDS = "\u202e"


def test_a_claims_id_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    claim = {"claim_id": f"A{TITLE}{BACKWARDS}1", "payer": {"name": f"{RED}Plan"}, "lines": [{"code": f"9711{RED}0"}]}
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(claim))
    out = CliRunner().invoke(app, ["check", str(file), "--on", "2026-11-28"]).output
    assert "A ]0;paid 1 ·  [31mPlan" in out
    assert all(line.isprintable() for line in out.split("\n"))


def test_styles_stay_where_a_character_is_blanked(capsys: pytest.CaptureFixture[str]) -> None:
    text = Text.assemble(("paid\x1b", "bold"), " in full")
    console().print(text)
    assert capsys.readouterr().out == "paid  in full\n"
    assert text.plain == "paid\x1b in full"


def test_a_refusal_is_one_line_whatever_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    tell(f"The key 'a\n{RED}b' is not known.")
    assert capsys.readouterr().err == "cleanbill: The key 'a  [31mb' is not known.\n"


def test_an_annotation_ends_where_its_line_does() -> None:
    line = annotation("error", "50%\nof it", file="a,b:c.json", title="UN101 More: units")
    assert line == "::error file=a%2Cb%3Ac.json,title=UN101 More%3A units::50%25%0Aof it\n"
    assert annotation("notice", "all") == "::notice::all\n"
