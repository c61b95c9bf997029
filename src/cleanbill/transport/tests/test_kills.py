"""Sending and fetching are killed at every step and at any moment; nothing is lost, and nothing is done twice.

CLEANBILL_KILLS is how many kills at random moments there are (default 40, shared out over store and route).
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cleanbill.transport.practice.server import serving
from cleanbill.transport.routes import Route
from cleanbill.transport.tests import killed

KILLS = int(os.environ.get("CLEANBILL_KILLS", "40"))
STEPS = 120  # more than a session has
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork processes")


def run(plans: list[killed.Plan]) -> list[dict[str, Any]]:
    lines = b"".join(msgspec.json.encode(plan) + b"\n" for plan in plans)
    done = subprocess.run([sys.executable, killed.__file__], input=lines, capture_output=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def folders(root: Path, remove: bool = False) -> Route:
    return Route("folder", str(root / "claims"), str(root / "answers"), remove=remove)


def is_whole(found: dict[str, Any]) -> None:
    assert found["at the payer"] == found["claims"], "a claim was lost"
    assert found["sent twice"] == 0
    assert found["states"] == {"adjudicated": found["claims"]}
    assert found["posted"] == found["files"], "a payment was lost, or taken twice"
    assert found["posted twice"] == 0
    assert found["documents"] == {"taken": 3 * found["files"]}


def test_killed_at_every_step_nothing_is_lost_and_nothing_is_done_twice(tmp_path: Path) -> None:
    plans = []
    for step in range(STEPS):
        root = tmp_path / str(step)
        root.mkdir()
        plans.append(killed.Plan(str(root / "store"), folders(root, remove=True), str(root), step=step))
    found = run(plans)
    for one in found:
        is_whole(one)
    kills = [one["killed"] for one in found]
    assert kills == sorted(kills, reverse=True)
    assert 90 < sum(kills) < STEPS, "every step was reached"


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_done_twice(place: str, tmp_path: Path) -> None:
    (found,) = run([killed.Plan(place, folders(tmp_path), str(tmp_path), KILLS // 4, seed=1)])
    is_whole(found)
    assert found["killed"] == KILLS // 4


def test_killed_at_any_moment_over_sftp_nothing_is_lost_and_nothing_is_done_twice(tmp_path: Path) -> None:
    with serving(tmp_path) as door:
        route = Route(
            *("sftp", "claims", "answers", "127.0.0.1", door.port, "practice"),
            key_file=str(door.user_key),
            known_hosts=str(door.known_hosts),
            remove=True,
        )
        (found,) = run([killed.Plan(str(tmp_path / "store"), route, str(tmp_path), KILLS // 2, seed=2)])
    is_whole(found)
    assert found["killed"] == KILLS // 2
