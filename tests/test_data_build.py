"""`cleanbill data build` as a user runs it: killed, it leaves whole files alone and is taken up where it stopped."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest


def start(cache: Path) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"CLEANBILL_CACHE": str(cache)}
    command = [sys.executable, "-m", "cleanbill", "data", "build"]
    out = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)


def whole(cache: Path) -> dict[str, int]:
    """The compiled files that are there, with the time each was written. Each can be read."""
    for path in cache.glob("*.sqlite"):
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT count(*) FROM node").fetchone()[0] > 90_000
    return {path.name: path.stat().st_mtime_ns for path in cache.glob("*.sqlite")}


@pytest.mark.skipif(os.name != "posix", reason="kills processes with SIGKILL")
@pytest.mark.parametrize("written", ["unfinished-*", "*.sqlite"], ids=["while it writes", "when one is written"])
def test_a_build_that_is_killed_is_taken_up_where_it_stopped(tmp_path: Path, written: str) -> None:
    build = start(tmp_path)
    while build.poll() is None and not list(tmp_path.glob(written)):
        time.sleep(0.02)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    first = whole(tmp_path)
    assert start(tmp_path).wait() == 0
    assert len(whole(tmp_path)) == 2
    assert first.items() <= whole(tmp_path).items()
