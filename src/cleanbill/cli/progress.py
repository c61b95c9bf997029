"""A bar on standard error that shows how far files are read, where a person watches and the findings go elsewhere."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

Watch = Callable[[BufferedReader], BufferedReader]


@contextmanager
def watching() -> Iterator[Watch]:
    """What an open file is to be read through, so that the bar follows; the file itself where nobody looks at a bar."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda file: file
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield lambda file: _followed(file, bar)


def _followed(file: BufferedReader, bar: "Progress") -> BufferedReader:
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        return file
    return BufferedReader(bar.wrap_file(file, status.st_size, description="Checking"), 1 << 16)  # type: ignore[arg-type]
