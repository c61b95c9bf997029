"""What is known of the procedures that pages list: how they are counted, what the note must show, which rules watch."""

import tomllib
from functools import cache
from importlib import resources
from itertools import groupby

import msgspec
from msgspec import Struct

from cleanbill.codes import procedures
from cleanbill.guide import words
from cleanbill.guide.page import Row, Statement, Statements, Table
from cleanbill.rules import register

COLUMNS = ("Procedure", "What it is", "Counted", "The note must show", "Rules")
_STATUS = {
    "B": "Medicare pays it with other services, never by itself",
    "I": "Medicare uses another code",
    "N": "Medicare does not cover it",
}
_UNIT = {"15": "one unit for each 15 minutes", "day": "one unit a day", "other": ""}
_SEVERE = ("error", "warning")


class Need(Struct, frozen=True, forbid_unknown_fields=True):
    """What the note must show for some procedures, and who says so. `shared`: said once for those that `who` names."""

    codes: tuple[str, ...]
    text: str
    sources: tuple[str, ...]
    shared: bool = False
    who: str = ""


class Services(Struct, frozen=True, forbid_unknown_fields=True):
    """The procedures billed with a family of codes, by discipline."""

    pt: tuple[str, ...] = ()
    dc: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.pt, *self.dc, *self.primary)))


class _Tables(Struct, frozen=True, forbid_unknown_fields=True):
    need: tuple[Need, ...]
    set: dict[str, Services]


def services(name: str) -> Services:
    """The set of procedures that a topic names."""
    return _tables().set[name]


def needs() -> tuple[Need, ...]:
    """Every need, as `services.toml` gives them."""
    return _tables().need


@cache
def _tables() -> _Tables:
    text = resources.files(__package__).joinpath("services.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Tables)


@cache
def table(heading: str, codes: tuple[str, ...]) -> tuple[Statements, Table]:
    """What some procedures share, and a row for each; neighbours that differ in nothing but the label are one row."""
    shared = tuple(
        Statement(f"{need.who} ({words.listed(mine)}): {need.text}", need.sources)
        for need in needs()
        if need.shared and (mine := [code for code in codes if code in need.codes])
    )
    rows = []
    for (counted, shown, watched, sources), group in groupby(codes, key=_facts):
        same = tuple(group)
        label = "; ".join(procedures.PROCEDURES[code].label for code in same)
        rows.append(Row((", ".join(same), label, counted, shown, watched), sources))
    return Statements(shared, heading), Table(COLUMNS, tuple(rows))


@cache
def _facts(code: str) -> tuple[str, str, str, tuple[str, ...]]:
    """How it is counted, what the note must show for it alone, the rules that watch it, and the sources."""
    mine = [need for need in needs() if code in need.codes and not need.shared]
    sources = tuple(dict.fromkeys(("procedure-table", *(s for need in mine for s in need.sources))))
    counted = _counted(procedures.PROCEDURES[code])
    return counted, " ".join(need.text for need in mine), " ".join(rules(code)), sources


@cache
def rules(code: str) -> tuple[str, ...]:
    """The ids of the rules that wake for a procedure."""
    return tuple(rule.id for rule in register() if code in rule.procedures and rule.severity in _SEVERE)


def _counted(known: procedures.Procedure) -> str:
    said = [_UNIT[known.unit]]
    if known.mue and known.unit == "15":
        said.append(f"Medicare pays at most {known.mue} a day")
    if known.therapy == "always":
        said.append(f"always therapy: {known.discipline or 'GP, GO or GN'}")
    said.append(_STATUS.get(known.status, ""))
    return "; ".join(filter(None, said))
