"""What a guide page is made of. Every sentence names its sources; a renderer only sets it."""

import datetime as dt
from typing import Literal

from msgspec import Struct

Standing = Literal["official", "advice", "correction", "ours"]
"""official: an official source says it. advice: good practice or a payer's habit. correction: against what is widely
read. ours: cleanbill's own words or reading."""
Cited = list[tuple[str, ...]]
"""Source ids, sentence by sentence in the page's order."""


class Source(Struct, frozen=True, gc=False):
    """A citation that a coder can open. `verified` False: the source was not at hand, in any wording."""

    id: str
    title: str
    section: str
    edition: str
    url: str = ""
    verified: bool = True


class Statement(Struct, frozen=True, gc=False):
    """One sentence or a few, and the ids of the page's sources that bear them."""

    text: str
    sources: tuple[str, ...]
    standing: Standing = "official"


class Statements(Struct, frozen=True, gc=False, tag="statements"):
    """A list of statements."""

    items: tuple[Statement, ...]
    heading: str = ""

    def cited(self) -> Cited:
        """The sources of each statement."""
        return [item.sources for item in self.items]


class Row(Struct, frozen=True, gc=False):
    """A row of a table: its cells as text, and its sources."""

    cells: tuple[str, ...]
    sources: tuple[str, ...]
    standing: Standing = "official"


class Table(Struct, frozen=True, gc=False, tag="table"):
    """Rows under named columns; the first cell of a row names it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heading: str = ""

    def cited(self) -> Cited:
        """The sources of each row."""
        return [row.sources for row in self.rows]


class Step(Struct, frozen=True, gc=False):
    """An entry of the Tabular List on the way down to the code. `kind`: chapter, section, category ..."""

    code: str
    title: str
    kind: str
    billable: bool


class Path(Struct, frozen=True, gc=False, tag="path"):
    """The way down the Tabular List, chapter first, the code itself last."""

    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    heading: str = ""

    def cited(self) -> Cited:
        """The sources of the path."""
        return [self.sources]


class Question(Struct, frozen=True, gc=False):
    """A question as people ask it, and its answer."""

    ask: str
    answer: Statement


class Questions(Struct, frozen=True, gc=False, tag="questions"):
    """Questions with their answers."""

    items: tuple[Question, ...]
    heading: str = ""

    def cited(self) -> Cited:
        """The sources of each answer."""
        return [item.answer.sources for item in self.items]


Block = Statements | Table | Path | Questions
SectionKind = Literal[
    "key_points", "status", "definition", "hierarchy", "seventh", "choosing", "note_must_say", "conflicts", "order",
    "procedures", "payers", "denials", "corrections", "questions", "synonyms",
]  # fmt: skip


class Section(Struct, frozen=True, gc=False):
    """A part of the page. A section with nothing to say is left out."""

    kind: SectionKind
    heading: str
    blocks: tuple[Block, ...]


class Guide(Struct, frozen=True, gc=False):
    """The page of one code on one date. `found` False: there is no such code, and the page says what to use.

    `sources` stand in the order in which the page first cites them; a source's number is its place, from 1.
    """

    code: str
    title: str
    on: dt.date
    edition: str
    found: bool
    billable: bool
    verdict: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    remark: str = ""
