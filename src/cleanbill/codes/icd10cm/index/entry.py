"""An entry of the Alphabetic Index, and how its title, its code and its path are written."""

import re
from typing import NamedTuple

from cleanbill.data import DataFileError

_CODE = re.compile(r"[A-Z][0-9A-Z]{2}(\.[0-9A-Z]{0,4})?-?")
_ENDING = re.compile(r"\s+(?=\((?:s|es|ies)\))")


class Entry(NamedTuple):
    """One place of the Index: the titles that lead to it, and what stands there.

    `code` may end in a dash, or be a stem that still needs its 7th character; empty where there is none.
    `manifestation` is the second code that goes with it. `see` and `see_also` name other places, in the Index's words.
    """

    path: tuple[str, ...]
    code: str = ""
    manifestation: str = ""
    see: str = ""
    see_also: str = ""


class Index(NamedTuple):
    """A whole Index or table, in its order. `year`: the fiscal year of its edition, None where it does not say."""

    year: int | None
    entries: list[Entry]


def title(*pieces: str) -> str:
    """A title of its pieces (words and nonessential modifiers), an ending closed up: "Spasm(s), spastic"."""
    if not any(pieces):
        return ""
    spaced = " ".join(" ".join(pieces).split())
    return _ENDING.sub("", spaced).replace(" ,", ",") if "(" in spaced else spaced


def written(path: tuple[str, ...]) -> str:
    """A path as it is shown: "Spasm(s), spastic, spasticity, muscle NEC, back"."""
    return ", ".join(path)


def code(text: str, path: tuple[str, ...], file: str) -> str:
    """The code that a place holds. Raises `DataFileError` for what is none."""
    if not text:
        return ""
    found = "".join(text.split())
    if found and not _CODE.fullmatch(found):
        raise DataFileError(
            f"{file} is damaged: at {written(path)!r} stands {found[:40]!r} where an ICD-10-CM code belongs."
        )
    return found
