"""Which services and diagnoses stand together on a sheet: at most six and twelve."""

from collections.abc import Sequence

from msgspec import Struct

from cleanbill.forms.places import LETTERS, MOST_SERVICES
from cleanbill.model.claim import Claim, Line


class Sheet(Struct):
    """One form: its services, and its diagnoses as their places in the claim (from 1), in the claim's order."""

    lines: list[Line]
    dx: list[int]


def sheets(claim: Claim) -> list[Sheet]:
    """The sheets of a claim, in the order of its services; one at least.

    Where twelve diagnoses are enough, each sheet has all of them. Where not, a sheet has those that its services point
    to, and as many of the others as it has room for.
    """
    found = [Sheet([], [])]
    for line in claim.lines:
        sheet = found[-1]
        needed = sorted({*sheet.dx, *line.dx_pointers} & set(range(1, len(claim.dx) + 1)))
        if len(sheet.lines) == MOST_SERVICES or len(needed) > len(LETTERS):
            needed = sorted(set(line.dx_pointers) & set(range(1, len(claim.dx) + 1)))
            sheet = Sheet([], [])
            found.append(sheet)
        sheet.lines.append(line)
        sheet.dx = needed
    shown = {place for sheet in found for place in sheet.dx}
    for sheet in found:
        spare = LETTERS[len(sheet.dx) :]
        others = _others(len(claim.dx), sheet.dx, shown)[: len(spare)]
        sheet.dx = sorted(sheet.dx + others)
        shown.update(others)
    return found


def left_out(claim: Claim, found: Sequence[Sheet]) -> list[int]:
    """The diagnoses that are on no sheet."""
    shown = {place for sheet in found for place in sheet.dx}
    return [place for place in range(1, len(claim.dx) + 1) if place not in shown]


def _others(count: int, own: list[int], shown: set[int]) -> list[int]:
    """The diagnoses a sheet does not need: all where twelve are enough, else those that are on no sheet yet."""
    taken = set(own) if count <= len(LETTERS) else shown
    return [place for place in range(1, count + 1) if place not in taken]
