"""Claims in batches: what is shown of each, made in this process or in several, in the order of the claims."""

import datetime as dt
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context

import msgspec
import typer
from msgspec import Struct

from cleanbill.cli.config import Config
from cleanbill.cli.inputs import Item
from cleanbill.cli.judge import Judge, Verdict
from cleanbill.cli.options import refuse
from cleanbill.cli.printers import Tally, printer

MOST = 64  # claims of a batch; what is shown of one can be 10,000 characters
LARGEST = 1 << 18  # bytes of its documents, but for one larger than that


class Settings(Struct, frozen=True):
    """What is asked of a run of `check`."""

    on: dt.date
    config: Config
    format: str
    note: str | None = None
    fix: bool = False
    diff: bool = False


class Batch(Struct, frozen=True):
    """Claims of one file that follow each other."""

    name: str
    items: list[Item]


class Done(Struct):
    """What has become of a batch: what is shown of it, the complaints, the counts; with `fix`, its documents."""

    shown: str
    complaints: str
    tally: Tally
    documents: tuple[bytes, ...] = ()
    changed: bool = False


def done(batches: Iterable[Batch], settings: Settings, jobs: int) -> Iterator[Done]:
    """Each batch when it is done, in their order. The same comes back for any number of processes."""
    if jobs == 1:
        yield from (_check(settings, batch) for batch in batches)
        return
    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _without_interrupts) as pool:
            yield from _in_order(pool, batches, settings, 2 * jobs)
    except BrokenProcessPool:
        refuse("A process that checked claims was ended from outside; check again with fewer --jobs.")


def batches(name: str, items: Iterable[Item], most: int = MOST) -> Iterator[Batch]:
    """The items of a file in batches of `most`, and of so many bytes."""
    waiting: list[Item] = []
    size = 0
    for item in items:
        waiting.append(item)
        size += len(item.raw)
        if len(waiting) >= most or size >= LARGEST:
            yield Batch(name, waiting)
            waiting, size = [], 0
    if waiting:
        yield Batch(name, waiting)


def _in_order(pool: ProcessPoolExecutor, batches: Iterable[Batch], settings: Settings, ahead: int) -> Iterator[Done]:
    """What comes back from the pool. No more than `ahead` batches are in memory; those before a refusal come first."""
    running: deque[Future[Done]] = deque()
    refused: typer.Exit | None = None
    try:
        for batch in batches:
            running.append(pool.submit(_check_packed, settings, msgspec.msgpack.encode(batch)))
            if len(running) > ahead:
                yield running.popleft().result()
    except typer.Exit as error:
        refused = error
    while running:
        yield running.popleft().result()
    if refused:
        raise refused


def _without_interrupts() -> None:
    """Leave an interrupt to the process that reads: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check_packed(settings: Settings, packed: bytes) -> Done:
    return _check(settings, msgspec.msgpack.decode(packed, type=Batch))


def _check(settings: Settings, batch: Batch) -> Done:
    judge, out = _judge(settings), printer(settings.format, settings.on)
    verdicts = [_verdict(judge, settings, item, batch.name) for item in batch.items]
    shown = "".join([out.shown(batch.name, verdict) for verdict in verdicts])
    errors = [verdict.error for verdict in verdicts if verdict.error] if out.complains_apart else []
    tally = Tally(used=frozenset(judge.used))
    for verdict in verdicts:
        tally.count(verdict)
    done = Done(shown, "".join(f"cleanbill: {error}\n" for error in errors), tally)
    if settings.fix:
        done.documents = tuple(verdict.document for verdict in verdicts)
        done.changed = any(verdict.changed for verdict in verdicts)
    return done


def _verdict(judge: Judge, settings: Settings, item: Item, name: str) -> Verdict:
    if settings.fix or settings.diff:
        return judge.mended(item, name, write=settings.fix)
    return judge.verdict(item, name)


@lru_cache(maxsize=1)
def _judge(settings: Settings) -> Judge:
    return Judge(settings.on, settings.config, settings.note)
