"""Which rules are awake for a visit. A plan is made once for what calls them, payer, stage and era, then kept."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from cleanbill.engine.needs import Lack, Need, lack, need
from cleanbill.engine.rule import Rule
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Stage
from cleanbill.payers import Traits

_MOST_KEPT = 4096


Lacking = tuple[tuple[Rule, Lack], ...]


class Split(Struct, frozen=True):
    """The rules that can be checked on a visit, and by its path each fact that is lacking, with the rules that lack it.

    Such a rule stands under the first fact it lacks.
    """

    ready: tuple[Rule, ...]
    lacking: tuple[tuple[str, Lacking], ...]


class _Calls(NamedTuple):
    """What a visit calls rules by: its codes, and of its modifiers and the letters of its diagnoses those asked for."""

    codes: frozenset[str]
    modifiers: frozenset[str]
    diagnoses: frozenset[str]


class Plan:
    """The rules that the codes and the payer of a visit wake, split by which facts its claim gives."""

    def __init__(self, awake: Iterable[Rule], unknown: Iterable[tuple[Rule, Lack]], codes: frozenset[str]) -> None:
        self._unknown = tuple(unknown)
        self._asked = tuple((rule, _about(rule), _needs(rule, codes)) for rule in awake)
        facts = [fact for _, about, needs in self._asked for fact in (*about, *needs)]
        self._facts = tuple(fact for index, fact in enumerate(facts) if fact not in facts[:index])
        self._splits: dict[tuple[Lack | None, ...], Split] = {}

    def split(self, visit: Visit) -> Split:
        """The split for a visit; kept once made."""
        lacks = tuple([fact.lack(visit) for fact in self._facts])
        split = self._splits.get(lacks)
        if split is None:
            if len(self._splits) >= _MOST_KEPT:
                self._splits.clear()
            split = self._splits[lacks] = self._split(lacks)
        return split

    def _split(self, lacks: tuple[Lack | None, ...]) -> Split:
        ready: list[Rule] = []
        lacking = list(self._unknown)
        for rule, about, needs in self._asked:
            if any(lacks[self._facts.index(fact)] for fact in about):
                continue
            first = next((missing for fact in needs if (missing := lacks[self._facts.index(fact)])), None)
            if first:
                lacking.append((rule, first))
            else:
                ready.append(rule)
        lacking.sort(key=_path)
        return Split(tuple(ready), tuple((path, tuple(rules)) for path, rules in groupby(lacking, _path)))


class Planner:
    """Makes and keeps the plans of a register of rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        changes = {rule.since for rule in self._rules}
        changes |= {rule.until + dt.timedelta(days=1) for rule in self._rules if rule.until}
        self._eras = sorted(changes)
        self._modifiers = frozenset[str]().union(*(rule.modifiers for rule in self._rules))
        self._diagnoses = frozenset[str]().union(*(rule.diagnoses for rule in self._rules))
        self._plans: dict[tuple[_Calls, Traits, Stage, int], Plan] = {}

    def plan(self, visit: Visit, date: dt.date, stage: Stage) -> Plan:
        """The plan for a visit on a date of service, at a stage."""
        letters = [code[:1] for code in visit.claim.dx]
        calls = _Calls(visit.codes, self._modifiers & visit.modifiers, self._diagnoses.intersection(letters))
        key = (calls, visit.payer, stage, bisect_right(self._eras, date))
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MOST_KEPT:  # a batch of odd codes must not grow without bound
                self._plans.clear()
            awake = [rule for rule in self._rules if _awake(rule, calls, date, stage)]
            plan = self._plans[key] = _plan(awake, visit.codes, visit.payer)
        return plan


def _awake(rule: Rule, calls: _Calls, date: dt.date, stage: Stage) -> bool:
    in_force = rule.since <= date and (rule.until is None or date <= rule.until)
    called = zip((rule.procedures, rule.modifiers, rule.diagnoses), calls, strict=True)
    return in_force and stage in rule.stage and all(not asked or not asked.isdisjoint(there) for asked, there in called)


def _plan(rules: Iterable[Rule], codes: frozenset[str], payer: Traits) -> Plan:
    awake: list[Rule] = []
    unknown: list[tuple[Rule, Lack]] = []
    for rule in rules:
        values = {trait: getattr(payer, trait) for trait in rule.applies}
        if any(value is not None and value not in rule.applies[trait] for trait, value in values.items()):
            continue
        trait = next((name for name, value in values.items() if value is None), None)
        if trait:
            unknown.append((rule, lack(f"/payer/{trait}", f"payer.{trait} is not known")))
        else:
            awake.append(rule)
    return Plan(awake, unknown, codes)


def _path(lacking: tuple[Rule, Lack]) -> str:
    return lacking[1].path


def _about(rule: Rule) -> tuple[Need, ...]:
    return (need(rule.about, frozenset()),) if rule.about else ()


def _needs(rule: Rule, codes: frozenset[str]) -> tuple[Need, ...]:
    woken_by = rule.procedures & codes if rule.procedures else codes
    return tuple(need(path, woken_by) for path in rule.needs)
