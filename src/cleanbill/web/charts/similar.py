"""Which patients of a clinic may be one person entered twice."""

import datetime as dt
import re
import unicodedata
from difflib import SequenceMatcher

from django.db.models import Q

from cleanbill.web.charts.models import Patient

_ALIKE = 0.8  # of two names; "Jon Smith" and "John Smyth" reach it, "Ann Lee" and "Ben Lee" do not
_MOST = 5


def duplicates(patient: Patient) -> list[Patient]:
    """The patients who may be the same person, the likeliest first, at most five."""
    near = Q(dob=patient.dob) | Q(last_name__iexact=patient.last_name, first_name__iexact=patient.first_name)
    others = Patient.objects.of(patient.clinic).filter(near, merged_into=None).exclude(pk=patient.pk)
    scored = [(likeness(patient, other), other) for other in others]
    likely = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return [other for _, other in likely[:_MOST]]


def likeness(one: Patient, other: Patient) -> float:
    """From 0 to 1, how much two patients look like one person; below 0.8 they are taken for two."""
    if one.dob == other.dob:
        return _names(one, other)
    return _names(one, other) * (0.9 if _slip(one.dob, other.dob) else 0.5)


def _names(one: Patient, other: Patient) -> float:
    """The likeness of two names, also where first and last name were swapped."""
    straight = _ratio(one.first_name + " " + one.last_name, other.first_name + " " + other.last_name)
    return max(straight, _ratio(one.first_name + " " + one.last_name, other.last_name + " " + other.first_name))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio()


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z ]", "", bare)


def _slip(one: dt.date, other: dt.date) -> bool:
    """Whether two dates differ as one typed wrongly does: one part of three, or month and day swapped."""
    parts = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
    return sum(a != b for a, b in parts) == 1 or (one.year, one.month, one.day) == (other.year, other.day, other.month)
