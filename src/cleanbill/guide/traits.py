"""What a payer's traits mean, in words."""

import tomllib
from functools import cache
from importlib import resources


def traits(chiropractic: bool = True) -> tuple[str, ...]:
    """The traits that have words, in the order in which they are told; those of manipulation alone only when asked."""
    return tuple(trait for trait, said in _words().items() if chiropractic or not said.get("dc"))


def topic(trait: str) -> str:
    """How a trait is named where it is not known: "how timed units are counted"."""
    return _words()[trait]["topic"]


def meaning(trait: str, value: bool | str) -> str:
    """The sentence for a value of a trait."""
    said = _words()[trait]
    key = str(value).lower() if isinstance(value, bool) else value
    return said.get(key) or said["value"].format(value=value)


@cache
def _words() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("traits.toml").read_text("utf-8")
    return tomllib.loads(text)
