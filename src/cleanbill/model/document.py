"""What the parts of a claim document have in common: frozen, unknown keys refused, what is absent left out."""

from msgspec import Struct


class Document(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A part of the claim document."""
