"""Every source a page may cite, by id: of `sources.toml`, the rules, the payer profiles and the code set."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from cleanbill.guide.page import Source
from cleanbill.model.finding import Authority
from cleanbill.payers import TraitValue, shipped
from cleanbill.rules import register

if TYPE_CHECKING:
    from cleanbill.engine.rule import Rule
    from cleanbill.model.code import CodeRecord

_Content = tuple[str, str, str]
_INDEX = "index "


@cache
def known() -> dict[str, Source]:
    """The sources that hold for every code, by id."""
    return {source.id: source for source in _by_content().values()}


@cache
def of_rule(rule_id: str) -> tuple[str, ...]:
    """The ids of the authorities of a rule."""
    rule = next(rule for rule in register() if rule.id == rule_id)
    return tuple(_by_content()[_content(a)].id for a in rule.authority)


@cache
def of_trait(profile: str, trait: str, row: TraitValue) -> str:
    """The id of the source of a payer's trait."""
    return _by_content()[_content(_trait_source(profile, trait, row))].id


def of_index(edition: str) -> str:
    """The id of an edition of the Alphabetic Index, as an index term names it."""
    return _INDEX + edition


def of_code_set(record: "CodeRecord") -> dict[str, Source]:
    """The sources that depend on the edition in force: the Tabular List, the dates, the Index."""
    edition = record.edition.removeprefix("ICD-10-CM ")
    found = [
        Source(
            "tabular",
            "ICD-10-CM Tabular List of Diseases and Injuries",
            "the entry itself and the entries above it, as each line names them",
            edition,
            "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
        ),
        Source("dates", "Medicare Code Editor, code table", "first and last day of each code", "version 44, to FY2027"),
        Source(
            "successors",
            "CMS ICD-10-CM conversion table, and changes between editions",
            "codes that took over the content of others",
            "version 44, to FY2027",
        ),
        Source("order-file", "ICD-10-CM order file", "short title of the code", edition),
        Source("secondary", "ICD-10-CM FY2027 code titles", "title from a secondary listing", "FY2027", verified=False),
    ]
    editions = {term.source for term in record.index}
    found += [Source(of_index(e), "ICD-10-CM Alphabetic Index", "the paths as written", e) for e in sorted(editions)]
    return {source.id: source for source in found}


@cache
def _by_content() -> dict[_Content, Source]:
    """One source for one content, whoever cites it; the ids of `sources.toml` come before those made here."""
    found: dict[_Content, Source] = {}
    for source in (*_written(), *_of_rules(register()), *_of_profiles()):
        found.setdefault((source.title, source.section, source.edition), source)
    return found


def _written() -> list[Source]:
    text = resources.files(__package__).joinpath("sources.toml").read_text("utf-8")
    return [msgspec.convert({"id": id_, **entry}, Source) for id_, entry in tomllib.loads(text).items()]


def _of_rules(rules: "tuple[Rule, ...]") -> list[Source]:
    return [
        Source(f"{rule.id}-{number}", a.title, a.section, a.edition, a.url, a.verified)
        for rule in rules
        for number, a in enumerate(rule.authority, 1)
    ]


def _of_profiles() -> list[Source]:
    return [_trait_source(name, trait, row) for name in shipped().profiles for trait, row in shipped().rows(name)]


def _trait_source(profile: str, trait: str, row: TraitValue) -> Source:
    """A profile names its source in one sentence; the first comma or colon parts the title from the place."""
    title, section = [*re.split(r"[,:] ", row.source, maxsplit=1), ""][:2]
    return Source(
        f"{profile}-{trait}-{row.from_.year}",
        title,
        section or "as the payer profile states it",
        "cleanbill payer profiles, November 2026",
        verified=row.verified,
    )


def _content(source: "Authority | Source") -> _Content:
    return source.title, source.section, source.edition
