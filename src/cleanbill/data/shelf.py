"""The shelf: one archive a holding, with the official files as they came and a page that says what they are.

Archives are opened by few commands; what opens them is imported there.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from cleanbill.data.cache import write_whole
from cleanbill.data.kind import Contents, DataFileError, Kind, Parts

_PAGE = "holding.json"
_HEAD = 64 * 1024


class Holding(Struct, frozen=True):
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
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "cleanbill"


def add(path: Path, kinds: Sequence[Kind], added: dt.datetime, start: dt.date | None = None) -> tuple[Holding, ...]:
    """Take a file in: each part that is of a known kind is read whole, and only then are all of them kept.

    `start` is the first date of service, where the file does not say it or says it wrongly. What is on the shelf
    already is handed back as it is. Raises `DataFileError` for what is wrong with the file, OSError where it cannot
    be read or the shelf cannot be written.
    """
    from cleanbill.data.unpack import unpacked

    with unpacked(path) as files:
        found = [(kind, parts, _described(path.name, kind, parts, start)) for kind, parts in _recognised(files, kinds)]
        if not found:
            known = "; ".join(kind.title for kind in kinds)
            raise DataFileError(
                f"{path.name} is not a file that can be added{_lacking(files, kinds)}. What can be added: {known}."
            )
        return tuple(_kept(path.name, kind, parts, contents, added) for kind, parts, contents in found)


def holdings() -> tuple[Holding, ...]:
    """All that is on the shelf, by kind, first date and the order in which it was added."""
    folder = shelf_folder()
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return ()
    return _read(folder, changed)


def in_force(kind: str, on: dt.date) -> Holding | None:
    """The holding of a kind for a date of service: the newest that has begun; of two with one first date, the one
    added last. None where there is none."""
    begun = [holding for holding in holdings() if holding.kind == kind and holding.start <= on]
    return begun[-1] if begun else None


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


def _recognised(files: Parts, kinds: Sequence[Kind]) -> Iterator[tuple[Kind, Parts]]:
    for kind in kinds:
        if kind.parts:
            together = {name.lower(): path for name, path in files.items() if name.lower() in kind.parts}
            if len(together) == len(kind.parts):
                yield kind, together
    for name, path in files.items():
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        yield from [(kind, {name: path}) for kind in kinds if kind.begins and kind.begins(head)][:1]


def _lacking(files: Parts, kinds: Sequence[Kind]) -> str:
    """Which parts are absent where some that make sense only together are there."""
    names = {name.lower() for name in files}
    absent = [[part for part in kind.parts if part not in names] for kind in kinds if names.intersection(kind.parts)]
    return f": it lacks {', '.join(absent[0])}" if absent else ""


def _described(source: str, kind: Kind, parts: Parts, start: dt.date | None) -> Contents:
    contents = kind.read(parts)
    if start:
        return msgspec.structs.replace(contents, start=start)
    if contents.start is None:
        raise DataFileError(f"{source} does not say from when it holds; give the first date of service with --from.")
    return contents


def _kept(source: str, kind: Kind, parts: Parts, contents: Contents, added: dt.datetime) -> Holding:
    assert contents.start  # `_described` asks for it
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

    write_whole(shelf_folder() / name, write)
    return holding


def _hash(parts: Parts) -> str:
    digest = hashlib.sha256()
    for _, path in sorted(parts.items()):
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _read(folder: Path, _changed: int) -> tuple[Holding, ...]:
    """Read again only when the folder has changed."""
    import zipfile

    found = []
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            found.append(msgspec.json.decode(archive.read(_PAGE), type=Holding))
    return tuple(sorted(found, key=lambda holding: (holding.kind, holding.start, holding.added)))
