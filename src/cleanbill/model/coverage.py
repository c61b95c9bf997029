"""What Medicare coverage articles say of a service on a date; what `cleanbill coverage --json` prints."""

import datetime as dt
from typing import Literal

from msgspec import Struct

CoverageOutcome = Literal["articles", "no_article", "contractor", "no_file"]
Verdict = Literal["supports", "other_service", "not_covered", "not_listed", "no_list", "not_asked"]


class CodeGroup(Struct, frozen=True):
    """A group of an article's codes: its role and number, how many codes, and what its paragraph and asterisk say.

    `speaks_of_service`: whether the paragraph names the service (None: it names none). `asterisk`: the note on the
    diagnosis that was asked for, where the list marks it.
    """

    role: Literal["service", "covered", "noncovered"]
    number: int
    codes: int
    paragraph: str
    speaks_of_service: bool | None = None
    asterisk: str = ""


class Contractor(Struct, frozen=True):
    """A Medicare contractor, its number, its kind of contract, and the states where it has it on the date."""

    name: str
    number: str
    type: str
    states: tuple[str, ...]


class Article(Struct, frozen=True):
    """A coverage article in force on the date that lists the service.

    `verdict` is on the diagnosis: supports (in a covered group), other_service (only in groups whose paragraphs name
    other services), not_covered (in a list of diagnoses that do not support it), not_listed, no_list (the article has
    no list and says nothing about diagnoses). `found` are the groups where it stands, `covered` all covered groups.
    """

    id: str
    version: int
    title: str
    start: dt.date
    end: dt.date | None
    lcds: tuple[str, ...]
    contractors: tuple[Contractor, ...]
    service: tuple[CodeGroup, ...]
    covered: tuple[CodeGroup, ...]
    noncovered: tuple[CodeGroup, ...]
    verdict: Verdict
    found: tuple[CodeGroup, ...] = ()


class Coverage(Struct, frozen=True):
    """The coverage database's answer. `remark` is on the diagnosis code itself; `other_times` says of each
    article that lists the service and is not in force on the date, when it is."""

    code: str
    on: dt.date
    dx: str
    outcome: CoverageOutcome
    reason: str
    remark: str = ""
    articles: tuple[Article, ...] = ()
    other_times: tuple[str, ...] = ()
    edition: str = ""
    source: str = ""
    sha256: str = ""
