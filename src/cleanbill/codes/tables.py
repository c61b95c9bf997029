"""The procedure tables that ship: CSV under a heading that names source and edition, each line of it marked `#`."""

import csv
import datetime as dt
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a shipped table as text, in the table's order."""
    text = resources.files("cleanbill.codes").joinpath(name).read_text("utf-8")
    return iter(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def day(text: str) -> dt.date | None:
    """A date of a table; None where the cell is blank."""
    return dt.date.fromisoformat(text) if text else None
