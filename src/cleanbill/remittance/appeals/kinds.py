"""The kinds of letters and their parts, as data: `letters.toml`."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

GENERAL = "review"
OTHER = "other"  # any payer that goes its own way


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with its fields, where it stands, what is quoted for it, and what is asked where it is lacking."""

    text: str
    source: str
    quotes: str = ""
    ask: str = ""


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A letter: the reasons it answers, its parts in order, those that it needs one of, and those that it needs all."""

    title: str
    reasons: tuple[str, ...]
    parts: tuple[str, ...]
    ground: tuple[str, ...]
    needs: tuple[str, ...] = ()


class Request(Struct, frozen=True, forbid_unknown_fields=True):
    """What an appeal is called, to whom it goes where that is not the payer, what of its own it encloses.

    `beside` is what its sender is told.
    """

    title: str
    to: str = ""
    encloses: tuple[str, ...] = ()
    beside: str = ""


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `requests` are a first and a second appeal, each by the payer's type."""

    requests: tuple[dict[str, Request], ...]
    kinds: dict[str, Kind]
    parts: dict[str, Part]


@cache
def table() -> Table:
    """The kinds of letters and their parts."""
    text = resources.files(__package__).joinpath("letters.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Table)


def request(payer: str | None, level: int) -> Request:
    """What an appeal to a payer of a type is called and where it goes, the first at level 1."""
    known = table().requests[level - 1]
    return known.get(payer or OTHER, known[OTHER])


def title(kind: str, payer: str | None = None, level: int = 1) -> str:
    """What a letter of a kind is called, to a payer of a type. Raises `KeyError` for no kind."""
    return table().kinds[kind].title.format(request=request(payer, level).title)


def kinds(payer: str | None = None, level: int = 1) -> dict[str, str]:
    """The titles of the kinds of letters to a payer of a type, by name."""
    return {kind: title(kind, payer, level) for kind in table().kinds}


def kind_for(reasons: Iterable[str]) -> str:
    """The kind of letter that answers reasons such as CO-50; the general one where none does."""
    carcs = {reason.partition("-")[2] for reason in reasons}
    return next((name for name, kind in table().kinds.items() if carcs & set(kind.reasons)), GENERAL)
