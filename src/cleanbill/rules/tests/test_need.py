"""Which words of a note go with a procedure."""

import pytest

from cleanbill.engine.run import visits
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Claim, Note
from cleanbill.model.reading import NoteFacts, NoteReading, Span
from cleanbill.rules import need


def visit(text: str, copied: tuple[Span, ...] = ()) -> Visit:
    """A visit whose note was read as nothing but what was copied."""
    reading = NoteReading("", "", len(text), "", NoteFacts(copied=copied), (), ())
    (one,) = visits(Claim(note=Note(text=text)), reading)
    return one


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("97140 STM", "97140 STM"),
        ("Better. 97140 STM; glides, 97110 bridges", " 97140 STM; glides, "),
        ("97140 STM, 97140 glides, 97110 bridges", "97140 STM, 97140 glides, "),
        ("97140 STM\n\nHot pack, 97110 bridges", "97140 STM"),
        ("97140 STM\nAssessment: better", "97140 STM"),
        ("97140 STM\nglides", "97140 STM\nglides"),
        ("x" * 200 + "97140" + "y" * 400 + "\n\n97110", "x" * 120 + "97140" + "y" * 300),
    ],
)
def test_a_passage_goes_from_its_clause_to_the_next_procedure_or_paragraph(text: str, words: str) -> None:
    at = text.index("97140")
    found = need.passage(visit(text), Span(at, at + 5, "97140"), "97140")
    assert found.span == words == text[found.start : found.end]


@pytest.mark.parametrize(
    ("words", "beyond"),
    [
        ("97140 15 min", ""),
        ("97140 15 min, L4-5 glides. Hot pack", "glides"),
        ("Hip. Hot pack. 97140 glides. Bridges", "Hip Hot pack glides"),
        ("Neck work. Hot pack", "Neck work"),
        (".x glides", ""),
        ("glides97140soleus", "glides soleus"),
    ],
)
def test_what_a_clause_says_beyond_the_procedures_name_is_left(words: str, beyond: str) -> None:
    assert need.left(words, "97140") == beyond


@pytest.mark.parametrize("text", ["[ ] 97140 STM", "Better. ( ) 97140 STM"])
def test_a_box_that_is_not_ticked_is_no_treatment(text: str) -> None:
    assert need.mentions(visit(text), "97140") == []


def test_what_was_copied_is_not_of_today() -> None:
    at = Span(0, 5, "97140")
    assert need.mentions(visit("97140 97140", (at,)), "97140") == [Span(6, 11, "97140")]
    assert need.mentions(visit("x 97140", (Span(0, 2, "x "),)), "97140") == [Span(2, 7, "97140")]


def test_of_a_procedure_whose_words_are_not_known_there_is_no_mention() -> None:
    assert need.mentions(visit("97799"), "97799") == []
