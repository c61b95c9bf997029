"""A PostgreSQL server of the tests' own, on a socket in a folder, where the machine has the programs for it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

FAST = "-c fsync=off -c listen_addresses="


def program(name: str) -> str | None:
    """Where a program of the server lies."""
    return shutil.which(name) or next((str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), None)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh server, as long as it is used. Raises `RuntimeError` where none can be started."""
    initdb, control = program("initdb"), program("pg_ctl")
    root = os.geteuid() == 0
    if not initdb or not control or (root and not shutil.which("runuser")):
        raise RuntimeError("there is no PostgreSQL server on this machine")
    as_user = ["runuser", "-u", "postgres", "--"] if root else []
    with TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        if root:
            shutil.chown(folder, "postgres")
        _run([*as_user, initdb, "-D", f"{folder}/data", "-U", "test", "-A", "trust", "-E", "UTF8"])
        start = ["-D", f"{folder}/data", "-o", f"{FAST} -k {folder}", "-l", f"{folder}/log", "-w"]
        _run([*as_user, control, *start, "start"])
        try:
            yield f"postgresql://test@/postgres?host={folder}"
        finally:
            _run([*as_user, control, "-D", f"{folder}/data", "-m", "immediate", "stop"])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd="/tmp", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise RuntimeError(f"{Path(command[-1]).name or command} did not work")
