"""The catalogue of edits the project set out to check, and which rules cover it. The ids are in `catalogue.csv`."""

import csv
from importlib import resources

from msgspec import Struct

from cleanbill.engine.rule import Rule
from cleanbill.rules import register


class Covered(Struct, frozen=True):
    """One edit of the catalogue: the ids and names of its rules, or the decision record that says why it has none."""

    id: str
    rules: tuple[tuple[str, str], ...]
    decision: str


def coverage() -> tuple[Covered, ...]:
    """Every edit of the catalogue, in its order."""
    text = resources.files(__package__).joinpath("catalogue.csv").read_text("utf-8")
    listed = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(Covered(row["id"], _covering(row["id"]), row["decision"]) for row in listed)


def beyond() -> tuple[Rule, ...]:
    """The rules that cover no edit of the catalogue."""
    return tuple(rule for rule in register() if not rule.catalogue)


def _covering(id: str) -> tuple[tuple[str, str], ...]:
    return tuple((rule.id, rule.name) for rule in register() if rule.catalogue == id)
