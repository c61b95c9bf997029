"""Sessions of sending and fetching that are killed: at every step one after the other, or at any moment.

Run as a program: it reads plans as JSON lines, forks a process for each session, and prints what it counted. It also
plays the payer.
"""

import datetime as dt
import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from cleanbill.model.claim import Claim
from cleanbill.model.decode import decode_claim
from cleanbill.transport import inbox, sending
from cleanbill.transport.answers import HANDLERS, payment
from cleanbill.transport.documents import Answers
from cleanbill.transport.folder import PASSING, Folder
from cleanbill.transport.matching import Answer
from cleanbill.transport.queue import queue
from cleanbill.transport.routes import Route, opened
from cleanbill.transport.store import Row, Store, open_store
from cleanbill.transport.tests import written
from cleanbill.x12 import Trading, read_837

TRADING = Trading(submitter_id="CLINIC", receiver_id="HUB", test=True)
ON = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
A_SESSION = 3  # new claims


class Plan(Struct, frozen=True):
    """Where the store is, how to reach the payer and where its folder is, and how sessions are killed.

    `step`: one session, at this step of it. Else `kills` sessions, each at a moment drawn with `seed`.
    """

    place: str
    route: Route
    payer: str
    kills: int = 1
    step: int | None = None
    seed: int = 0


class Steps:
    """Counts what a session does to store and folders, and kills it at one of them."""

    def __init__(self, at: int | None = None) -> None:
        self.names: list[str] = []
        self._at = at

    def step(self, name: str) -> None:
        """A step is about to be done, or has just been done."""
        self.names.append(name)
        if len(self.names) - 1 == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class StoreInSteps:
    """A store whose statements and commits are steps."""

    def __init__(self, store: Store, steps: Steps) -> None:
        self._store, self._steps = store, steps
        self.close, self.alone = store.close, store.alone

    def rows(self, sql: str, values: Any = ()) -> list[Row]:
        rows = self._store.rows(sql, values)
        if not sql.startswith("SELECT"):
            self._steps.step(f"after {_short(sql)}")
        return rows

    def many(self, sql: str, values: Any) -> None:
        self._store.many(sql, values)
        self._steps.step(f"after {_short(sql)}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._store.transaction():
            yield
            self._steps.step("before commit")
        self._steps.step("after commit")


class FolderInSteps:
    """A folder whose changes are steps; a write is killed in its middle, too."""

    def __init__(self, folder: Folder, steps: Steps) -> None:
        self._folder, self._steps = folder, steps
        self.entries = folder.entries

    def read(self, name: str) -> bytes | None:
        data = self._folder.read(name)
        self._steps.step("after read")
        return data

    def write(self, name: str, data: bytes, append: bool = False) -> None:
        half = len(data) // 2
        self._folder.write(name, data[:half], append)
        self._steps.step("in the middle of a write")
        self._folder.write(name, data[half:], append=True)
        self._steps.step("after write")

    def rename(self, name: str, to: str) -> None:
        self._folder.rename(name, to)
        self._steps.step("after rename")

    def remove(self, name: str) -> None:
        self._folder.remove(name)
        self._steps.step("after remove")


def _short(sql: str) -> str:
    return " ".join(re.sub(r"\s+", " ", sql).split()[:4])


class Payer:
    """Takes each file, and answers it with a 999, a 277CA and an 835 that depend on nothing but the file."""

    def __init__(self, root: Path) -> None:
        self._out, self._in, self.taken = root / "claims", root / "answers", root / "taken"
        for folder in (self._out, self._in, self.taken):
            folder.mkdir(parents=True, exist_ok=True)

    def work(self) -> None:
        """Take what lies there and answer what was taken; killed, it does the same again."""
        for path in sorted(self._out.iterdir()):
            if not path.name.endswith(PASSING):
                twice = (self.taken / path.name).exists()
                path.rename(self.taken / (f"{path.name}.twice" if twice else path.name))
        for path in self.taken.iterdir():
            answered = path.with_suffix(".answered")
            if path.suffix == ".edi" and not answered.exists():
                self._answer(path)
                answered.touch()

    def _answer(self, path: Path) -> None:
        number = int(path.stem.split("_")[-1])
        ids = self.claims(path)
        accepted = [(one, "A2:20", f"P{one}") for one in ids]
        for place, data in enumerate(
            (
                written.functional(number * 10 + 1, number),
                written.claim_status(number * 10 + 2, f"{number}-1", accepted),
                written.payment(number * 10 + 3, [(one, f"P{one}") for one in ids]),
            )
        ):
            part = self._in / f".{number}-{place}"
            part.write_bytes(data)
            part.rename(self._in / f"{number}-{place}.edi")

    def claims(self, path: Path) -> list[str]:
        """The ids of the claims of a file."""
        with path.open("rb") as stream:
            return [claim.claim_id for claim in read_837(stream)]


def session(plan: Plan, number: int, visit: Claim, steps: Steps) -> None:
    """Queue what is not queued of all claims so far and three new ones, send, let the payer work, fetch, take."""
    now = NOW + dt.timedelta(hours=number)
    with open_store(plan.place) as real, opened(plan.route) as (real_out, real_in):
        store: Any = StoreInSteps(real, steps)
        out, in_ = FolderInSteps(real_out, steps), FolderInSteps(real_in, steps)
        known = {claim_id for (claim_id,) in real.rows("SELECT claim_id FROM claim")}
        for one in range((number + 1) * A_SESSION):
            if f"C{one}" not in known:
                queue(store, structs.replace(visit, claim_id=f"C{one}"), "hub", TRADING, ON, now)
        sending.write(store, "hub", TRADING, ON, now)
        sending.carry(store, sending.due(store, "hub", now), out, now)
        Payer(Path(plan.payer)).work()
        inbox.fetch(store, "hub", in_, now, plan.route.remove)
        inbox.take(store, now, {**HANDLERS, "835": _post})


def _post(store: Store, answers: Answers) -> list[Answer]:
    """Count the payment, as a later layer would post it."""
    store.rows("INSERT INTO posted (number) VALUES (?)", (answers.head.interchange,))
    return payment(store, answers)


def forked(run: Callable[[], None], after: float | None = None) -> bool:
    """Run something in a process of its own, killed after so many seconds; whether it was killed."""
    pid = os.fork()
    if not pid:
        try:
            run()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(1)
    return os.WIFSIGNALED(status)


def main(plan: Plan) -> dict[str, Any]:
    """Kill as planned, finish the work, and count."""
    visit = decode_claim((Path(__file__).parents[4] / "examples" / "visit.json").read_bytes())
    Payer(Path(plan.payer))
    with open_store(plan.place) as store:
        store.rows("CREATE TABLE IF NOT EXISTS posted (number TEXT)")
    killed, number = _one(plan, visit) if plan.step is not None else _many(plan, visit)
    forked(partial(session, plan, number, visit, Steps()))
    return {"killed": killed, "claims": (number + 1) * A_SESSION, **counted(plan)}


def _one(plan: Plan, visit: Claim) -> tuple[int, int]:
    """Kill the first session at the step of the plan, and let the payer work; how many were killed, the next number."""
    died = forked(partial(session, plan, 0, visit, Steps(plan.step)))
    Payer(Path(plan.payer)).work()
    return int(died), 1


def _many(plan: Plan, visit: Claim) -> tuple[int, int]:
    """Kill as many sessions as planned, each while it is at work."""
    draw = random.Random(plan.seed)
    began = time.monotonic()
    forked(partial(session, plan, 0, visit, Steps()))
    longest = 1.2 * (time.monotonic() - began)
    killed, number = 0, 1
    while killed < plan.kills:
        killed += forked(partial(session, plan, number, visit, Steps()), draw.uniform(0, longest))
        number += 1
        if draw.random() < 0.5:  # the payer does not wait until we are back
            Payer(Path(plan.payer)).work()
    return killed, number


def counted(plan: Plan) -> dict[str, Any]:
    """What the payer has, and what the store says."""
    payer = Payer(Path(plan.payer))
    files = [path for path in payer.taken.iterdir() if path.suffix != ".answered"]
    claims = Counter(one for path in files for one in payer.claims(path))
    with open_store(plan.place) as store:
        return {
            "at the payer": len(claims),
            "sent twice": sum(count > 1 for count in claims.values()) + sum(path.suffix == ".twice" for path in files),
            "files": len(files),
            "states": dict(store.rows("SELECT state, count(*) FROM claim GROUP BY state")),
            "documents": dict(store.rows("SELECT state, count(*) FROM document GROUP BY state")),
            "posted": len(store.rows("SELECT number FROM posted")),
            "posted twice": len(store.rows("SELECT number FROM posted GROUP BY number HAVING count(*) > 1")),
        }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(main(msgspec.json.decode(line, type=Plan))), flush=True)
