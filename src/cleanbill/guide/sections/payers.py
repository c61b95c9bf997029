"""What each kind of payer wants of the services billed with the code, from the shipped profiles, by date."""

import datetime as dt
from functools import cache

from cleanbill.guide import words
from cleanbill.guide.page import Section, Statement, Statements
from cleanbill.guide.sources import of_trait
from cleanbill.guide.subject import Subject
from cleanbill.guide.traits import meaning, topic, traits
from cleanbill.payers import TraitValue, shipped


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
    asked = traits(chiropractic)
    known = [_statement(name, trait, held[trait].row) for trait in asked if trait in held]
    unknown = dict.fromkeys(topic(trait) for trait in asked if trait not in held)
    if unknown:
        known.append(Statement(f"Not known, so not assumed: {words.listed(list(unknown))}.", ("ours",), "ours"))
    return Statements(tuple(known), shipped().profiles[name].title)


def _statement(name: str, trait: str, row: TraitValue) -> Statement:
    since = f" Since {row.from_}." if row.from_.year > 1 else ""
    return Statement(meaning(trait, row.value) + since, (of_trait(name, trait, row),))
