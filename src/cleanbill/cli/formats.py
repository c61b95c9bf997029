"""What a file is that is not what a command reads, so that its refusal can say it."""

_BEGINNINGS = (
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive, or a document of a word processor"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document of a word processor"),
    (b"SQLite format 3", "a database"),
)


def what_else(data: bytes) -> str:
    """The kind of file that begins with these bytes and is no plain text in UTF-8; "" where it may be that."""
    known = next((what for beginning, what in _BEGINNINGS if data.startswith(beginning)), "")
    return known or ("a binary file" if b"\0" in data else "")
