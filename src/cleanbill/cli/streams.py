"""Standard streams that a command can rely on: a closed one, a full disk or a reader that has left makes no traceback.

What cannot be printed is no `OSError` to a command, which would tell it as a fault of the file that it reads.
"""

import io
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

READER_GONE = 141  # what a shell says of a program that SIGPIPE ended
INTERRUPTED = 130  # and of one that Ctrl-C ended


class UnwrittenError(Exception):
    """What is printed can no longer be written. `reader_gone`: whoever read it, such as `head`, has left."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"What is printed cannot be written: {error.strerror or error}.")
        self.reader_gone = isinstance(error, BrokenPipeError)


class _Output(io.FileIO):
    def write(self, data: "Buffer", /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise UnwrittenError(error) from None


def run(command: Callable[[], None]) -> None:
    """Run a command with such streams. What the system refuses and the command does not tell is told in a sentence."""
    _open_closed()
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_Output(1, "w", closefd=False)),
        encoding="utf-8",  # JSON is UTF-8 everywhere, and our marks are in no older set
        errors="backslashreplace",
        line_buffering=os.isatty(1),
    )
    try:
        try:
            command()
        finally:
            sys.stdout.flush()
    except UnwrittenError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what is still to be flushed
        _end(READER_GONE if error.reader_gone else 2, "" if error.reader_gone else str(error))
    except KeyboardInterrupt:
        _end(INTERRUPTED, "")
    except OSError as error:
        what = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        _end(2, f"{what}{error.strerror or error}.")


def _open_closed() -> None:
    """Open what was closed before the start: a file that a command writes must not become its standard output."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)


def _end(status: int, sentence: str) -> None:
    try:
        if sentence:
            print(f"cleanbill: {sentence}", file=sys.stderr)
    finally:
        sys.exit(status)
