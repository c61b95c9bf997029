"""What the site says when something is wrong: pages and log lines without anything of a patient."""

import logging
import traceback
from types import TracebackType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class WithoutPatients(logging.Formatter):
    """A log line names the logger, the status and the kind of error with its place in the code; no message, no URL."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; for an error, the files and lines it passed."""
        status = getattr(record, "status_code", "")
        line = f"{record.levelname} {record.name} {status}".rstrip()
        kind, _, trace = record.exc_info if record.exc_info else (None, None, None)
        return f"{line} {kind.__name__} at {_place(trace)}" if kind else line


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-8:]
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that did not come from this site, or whose sign-in has ended meanwhile."""
    return render(request, "403_csrf.html", status=403)
