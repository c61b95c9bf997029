"""What a rule is made of. One file under `rules/` holds one `Rule`."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from cleanbill.model.claim import Line
from cleanbill.model.example import Example
from cleanbill.model.finding import Authority, Denial, Edit, FixSafety, Severity, Stage
from cleanbill.model.reading import Span

if TYPE_CHECKING:
    from cleanbill.engine.context import Context
    from cleanbill.engine.visit import Visit


class Fault(Struct, frozen=True, gc=False):
    """What a check found: a message that names the value, and the place.

    `line` and `field` give the JSON pointer `/lines/<index>/<field>`; `dx` gives `/dx/<index>`; `field` alone
    gives `/<field>`. `edits` are the fix as a JSON patch; `severity`, `fix`, `authority` and `denials` replace the
    rule's own.
    """

    message: str
    line: Line | None = None
    field: str = ""
    dx: int | None = None
    edits: tuple[Edit, ...] = ()
    evidence: tuple[Span, ...] = ()
    searched: tuple[str, ...] = ()
    severity: Severity | None = None
    fix: str | None = None
    authority: tuple[Authority, ...] = ()
    denials: tuple[Denial, ...] = ()


def fails(title: str, **claim: Any) -> Example:
    """A claim in which the rule finds a fault."""
    return Example("fails", title, claim)


def passes(title: str, **claim: Any) -> Example:
    """A claim in which the rule finds nothing."""
    return Example("passes", title, claim)


def near_miss(title: str, **claim: Any) -> Example:
    """A claim that looks wrong to this rule and is right."""
    return Example("near miss", title, claim)


def unknown(title: str, **claim: Any) -> Example:
    """A claim that lacks a fact the rule needs: not checked, and said so."""
    return Example("unknown", title, claim)


class Rule(Struct, frozen=True, kw_only=True):
    """One edit: what is wrong, since when, for whom, who says so, and how it is mended.

    `applies` maps a payer trait to the values for which the rule speaks ({"unit_rule": ("cms8",)}); a trait that
    is not known makes the rule `not_checked`. `reads` are traits that the check looks at itself. `procedures` are the
    codes that wake it (empty: every visit), `modifiers` those of which a line has to carry one, `diagnoses` the letters
    of which a diagnosis has to begin with one (empty: any). `about` is the fact that it judges ("note/text"): a claim
    that does not give it has nothing to judge, and the rule sleeps. `needs` names facts (see `engine/needs.py`) without
    which it is `not_checked`. `tables` are the tables that it reads, by name: the edition, or what tells the edition
    that answers for a date of service. `added` is the kind of file that somebody has to add before it can find a fault:
    an example cannot show that, a test of its family does.
    """

    id: str
    version: int
    name: str
    title: str
    catalogue: str
    severity: Literal["error", "warning", "info"]
    stage: tuple[Stage, ...]
    authority: tuple[Authority, ...]
    check: "Callable[[Visit, Context], Iterator[Fault]]"
    fix: str
    fix_safety: FixSafety
    examples: tuple[Example, ...]
    applies: dict[str, tuple[Any, ...]] = {}
    reads: tuple[str, ...] = ()
    procedures: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    diagnoses: frozenset[str] = frozenset()
    about: str = ""
    needs: tuple[str, ...] = ()
    denials: tuple[Denial, ...] = ()
    tables: dict[str, str | Callable[[dt.date | None], str]] = {}
    added: str = ""
    since: dt.date = dt.date(2015, 10, 1)
    until: dt.date | None = None
