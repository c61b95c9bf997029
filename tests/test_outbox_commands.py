"""`cleanbill outbox`, `cleanbill inbox` and the numbers of `cleanbill claim write`, used as a clinic uses them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanbill.transport.tests.written import claim_status, functional, payment

COMMAND = Path(sys.executable).with_name("cleanbill")
CONFIG = """
[x12]
submitter_id = "CLINIC"
receiver_id = "HUB"
test = true
[store]
place = "claims.sqlite3"
[routes.hub]
kind = "folder"
out = "out"
in = "in"
"""


@pytest.fixture
def clinic(tmp_path: Path, visit: dict[str, Any]) -> Path:
    """A folder with a claim, a configuration, and the two folders of a route."""
    for name in ("out", "in"):
        (tmp_path / name).mkdir()
    (tmp_path / "cleanbill.toml").write_text(CONFIG)
    (tmp_path / "claim.json").write_text(json.dumps(visit))
    return tmp_path


def run(clinic: Path, *words: str) -> tuple[int, str, str]:
    done = subprocess.run([COMMAND, *words], cwd=clinic, capture_output=True, text=True, check=False)
    assert all(len(line) <= 80 for line in done.stdout.splitlines()), done.stdout
    return done.returncode, done.stdout, done.stderr


def test_a_claim_goes_out_and_its_answers_come_in(clinic: Path) -> None:
    assert run(clinic, "outbox", "add", "claim.json", "--on", "2026-11-05") == (0, "", "1 claim queued for hub.\n")
    assert run(clinic, "outbox", "send", "--on", "2026-11-05") == (0, "CLINIC_HUB_T_000000001.edi sent.\n", "")
    (clinic / "in" / "1").write_bytes(functional(1, of=1))
    (clinic / "in" / "2").write_bytes(claim_status(2, "1-1", [("VISIT-1", "A2:20", "P77")]))
    assert run(clinic, "inbox", "fetch") == (0, "1: 999 taken.\n2: 277CA taken.\n", "")
    _, shown, _ = run(clinic, "outbox", "show", "VISIT-1")
    assert "Claim VISIT-1 · payer's number P77" in shown
    assert "277CA accepted · 2" in shown
    _, printed, _ = run(clinic, "outbox", "show", "--json")
    assert json.loads(printed)["claims"] == {"accepted": 1}


def test_a_claim_with_errors_is_not_queued(clinic: Path, visit: dict[str, Any]) -> None:
    visit["lines"][0]["units"] = 4
    (clinic / "claim.json").write_text(json.dumps(visit))
    status, _, told = run(clinic, "outbox", "add", "claim.json", "--on", "2026-11-05")
    assert status == 1
    assert "UN101 finds an error in it. Mend it (`cleanbill check` says how), or queue it with --force." in told
    assert run(clinic, "outbox", "send")[1] == "There is nothing to send.\n"


def test_what_cannot_be_sent_now_is_told_and_tried_later(clinic: Path) -> None:
    run(clinic, "outbox", "add", "claim.json", "--on", "2026-11-05")
    (clinic / "out").rmdir()
    status, printed, _ = run(clinic, "outbox", "send", "--on", "2026-11-05")
    assert (status, "not sent: out/" in printed) == (1, True)
    assert run(clinic, "outbox", "send")[1] == "There is nothing to send.\n", "it waits"
    assert "tried once, next" in run(clinic, "outbox", "show")[1]
    (clinic / "out").mkdir()
    assert run(clinic, "outbox", "send", "--now")[0] == 0
    assert len(list((clinic / "out").iterdir())) == 1


def test_what_is_quarantined_is_shown_and_can_be_had_as_it_came(clinic: Path) -> None:
    data = payment(1, [("NOBODY", "")])
    (clinic / "in" / "1").write_bytes(data)
    status, printed, _ = run(clinic, "inbox", "fetch")
    assert (status, printed) == (1, "1: 835 quarantined. Nothing that was sent is called NOBODY.\n")
    _, shown, _ = run(clinic, "inbox", "show")
    assert "1 quarantined" in shown
    id = json.loads(run(clinic, "inbox", "show", "--json")[1])["documents"][0]["id"]
    assert run(clinic, "inbox", "save", id, "-o", "kept.835")[0] == 0
    assert (clinic / "kept.835").read_bytes() == data
    assert run(clinic, "inbox", "take")[0] == 1


def test_claim_write_takes_the_next_number_of_the_store_that_the_outbox_uses(clinic: Path) -> None:
    on = ("--on", "2026-11-05")
    write = ("claim", "write", "claim.json", "-o", "own.edi", *on)
    assert run(clinic, *write)[2] == "1 claim written, dated 2026-11-05, number 1.\n"
    run(clinic, "outbox", "add", "claim.json", *on)
    assert run(clinic, "outbox", "send", *on)[1] == "CLINIC_HUB_T_000000002.edi sent.\n"
    assert "number 3." in run(clinic, *write)[2]
    assert "number 3." in run(clinic, *write, "--number", "3")[2]


@pytest.mark.parametrize(
    ("old", "new", "words", "sentence"),
    [
        (
            'place = "claims.sqlite3"',
            "",
            "outbox send",
            "There is no store; give its file in cleanbill.toml: [store] pla",
        ),
        (
            "[routes.hub]",
            "[routes.hub]\nport = true",
            "outbox send",
            "cleanbill.toml: routes.hub.port: exp",
        ),
        ('"folder"', '"sftp"', "outbox send", "cleanbill.toml: routes.hub.host: an SFTP route needs this key."),
        (
            '"claims.sqlite3"',
            '"postgresql://a:b@c/d"',
            "outbox send",
            "cleanbill.toml: store.place: this file is",
        ),
        (
            '"claims.sqlite3"',
            '"claim.json"',
            "outbox send",
            "claim.json cannot be used as a store: file is no",
        ),
        ("", "", "outbox send --route hab", "There is no route 'hab'; cleanbill.toml has hub."),
        ("", "", "outbox show NOBODY", "There is no claim 'NOBODY' in the outbox."),
        ("", "", "inbox save 123", "There is no document '123', or several begin so"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(clinic: Path, old: str, new: str, words: str, sentence: str) -> None:
    (clinic / "cleanbill.toml").write_text(CONFIG.replace(old, new) if old else CONFIG)
    status, printed, told = run(clinic, *words.split())
    assert (status, printed) == (2, "")
    assert told.startswith(f"cleanbill: {sentence}")
    assert told.count("\n") == 1
