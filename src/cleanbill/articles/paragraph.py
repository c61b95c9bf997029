"""Paragraphs of coverage articles: HTML to plain text, and whether one names a service."""

import html
import re

_TAG = re.compile(r"<[^>]*>")
_SERVICE = re.compile(r"\b([A-Z]\d{4}|\d{4}[0-9A-Z])\b(?:\s*(?:-|–|through|to)\s*([A-Z]\d{4}|\d{4}[0-9A-Z])\b)?")
_NO_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b(?:19|20)\d\d-\d\d-\d\d\b")


def plain(markup: str) -> str:
    """The text of a piece of HTML on one line; what is escaped twice is read as well."""
    return " ".join(html.unescape(_TAG.sub(" ", html.unescape(markup))).split())


def names(paragraph: str, code: str) -> bool | None:
    """Whether a paragraph names a service, alone or in a range; None where it names no service at all."""
    found = _SERVICE.findall(_NO_DATE.sub(" ", paragraph.upper()))
    if not found:
        return None
    return any(first == code or (last and len(last) == len(first) and first <= code <= last) for first, last in found)
