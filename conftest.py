"""Tests have a shelf of their own, so that what a developer has added changes no result."""

import os
from tempfile import mkdtemp

os.environ["CLEANBILL_DATA"] = mkdtemp(prefix="cleanbill-shelf-")
