"""The official files that a clinic adds (`cleanbill data add`): recognised, read whole, kept with their hash and date.

What is on the shelf is what was given, byte for byte; what is made from it lies in the cache and can be made again.
What reads their rows (`sheet`) and what keeps compiled files (`compiling`) are imported by those who need them.
"""

from cleanbill.data.adding import add, add_together
from cleanbill.data.cache import cache_folder, usable, write_whole
from cleanbill.data.kind import Contents, DataFileError, Kind, Parts
from cleanbill.data.shelf import Holding, Unchanging, holdings, in_force, opened, reaching, remove

__all__ = [
    "Contents", "DataFileError", "Holding", "Kind", "Parts", "Unchanging", "add", "add_together", "cache_folder",
    "holdings", "in_force", "opened", "reaching", "remove", "usable", "write_whole",
]  # fmt: skip
