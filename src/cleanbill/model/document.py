"""What the parts of a claim document have in common: frozen, unknown keys refused, what is absent left out."""

from decimal import Decimal

from msgspec import Struct


class Document(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A part of the claim document."""


def amount(name: str, value: Decimal) -> None:
    """Raises `ValueError` for a value that no amount can have, which JSON text can name: "NaN", "Infinity"."""
    if not value.is_finite():
        raise ValueError(f"{name} is {value}; expected a decimal number")
