"""A diagnosis code as the official source has it on a date: status, place in the tree, notes, neighbours."""

import datetime as dt
from typing import Literal

from msgspec import Struct

StatusKind = Literal["billable", "header", "needs_seventh", "retired", "not_yet", "unknown"]
Level = Literal["chapter", "section", "diag", "seventh"]
NoteKind = Literal[
    "notes", "includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "useAdditionalCode", "codeAlso",
    "sevenChrNote",
]  # fmt: skip
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


class Seventh(Struct, frozen=True):
    """A 7th character that the code takes, what it means, and the code it makes."""

    char: str
    meaning: str
    code: str


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


class Successor(Struct, frozen=True):
    """Where a code's content went, from which date; `what` names the part that moved, empty for all of it."""

    code: str
    title: str
    effective: dt.date
    source: str
    what: str = ""


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
    """All that is known of one code on one date; what `cleanbill code --json` prints."""

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
    successors: tuple[Successor, ...]
    remark: str = ""


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
