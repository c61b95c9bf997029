"""Payer profiles as they ship: TOML, one file a profile, each trait a list of dated values with a source."""

import datetime as dt
import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct, field

from cleanbill.model.claim import PayerType
from cleanbill.payers.traits import Traits

TRAITS = tuple(name for name in Traits.__struct_fields__ if name != "type")


class TraitValue(Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a trait, the date of service from which it holds, and who says so.

    `verified` False: the source was not at hand when the profile was written.
    """

    value: bool | str
    source: str
    from_: dt.date = field(default=dt.date.min, name="from")
    verified: bool = True


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """One profile. Without a `type` it only serves others, which inherit from it trait by trait."""

    title: str
    type: PayerType | None = None
    inherits: str | None = None
    traits: dict[str, tuple[TraitValue, ...]] = {}


@cache
def shipped() -> dict[str, Profile]:
    """Every profile by name, with what it inherits filled in. The name of a payer type is that type's profile."""
    folder = resources.files(__package__).joinpath("profiles")
    read = {
        entry.name.removesuffix(".toml"): msgspec.convert(tomllib.loads(entry.read_text("utf-8")), Profile)
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return {name: _inherited(read[name], read) for name in sorted(read)}


@cache
def profiles() -> tuple[str, ...]:
    """The names a claim may give as `payer.profile`."""
    return tuple(name for name, profile in shipped().items() if profile.type)


def _inherited(profile: Profile, read: dict[str, Profile]) -> Profile:
    if profile.inherits is None:
        return profile
    parent = _inherited(read[profile.inherits], read)
    return msgspec.structs.replace(profile, traits=parent.traits | profile.traits)
