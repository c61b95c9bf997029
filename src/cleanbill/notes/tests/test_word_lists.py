"""The word lists: a phrase has one meaning, so that nobody mends a row that another one hides."""

from collections import Counter

import pytest

from cleanbill.notes.words import SET, rows


@pytest.mark.parametrize("name", ["lexicon.tsv", "sections.tsv", "treatments.tsv", "body.tsv", "measures.tsv"])
def test_a_phrase_stands_in_one_row(name: str) -> None:
    phrases = Counter(phrase for row, phrases in rows(name) if row[1:] != (SET,) for phrase in phrases)
    assert not [phrase for phrase, count in phrases.items() if count > 1]
