"""What the note tells of the cause, in its own words."""

from collections.abc import Iterable

from cleanbill.model.reading import Fact, NoteFacts, ObjectiveFinding, Span


def events(facts: NoteFacts) -> tuple[Fact, ...]:
    """What the note says happened in this episode: events first, then activities before it."""
    told = [f for f in facts.facts if f.assertion == "affirmed" and f.concept in ("trauma", "activity")]
    return tuple(sorted(told, key=lambda f: f.concept != "trauma"))


def denials(facts: NoteFacts) -> tuple[Fact, ...]:
    """Where the note says that nothing happened, or names a cause that is no injury."""
    said = {("trauma", "negated"), ("nontraumatic", "affirmed")}
    return tuple(f for f in facts.facts if (f.concept, f.assertion) in said)


def contradiction(facts: NoteFacts) -> tuple[Span, ...]:
    """The places of the note that tell different causes."""
    return tuple(
        span for c in facts.conflicts if c.about in ("cause", "trauma", "injury", "non_trauma") for span in c.spans
    )


def span(fact: Fact) -> Span:
    """The fact's words."""
    return Span(fact.start, fact.end, fact.span)


def quoted(spans: Iterable[Span | Fact | ObjectiveFinding], most: int = 3) -> str:
    """«the words», «of each», once each and at most so many."""
    words = dict.fromkeys(" ".join(s.span.split()) for s in spans)
    return ", ".join(f"«{w}»" for w in list(words)[:most])


def ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The ids of facts, for a reason to point to."""
    return tuple(f.id for f in facts)
