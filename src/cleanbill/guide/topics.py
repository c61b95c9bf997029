"""What is known of a family of codes beyond the code set: one TOML file a family, each statement with sources."""

import datetime as dt
import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from cleanbill.guide.page import Standing

FIRST_DAY = dt.date(2025, 10, 1)
"""The topics were written for the editions at hand; before the oldest of them they say nothing."""


class Point(Struct, frozen=True, forbid_unknown_fields=True):
    """A statement of a topic."""

    text: str
    sources: tuple[str, ...]
    standing: Standing = "official"


class Neighbour(Struct, frozen=True, forbid_unknown_fields=True):
    """A code that is weighed against the family's, and when it is the right one. A dash: all under it."""

    code: str
    when: str
    sources: tuple[str, ...]
    standing: Standing = "official"


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """What is widely read, and what the source says."""

    said: str
    right: str
    sources: tuple[str, ...]


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A question as people ask it, and its answer."""

    ask: str
    answer: str
    sources: tuple[str, ...]
    standing: Standing = "official"


class Topic(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """One family of codes.

    `codes`: codes, or beginnings of codes that end in a dash. `since`: the date of service from which it holds.
    `not_codes`: codes it names that are not in the code set, or not any more. `synonyms`: our own words, not official.
    `services`: the set of procedures billed with it, by its name in `services.toml`.
    """

    title: str
    codes: tuple[str, ...]
    since: dt.date = FIRST_DAY
    not_codes: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    note: tuple[Point, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    corrections: tuple[Correction, ...] = ()
    questions: tuple[Asked, ...] = ()
    synonyms: tuple[str, ...] = ()
    services: str = ""


@cache
def topics() -> dict[str, Topic]:
    """Every topic by the name of its file."""
    folder = resources.files(__package__).joinpath("topics")
    return {
        file.name.removesuffix(".toml"): msgspec.convert(tomllib.loads(file.read_text("utf-8")), Topic)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


def of(code: str, on: dt.date) -> tuple[Topic, ...]:
    """The topics of a code on a date of service, the one that names it most closely first."""
    of_category = _by_category().get(code[:3], ())
    near = [(len(prefix), topic) for prefix, topic in of_category if covers(prefix, code) and topic.since <= on]
    near.sort(key=lambda hit: -hit[0])
    return tuple(dict.fromkeys(topic for _, topic in near))


def covers(prefix: str, code: str) -> bool:
    """Whether a topic's entry for codes is for this one: the code itself, or with a dash what begins so."""
    return code.startswith(prefix[:-1]) if prefix.endswith("-") else code == prefix


@cache
def _by_category() -> dict[str, list[tuple[str, Topic]]]:
    """What topics are for, under the category that each code or beginning of codes stands in."""
    found: dict[str, list[tuple[str, Topic]]] = {}
    for topic in topics().values():
        for prefix in topic.codes:
            found.setdefault(prefix[:3], []).append((prefix, topic))
    return found
