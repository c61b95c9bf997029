"""What is made from a holding: one SQLite file in the cache, written on first use."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from cleanbill.data.cache import cache_folder, usable, write_whole
from cleanbill.data.kind import DataFileError, Parts
from cleanbill.data.shelf import Holding, opened


def compiled_file(holding: Holding, made_by: Sequence[str]) -> Path:
    """Where the compiled file of a holding lies, whether it is there or not.

    Its name carries the holding's hash and a hash of the source files `made_by`, so that neither a changed file nor
    a changed reader is answered from an old one.
    """
    digest = hashlib.sha256(holding.sha256.encode())
    for source in made_by:
        digest.update(Path(source).read_bytes())
    return cache_folder() / f"{holding.kind}-{holding.id}-{digest.hexdigest()[:16]}.sqlite"


def compiled(holding: Holding, made_by: Sequence[str], write: Callable[[sqlite3.Connection, Parts], None]) -> Path:
    """The compiled file of a holding, made by `write` if it is not there.

    Raises `DataFileError` where the cache cannot be written.
    """
    path = compiled_file(holding, made_by)
    if usable(path):
        return path
    try:
        with opened(holding) as parts:
            write_whole(path, lambda target: _write(target, parts, write))
    except OSError as error:
        where = f"The compiled file cannot be written to {path.parent}: {error.strerror or error}"
        raise DataFileError(f"{where}; set CLEANBILL_CACHE to a folder that can be written.") from error
    return path


@cache
def database(
    holding: Holding, made_by: tuple[str, ...], write: Callable[[sqlite3.Connection, Parts], None]
) -> sqlite3.Connection:
    """The compiled file of a holding, made if it is not there, opened once for reading."""
    return reader(compiled(holding, made_by, write))


@cache
def reader(path: Path) -> sqlite3.Connection:
    """A compiled file, opened for reading only. Safe to share between threads."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _write(target: Path, parts: Parts, write: Callable[[sqlite3.Connection, Parts], None]) -> None:
    db = sqlite3.connect(target)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        write(db, parts)
        db.commit()
    finally:
        db.close()
