"""Payers: what each one wants, by date of service, from dated and cited profiles."""

from cleanbill.payers.authorization import counted, needing, visits
from cleanbill.payers.library import Held, Library, shipped
from cleanbill.payers.profile import Profile, TraitValue
from cleanbill.payers.traits import TRAITS, Traits

__all__ = ["TRAITS", "Held", "Library", "Profile", "TraitValue", "Traits", "counted", "needing", "shipped", "visits"]
