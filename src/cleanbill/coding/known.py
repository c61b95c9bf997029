"""The table read backwards: what a code says, for those that judge a claim by its note."""

from functools import cache

from cleanbill.coding.encounter import complete, takes_character
from cleanbill.coding.naming import neighbourhood
from cleanbill.coding.table import combinations, diagnoses
from cleanbill.model.reading import Side

_SIDES: tuple[Side | None, ...] = ("right", "left", None, "bilateral")


@cache
def concepts(code: str) -> frozenset[str]:
    """The concepts that are coded to `code`; empty for a code outside the table."""
    stem = _stem(code)
    return frozenset(c for c, diagnosis in diagnoses().items() for row in diagnosis.rows if stem in row.codes)


@cache
def parts(code: str) -> frozenset[str]:
    """The concepts that `code` says together, where it is a combination: the whole and its parts."""
    own = concepts(code)
    made = [c for c in combinations() if c.whole in own]
    return own.union(*((*c.first, *c.second) for c in made))


@cache
def regions(code: str) -> frozenset[str]:
    """The regions `code` may be of, neighbours included; empty where the table binds it to none."""
    stem = _stem(code)
    rows = (row for diagnosis in diagnoses().values() for row in diagnosis.rows if stem in row.codes)
    return frozenset(near for row in rows for region in row.at for near in neighbourhood(region))


@cache
def side(code: str) -> Side | None:
    """The side that `code` says, or None."""
    stem = _stem(code)
    for diagnosis in diagnoses().values():
        for row in diagnosis.rows:
            if len(row.codes) > 1 and stem in row.codes:
                return _SIDES[row.codes.index(stem)]
    return None


def upholds(code: str) -> frozenset[str] | None:
    """The concepts a note may mention for `code` to stand; None where the table does not presume to know."""
    own = parts(code)
    also = [diagnoses()[c].also for c in own if c in diagnoses()]
    if not own or any(more is None for more in also):
        return None
    return own.union(*(more for more in also if more is not None))


@cache
def _stem(code: str) -> str:
    """The stem of an injury code as the table writes it, other codes as they are."""
    if not takes_character(code):
        return code
    stems = (stem for d in diagnoses().values() for row in d.rows for stem in row.codes if takes_character(stem))
    return next((stem for stem in stems if complete(stem, code[-1]) == code), code)
