"""What each kind of payer wants of the services billed with the code, from the shipped profiles, by date."""

import datetime as dt
import tomllib
from functools import cache
from importlib import resources

from cleanbill.guide import words
from cleanbill.guide.page import Section, Statement, Statements
from cleanbill.guide.sources import of_trait
from cleanbill.guide.subject import Subject
from cleanbill.payers import TraitValue, shipped

_Words = dict[str, dict[str, str]]


def section(subject: Subject) -> Section | None:
    """None where no procedures are listed: payers differ in those, not in the diagnosis."""
    if subject.services is None or not subject.record.status.exists:
        return None
    chiropractic = bool(subject.services.dc)
    each = (_payer(name, subject.on.toordinal(), chiropractic) for name in shipped().offered)
    best_known_first = sorted(each, key=lambda payer: -len(payer.items))
    return Section("payers", "What payers want", tuple(best_known_first))


@cache
def _payer(name: str, day: int, chiropractic: bool) -> Statements:
    """A profile in words; what it does not know is said in its last sentence."""
    held = shipped().held(name, dt.date.fromordinal(day))
    traits = {trait: said for trait, said in _traits().items() if chiropractic or not said.get("dc")}
    rows = {trait: held[trait].row for trait in traits if trait in held}
    known = [_statement(name, trait, row, traits[trait]) for trait, row in rows.items()]
    unknown = dict.fromkeys(said["topic"] for trait, said in traits.items() if trait not in rows)
    if unknown:
        known.append(Statement(f"Not known, so not assumed: {words.listed(list(unknown))}.", ("ours",), "ours"))
    return Statements(tuple(known), shipped().profiles[name].title)


def _statement(name: str, trait: str, row: TraitValue, said: dict[str, str]) -> Statement:
    key = str(row.value).lower() if isinstance(row.value, bool) else row.value
    text = said.get(key) or said["value"].format(value=row.value)
    since = f" Since {row.from_}." if row.from_.year > 1 else ""
    return Statement(text + since, (of_trait(name, trait, row),))


@cache
def _traits() -> _Words:
    text = resources.files("cleanbill.guide").joinpath("traits.toml").read_text("utf-8")
    return tomllib.loads(text)
