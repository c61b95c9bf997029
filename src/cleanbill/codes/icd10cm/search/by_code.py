"""A search for a code or the beginning of one, with or without its dot, and words beside it."""

import re
from itertools import islice
from typing import TYPE_CHECKING

from cleanbill.codes.icd10cm.search.asked import Question
from cleanbill.codes.icd10cm.search.found import Found
from cleanbill.codes.icd10cm.search.spelling import compared

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_LOOKS_LIKE_ONE = re.compile(r"(?<![\w.])[A-Za-z][0-9][0-9A-Za-z]\.?[0-9A-Za-z]{0,4}(?![\w])", re.ASCII)
_MOST = 8  # a page may be full of them
_IS_ENTRY = "SELECT 1 FROM node WHERE key >= ? AND key < ? || '~' LIMIT 1"
_BEGINNING = """
SELECT id, title FROM node n WHERE key >= ? AND key < ? || '~' AND (key = ? OR level = 'diag') AND (
    last = id OR EXISTS (SELECT 1 FROM node c WHERE c.id = n.id + 1 AND c.level = 'seventh') OR key = ?)
ORDER BY id LIMIT 200"""


def split(release: "Release", text: str) -> tuple[str, str]:
    """The beginning of a code (as stored) that a text has, and the words beside it.

    Of what goes on where no code does (M62.830A), the longest beginning that is one is taken.
    """
    for match in islice(_LOOKS_LIKE_ONE.finditer(text), _MOST):
        key = match[0].replace(".", "").upper()
        for length in range(len(key), 2, -1):
            if release.rows(_IS_ENTRY, key[:length], key[:length]):
                return key[:length], f"{text[: match.start()]} {text[match.end() :]}"
    return "", text


def found(release: "Release", key: str, question: Question) -> list[Found]:
    """The entry itself and what is complete under it, in tabular order, but first what has the words beside it."""
    rows = release.rows(_BEGINNING, key, key, key, key)
    judged = []
    for nth, (node, title) in enumerate(rows):
        said = len(question.words.intersection(compared(title)))
        judged.append(Found(1 + 0.1 * said - 0.002 * nth, node, "code", node))
    return sorted(judged, reverse=True)
