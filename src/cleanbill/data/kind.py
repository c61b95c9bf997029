"""What a kind of official file is: how it is recognised, and what reading all of it tells."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from cleanbill.data.shelf import Holding

Parts = Mapping[str, Path]
"""The files of a holding: the name each had, and where it lies now."""


class DataFileError(ValueError):
    """A file that cannot be taken in. The message: what is wrong, where, and what would be right."""


class Contents(Struct, frozen=True):
    """What a file says of itself: its edition, the first date of service it speaks of (None: it does not say), and
    how many entries it holds."""

    edition: str
    start: dt.date | None
    rows: int


class Kind(Struct, frozen=True):
    """One kind of official file.

    `begins` tells from the first 64 KiB of a file (of a workbook: of its first rows as CSV) whether it is of this kind;
    workbooks are shown to it only if `workbook` says that its reader takes them. A kind whose files make sense only
    together names them in `parts` (in small letters) instead; one that is published in several files `gathers` all
    that are given together into one holding. `read` reads all of it and raises `DataFileError` for the first thing
    that is wrong. `compile` makes at once what answers are read from, where that takes long.
    """

    name: str
    title: str
    read: Callable[[Parts], Contents]
    begins: Callable[[bytes], bool] | None = None
    parts: tuple[str, ...] = ()
    gathers: bool = False
    workbook: bool = False
    compile: "Callable[[Holding], object] | None" = None
