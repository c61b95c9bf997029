"""What is searched, written once when an edition is compiled: phrases that lead to an entry, and the weight of words.

A phrase is a title, an inclusion term or a path of the Index. Phrases are numbered by weight, lightest first: of those
that hold all the words asked for, the first ones found are those that say least besides.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
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
_OF_ABSENT = 0.15  # what is named only to say that it is not there weighs so much less
_SAYS_LITTLE = dict.fromkeys(("unspecified", "nos", "uncomplicated", "right", "left", "bilateral", "site", "region"), 0.02)
_ANOTHER = dict.fromkeys(("other", "specified", "nec"), 0.3)
_ANOTHER_MATTER = dict.fromkeys(
    (
        "history", "family", "screening", "newborn", "neonatal", "congenital", "pregnancy", "puerperal", "obstetric",
        "postprocedural", "intraoperative", "poisoning", "adverse", "underdosing", "secondary", "tuberculosis",
        "tuberculous", "syphilitic", "gonococcal", "elsewhere", "juvenile",
    ),
    0.8,
)  # common words that change what a phrase is about


class _Phrase(NamedTuple):
    """`stated`: the words that make a phrase longer: those outside brackets, of two that begin alike one.

    `absent`: those that it names only to say that they are not there.
    """

    node: int
    origin: str
    said: int
    words: str
    stated: Iterable[str]
    absent: Iterable[str]


def write(db: sqlite3.Connection) -> None:
    """Fill the search tables from the tables of the tree, its notes and the Index."""
    db.executescript(SCHEMA)
    phrases = list(_phrases(db))
    weights = _weights(phrases)
    db.executemany("INSERT INTO word VALUES (?, ?)", sorted(weights.items()))
    weighed = sorted((_weight(phrase, weights), at) for at, phrase in enumerate(phrases))
    rows = ((number, *phrases[at][:4], weight) for number, (weight, at) in enumerate(weighed, start=1))
    db.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?, ?, ?)", rows)
    db.execute("INSERT INTO phrase_words (rowid, words) SELECT id, words FROM phrase")


def _phrases(db: sqlite3.Connection) -> Iterator[_Phrase]:
    """Each phrase once an entry: what a title says already is not said again by the Index."""
    told = set()
    spoken = Compared()
    for node, origin, said, text in db.execute(_SPOKEN):
        every = spoken.words(text)
        words = f" {' '.join(every)} "
        if every and (node, words) not in told:
            told.add((node, words))
            stated = spoken.words(_BRACKETED.sub(" ", text)) if "(" in text else every
            here = spoken.words(_ABSENT.sub(" ", text)) if "not" in text or "without" in text else every
            yield _Phrase(
                node, origin, said, words,
                {word[:_ALIKE]: word for word in stated if word in here}.values(),
                [word for word in stated if word in every and word not in here],
            )  # fmt: skip


def _weight(phrase: _Phrase, weights: dict[str, float]) -> float:
    """How much a phrase tells."""
    stated, absent = (sum(map(weights.__getitem__, words)) for words in (phrase.stated, phrase.absent))
    return round(stated + _OF_ABSENT * absent, 4)


def present(text: str) -> str:
    """A text without what it names only to say that it is not there."""
    return _ABSENT.sub(" ", text)


def _weights(phrases: list[_Phrase]) -> dict[str, float]:
    """How much a word tells, from 0 (every phrase has it) to 1 (only one has it)."""
    often = Counter(word for phrase in phrases for word in phrase.words.split())
    whole = log(max(len(phrases), 2))
    return {word: 1 - log(many) / whole for word, many in often.items()} | {
        word: weight for word, weight in (_SAYS_LITTLE | _ANOTHER | _ANOTHER_MATTER).items() if word in often
    }
