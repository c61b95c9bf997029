"""A plain folder: of this machine, or one that is mounted."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cleanbill.transport.folder import Entry, RouteError


class LocalFolder:
    """A `Folder` at a path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[Entry]:
        """The files in it, by name."""
        with _told(self._path):
            found = [(path.name, path.stat()) for path in sorted(self._path.iterdir()) if path.is_file()]
            return [Entry(name, stat.st_size, int(stat.st_mtime)) for name, stat in found]

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        with _told(self._path / name):
            try:
                return (self._path / name).read_bytes()
            except FileNotFoundError:
                return None

    def write(self, name: str, data: bytes, append: bool = False) -> None:
        """Write a file anew, or go on with it, down to the disk."""
        with _told(self._path / name), (self._path / name).open("ab" if append else "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def rename(self, name: str, to: str) -> None:
        """Give a file another name, in one step."""
        with _told(self._path / name):
            (self._path / name).rename(self._path / to)

    def remove(self, name: str) -> None:
        """Take a file away."""
        with _told(self._path / name):
            (self._path / name).unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RouteError(f"{path}: {error.strerror or error}.") from error
