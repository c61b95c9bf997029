"""Words to codes: full-text search over titles, inclusion terms and index paths, with the clinic's own words added."""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleanbill.codes.icd10cm.table import read_table
from cleanbill.model.code import SearchHit

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

SYNONYMS = Path(__file__).with_name("synonyms.csv")
_IDLE = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_ENCOUNTERS = {
    "initial": "A", "first": "A", "active": "A", "subsequent": "D", "followup": "D", "aftercare": "D",
    "sequela": "S", "sequelae": "S", "late": "S",
}  # fmt: skip
_WITH_ENCOUNTER = frozenset(("encounter", "visit", "effect", "effects"))
_MATCH = """
SELECT n.id, n.key, n.code, n.title, bm25(words, 3.0, 1.0) AS rank
FROM words JOIN node n ON n.id = words.rowid WHERE words MATCH ? ORDER BY rank LIMIT 300"""
_MOST_WORDS = 32
_OCCURS = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
_BY_CODE = "SELECT id, key, code, title, -100.0 FROM node WHERE key GLOB ? AND level = 'diag' ORDER BY id LIMIT 99"
_UNDER = "SELECT code, title FROM node WHERE parent = ? AND level = 'seventh' ORDER BY id"


class _Found(NamedTuple):
    id: int
    key: str
    code: str
    title: str
    rank: float


def search(
    release: "Release", text: str, on: dt.date, limit: int = 20, billable: bool = False
) -> tuple[SearchHit, ...]:
    """The entries that answer the words, best first; with `billable`, complete codes in force on `on`."""
    asked = _asked(text)
    encounter = next((_ENCOUNTERS[word] for word in asked if word in _ENCOUNTERS), "")
    words = [w for w in asked if w not in _ENCOUNTERS and not (encounter and w in _WITH_ENCOUNTER)] or asked
    hits: list[SearchHit] = []
    for found in _ranked(_find(release, text, words), words):
        hits += _hits(release, found, on, encounter, billable)
        if len(hits) >= limit:
            break
    return tuple(hits[:limit])


def _asked(text: str) -> list[str]:
    """The words that were meant: abbreviations and the clinic's words replaced, idle words left out."""
    plain = " ".join(re.findall(r"[\w/']+", text.lower().replace("-", " ").replace("'s", "")))
    for phrase, means in _synonyms():
        plain = phrase.sub(means, plain)
    return [word for word in re.findall(r"\w+", plain) if word not in _IDLE][:_MOST_WORDS]


@cache
def _synonyms() -> tuple[tuple["re.Pattern[str]", str], ...]:
    """Longest phrase first, so that "frozen shoulder" is read before "shoulder"."""
    rows = sorted(read_table(SYNONYMS), key=lambda row: -len(row[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(said)}(?!\w)"), means) for said, means, _ in rows)


def _find(release: "Release", text: str, words: list[str]) -> list[_Found]:
    """By the beginning of a code; else all words, each as a beginning; else all that occur at all; else any."""
    key = "".join(text.split()).replace(".", "").upper()
    if re.fullmatch(r"[A-Z][0-9][0-9A-Z]{1,5}", key) and (rows := release.rows(_BY_CODE, key + "*")):
        return [_Found(*row) for row in rows]
    terms = [f'"{word}"*' for word in words]
    rows = release.rows(_MATCH, " ".join(terms)) if terms else []
    if not rows:
        terms = [term for term in terms if release.rows(_OCCURS, term)]
        rows = release.rows(_MATCH, " ".join(terms)) if terms else []
    if not rows and terms:
        rows = release.rows(_MATCH, " OR ".join(terms))
    return [_Found(*row) for row in rows]


def _ranked(found: list[_Found], words: list[str]) -> list[_Found]:
    """Best first: the text engine's rank, better for titles made of the words and for the specialty's chapters."""

    def weight(hit: _Found) -> tuple[float, int]:
        title = set(re.findall(r"\w+", hit.title.lower()))
        inside = sum(word in title for word in words)
        made_of = inside / max(len(title), 1) + inside / max(len(words), 1)
        specialty = 1.5 if hit.key[0] in "MS" else 1.0
        asked_for = 1.0 if "other" in words or "other" not in title else 0.8
        return hit.rank * specialty * asked_for * (1 + made_of), hit.id

    return sorted(found, key=weight)


def _hits(release: "Release", found: _Found, on: dt.date, encounter: str, billable: bool) -> list[SearchHit]:
    """The entry itself or, where it lacks a 7th character that was asked for or must be there, its codes."""
    if release.billable(found.code, on):
        return [SearchHit(found.code, found.title, True, False)]
    made = release.rows(_UNDER, found.id)
    if made and (billable or encounter):
        fitting = [row for row in made if row[0].endswith(encounter)] or made
        return [SearchHit(code, title, True, False) for code, title in fitting if release.billable(code, on)]
    return [] if billable else [SearchHit(found.code, found.title, False, bool(made))]
