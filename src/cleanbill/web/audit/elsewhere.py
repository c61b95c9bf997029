"""Verify the audit log of a SQLite file that is not the site's own, such as a backup that was just opened."""

from pathlib import Path

from django.db import connections

from cleanbill.web.audit.chain import verify
from cleanbill.web.audit.models import Entry

_ALIAS = "elsewhere"


def fault(database: Path) -> str:
    """The first fault of the log in that file; empty where all of it is as it was written."""
    connections.databases[_ALIAS] = {**connections.databases["default"], "NAME": str(database)}
    try:
        return verify(Entry.objects.using(_ALIAS).order_by("number").iterator(2000)).fault
    finally:
        connections[_ALIAS].close()
        del connections[_ALIAS], connections.databases[_ALIAS]
