"""What is searched, written once when an edition is compiled: phrases that lead to an entry, and the weight of words.

A phrase is a title, an inclusion term or a path of the Index. Phrases are numbered by weight, lightest first: of those
that hold all the words asked for, the first ones found are those that say least besides.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import log
from typing import NamedTuple

from cleanbill.codes.icd10cm.search.spelling import Compared

SCHEMA = """
CREATE TABLE phrase (id INTEGER PRIMARY KEY, node INTEGER, origin TEXT, said INTEGER, words TEXT, weight REAL);
CREATE TABLE word (word TEXT PRIMARY KEY, weight REAL) WITHOUT ROWID;
CREATE VIRTUAL TABLE phrase_words USING fts5(words, content='', detail=none, tokenize=ascii);
"""
SAID = {
    "title": "SELECT title FROM node WHERE id = ?",
    "inclusion term": "SELECT text FROM note WHERE id = ?",
    "code": "SELECT code FROM node WHERE id = ?",
    "index term": "SELECT path FROM index_term WHERE rowid = ?",
}
"""How the text of a phrase is read, by its origin; asked for with the phrase's `said`."""

_SPOKEN = """
SELECT id, 'title', id, title FROM node WHERE level = 'diag'
UNION ALL SELECT owner, 'inclusion term', note.id, text FROM note JOIN node ON node.id = note.owner
    WHERE kind = 'inclusionTerm' AND level = 'diag'
UNION ALL SELECT node.id, 'index term', index_term.rowid, path FROM index_term JOIN node USING (key)"""
_ALIKE = 6  # letters; "hypertension, hypertensive" says one thing
_BRACKETED = re.compile(r"\([^()]*\)")
_ABSENT = re.compile(r"\bwithout\b[^,]*|\bnot (?:intractable|elsewhere classified)\b", re.I)
_pieces = Compared()
_OF_ABSENT = 0.15  # what is named only to say that it is not there weighs so much less
_SAYS_LITTLE = "unspecified nos uncomplicated right left bilateral site region".split()
_ANOTHER = "other specified nec".split()
_ANOTHER_MATTER = (
    "history family screening newborn neonatal congenital pregnancy puerperal obstetric postprocedural intraoperative "
    "poisoning adverse underdosing secondary tuberculosis tuberculous syphilitic gonococcal elsewhere juvenile"
).split()
_FIXED = dict.fromkeys(_SAYS_LITTLE, 0.02) | dict.fromkeys(_ANOTHER, 0.3) | dict.fromkeys(_ANOTHER_MATTER, 0.8)
"""Weights that do not go by how common a word is: a common word can change what a phrase is about."""


class _Told(NamedTuple):
    """What a text tells. `words`: all that it is found by. `stated`: those that make it longer: the ones outside
    brackets, of two that begin alike one. `absent`: those that it names only to say that they are not there.
    """

    words: str
    stated: tuple[str, ...]
    absent: tuple[str, ...] = ()


class _Phrase(NamedTuple):
    node: int
    origin: str
    said: int
    told: _Told


def write(db: sqlite3.Connection) -> None:
    """Fill the search tables from the tables of the tree, its notes and the Index."""
    db.executescript(SCHEMA)
    phrases = list(_phrases(db))
    weights = _weights(phrases)
    db.executemany("INSERT INTO word VALUES (?, ?)", sorted(weights.items()))
    weighed = sorted((_weight(phrase.told, weights), at) for at, phrase in enumerate(phrases))
    numbered = ((number, weight, phrases[at]) for number, (weight, at) in enumerate(weighed, start=1))
    rows = ((number, p.node, p.origin, p.said, p.told.words, weight) for number, weight, p in numbered)
    db.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?, ?, ?)", rows)
    db.execute("INSERT INTO phrase_words (rowid, words) SELECT id, words FROM phrase")


def forget() -> None:
    """Let go of what is kept from one edition to the next while they are compiled."""
    _told.cache_clear()
    _pieces.clear()


def _phrases(db: sqlite3.Connection) -> Iterator[_Phrase]:
    """Each phrase once an entry: what a title says already is not said again by the Index."""
    said_before = set()
    for node, origin, said, text in db.execute(_SPOKEN):
        told = _told(text)
        if told.stated and (node, told.words) not in said_before:
            said_before.add((node, told.words))
            yield _Phrase(node, origin, said, told)


@cache
def _told(text: str) -> _Told:
    every = dict.fromkeys(_pieces.words(text))
    words = " ".join(every)
    outside = [word for word in _pieces.words(_BRACKETED.sub(" ", text)) if word in every] if "(" in text else every
    if "not" not in text and "without" not in text:
        return _Told(words, tuple({word[:_ALIKE]: word for word in outside}.values()))
    here = set(_pieces.words(_ABSENT.sub(" ", text)))
    stated = {word[:_ALIKE]: word for word in outside if word in here}
    return _Told(words, tuple(stated.values()), tuple(word for word in outside if word not in here))


def _weight(told: _Told, weights: dict[str, float]) -> float:
    """How much a phrase tells."""
    whole = 0.0
    for word in told.stated:
        whole += weights[word]
    for word in told.absent:
        whole += weights[word] * _OF_ABSENT
    return round(whole, 4)


def present(text: str) -> str:
    """A text without what it names only to say that it is not there."""
    return _ABSENT.sub(" ", text)


def _weights(phrases: list[_Phrase]) -> dict[str, float]:
    """How much a word tells, from 0 (every phrase has it) to 1 (only one has it)."""
    often = Counter(word for phrase in phrases for word in phrase.told.words.split())
    whole = log(max(len(phrases), 2))
    return {word: 1 - log(many) / whole for word, many in often.items()} | {
        word: weight for word, weight in _FIXED.items() if word in often
    }
