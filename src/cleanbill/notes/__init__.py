"""Reads a visit note: text in, facts with their exact words out.

`read` is deterministic, takes time in proportion to the text and never raises on any string.
"""

import datetime as dt

from cleanbill.model.finding import Evidence
from cleanbill.model.reading import NoteFacts
from cleanbill.notes.assembly import assemble, missing
from cleanbill.notes.escapes import as_written, unescaped
from cleanbill.notes.mentions import Reader

AROUND = 20  # characters of prefix and suffix by which a changed note is anchored again


def read(text: str, on: dt.date | None = None) -> NoteFacts:
    """The facts of a note. Offsets are code points of `text`, half open; every span is `text[start:end]`.

    `on`: the date of service, against which a date of onset is measured where the note has no date of its own.
    """
    plain = unescaped(text)
    facts = assemble(Reader(plain, on), on)
    return facts if plain is text else as_written(facts, text)


def evidence(text: str, start: int, end: int) -> Evidence:
    """The words `text[start:end]` with what stands around them and the SHA-256 of the note as UTF-8."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Evidence(start, end, text[start:end], before, after, digest(text))


def digest(text: str) -> str:
    """The SHA-256 of a note as UTF-8, which tells the text that was read from a changed one."""
    from hashlib import sha256  # it takes longer to load than a page of patterns, and reading needs none of it

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


__all__ = ["digest", "evidence", "missing", "read"]
