"""Where compiled files lie, and how one is written so that nobody ever sees half of it."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

_UNFINISHED = "unfinished-"
_LEFT_BEHIND = 3600  # seconds; whoever began to write is no longer at it


def cache_folder() -> Path:
    """Where compiled files are kept: CLEANBILL_CACHE, else the user's cache folder (XDG)."""
    own = os.environ.get("CLEANBILL_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cleanbill"


def usable(path: Path) -> bool:
    """Whether a compiled file is there and whole, as its SQLite header says; one that is not is made again."""
    try:
        with path.open("rb") as file:
            head = file.read(32)
        size = path.stat().st_size
    except OSError:
        return False
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:], "big")
    return head.startswith(b"SQLite format 3\0") and size == (65536 if page == 1 else page) * pages


def write_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Have `write` fill a file beside the target, then rename it. Raises OSError where the folder cannot be written."""
    import tempfile

    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=target.parent) as folder:
        fresh = Path(folder) / target.name
        write(fresh)
        fresh.replace(target)


def _sweep(folder: Path) -> None:
    """Remove what a killed process left half written."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)
