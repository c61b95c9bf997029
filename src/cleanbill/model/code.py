"""A diagnosis code as the official source has it on a date: status, place in the tree, notes, neighbours."""

import datetime as dt
from typing import Literal

from msgspec import Struct

StatusKind = Literal["billable", "header", "needs_seventh", "retired", "not_yet", "unknown"]
Level = Literal["chapter", "section", "diag", "seventh"]
NoteKind = Literal[
    "notes", "includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "useAdditionalCode", "codeAlso",
    "sevenChrNote", "visualImpairment",
]  # fmt: skip
Side = Literal["right", "left", "both", "one", "not said"]
Asked = Literal["kind", "side", "phase", "seventh"]
NeverFirst = Literal["manifestation", "external cause", ""]
Origin = Literal["title", "inclusion term", "index term", "ours", "code"]
TitleSource = Literal["official", "secondary", "none"]


class Status(Struct, frozen=True):
    """Whether a code may stand on a claim for a date of service, and why, in one sentence.

    `start` and `end` bound the period in which it is, was or will be billable; `end` None: no end is known.
    """

    code: str
    on: dt.date
    kind: StatusKind
    exists: bool
    billable: bool
    reason: str
    start: dt.date | None = None
    end: dt.date | None = None


class CodeTitle(Struct, frozen=True):
    """An entry of the Tabular List in short: path, children and siblings are made of these."""

    code: str
    title: str
    level: Level
    billable: bool


class SidedTitle(Struct, frozen=True):
    """A code that says the same of another side; "one": one side, not said which; "not said": no side at all."""

    code: str
    title: str
    side: Side
    billable: bool


class Seventh(Struct, frozen=True):
    """A 7th character that the code takes, what it means, the code it makes, and what it is used for besides."""

    char: str
    meaning: str
    code: str
    notes: tuple[str, ...] = ()


class Choice(Struct, frozen=True):
    """One answer to a question of the picker, and the entry it leads to: a complete code, or one to ask about again
    (with `phase`, where that is set)."""

    label: str
    code: str
    title: str
    billable: bool
    phase: str = ""


class Question(Struct, frozen=True):
    """What is still to be said of an entry before it is a complete code."""

    code: str
    title: str
    asks: Asked
    text: str
    choices: tuple[Choice, ...]


class NoteLine(Struct, frozen=True):
    """One line of a note, as the Tabular List has it, the entry that carries it, and the codes it names."""

    kind: NoteKind
    text: str
    owner: str
    owner_title: str
    inherited: bool
    codes: tuple[str, ...] = ()


class IndexTerm(Struct, frozen=True):
    """A path of the Alphabetic Index that leads to the code, and the edition it was read in."""

    path: str
    code: str
    source: str


class Succession(Struct, frozen=True):
    """Where a code's content went or came from, from which date; `what` names the part that moved, empty for all."""

    code: str
    title: str
    effective: dt.date
    source: str
    what: str = ""


class FiscalYear(Struct, frozen=True):
    """The part of a fiscal year (October 1 to September 30, named by the year it ends in) in which a code is billable.

    `end` None: as far as dates are known.
    """

    year: int
    start: dt.date
    end: dt.date | None


class Exclusion(Struct, frozen=True):
    """An Excludes1 note that keeps two codes apart.

    `code` is the one whose own or inherited note it is, `other` the one it names. `depth` is the owner's distance
    from its chapter (0): the deeper, the more specific. `mutual`: the other code's side has such a note as well.
    `contradicted_by`: a note of category level or below by which both may be coded (Excludes2).
    """

    code: str
    other: str
    owner: str
    owner_title: str
    text: str
    depth: int
    mutual: bool = False
    contradicted_by: NoteLine | None = None


class CodeRecord(Struct, frozen=True):
    """All that is known of one code on one date; what `cleanbill code --json` prints.

    `sides`: the same condition of the other side, of both sides, or of a side not said. `named_by`: notes that stand
    elsewhere and name this code, the most specific first. `never_first`: why it may not be the first diagnosis.
    `years`: when it was billable, fiscal year by fiscal year. `short_title`: the 60-character title, where an order
    file was added. `question`: what makes it complete.
    """

    code: str
    on: dt.date
    edition: str
    title: str
    title_source: TitleSource
    status: Status
    sevenths: tuple[Seventh, ...]
    did_you_mean: tuple[CodeTitle, ...]
    path: tuple[CodeTitle, ...]
    notes: tuple[NoteLine, ...]
    children: tuple[CodeTitle, ...]
    siblings: tuple[CodeTitle, ...]
    index: tuple[IndexTerm, ...]
    periods: tuple[tuple[dt.date, dt.date | None], ...]
    successors: tuple[Succession, ...]
    remark: str = ""
    short_title: str = ""
    never_first: NeverFirst = ""
    sides: tuple[SidedTitle, ...] = ()
    named_by: tuple[NoteLine, ...] = ()
    predecessors: tuple[Succession, ...] = ()
    years: tuple[FiscalYear, ...] = ()
    question: Question | None = None
    whole_index: bool = False


class CodeUpdate(Struct, frozen=True):
    """What became of a code between two dates. `title_before`: its old title, empty where it is the same.

    `successors`: where its content, or a part of it, went between the dates.
    """

    code: str
    title: str
    before: Status
    after: Status
    title_before: str
    successors: tuple[Succession, ...]
    notes_added: tuple[NoteLine, ...]
    notes_dropped: tuple[NoteLine, ...]

    @property
    def changed(self) -> bool:
        """Whether anything is not as it was."""
        notes = self.notes_added or self.notes_dropped
        return bool(self.before.kind != self.after.kind or self.title_before or self.successors or notes)


class SearchHit(Struct, frozen=True):
    """A code that answers a search, best first. `needs_seventh`: it is complete only with a 7th character.

    `found_by` is the text that answered, `origin` whose words those are: the code's title, an official inclusion term,
    a path of the official Index, ours (a synonym or an abbreviation, then what it stands for), or the code itself.
    """

    code: str
    title: str
    billable: bool
    needs_seventh: bool
    found_by: str
    origin: Origin
