"""Who is named in a claim file: numbers with their check digits, taxonomy, addresses as payers take them."""

import re
from collections.abc import Mapping

from cleanbill.codes import npi
from cleanbill.x12.damage import ADDRESS, IDENTIFIER, NPI, Damage, Place
from cleanbill.x12.guides.tables import Slot
from cleanbill.x12.shape import Shape
from cleanbill.x12.validation.pieces import UNSEEN, Block

BOX = re.compile(r"\bP\.? ?O\.? ?BOX\b|\bLOCK ?BOX\b", re.IGNORECASE)
STREET = ("2010AA", "2310C")  # where a service was given, or who bills: a place one can go to
NINE = ("EI", "SY", "TJ")
TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
LONGEST_LINE_NUMBER = 30
LONGEST: Mapping[str, int] = {"REF*6R": len("REF*6R*") + LONGEST_LINE_NUMBER}
Elements = tuple[str, ...]


def asked(shape: Shape) -> tuple[tuple[int, Slot], ...]:
    """The segments that `check_parties` can find wrong, though they are right by their slots and not too long."""
    places = enumerate(zip(shape.loops, shape.slots, strict=True))
    return tuple((index, slot) for index, (loop, slot) in places if slot and _asks(loop, slot))


def _asks(loop: str, slot: Slot) -> bool:
    match slot.segment:
        case "NM1":
            return len(slot.parts) > 7 and "XX" in (slot.parts[7].codes or ("XX",))
        case "N3" | "N4":
            return loop in STREET
        case "REF":
            return not (slot.parts[0].codes or frozenset(NINE)).isdisjoint(NINE)
    return slot.segment == "PRV"


def check_parties(damage: Damage, position: int, block: Block, shape: Shape, new: list[int]) -> None:
    """Look at the names, numbers and addresses of a block in its `new` segments; what is wrong is new the next time."""
    for index in new:
        piece = block[index]
        if check := CHECKS.get(piece.elements[0]):
            told = len(damage.findings)
            check(damage, position + index, shape.loops[index], piece.elements)
            if len(damage.findings) > told:
                piece.right = UNSEEN


def _name(damage: Damage, position: int, loop: str, nm1: Elements) -> None:
    if nm1[8] == "XX" and (fault := npi.fault(nm1[9])):
        text = f"NM109 is {nm1[9][:20]!r}, which {fault}; it must be the provider's NPI."
        damage.add(NPI, _at(position, loop, "NM109"), text, value=nm1[9], warn=True)
    if nm1[1] == "85" and loop == "2010AA" and nm1[8] != "XX":
        text = "The billing provider has no NPI; only providers who give no health care bill without one."
        damage.add(NPI, _at(position, loop, "NM109"), text, "IK403 I9", warn=True)


def _street(damage: Damage, position: int, loop: str, n3: Elements) -> None:
    if loop in STREET and BOX.search(n3[1]):
        text = f"N301 is {n3[1][:55]!r}; it must be a street, not a post office box."
        damage.add(ADDRESS, _at(position, loop, "N301"), text, value=n3[1], warn=True)


def _zip(damage: Damage, position: int, loop: str, n4: Elements) -> None:
    if loop in STREET and re.fullmatch("[0-9]{5}", n4[3]):
        text = f"N403 is {n4[3]!r}; payers want the nine digits of the ZIP code here."
        damage.add(ADDRESS, _at(position, loop, "N403"), text, value=n4[3], warn=True)


def _reference(damage: Damage, position: int, loop: str, ref: Elements) -> None:
    if ref[1] in NINE and not re.fullmatch("[0-9]{9}", ref[2]):
        damage.add(IDENTIFIER, _at(position, loop, "REF02"), "REF02 must have nine digits.", value=ref[2], warn=True)
    if ref[1] == "6R" and len(ref[2]) > LONGEST_LINE_NUMBER:
        text = f"REF02 has {len(ref[2])} characters; a line's control number comes back with at most 30."
        damage.add(IDENTIFIER, _at(position, loop, "REF02"), text, "IK403 5", ref[2], warn=True)


def _taxonomy(damage: Damage, position: int, loop: str, prv: Elements) -> None:
    if prv[2] == "PXC" and prv[3] and not TAXONOMY.fullmatch(prv[3]):
        text = f"PRV03 is {prv[3][:20]!r}; a taxonomy code has ten characters, the last an X."
        damage.add(IDENTIFIER, _at(position, loop, "PRV03"), text, value=prv[3], warn=len(prv[3]) == 10)


def _at(position: int, loop: str, element: str) -> Place:
    return Place(position, loop or None, element[:-2], element)


CHECKS = {"NM1": _name, "N3": _street, "N4": _zip, "REF": _reference, "PRV": _taxonomy}
