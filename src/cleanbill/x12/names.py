"""What the segments of a party's loop say: its NPI, its address, its telephone number."""

from cleanbill.model.parties import Address
from cleanbill.x12.blocks import Block
from cleanbill.x12.segments import EMPTY

At = dict[str, tuple[int, ...]]


def npi(nm1: tuple[str, ...]) -> str | None:
    """The national provider identifier of an NM1, None when it names its party in another way."""
    return nm1[9] or None if nm1[8] == "XX" else None


def address(block: Block, at: At, loop: str) -> Address | None:
    """The address of a loop; None where it has none."""
    n3, n4 = at.get(f"{loop} N3"), at.get(f"{loop} N4")
    if not n3 and not n4:
        return None
    return address_of(block[n3[0]].elements if n3 else EMPTY, block[n4[0]].elements if n4 else EMPTY)


def address_of(n3: tuple[str, ...], n4: tuple[str, ...]) -> Address:
    """The address in an N3 and an N4."""
    return Address(n3[1] or None, n3[2] or None, n4[1] or None, n4[2] or None, n4[3] or None)


def phone(per: tuple[str, ...]) -> str | None:
    """The first telephone number of a PER."""
    return next((per[at + 1] for at in (3, 5, 7) if per[at] == "TE"), None) or None
