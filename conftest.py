"""Tests have a shelf of their own, so that what a developer has added changes no result."""

import os
from tempfile import TemporaryDirectory

_SHELF = TemporaryDirectory(prefix="cleanbill-shelf-", ignore_cleanup_errors=True)  # gone when the process ends
os.environ["CLEANBILL_DATA"] = _SHELF.name
