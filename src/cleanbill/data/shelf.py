"""The shelf: one archive a holding, with the official files as they came and a page that says what they are.

Archives are opened by few commands; what opens them is imported there.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from cleanbill.data.cache import write_whole
from cleanbill.data.kind import Contents, DataFileError, Kind, Parts

_PAGE = "holding.json"


class Holding(Struct, frozen=True, cache_hash=True):
    """An official file (or several that belong together) on the shelf.

    `kind` is the kind's name, `edition` and `rows` what the file says of itself, `start` the first date of service
    that it speaks of, `source` the name it came under, `sha256` the hash of its bytes, `file` the archive's name.
    """

    kind: str
    edition: str
    start: dt.date
    rows: int
    sha256: str
    source: str
    added: dt.datetime
    file: str

    @property
    def id(self) -> str:
        """What `data remove` calls it: the beginning of its hash."""
        return self.sha256[:12]


def shelf_folder() -> Path:
    """Where holdings are kept: CLEANBILL_DATA, else the user's data folder (XDG)."""
    own = os.environ.get("CLEANBILL_DATA")
    return _folder(own, None if own else os.environ.get("XDG_DATA_HOME"))


def holdings() -> tuple[Holding, ...]:
    """All that is on the shelf, by kind, first date and the order in which it was added."""
    return _shelf().holdings


def in_force(kind: str, on: dt.date) -> Holding | None:
    """The holding of a kind for a date of service: the newest that has begun; of two with one first date, the one
    added last. None where there is none."""
    return _shelf().in_force(kind, on)


def reaching(kind: str, on: dt.date | None) -> Holding | None:
    """The holding of a kind whose entries have first and last days of their own, for a date of service: the one in
    force, else the earliest, which tells of the days before it too; the newest where the date is not known."""
    return _shelf().reaching(kind, on)


@contextmanager
def opened(holding: Holding) -> Iterator[Parts]:
    """The files of a holding by their names, unpacked into a folder that is gone afterwards."""
    from cleanbill.data.unpack import unpacked

    with unpacked(shelf_folder() / holding.file) as files:
        yield {name: path for name, path in files.items() if name != _PAGE}


def remove(id: str) -> Holding | None:
    """Take a holding (the beginning of its hash) off the shelf; None where there is no such one, or several."""
    found = [holding for holding in holdings() if id and holding.sha256.startswith(id)]
    if len(found) != 1:
        return None
    (shelf_folder() / found[0].file).unlink()
    return found[0]


def keep(source: str, kind: Kind, parts: Parts, contents: Contents, added: dt.datetime) -> Holding:
    """Put files on the shelf under the first date of `contents`; what is there already is handed back as it is."""
    assert contents.start  # who adds asks for it
    sha256 = _hash(parts)
    name = f"{kind.name}_{contents.start}_{sha256[:12]}.zip"
    there = next((holding for holding in holdings() if holding.file == name), None)
    if there:
        return there
    holding = Holding(kind.name, contents.edition, contents.start, contents.rows, sha256, source, added, name)

    def write(target: Path) -> None:
        import zipfile

        from cleanbill.data.unpack import copy_into

        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(_PAGE), msgspec.json.encode(holding))
            for part, path in sorted(parts.items()):
                copy_into(archive, part, path)

    try:
        write_whole(shelf_folder() / name, write)
    except OSError as error:
        where = f"No file can be added to {shelf_folder()}: {error.strerror or error}"
        raise DataFileError(f"{where}; set CLEANBILL_DATA to a folder that can be written.") from error
    return holding


def _hash(parts: Parts) -> str:
    digest = hashlib.sha256()
    for _, path in sorted(parts.items()):
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _folder(own: str | None, shared: str | None) -> Path:
    return Path(own) if own else Path(shared or Path.home() / ".local" / "share") / "cleanbill"


class _Shelf:
    """What was on the shelf when it was read, and the answers given since: rules ask again for every line."""

    def __init__(self, holdings: tuple[Holding, ...]) -> None:
        self.holdings = holdings
        self.in_force = lru_cache(maxsize=4096)(self._in_force)
        self.reaching = lru_cache(maxsize=4096)(self._reaching)

    def _in_force(self, kind: str, on: dt.date) -> Holding | None:
        begun = [holding for holding in self.holdings if holding.kind == kind and holding.start <= on]
        return begun[-1] if begun else None

    def _reaching(self, kind: str, on: dt.date | None) -> Holding | None:
        held = [holding for holding in self.holdings if holding.kind == kind]
        if not held or on is None:
            return held[-1] if held else None
        return self._in_force(kind, on) or held[0]


_EMPTY = _Shelf(())


class Unchanging:
    """Within it the shelf is what it was at the beginning, in this thread: a check sees one state, looked up once."""

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        self._token = _SEEN.set(_shelf())

    def __exit__(self, *_: object) -> None:
        _SEEN.reset(self._token)


_SEEN: ContextVar[_Shelf | None] = ContextVar("_SEEN", default=None)


def _shelf() -> _Shelf:
    """The shelf as it is now: read again only when its folder has changed."""
    seen = _SEEN.get()
    if seen is not None:
        return seen
    folder = shelf_folder()
    try:
        return _read(folder, folder.stat().st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError):
        return _EMPTY
    except PermissionError as error:
        raise DataFileError(f"The added files in {folder} may not be read by this user.") from error


@lru_cache(maxsize=4)
def _read(folder: Path, _changed: int) -> _Shelf:
    import zipfile
    import zlib

    found = []
    for path in (path for path in folder.iterdir() if path.suffix == ".zip"):  # `glob` passes over what is forbidden
        try:
            with zipfile.ZipFile(path) as archive:
                found.append(msgspec.json.decode(archive.read(_PAGE), type=Holding))
        except (zipfile.BadZipFile, zlib.error, KeyError, msgspec.MsgspecError) as error:
            raise DataFileError(
                f"The added file {path} is damaged; delete it, and add the official file again."
            ) from error
    return _Shelf(tuple(sorted(found, key=lambda holding: (holding.kind, holding.start, holding.added))))
