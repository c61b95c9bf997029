"""Several diagnoses that one code says together, and diagnoses that the cause turns into another."""

from collections.abc import Iterable

from cleanbill.coding.naming import Named, same_place
from cleanbill.coding.table import Combination, combinations
from cleanbill.model.reading import Fact, NoteFacts, Side


def combine(named: tuple[Named, ...], facts: NoteFacts) -> tuple[Named, ...]:
    """The diagnoses with every combination of the table made, in the place of its first part."""
    for combination in combinations():
        for one in named:
            if one.concept in combination.first and _caused(combination, facts):
                named = _with(combination, one, named, facts)
    return named


def _caused(combination: Combination, facts: NoteFacts) -> bool:
    return not combination.cause or facts.trauma in combination.cause


def _with(combination: Combination, one: Named, named: tuple[Named, ...], facts: NoteFacts) -> tuple[Named, ...]:
    others = [n for n in named if n.concept in combination.second and n is not one and same_place(one, n)]
    said = tuple(fact for other in others for fact in other.facts)
    if combination.anywhere and not said:
        said = _told(combination.second, facts)
    third = _told(combination.third, facts)
    if (combination.second and not said) or (combination.third and not third):
        return named
    whole = _whole(combination, one, others, said + third)
    if not any(row.fits(whole.region, whole.words, whole.levels) for row in whole.diagnosis.rows):
        return named
    gone = {id(n) for n in (one, *others)}
    at = min(i for i, n in enumerate(named) if id(n) in gone)
    left = [n for n in named if id(n) not in gone]
    return (*left[:at], whole, *left[at:])


def _whole(combination: Combination, one: Named, others: Iterable[Named], said: tuple[Fact, ...]) -> Named:
    words = " ".join([one.words, *(f.span.lower() for f in said)])
    levels = one.levels.union(*(n.levels for n in others))
    side: Side | None = one.side or next((n.side for n in others if n.side), None)
    return Named(
        combination.whole, one.facts + said, one.region, side, one.by, words, levels, combination.why
    )  # fmt: skip


def _told(concepts: tuple[str, ...], facts: NoteFacts) -> tuple[Fact, ...]:
    """The first mention of one of `concepts` in the patient today."""
    told = (
        f
        for f in facts.facts
        if f.concept in concepts
        and f.assertion == "affirmed"
        and f.section not in ("family_history", "history", "plan")
    )
    return tuple(told)[:1]
