"""Fixes that several rules propose, as JSON patches on the claim document."""

from collections.abc import Mapping, Sequence

from cleanbill.codes.timed import Pool, earned
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Claim, Line
from cleanbill.model.finding import Edit

MOST_MODIFIERS = 4


def without(visit: Visit, *lines: Line) -> tuple[Edit, ...]:
    """Take service lines off the claim. No edit where none would be left."""
    indexes = sorted({visit.index(line) for line in lines}, reverse=True)
    if len(indexes) == len(visit.claim.lines):
        return ()
    return tuple(Edit("remove", f"/lines/{index}") for index in indexes)


def with_modifiers(visit: Visit, line: Line, modifiers: Sequence[str]) -> tuple[Edit, ...]:
    """Give a line these modifiers instead of its own. No edit where it would hold more than four."""
    if len(modifiers) > MOST_MODIFIERS:
        return ()
    return (Edit("add", f"/lines/{visit.index(line)}/modifiers", list(modifiers)),)


def with_units(visit: Visit, pool: Pool, units: Mapping[str, int]) -> tuple[Edit, ...]:
    """Bill these units of each timed code.

    No edit where a code to change stands on several lines, or where the minutes of a line that is taken off are
    needed for the units of the others.
    """
    kept = sum(minutes for code, minutes in pool.minutes.items() if units.get(code, 1))
    if earned(kept) < sum(units.values()):
        return ()
    replaced: list[Edit] = []
    emptied: list[Line] = []
    for code, number in units.items():
        if pool.billed[code] == number:
            continue
        lines = pool.of(code)
        if len(lines) > 1:
            return ()
        if number:
            replaced.append(Edit("replace", f"/lines/{visit.index(lines[0])}/units", number))
        else:
            emptied.append(lines[0])
    return (*replaced, *without(visit, *emptied))


def with_diagnoses(claim: Claim, order: Sequence[int], same: Mapping[int, int]) -> tuple[Edit, ...]:
    """List the diagnoses in `order` (indexes of now) and let each pointer follow its diagnosis.

    `same` tells, for a diagnosis left out, which one of those kept stands for it. Pointers that point at nothing
    still do so afterwards.
    """
    place = {old: new for new, old in enumerate(order)}
    place |= {left: place[kept] for left, kept in same.items()}
    edits = [Edit("replace", "/dx", [claim.dx[index] for index in order])]
    for index, line in enumerate(claim.lines):
        pointers = tuple(dict.fromkeys(_follow(pointer, place, len(same)) for pointer in line.dx_pointers))
        if pointers != line.dx_pointers:
            edits.append(Edit("replace", f"/lines/{index}/dx_pointers", list(pointers)))
    return tuple(edits)


def _follow(pointer: int, place: Mapping[int, int], left_out: int) -> int:
    if pointer - 1 in place:
        return place[pointer - 1] + 1
    return pointer - left_out if pointer > len(place) else pointer
