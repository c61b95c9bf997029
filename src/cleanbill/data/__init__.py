"""The official files that a clinic adds (`cleanbill data add`): recognised, read whole, kept with their hash and date.

What is on the shelf is what was given, byte for byte; what is made from it lies in the cache and can be made again.
"""

from cleanbill.data.cache import cache_folder, write_whole
from cleanbill.data.compiling import compiled, compiled_file, reader
from cleanbill.data.kind import Contents, DataFileError, Kind, Parts
from cleanbill.data.sheet import Row, readable, records, table, whole
from cleanbill.data.shelf import Holding, add, holdings, in_force, opened, remove

__all__ = [
    "Contents", "DataFileError", "Holding", "Kind", "Parts", "Row", "add", "cache_folder", "compiled", "compiled_file",
    "holdings", "in_force", "opened", "readable", "reader", "records", "remove", "table", "whole", "write_whole",
]  # fmt: skip
