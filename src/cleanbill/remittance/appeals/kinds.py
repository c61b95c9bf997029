"""The kinds of letters and their parts, as data: `letters.toml`."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

REVIEW = "Request for review"
GENERAL = "review"


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


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `requests` are the names of a first appeal, by the payer's type."""

    requests: dict[str, str]
    kinds: dict[str, Kind]
    parts: dict[str, Part]


@cache
def table() -> Table:
    """The kinds of letters and their parts."""
    text = resources.files(__package__).joinpath("letters.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Table)


def title(kind: str, payer: str | None = None) -> str:
    """What a letter of a kind is called, to a payer of a type. Raises `KeyError` for no kind."""
    return table().kinds[kind].title.format(request=table().requests.get(payer or "", REVIEW))


def kinds() -> dict[str, str]:
    """The titles of the kinds of letters, by name."""
    return {kind: title(kind) for kind in table().kinds}


def kind_for(reasons: Iterable[str]) -> str:
    """The kind of letter that answers reasons such as CO-50; the general one where none does."""
    carcs = {reason.partition("-")[2] for reason in reasons}
    return next((name for name, kind in table().kinds.items() if carcs & set(kind.reasons)), GENERAL)
