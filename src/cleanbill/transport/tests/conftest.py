"""What the tests of this room share: a store of either kind, claims, and two folders."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from msgspec import structs

from cleanbill.model.claim import Claim
from cleanbill.model.decode import decode_claim
from cleanbill.transport.local import LocalFolder
from cleanbill.transport.store import Store, open_store
from cleanbill.transport.tests import postgres

_NAMES = count()
VISIT = Path(__file__).parents[4] / "examples" / "visit.json"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server; the test is skipped where none can be started."""
    try:
        pytest.importorskip("psycopg")
        with postgres.server() as url:
            yield url
    except RuntimeError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is: a path, then a URL."""
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite3")
    import psycopg

    url: str = request.getfixturevalue("postgres_url")
    name = f"t{next(_NAMES)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}&options=-csearch_path%3D{name}"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(place) as store:
        yield store


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """The claim of examples/visit.json under another id, with some of its fields changed."""
    visit = decode_claim(VISIT.read_bytes())
    return lambda claim_id="A1", **changed: structs.replace(visit, claim_id=claim_id, **changed)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder that the payer takes our files from."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def in_(tmp_path: Path) -> Path:
    """The folder that the payer leaves its files in."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def folders(out: Path, in_: Path) -> tuple[LocalFolder, LocalFolder]:
    """Both, as a route opens them."""
    return LocalFolder(out), LocalFolder(in_)
