"""From the facts of a note to ranked codes, with what speaks for and against each. Decides; never writes a claim."""

from cleanbill.coding.choose import choose

__all__ = ["choose"]
