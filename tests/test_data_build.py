"""`cleanbill data build` as a user runs it: killed, it leaves whole files alone and is taken up where it stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def start(cache: Path) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"CLEANBILL_CACHE": str(cache)}
    command = [sys.executable, "-m", "cleanbill", "data", "build"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def whole(cache: Path) -> dict[str, int]:
    """The compiled files that are there, with the time each was written."""
    return {path.name: path.stat().st_mtime_ns for path in cache.glob("*.sqlite")}


@pytest.mark.skipif(os.name != "posix", reason="kills a process with SIGKILL")
def test_a_build_that_is_killed_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    build = start(tmp_path)
    while build.poll() is None and not whole(tmp_path):
        time.sleep(0.05)
    build.send_signal(signal.SIGKILL)
    build.wait()
    first = whole(tmp_path)
    assert len(first) == 1
    assert start(tmp_path).wait() == 0
    assert len(whole(tmp_path)) == 2
    assert first.items() <= whole(tmp_path).items()
