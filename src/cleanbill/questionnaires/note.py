"""A filled form as the text of a note, in the order and the words that its definition gives."""

from collections.abc import Iterator
from itertools import count, takewhile
from typing import Any

from msgspec import Struct

from cleanbill.model.reading import Span
from cleanbill.questionnaires.answers import Filled, Scope
from cleanbill.questionnaires.definition import Item
from cleanbill.questionnaires.phrase import Piece, names, spoken, words

LABELS = {"S": "S: ", "O": "O: ", "A": "A: ", "P": "P: "}


class Note(Struct, frozen=True):
    """The text, and where it holds the answer or the row at a JSON pointer: `/exercises/0`, `/exercises/0/minutes`."""

    text: str
    places: dict[str, tuple[int, int]]

    def span(self, pointer: str) -> Span | None:
        """The words of an answer, None where the note has none."""
        if pointer not in self.places:
            return None
        start, end = self.places[pointer]
        return Span(start, end, self.text[start:end])

    def spans(self, pointer: str) -> tuple[Span, ...]:
        """The words of an answer, or of each of several answers to one question; empty where the note has none."""
        found = self.span(pointer)
        if found:
            return (found,)
        each = (self.span(f"{pointer}/{index}") for index in count())
        return tuple(span for span in takewhile(lambda span: span is not None, each) if span)


def write(filled: Filled) -> Note:
    """The note of a filled form. Every answer is in it, each in the words of its phrase."""
    return _Pen(filled).write()


class _Pen:
    """Puts a form into words, and keeps where each answer stands."""

    def __init__(self, filled: Filled) -> None:
        self.form = filled.form
        self.items = dict(self.form.walk())
        self.root = Scope(filled.answers, "", filled.answers)
        self.text = ""
        self.places: dict[str, tuple[int, int]] = {}

    def write(self) -> Note:
        """The whole: title, then each group with an answer on its own line, under the letter of its section."""
        self.text = f"{self.form.title}\n"
        letter = None
        for group in self.form.items:
            before = self.text
            if group.section and group.section != letter:
                self.text += f"\n{LABELS[group.section]}"
            start = len(self.text)
            self._group(group)
            if len(self.text) == start:
                self.text = before
            else:
                letter = group.section or letter
                self.text = f"{self.text.rstrip()}\n"
        return Note(self.text, self.places)

    def _group(self, group: Item) -> None:
        given = self.root.here.get(group.id)
        if given is None:
            return
        start = len(self.text)
        self.text += group.heading
        written = False
        for index, row in enumerate(given if group.repeats else [given]):
            pointer = f"/{group.id}/{index}" if group.repeats else f"/{group.id}"
            sentences = list(self._sentences(group, self.root.into(group, row)))
            if sentences:
                self.text = self.text.rstrip(" .") + group.join if written else self.text
                self._row(sentences, pointer, bool(group.heading))
                written = True
        if not written:
            self.text = self.text[:start]
        elif group.repeats:
            self.text = self.text.rstrip(" .") + "."

    def _sentences(self, group: Item, scope: Scope) -> Iterator[list[Piece]]:
        """The group's own phrase, then those of the items that it leaves over."""
        placed = {name for item in group.items for option in item.options for name in names(option.say)}
        said = placed | names(group.say)
        whole = spoken(group.say, scope, self.items) if group.say else None
        if whole:
            yield whole
        for item in group.items:
            if item.id in (said if whole else placed) or (item.computed and not item.say):
                continue
            path = f"{scope.group}.{item.id}"
            answer = scope.here.get(item.id)
            pieces = spoken(item.say, scope, self.items) if item.say else words(item, answer, path, scope, self.items)
            if answer is not None and pieces:
                yield pieces

    def _row(self, sentences: list[list[Piece]], pointer: str, follows: bool) -> None:
        """Sentences one after another; the first begins small where it follows a heading."""
        start = len(self.text)
        for index, pieces in enumerate(sentences):
            self.text += " " if index else ""
            at = len(self.text)
            for piece in pieces:
                begin = len(self.text)
                self.text += piece.text
                if piece.path:
                    self.places.setdefault(self._pointer(piece.path, pointer), (begin, len(self.text)))
            if not follows or index:
                self.text = self.text[:at] + self.text[at : at + 1].upper() + self.text[at + 1 :]
        self.places[pointer] = (start, len(self.text.rstrip(" .")))

    def _pointer(self, path: str, row: str) -> str:
        group, _, id = path.rpartition(".")
        return f"{row}/{id}" if row.split("/")[1] == group else f"/{group}/{id}"


def answered(answers: Any, pointer: str = "") -> Iterator[str]:
    """The JSON pointer of every answer."""
    if isinstance(answers, dict):
        for id, value in answers.items():
            yield from answered(value, f"{pointer}/{id}")
    elif isinstance(answers, list) and answers and isinstance(answers[0], dict):
        for index, row in enumerate(answers):
            yield from answered(row, f"{pointer}/{index}")
    else:
        yield pointer
