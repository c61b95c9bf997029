"""Where everything on its way is kept: an SQLite file, or a PostgreSQL database by its URL.

What the two differ in is here, and nowhere else.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

from cleanbill.transport.schema import TABLES

SCHEMES = ("postgresql", "postgres")
Row = tuple[Any, ...]


class StoreError(Exception):
    """The store cannot be used. The message is one plain sentence."""


class Store(Protocol):
    """Rows that outlive the process. SQL has `?` for each value, and no other `?` or `%`."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement; the rows that it gives."""

    def many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row of values."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is run within is kept together when it ends, and none of it when it fails."""
        yield

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """Do `work` while no other process does it. Raises `StoreError` where one does; a dead one does not count."""
        yield

    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...


def open_store(place: str) -> Store:
    """The store at a path or a URL, made where there is none. Raises `StoreError`."""
    return PostgreSQL(place) if urlsplit(place).scheme in SCHEMES else SQLite(Path(place))


class SQLite:
    """A store in one file, which only its owner may read: it holds claims."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.touch(mode=0o600, exist_ok=True)
            self._connection = _connected(path)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            with self.transaction():
                for table in TABLES:
                    self._connection.execute(table.replace("{bytes}", "BLOB"))
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{path} cannot be used as a store: {_why(error)}.") from error

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """As `Store.rows`."""
        return self._connection.execute(sql, values).fetchall()

    def many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """As `Store.many`."""
        self._connection.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As `Store.transaction`."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """As `Store.alone`: a file beside the store is locked, and free again when its process is gone."""
        lock = _connected(self._path.with_name(f"{self._path.name}-{work}"), wait=0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            raise _busy(work) from error
        try:
            yield
        finally:
            lock.close()

    def close(self) -> None:
        """As `Store.close`."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PostgreSQL:
    """A store in a PostgreSQL database, by psycopg."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StoreError("A PostgreSQL store needs psycopg: pip install 'cleanbill[postgres]'.") from error
        try:
            self._connection = psycopg.connect(url, autocommit=True)
            with self.transaction():
                self.rows("SELECT pg_advisory_xact_lock(hashtext('cleanbill tables'))")
                for table in TABLES:
                    self.rows(table.replace("{bytes}", "BYTEA"))
        except psycopg.Error as error:
            raise StoreError(f"The PostgreSQL store at {_place(url)} cannot be used: {_why(error)}.") from error

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """As `Store.rows`."""
        cursor = self._connection.execute(sql.replace("?", "%s"), values)
        return cursor.fetchall() if cursor.description else []

    def many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """As `Store.many`."""
        with self._connection.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s"), values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As `Store.transaction`."""
        with self._connection.transaction():
            yield

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """As `Store.alone`: an advisory lock, which the server lets go of with the connection."""
        if self.rows("SELECT pg_try_advisory_lock(hashtext(?))", (f"cleanbill {work}",)) != [(True,)]:
            raise _busy(work)
        try:
            yield
        finally:
            self.rows("SELECT pg_advisory_unlock(hashtext(?))", (f"cleanbill {work}",))

    def close(self) -> None:
        """As `Store.close`."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connected(path: Path, wait: float = 30) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=wait, isolation_level=None)


def _busy(work: str) -> StoreError:
    return StoreError(f"Another cleanbill is at work on the {work} of this store; wait until it is done.")


def _place(url: str) -> str:
    """A URL as it may be shown: without user and password."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'this machine'}{parts.path}"


def _why(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).strip().splitlines()[0].rstrip(".")
