"""Ctrl-C is for the process that a person started; the processes that it started in turn end without a word."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_Given = TypeVar("_Given")
_CAN_WAIT = hasattr(signal, "pthread_sigmask")


@contextmanager
def kept_from_children() -> Iterator[None]:
    """A process that is started within does not hear Ctrl-C, not even while it begins; this one hears it afterwards."""
    if not _CAN_WAIT:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def heard(task: Callable[[_Given], object], given: _Given) -> None:
    """Do a long task in such a process so that Ctrl-C breaks it off."""
    if not _CAN_WAIT:
        task(given)
        return
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        task(given)
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
