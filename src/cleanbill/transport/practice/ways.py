"""How the practice payer decides, as ways.toml has it: amounts, weights, codes."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random

import msgspec
from msgspec import Struct

from cleanbill.model.finding import Denial


class Amounts(Struct, frozen=True):
    """Dollars."""

    copay: Decimal
    deductible: Decimal


class Percent(Struct, frozen=True):
    """Parts of a hundred, each of what ways.toml says."""

    allowed_from: int
    allowed_to: int
    coinsurance: int
    sequestration: int
    later_procedure: int
    interest: int


class Rejection(Struct, frozen=True):
    """A rule whose error keeps a claim out, and the claim status that says so."""

    rule: str
    category: str
    code: str
    entity: str | None = None


class Standing(Struct, frozen=True):
    """A claim status that says where a claim stands."""

    category: str
    code: str


class Ways(Struct, frozen=True):
    """All of it. `weights` and `afterwards` are how often what happens, `standings` what is said of it, by its name."""

    amounts: Amounts
    percent: Percent
    weights: dict[str, int]
    afterwards: dict[str, int]
    payments: dict[str, int]
    recoded: dict[str, str]
    refusals: tuple[Denial, ...]
    rejections: tuple[Rejection, ...]
    standings: dict[str, Standing]


@cache
def ways() -> Ways:
    """The table."""
    text = files(__package__).joinpath("ways.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Ways, strict=False)


def draw(seed: int, *about: str) -> Random:
    """Chance that depends on the seed and on what it is about, and on nothing that came before."""
    return Random("|".join((str(seed), *about)))


def one_of(chance: Random, weights: dict[str, int]) -> str:
    """One name, as often as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]


def part(amount: Decimal, percent: int) -> Decimal:
    """A percentage of an amount, in whole cents."""
    return (amount * percent / 100).quantize(Decimal("0.01"))
