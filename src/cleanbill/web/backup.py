"""Backups: database, store of claims and key in one archive, encrypted under a passphrase (age), tried at once."""

import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyrage

from cleanbill.data import write_whole
from cleanbill.web.place import DATABASE, KEY, STORE, folder, is_set_up

LEAST_PASSPHRASE = 12
_HELD = {DATABASE, KEY}
_MAY = {STORE}  # only of a site that sends claims


class BackupError(Exception):
    """Why no backup is made or restored, in one plain sentence."""


def back_up(target: Path, passphrase: str) -> int:
    """Write an encrypted backup, restore it into a temporary place and verify it there; its size in bytes.

    Raises `BackupError` where there is nothing to back up or the copy is not sound, OSError where it cannot be written.
    """
    if os.environ.get("DATABASE_URL"):
        raise BackupError("The site's database is PostgreSQL; back it up with pg_dump, and the key in its folder.")
    if not is_set_up():
        raise BackupError(f"There is no site in {folder()}; `cleanbill serve` makes one.")
    if len(passphrase) < LEAST_PASSPHRASE:
        raise BackupError(f"The passphrase is shorter than {LEAST_PASSPHRASE} characters; take a longer one.")
    with tempfile.TemporaryDirectory() as place:
        _copy(Path(place))
        sealed = pyrage.passphrase.encrypt(_pack(Path(place)), passphrase)
    with tempfile.TemporaryDirectory() as place:
        _open(sealed, passphrase, Path(place))
    write_whole(target, lambda fresh: _write(fresh, sealed))
    return len(sealed)


def restore(source: Path, passphrase: str, force: bool) -> None:
    """Put a backup in the place of the site, once it is verified. What was there is kept beside it, as `*.before`.

    Raises `BackupError` where a site is there and `force` is not given, or where the backup is not sound.
    """
    home = folder()
    if (home / DATABASE).exists() and not force:
        raise BackupError(f"There is a site in {home}; stop it and give --force to put the backup in its place.")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=home) as place:
        _open(source.read_bytes(), passphrase, Path(place))
        for name in (*_with_its_logs(DATABASE), *_with_its_logs(STORE), KEY):
            if (home / name).exists():
                (home / name).replace(home / f"{name}.before")
        for name in (KEY, STORE, DATABASE):
            if (Path(place) / name).exists():
                (Path(place) / name).replace(home / name)


def _copy(place: Path) -> None:
    """The database as it stands at one moment, even while the site runs, the store of claims after it, and the key.

    The store comes second: what it holds and the database does not is told to its claims by the next run.
    """
    for name in (DATABASE, STORE):
        if not (folder() / name).exists():
            continue
        with (
            sqlite3.connect(f"{(folder() / name).as_uri()}?mode=ro", uri=True) as live,
            sqlite3.connect(place / name) as copy,
        ):
            live.backup(copy)
        copy.close()
        live.close()
    shutil.copyfile(folder() / KEY, place / KEY)


def _with_its_logs(name: str) -> tuple[str, str, str]:
    return f"{name}-wal", f"{name}-shm", name


def _pack(place: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in sorted(one.name for one in place.iterdir()):
            archive.add(place / name, name)
    return packed.getvalue()


def _open(sealed: bytes, passphrase: str, place: Path) -> None:
    """Decrypt a backup into a folder and verify the database there."""
    try:
        opened = pyrage.passphrase.decrypt(sealed, passphrase)
        with tarfile.open(fileobj=io.BytesIO(opened)) as archive:
            if not _HELD <= set(archive.getnames()) <= _HELD | _MAY:
                raise BackupError("This is not a backup of a cleanbill site.")
            for member in archive:
                _unpack(archive, member, place)
    except pyrage.DecryptError as error:
        raise BackupError("The backup does not open: the passphrase is another, or the file is damaged.") from error
    except tarfile.TarError as error:
        raise BackupError("This is not a backup of a cleanbill site.") from error
    for path in place.iterdir():
        path.chmod(0o600)
    _verify(place / DATABASE)


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    """Write a file of the archive under its name, which is known; a link or a folder of that name is none of ours."""
    content = archive.extractfile(member) if member.isfile() else None
    if content is None:
        raise BackupError("This is not a backup of a cleanbill site.")
    with (place / member.name).open("wb") as file:
        shutil.copyfileobj(content, file)


def _verify(database: Path) -> None:
    """Raise `BackupError` for a database that is damaged or whose audit log was changed."""
    from cleanbill.web.audit.elsewhere import fault

    try:
        connection = sqlite3.connect(database)
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.close()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database in the backup is damaged: {error}.") from error
    wrong = fault(database) if sound else "its pages do not fit together."
    if wrong:
        raise BackupError(f"The database in the backup is damaged: {wrong}")


def _write(fresh: Path, sealed: bytes) -> None:
    opened: Callable[[str, int], int] = lambda path, flags: os.open(path, flags, 0o600)  # noqa: E731
    with open(fresh, "wb", opener=opened) as file:
        file.write(sealed)
