"""What an authorization counts."""

import datetime as dt
from collections.abc import Iterable

from cleanbill.codes.modifiers import DISCIPLINES
from cleanbill.model.claim import Authorization, Line


def needing(auth: Authorization, lines: Iterable[Line]) -> list[Line]:
    """The lines that an authorization is for: all but the codes that it names as not counted."""
    return [line for line in lines if line.code not in auth.codes_not_counted]


def counted(auth: Authorization, lines: Iterable[Line]) -> list[Line]:
    """The lines that use up an authorization: those needing one whose code is on it, or on no list."""
    return [line for line in needing(auth, lines) if auth.codes is None or line.code in auth.codes]


def visits(lines: Iterable[Line]) -> int:
    """How many visits the lines are: a date of service counts once for each discipline on it, and at least once."""
    disciplines: dict[dt.date | None, set[str]] = {}
    for line in lines:
        disciplines.setdefault(line.date, set()).update(DISCIPLINES.intersection(line.modifiers))
    return sum(max(1, len(found)) for found in disciplines.values())
