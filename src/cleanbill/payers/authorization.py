"""What an authorization counts."""

from collections.abc import Iterable

from cleanbill.model.claim import Authorization, Line


def needing(auth: Authorization, lines: Iterable[Line]) -> list[Line]:
    """The lines that an authorization is for: all but the codes that it names as not counted."""
    return [line for line in lines if line.code not in auth.codes_not_counted]


def counted(auth: Authorization, lines: Iterable[Line]) -> list[Line]:
    """The lines that use up an authorization: those needing one whose code is on it, or on no list."""
    return [line for line in needing(auth, lines) if auth.codes is None or line.code in auth.codes]
