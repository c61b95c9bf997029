"""The files inside what a person brings: the file itself, or what a gzip or zip archive (also one in another) holds."""

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Protocol

from cleanbill.data.kind import DataFileError

MOST_BYTES = 2 * 1024**3
_MOST_FILES = 2_000
_DEEPEST = 3  # CMS packs archives into archives


@contextmanager
def unpacked(path: Path) -> Iterator[dict[str, Path]]:
    """The files by name, in a folder that is gone afterwards. Raises `DataFileError` for a damaged or too large one."""
    with TemporaryDirectory(prefix="cleanbill-") as folder:
        work = _Work(Path(folder))
        try:
            work.take(path.name, path, 0)
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
            raise DataFileError(f"{path.name} is damaged: {error}; download it again.") from error
        except RuntimeError as error:  # a compression or an encryption we cannot undo
            raise DataFileError(f"{path.name} cannot be unpacked ({error}): add what is inside.") from error
        yield work.files


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Work:
    def __init__(self, folder: Path) -> None:
        self.files: dict[str, Path] = {}
        self._folder = folder
        self._room = MOST_BYTES

    def take(self, name: str, path: Path, depth: int) -> None:
        """A file as it is, or what it holds when it is an archive."""
        with path.open("rb") as stream:
            start = stream.read(4)
            stream.seek(0)
            if start == b"PK\3\4":
                self._take_zip(name, stream, depth)
            elif start[:2] == b"\x1f\x8b":
                self._unpack(name.removesuffix(".gz"), gzip.GzipFile(fileobj=stream), depth)
            else:
                self.files[name] = path

    def _take_zip(self, name: str, stream: IO[bytes], depth: int) -> None:
        if depth == _DEEPEST:
            raise DataFileError(f"{name} holds archives in archives in archives; unpack it and add what is inside.")
        with zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MOST_FILES:
                raise DataFileError(f"{name} holds {len(members):,} files; add only the ones that are wanted.")
            for member in members:
                with archive.open(member) as inside:
                    self._unpack(PurePosixPath(member.filename).name, inside, depth + 1)

    def _unpack(self, name: str, stream: "_Bytes", depth: int) -> None:
        target = self._folder / f"{len(list(self._folder.iterdir()))}"
        with target.open("wb") as out:
            while chunk := stream.read(1 << 20):
                self._room -= len(chunk)
                if self._room < 0:
                    raise DataFileError(f"{name} unpacks to more than {MOST_BYTES // 1024**3} GiB; it is not taken in.")
                out.write(chunk)
        self.take(name, target, depth)


def copy_into(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    """Put a file into an archive under a fixed date, so that the same file makes the same archive."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target)
