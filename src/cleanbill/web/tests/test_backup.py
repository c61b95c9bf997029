"""What a backup refuses, in one sentence each. That it works is seen in tests/test_site.py."""

import io
import tarfile
from pathlib import Path

import pytest

from cleanbill.web.backup import BackupError, back_up, restore
from cleanbill.web.place import DATABASE

PASSPHRASE = "a calm green river"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for a site."""
    monkeypatch.setenv("CLEANBILL_SITE", str(tmp_path / "site"))
    return tmp_path / "site"


def test_there_must_be_a_site_to_back_up(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="There is no site in"):
        back_up(tmp_path / "x.age", PASSPHRASE)


def test_a_passphrase_is_long(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    (home / DATABASE).touch()
    with pytest.raises(BackupError, match="shorter than 12"):
        back_up(tmp_path / "x.age", "river")
    assert not (tmp_path / "x.age").exists()


def test_postgresql_is_backed_up_by_its_own_tool(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///clinic")
    with pytest.raises(BackupError, match="pg_dump"):
        back_up(tmp_path / "x.age", PASSPHRASE)


def _packed(**held: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in held.items():
            member = tarfile.TarInfo(name.replace("__", "."))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"something else", "not a backup of a cleanbill site"),
        (_packed(other=b""), "not a backup of a cleanbill site"),
        (_packed(site__sqlite3=b"x" * 5000, secret__key=b"k"), "database in the backup is damaged"),
    ],
    ids=["no archive", "another archive", "a damaged database"],
)
def test_what_is_no_backup_is_refused_and_nothing_is_left(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    monkeypatch.setattr("pyrage.passphrase.decrypt", lambda *_: content)
    file = tmp_path / "x.age"
    file.write_bytes(b"sealed")
    with pytest.raises(BackupError, match=words):
        restore(file, PASSPHRASE, force=False)
    assert list(home.iterdir()) == []
