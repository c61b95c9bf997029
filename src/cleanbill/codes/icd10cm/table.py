"""Our own tables: CSV with comment lines at the head that say what the columns mean and who says so."""

import csv
from pathlib import Path


def read_table(path: Path) -> list[list[str]]:
    """The rows of a table, without its comment lines and its heading."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(line for line in stream if not line.startswith("#"))
        return list(rows)[1:]
