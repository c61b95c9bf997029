"""Payers: what each one wants, by date of service, from dated and cited profiles."""

from cleanbill.payers.authorization import counted, needing
from cleanbill.payers.profile import Profile, TraitValue, profiles, shipped
from cleanbill.payers.resolve import resolve
from cleanbill.payers.traits import Traits

__all__ = ["Profile", "TraitValue", "Traits", "counted", "needing", "profiles", "resolve", "shipped"]
