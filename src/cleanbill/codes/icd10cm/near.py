"""What a code that does not exist was probably meant to be."""

import datetime as dt
from typing import TYPE_CHECKING

from cleanbill.codes.icd10cm.words import dotted, listed

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_MOST = 12
_LONGEST = 20
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def why(release: "Release", key: str, on: dt.date) -> str:
    """Why there is no such code, in one sentence."""
    code = dotted(key)[:_LONGEST] or "An empty code"
    above = _above(release, key)
    if not above:
        return f"{code} is not an ICD-10-CM code."
    stem, children = above
    if not children:
        return f"{code} does not exist: {dotted(stem)} is complete with {len(stem)} characters" + (
            " and has no 7th character." if len(key) == 7 else "."
        )
    if len(children[0]) == 7 and children[0][:6] == stem.ljust(6, "X"):
        chars = listed([child[-1] for child in children])
        return f"{code} does not exist: {dotted(stem)} takes {chars} as its 7th character ({dotted(children[0])})."
    under = listed([dotted(child) for child in children], "and") if len(children) <= _MOST else "others"
    return f"{code} does not exist; under {dotted(stem)} stand {under}."


def meant(release: "Release", key: str) -> list[str]:
    """The codes (as stored) that may have been meant, likeliest first."""
    misread = key[:1] + key[1:].translate(_MISREAD)
    if misread != key and _exists(release, misread):
        return [misread]
    above = _above(release, key)
    if not above:
        return []
    stem, children = above
    padded = stem.ljust(6, "X") + key[-1:]
    return [padded] if padded in children else children[:_MOST] or [stem]


def _exists(release: "Release", key: str) -> bool:
    return bool(release.rows("SELECT 1 FROM node WHERE key = ?", key))


def _above(release: "Release", key: str) -> tuple[str, list[str]] | None:
    """The longest beginning of `key` that is an entry, and the keys of its children."""
    for length in range(min(len(key) - 1, 7), 2, -1):
        found = release.rows("SELECT id FROM node WHERE key = ?", key[:length])
        if found:
            children = release.rows("SELECT key FROM node WHERE parent = ? ORDER BY id", found[0][0])
            return key[:length], [row[0] for row in children]
    return None
