"""What the note tells of the cause, in its own words."""

from collections.abc import Iterable

from cleanbill.model.reading import Fact, NoteFacts, ObjectiveFinding, Span

_NEAR = 60
_LONGEST = 80


def events(facts: NoteFacts) -> tuple[Fact, ...]:
    """What the note says happened in this episode: events first, then activities before it."""
    told = [f for f in facts.facts if f.assertion == "affirmed" and f.concept in ("trauma", "activity")]
    return tuple(sorted(told, key=lambda f: f.concept != "trauma"))


def denials(facts: NoteFacts) -> tuple[Fact, ...]:
    """Where the note says that nothing happened, or names a cause that is no injury."""
    said = {("trauma", "negated"), ("nontraumatic", "affirmed")}
    return tuple(f for f in facts.facts if (f.concept, f.assertion) in said)


def is_current_injury(facts: NoteFacts) -> bool:
    """Whether the complaint follows an event and has not become chronic (guideline I.C.13.b)."""
    return facts.trauma == "traumatic" and facts.onset != "chronic"


def contradiction(facts: NoteFacts) -> tuple[Span, ...]:
    """The places of the note that tell different causes, each with the words that deny it."""
    told = {f.start: whole(f) for f in facts.facts if f.kind == "cause" and f.assertion == "negated"}
    clashes = (c for c in facts.conflicts if c.about in ("cause", "trauma"))
    return tuple(told.get(s.start, s) for c in clashes for s in c.spans)


def span(fact: Fact) -> Span:
    """The fact's words."""
    return Span(fact.start, fact.end, fact.span)


def phrase(fact: Fact) -> Span:
    """The phrase the fact stands in where it is short enough to quote, else its own words."""
    return fact.clause if fact.clause and len(fact.clause.span) <= _LONGEST else span(fact)


def whole(fact: Fact) -> Span:
    """The fact's words with those that deny, doubt or date it: "no recent … injury". The dots stand for the rest."""
    trigger = fact.trigger
    if trigger is None:
        return span(fact)
    said, own = Span(trigger.start, trigger.end, trigger.span), span(fact)
    first, last = (said, own) if said.start < own.start else (own, said)
    if not 0 <= last.start - first.end <= _NEAR:
        return own
    between = "" if last.start == first.end else " " if last.start - first.end == 1 else " … "
    return Span(first.start, last.end, f"{first.span}{between}{last.span}")


def quoted(spans: Iterable[Span | Fact | ObjectiveFinding], most: int = 3) -> str:
    """«the words», «of each», once each and at most so many; what is denied with the words that deny it."""
    words = dict.fromkeys(" ".join(_said(s).split()) for s in spans)
    return ", ".join(f"«{w}»" for w in list(words)[:most])


def _said(part: Span | Fact | ObjectiveFinding) -> str:
    return whole(part).span if isinstance(part, Fact) and part.assertion != "affirmed" else part.span


def ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The ids of facts, for a reason to point to."""
    return tuple(f.id for f in facts)
