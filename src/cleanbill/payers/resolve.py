"""From the payer of a claim and a date of service to the traits in force."""

import datetime as dt
from bisect import bisect_right
from functools import lru_cache
from typing import Any

import msgspec

from cleanbill.model.claim import Payer
from cleanbill.payers.profile import TRAITS, Profile, profiles, shipped
from cleanbill.payers.traits import Traits

_STATED = tuple(name for name in TRAITS if name in Payer.__struct_fields__)

Periods = tuple[tuple[dt.date, ...], tuple[Traits, ...]]


def resolve(payer: Payer, on: dt.date | None) -> Traits:
    """The traits of `payer` on a date of service; the newest known where the date is not known.

    What the claim states of its payer wins, then its profile, then its type's profile. A profile name that does
    not exist counts for nothing: see `profiles()`.
    """
    starts, traits = _periods(payer)
    if on is None or len(starts) == 1:
        return traits[-1]
    return traits[max(bisect_right(starts, on) - 1, 0)]


@lru_cache(maxsize=4096)
def _periods(payer: Payer) -> Periods:
    """The days on which a trait of this payer changes, and the traits from each of them on."""
    profile = _profile(payer)
    stated: dict[str, Any] = {name: value for name in _STATED if (value := getattr(payer, name)) is not None}
    if profile is None:
        return (dt.date.min,), (msgspec.convert({"type": payer.type} | stated, Traits),)
    starts = sorted({dt.date.min} | {row.from_ for rows in profile.traits.values() for row in rows})
    known = {"type": payer.type or profile.type}
    return tuple(starts), tuple(msgspec.convert(known | _values(profile, start) | stated, Traits) for start in starts)


def _profile(payer: Payer) -> Profile | None:
    name = payer.profile if payer.profile in profiles() else payer.type
    return shipped()[name] if name else None


def _values(profile: Profile, on: dt.date) -> dict[str, Any]:
    """The value of each trait on a day; a trait that has none yet is left out."""
    found: dict[str, Any] = {}
    for name, rows in profile.traits.items():
        in_force = [row for row in rows if row.from_ <= on]
        if in_force:
            found[name] = max(in_force, key=lambda row: row.from_).value
    return found
