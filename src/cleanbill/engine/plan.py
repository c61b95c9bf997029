"""Which rules are awake for a visit. A plan is made once for its codes, payer, stage and era, then kept."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable

from cleanbill.engine.needs import Lack, Need, need
from cleanbill.engine.rule import Rule
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Stage
from cleanbill.payers import Traits

_MOST_KEPT = 4096


class Plan:
    """The rules that are awake, and the rules whose payer trait is not known.

    `needs` are the distinct facts that rules wait for; `waiting` gives a rule's own by index.
    """

    def __init__(
        self,
        awake: tuple[Rule, ...],
        unknown: tuple[tuple[Rule, Lack], ...],
        needs: tuple[Need, ...],
        waiting: dict[str, tuple[int, ...]],
    ) -> None:
        self._awake = awake
        self._unknown = unknown
        self._needs = needs
        self._waiting = waiting
        self._splits: dict[tuple[int, ...], tuple[list[Rule], list[tuple[Rule, int]]]] = {}

    def split(self, visit: Visit) -> tuple[Iterable[Rule], Iterable[tuple[Rule, Lack]]]:
        """The rules that can be checked on `visit`, and those that cannot, each with the first fact it lacks."""
        lacks = {index: lack for index, need in enumerate(self._needs) if (lack := need.lack(visit))}
        if not lacks:
            return self._awake, self._unknown
        ready, lacking = self._split(tuple(lacks))
        return ready, [*self._unknown, *((rule, lacks[index]) for rule, index in lacking)]

    def _split(self, lacks: tuple[int, ...]) -> tuple[list[Rule], list[tuple[Rule, int]]]:
        """The rules that need none of `lacks`, and the others with the first that they need; kept once made."""
        if lacks not in self._splits:
            ready: list[Rule] = []
            lacking: list[tuple[Rule, int]] = []
            for rule in self._awake:
                first = next((index for index in self._waiting[rule.id] if index in lacks), None)
                if first is None:
                    ready.append(rule)
                else:
                    lacking.append((rule, first))
            self._splits[lacks] = ready, lacking
        return self._splits[lacks]


class Planner:
    """Makes and keeps the plans of a register of rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        changes = {rule.since for rule in self._rules}
        changes |= {rule.until + dt.timedelta(days=1) for rule in self._rules if rule.until}
        self._eras = sorted(changes)
        self._plans: dict[tuple[frozenset[str], Traits, Stage, int], Plan] = {}

    def plan(self, visit: Visit, date: dt.date, stage: Stage) -> Plan:
        """The plan for a visit on a date of service, at a stage."""
        key = (visit.codes, visit.payer, stage, bisect_right(self._eras, date))
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MOST_KEPT:  # a batch of odd codes must not grow without bound
                self._plans.clear()
            awake = [rule for rule in self._rules if _awake(rule, visit.codes, date, stage)]
            plan = self._plans[key] = _plan(awake, visit.codes, visit.payer)
        return plan


def _awake(rule: Rule, codes: frozenset[str], date: dt.date, stage: Stage) -> bool:
    in_force = rule.since <= date and (rule.until is None or date <= rule.until)
    return in_force and stage in rule.stage and (not rule.procedures or not rule.procedures.isdisjoint(codes))


def _plan(rules: Iterable[Rule], codes: frozenset[str], payer: Traits) -> Plan:
    awake: list[Rule] = []
    unknown: list[tuple[Rule, Lack]] = []
    needs: list[Need] = []
    waiting: dict[str, tuple[int, ...]] = {}
    for rule in rules:
        values = {trait: getattr(payer, trait) for trait in rule.applies}
        if any(value is not None and value not in rule.applies[trait] for trait, value in values.items()):
            continue
        trait = next((name for name, value in values.items() if value is None), None)
        if trait:
            unknown.append((rule, Lack(f"/payer/{trait}", f"payer.{trait} is not known")))
            continue
        wanted = [need(path, rule.procedures & codes if rule.procedures else codes) for path in rule.needs]
        needs += [one for one in wanted if one not in needs]
        waiting[rule.id] = tuple(needs.index(one) for one in wanted)
        awake.append(rule)
    return Plan(tuple(awake), tuple(unknown), tuple(needs), waiting)
