"""Claims in batches: what is shown of each, made in this process or in several, in the order of the claims."""

import datetime as dt
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context

import msgspec
import typer
from msgspec import Struct

from cleanbill.cli.config import Config
from cleanbill.cli.inputs import Item
from cleanbill.cli.interrupts import kept_from_children
from cleanbill.cli.judge import Judge, Verdict
from cleanbill.cli.options import refuse
from cleanbill.cli.practice import choice, own
from cleanbill.cli.printers import Tally, printer
from cleanbill.data import Unchanging
from cleanbill.rules.own import OwnRuleError

MOST = 64  # claims of a batch; what is shown of one can be 10,000 characters
LARGEST = 1 << 18  # bytes of its documents, but for one larger than that


class Settings(Struct, frozen=True):
    """What is asked of a run of `check`, in values that another process can be sent."""

    on: dt.date
    config: Config
    format: str = "text"
    note: str = ""
    fix: bool = False
    diff: bool = False
    select: str = ""
    ignore: str = ""
    rules: str = ""
    payers: str = ""


class Batch(Struct, frozen=True):
    """Claims of one file that follow each other."""

    name: str
    items: list[Item]


class Done(Struct):
    """What has become of a batch: what is shown of it, the complaints, the counts; with `fix`, its documents.

    `changed` and `beyond` say whether safe fixes were made in the documents, and whether some stand where none can be
    made. `broken`: why the batch ends before its last claim.
    """

    shown: str
    complaints: tuple[str, ...]
    tally: Tally
    documents: tuple[bytes, ...] = ()
    changed: bool = False
    beyond: bool = False
    broken: str = ""


class Checker:
    """Checks batches in this process. Ends the command at what is wrong in the settings or in what they name."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        config, added = settings.config, own(settings.config, settings.rules, settings.payers)
        heard = choice(config, added, settings.select, settings.ignore)
        self._judge = Judge(settings.on, heard, config.allow, added, settings.note)
        self.out = printer(settings.format, settings.on, settings.fix)

    def check(self, batch: Batch) -> Done:
        """What becomes of a batch. It ends where a practice's own rule breaks off."""
        verdicts: list[Verdict] = []
        broken = ""
        try:
            for item in batch.items:
                verdicts.append(self._verdict(item, batch.name))
        except OwnRuleError as error:
            broken = str(error)
        return self._done(batch, verdicts, broken)

    def _verdict(self, item: Item, name: str) -> Verdict:
        if self.settings.fix or self.settings.diff:
            return self._judge.mended(item, name, write=self.settings.fix)
        return self._judge.verdict(item, name)

    def _done(self, batch: Batch, verdicts: list[Verdict], broken: str) -> Done:
        out, tally = self.out, Tally(used=frozenset(self._judge.used), seen=frozenset(self._judge.seen))
        for verdict in verdicts:
            tally.count(verdict)
        errors = tuple(verdict.error for verdict in verdicts if verdict.error and out.complains_apart)
        shown = "".join([out.shown(batch.name, verdict) for verdict in verdicts])
        done = Done(shown, errors, tally, broken=broken)
        if self.settings.fix:
            done.documents = tuple(verdict.raw for verdict in verdicts)
            done.changed = any(verdict.raw != item.raw for verdict, item in zip(verdicts, batch.items, strict=False))
            done.beyond = any(verdict.beyond for verdict in verdicts)
        return done


def done(batches: Iterable[Batch], checker: Checker, jobs: int) -> Generator[Done, None, None]:
    """Each batch when it is done, in their order. The same comes back for any number of processes.

    To be closed: what is not begun is then left.
    """
    if jobs == 1:
        yield from map(checker.check, batches)
        return
    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _begin) as pool:
            try:
                yield from _in_order(pool, batches, msgspec.msgpack.encode(checker.settings), 2 * jobs)
            finally:
                pool.shutdown(cancel_futures=True)  # nobody waits for what is not begun
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


def _in_order(pool: ProcessPoolExecutor, batches: Iterable[Batch], settings: bytes, ahead: int) -> Iterator[Done]:
    """What comes back from the pool. No more than `ahead` batches are in memory; those before a refusal come first."""
    running: deque[Future[Done]] = deque()
    refused: typer.Exit | None = None
    try:
        for batch in batches:
            with kept_from_children():  # submitting starts processes
                running.append(pool.submit(_check_packed, settings, msgspec.msgpack.encode(batch)))
            if len(running) > ahead:
                yield running.popleft().result()
    except typer.Exit as error:
        refused = error
    while running:
        yield running.popleft().result()
    if refused:
        raise refused


def _begin() -> None:
    """How a process begins that only checks: it leaves interrupts to the one that reads, and sees one shelf."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Unchanging().__enter__()


def _check_packed(settings: bytes, batch: bytes) -> Done:
    return _checker(settings).check(msgspec.msgpack.decode(batch, type=Batch))


@lru_cache(maxsize=1)
def _checker(settings: bytes) -> Checker:
    return Checker(msgspec.msgpack.decode(settings, type=Settings))
