"""What a command writes is put where it is wanted in one step, or not at all."""

import csv
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import IO

from cleanbill.cli.options import refuse, why_unreadable


def check_place(out: str) -> None:
    """End the command, before it has worked for nothing, where no file of that name can be ("": standard output)."""
    if not Path(out).parent.is_dir():
        refuse(f"{Path(out).parent} is not a folder; name a file in one that there is.")
    if out and Path(out).is_dir():
        refuse(f"{out} is a directory; name a file.")


def put(draft: IO[bytes], out: str) -> None:
    """Put a whole file where it is wanted ("": standard output). Ends the command where it cannot be written."""
    draft.seek(0)
    if not out:
        shutil.copyfileobj(draft, sys.stdout.buffer)
        return
    try:
        _put(draft, Path(out))
    except OSError as error:
        refuse(why_unreadable(out, error).replace("read", "written"))


def put_table(columns: Sequence[str], rows: Iterable[Sequence[object]], out: str) -> None:
    """Put a table where it is wanted, as CSV that a spreadsheet reads as text, whatever stands in a cell."""
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    put(BytesIO(table.getvalue().encode()), out)


def _harmless(cell: object) -> object:
    """The cell, or its text after an apostrophe where a spreadsheet would run it as a formula."""
    begins = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))
    return f"'{cell}" if begins and not str(cell)[1:].replace(".", "").isdigit() else cell


def _put(draft: IO[bytes], path: Path) -> None:
    """A file that is there is replaced where it really lies, and keeps its permissions."""
    if path.exists() and not path.is_file():
        with path.open("wb") as device:  # it, or a pipe, takes what it is given
            shutil.copyfileobj(draft, device)
        return
    path = path.resolve()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            shutil.copyfileobj(draft, stream)
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
