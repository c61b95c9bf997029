"""A command prints to a terminal, a pipe, a file, a full disk or nothing at all: it never ends in a traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleanbill import __version__

CLEANBILL = [sys.executable, "-m", "cleanbill"]
FULL = Path("/dev/full")
needs_shell = pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")


def _shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a shell says of a command, in which `cleanbill` is this one."""
    shell = ["bash", "-o", "pipefail", "-c", f'cleanbill() {{ {" ".join(CLEANBILL)} "$@"; }}; {command}']
    return subprocess.run(shell, capture_output=True, text=True, check=False, env=os.environ | environment)


@needs_shell
@pytest.mark.parametrize("command", ["--version", "schema claim", "check --help", "remit examples/remittance.edi"])
def test_a_full_disk_is_told_in_one_sentence(command: str) -> None:
    done = _shell(f"cleanbill {command} > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "cleanbill: What is printed cannot be written: No space left on device.\n"


@needs_shell
@pytest.mark.parametrize("command", ["--version", "schema claim", "rules", "remit --json examples/remittance.edi"])
def test_a_reader_that_leaves_early_ends_a_command_without_a_word(command: str) -> None:
    done = _shell(f"cleanbill {command} | true")
    assert done.returncode in (0, 141)  # 0 where all was in the pipe before the reader left
    assert not done.stderr


@needs_shell
def test_a_closed_standard_output_leaves_what_is_written_to_a_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "999.edi"
    done = _shell(f"cleanbill x12 ack --at 2026-11-02T09:30 -o {out} examples/remittance.edi >&-")
    assert done.returncode == 0, done.stderr
    assert out.read_text().startswith("ISA*")
    assert _shell("cleanbill --version >&- 2>&-").returncode == 0


@needs_shell
def test_a_closed_standard_error_does_not_send_complaints_to_standard_output() -> None:
    done = _shell("cleanbill remit nowhere.835 2>&-")
    assert (done.returncode, done.stdout) == (2, "")


@needs_shell
def test_a_closed_standard_input_is_an_empty_one() -> None:
    done = _shell("cleanbill note - <&-")
    assert (done.returncode, done.stderr) == (2, "cleanbill: standard input is empty; give the text of a note.\n")


def test_marks_are_printed_where_the_locale_knows_none() -> None:
    done = subprocess.run(
        [*CLEANBILL, "code", "M54.50", "--on", "2026-11-02"],
        capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "✓ billable" in done.stdout.decode()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups here")
@pytest.mark.parametrize("after", [0.2, 0.4, 0.8, 1.2])
def test_ctrl_c_ends_a_check_in_many_processes_without_a_word(tmp_path: Path, after: float) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"claim_id": "1", "lines": [{"code": "97110", "date": "2026-11-02"}]}\n' * 20_000)
    command = [*CLEANBILL, "check", "--jobs", "2", str(claims)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode in (130, -signal.SIGINT)  # the latter before a line of ours is run


def test_the_version_is_an_option_as_any_other() -> None:
    done = subprocess.run([*CLEANBILL, "--version", "code"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"cleanbill {__version__}\n")
