"""A letter to a payer: what it is about and what it asserts, each with its source."""

from msgspec import Struct


class Statement(Struct, frozen=True):
    """One assertion: a sentence, what is quoted for it word by word, and where that stands."""

    text: str
    quotes: tuple[str, ...] = ()
    source: str = ""


class Letter(Struct, frozen=True):
    """A letter without its head: what it is about, what it asserts, and the questions that the record leaves open.

    `to`: who gets it, where that is not the payer. `encloses`: what goes with it beyond the note and the claim.
    `beside`: what its sender is told and the letter does not say.
    """

    kind: str
    title: str
    about: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]
    asks: tuple[str, ...]
    to: str = ""
    encloses: tuple[str, ...] = ()
    beside: str = ""
