"""What a command writes stands whole where it is wanted, and disturbs nothing else that is there."""

import os
import stat
from io import BytesIO
from pathlib import Path

import pytest
import typer

from cleanbill.cli.written import check_place, put, put_table

CLAIM = b"ISA*00*"


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    out = tmp_path / "claims.edi"
    out.write_bytes(b"before")
    out.chmod(0o640)
    put(BytesIO(CLAIM), str(out))
    assert out.read_bytes() == CLAIM
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["claims.edi"]


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.edi", tmp_path / "link.edi"
    real.write_bytes(b"before")
    link.symlink_to(real)
    put(BytesIO(CLAIM), str(link))
    assert link.is_symlink()
    assert real.read_bytes() == CLAIM


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_takes_what_it_is_given_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    put(BytesIO(CLAIM), str(pipe))
    assert os.read(reader, 100) == CLAIM
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(28, "No space left on device")

    out = tmp_path / "claims.edi"
    out.write_bytes(b"before")
    with pytest.raises(typer.Exit) as ended:
        put(Broken(), str(out))
    assert ended.value.exit_code == 2
    assert out.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1
    assert capsys.readouterr().err == f"cleanbill: {out} cannot be written: No space left on device.\n"


@pytest.mark.parametrize(("name", "told"), [("", "is a directory"), ("none/claims.edi", "is not a folder")])
def test_a_place_where_no_file_can_be_is_told_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    with pytest.raises(typer.Exit):
        check_place(str(tmp_path / name))
    assert told in capsys.readouterr().err


def test_a_spreadsheet_runs_nothing_that_a_claim_carries(tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    put_table(("claim", "amount"), [("=HYPERLINK(1)", "-4.00"), ("@x", 3), ("A-1", "")], str(out))
    assert out.read_bytes() == b"claim,amount\r\n'=HYPERLINK(1),-4.00\r\n'@x,3\r\nA-1,\r\n"
