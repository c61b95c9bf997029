"""The site on PostgreSQL: the log is refused change there too, and many writers leave it unbroken."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

ROOT = Path(__file__).parents[4]
WEB = "src/cleanbill/web"
SERVER = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
_SUDDEN = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c unix_socket_directories="
)


def _as_postgres(*command: str) -> None:
    """The server refuses to run as root."""
    switch = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*switch, *command], check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server of its own, reached by a socket in a temporary folder."""
    if SERVER is None or not shutil.which("runuser"):
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(mkdtemp(prefix="cleanbill-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _as_postgres(str(SERVER / "initdb"), "-D", f"{folder}/data", "-U", "cleanbill", "-A", "trust", "--no-sync")
    control = [str(SERVER / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
    _as_postgres(*control, "-o", f"{_SUDDEN}{folder}", "start")
    try:
        _as_postgres("createdb", "-h", str(folder), "-U", "cleanbill", "site")
        yield f"postgresql://cleanbill@/site?host={folder}"
    finally:
        _as_postgres(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(url: str, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_what_holds_on_sqlite_holds_on_postgresql(url: str) -> None:
    subjects = ("audit", "charts", "claims", "dashboards", "denials", "jobs", "notes", "remits", "schedule")
    done = _run(url, "-m", "pytest", "-n0", "-p", "no:cacheprovider", *(f"{WEB}/{name}" for name in subjects))
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout


_WRITERS = """
import os
from concurrent.futures import ThreadPoolExecutor
from cleanbill.web.serving import django, migrate
django()
migrate()
from cleanbill.web.audit.chain import append, verify
with ThreadPoolExecutor(8) as pool:
    list(pool.map(lambda n: append(None, "someone", "read", "patient", n), range(200)))
print(verify())
"""


def test_many_writers_leave_an_unbroken_log(url: str) -> None:
    done = _run(url, "-c", _WRITERS)
    assert "entries=200" in done.stdout, done.stderr[-3000:]
    assert "fault=''" in done.stdout


_LAST_VISIT = """
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from cleanbill.web.serving import django, migrate
django()
migrate()
from cleanbill.web.conftest import Practice
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.models import Appointment, Authorization
practice = Practice("Example Spine and Rehab")
practice.records["coverage"].authorization_required = True
practice.records["coverage"].save()
Authorization.objects.of(practice.clinic).update(approved=2)  # one of them is taken
def book(day):
    start = dt.datetime(2026, 11, day, 15, tzinfo=dt.UTC)
    own = {name: practice.records[name] for name in ("patient", "episode", "provider")}
    return booking.book(practice.owner, Appointment(clinic=practice.clinic, start=start, **own), dt.date(2026, 11, 2))
with ThreadPoolExecutor(8) as pool:
    print("booked", sum(outcome.booked for outcome in pool.map(book, range(9, 25))))
"""


def test_the_last_authorized_visit_is_booked_once_from_many_browsers_on_postgresql(url: str) -> None:
    done = _run(url, "-c", _LAST_VISIT)
    assert "booked 1\n" in done.stdout, done.stderr[-3000:]


def test_the_last_authorized_visit_is_booked_once_from_many_browsers_on_sqlite(tmp_path: Path) -> None:
    environment = {**os.environ, "CLEANBILL_SITE": str(tmp_path)}
    words = [sys.executable, "-c", _LAST_VISIT]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "booked 1\n" in done.stdout, done.stderr[-3000:]
