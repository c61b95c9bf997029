"""A payer profile: one TOML file, each trait a list of dated values with a source."""

import datetime as dt

from msgspec import Struct, field

from cleanbill.model.claim import PayerType
from cleanbill.model.example import Example


class TraitValue(Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a trait, the date of service from which it holds, and who says so.

    `verified` False: the source was not at hand when the profile was written.
    """

    value: bool | str
    source: str
    from_: dt.date = field(default=dt.date.min, name="from")
    verified: bool = True


class ProfileExample(Example, frozen=True):
    """A claim to this payer and what the rule of an id says of it."""

    rule: str


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """What one file says. What it does not say comes from the profile it inherits from, trait by trait.

    A profile that has no `type`, not even an inherited one, only serves others. `ids` are the payer's identifiers on
    claims (of an 837P: NM109 of the payer), by which a claim that names no profile finds this one.
    """

    title: str
    type: PayerType | None = None
    inherits: str | None = None
    ids: tuple[str, ...] = ()
    traits: dict[str, tuple[TraitValue, ...]] = {}
    examples: tuple[ProfileExample, ...] = ()
