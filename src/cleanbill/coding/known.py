"""The table read backwards: what a code says, for those that judge a claim by its note."""

from functools import cache

from cleanbill.coding.encounter import complete
from cleanbill.coding.table import combinations, diagnoses
from cleanbill.model.reading import Side

_SIDES: tuple[Side | None, ...] = ("right", "left", None, "bilateral")


@cache
def concepts(code: str) -> frozenset[str]:
    """The concepts that are coded to `code`, with the parts of combinations; empty for a code outside the table."""
    found = {c for c, diagnosis in diagnoses().items() for row in diagnosis.rows if _stem(code) in row.codes}
    for combination in combinations():
        if combination.whole in found:
            found |= {*combination.first, *combination.second}
    return frozenset(found)


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
    own = concepts(code)
    also = [diagnoses()[c].also for c in own if c in diagnoses()]
    if not own or any(more is None for more in also):
        return None
    return own.union(*(more for more in also if more is not None))


@cache
def _stem(code: str) -> str:
    """The stem of an injury code as the table writes it, other codes as they are."""
    if code[:1] != "S":
        return code
    stems = (stem for d in diagnoses().values() for row in d.rows for stem in row.codes if stem[0] == "S")
    return next((stem for stem in stems if complete(stem, code[-1]) == code), code)
