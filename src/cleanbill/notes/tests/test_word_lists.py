"""The word lists: a phrase has one meaning, so that nobody mends a row that another one hides."""

import re
from collections import Counter

import pytest

from cleanbill.notes.words import DATA, SET, rows


@pytest.mark.parametrize("name", ["lexicon.tsv", "sections.tsv", "treatments.tsv", "body.tsv", "measures.tsv"])
def test_a_phrase_stands_in_one_row(name: str) -> None:
    phrases = Counter(phrase for row, phrases in rows(name) if row[1:] != (SET,) for phrase in phrases)
    assert not [phrase for phrase, count in phrases.items() if count > 1]


def test_a_kind_of_phrases_is_named_for_the_module_that_reads_it() -> None:
    lines = (DATA / "phrases.tsv").read_text("utf-8").splitlines()
    for name in (line.partition("\t")[0] for line in lines if not line.startswith("# ")):
        module = (DATA.parent / f"{name.partition('.')[0]}.py").read_text("utf-8")
        assert re.search(rf"""["']{re.escape(name)}["']""", module), name
