"""The payer profiles at hand, what each one holds on a date, and the traits of a claim's payer."""

import datetime as dt
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import msgspec
from msgspec import Struct

from cleanbill.model.claim import Payer, PayerType
from cleanbill.payers.profile import Profile, TraitValue
from cleanbill.payers.traits import TRAITS, Traits

_STATED = tuple(name for name in TRAITS if name in Payer.__struct_fields__)
_Periods = tuple[tuple[dt.date, ...], tuple[Traits, ...]]


class Held(Struct, frozen=True):
    """A trait's value on a date, and the profile that says it: the one asked for, or one that it inherits from."""

    profile: str
    row: TraitValue


class Library:
    """Profiles by name. The name of a payer type is that type's profile; `own` are the names of a practice's own."""

    def __init__(self, profiles: Mapping[str, Profile], own: frozenset[str] = frozenset()) -> None:
        self.profiles = dict(sorted(profiles.items()))
        self.own = own
        self.offered = tuple(name for name in self.profiles if self.type_of(name))
        self._periods = lru_cache(maxsize=4096)(self._periods_of)

    def chain(self, name: str) -> tuple[str, ...]:
        """The profile and those it inherits from, nearest first."""
        parent = self.profiles[name].inherits
        return (name, *self.chain(parent)) if parent else (name,)

    def type_of(self, name: str) -> PayerType | None:
        """The payer type of a profile, its own or inherited; None for one that only serves others."""
        return next((type_ for one in self.chain(name) if (type_ := self.profiles[one].type)), None)

    def held(self, name: str, on: dt.date) -> dict[str, Held]:
        """What a profile holds on a date of service, by trait. A trait that is not known on that day is left out."""
        found = ((trait, self._held(name, trait, on)) for trait in TRAITS)
        return {trait: held for trait, held in found if held}

    def rows(self, name: str) -> Iterator[tuple[str, TraitValue]]:
        """Every dated value that a profile has or inherits, with its trait."""
        for one in self.chain(name):
            for trait, rows in self.profiles[one].traits.items():
                yield from ((trait, row) for row in rows)

    def named(self, payer: Payer) -> str | None:
        """The profile a payer is judged by: the one it names, else the one that has its id, else that of its type."""
        if payer.profile in self.offered:
            return payer.profile
        return (self._of_id(payer) if payer.id else None) or payer.type

    def belongs(self, payer: Payer, name: str) -> bool:
        """Whether a payer is judged by the profile `name`, or by one that inherits from it."""
        judged_by = self.named(payer)
        return judged_by is not None and name in self.chain(judged_by)

    def resolve(self, payer: Payer, on: dt.date | None) -> Traits:
        """The traits of `payer` on a date of service; the newest known where the date is not known.

        What the claim states of its payer wins, then its profile, then what that inherits from. A profile name
        that is not offered counts for nothing.
        """
        starts, traits = self._periods(payer)
        if on is None or len(starts) == 1:
            return traits[-1]
        return traits[max(bisect_right(starts, on) - 1, 0)]

    def _of_id(self, payer: Payer) -> str | None:
        fitting = (name for name in self.offered if payer.id in self.profiles[name].ids)
        return next((name for name in fitting if payer.type in (None, self.type_of(name))), None)

    def _held(self, name: str, trait: str, on: dt.date) -> Held | None:
        """The newest value of the nearest profile that has one by then."""
        for one in self.chain(name):
            in_force = [row for row in self.profiles[one].traits.get(trait, ()) if row.from_ <= on]
            if in_force:
                return Held(one, max(in_force, key=lambda row: row.from_))
        return None

    def _periods_of(self, payer: Payer) -> _Periods:
        """The days on which a trait of this payer changes, and the traits from each of them on."""
        name = self.named(payer)
        stated: dict[str, Any] = {trait: value for trait in _STATED if (value := getattr(payer, trait)) is not None}
        if name is None:
            return (dt.date.min,), (msgspec.convert(stated, Traits),)
        starts = sorted({dt.date.min} | {row.from_ for _, row in self.rows(name)})
        stated["type"] = payer.type or self.type_of(name)
        return tuple(starts), tuple(_traits(self.held(name, start), stated) for start in starts)


@cache
def shipped() -> Library:
    """The profiles that ship."""
    folder = resources.files(__package__).joinpath("profiles")
    files = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return Library(
        {
            entry.name.removesuffix(".toml"): msgspec.convert(tomllib.loads(entry.read_text("utf-8")), Profile)
            for entry in files
        }
    )


def _traits(held: Mapping[str, Held], stated: Mapping[str, Any]) -> Traits:
    doubtful = frozenset(trait for trait, one in held.items() if not one.row.verified) - stated.keys()
    values = {**{trait: one.row.value for trait, one in held.items()}, **stated}
    return msgspec.convert({**values, "unverified": doubtful}, Traits)
