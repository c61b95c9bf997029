"""Which authorization each visit uses.

The one that ends first is used first, but no visit is left without where moving another to a later authorization would
cover it. What is billed comes before what is rendered, that before what is scheduled, each by date. Lines of a visit
that one authorization of visits covers together use one visit of it. Units may be split over authorizations.
"""

from collections.abc import Container, Mapping, Sequence
from math import isclose

from msgspec import Struct

from cleanbill.model.claim import Line
from cleanbill.visits.authorization import applies, authorizations, lists, room
from cleanbill.visits.filling import Need, fill
from cleanbill.visits.ledger import Authorization, Ledger
from cleanbill.visits.states import ORDER
from cleanbill.visits.visit import Key, Visit, visits


class Lack(Struct, frozen=True):
    """A service that no authorization covers; `units` of it, where only they are lacking. None: not known yet."""

    code: str | None
    units: float | None = None


class Allocation(Struct, frozen=True):
    """What each authorization gives to each visit: visits or units.

    `unsaid`: the visits that use units of it nobody has given the number of. `uncovered`: what is left without.
    """

    used: dict[str, dict[Key, float]]
    unsaid: dict[str, frozenset[Key]]
    uncovered: dict[Key, tuple[Lack, ...]]

    def of(self, visit: Key) -> tuple[str, ...]:
        """The authorizations that a visit uses, in the order in which they are used."""
        return tuple(one for one, used in self.used.items() if visit in used or visit in self.unsaid[one])

    def amount(self, visit: Key) -> float:
        """What a visit uses of all authorizations together."""
        return sum(used.get(visit, 0) for used in self.used.values())


class _Service(Struct, frozen=True):
    """A line, or what is not known yet; the authorizations that cover it, by what they count."""

    visit: Key
    line: Line | None
    by_visit: tuple[str, ...]
    by_unit: tuple[str, ...]


def allocation(ledger: Ledger, coverage: str) -> Allocation:
    """Which authorizations of a coverage the visits use that are billed to it."""
    auths = authorizations(ledger, coverage)
    of_coverage = sorted(visits(ledger, coverage), key=_priority)
    work = _Work(auths)
    open_ = [service for visit in of_coverage for service in work.pinned(visit)]
    left = work.by_visits(open_)
    return work.by_units(left)


def _priority(visit: Visit) -> tuple[int, bool, Key]:
    overruled = visit.standing == "scheduled" and all(one.overruled for one in visit.appointments)
    return -ORDER.index(visit.standing), overruled, visit.key


class _Work:
    """An allocation while it is made."""

    def __init__(self, auths: Sequence[Authorization]) -> None:
        self.auths = {auth.id: auth for auth in auths}
        self.room = {auth.id: room(auth) for auth in auths}
        self.used: dict[str, dict[Key, float]] = {auth.id: {} for auth in auths}
        self.unsaid: dict[str, set[Key]] = {auth.id: set() for auth in auths}

    def pinned(self, visit: Visit) -> list[_Service]:
        """The services of a visit that need an authorization; none of a billed one, which uses what it did."""
        billed = [one.billed_under for one in visit.appointments if one.billed_under]
        if billed:
            for under in billed:
                self._use(under, visit.key)
            return []
        fitting = [auth for auth in self.auths.values() if applies(auth, visit)]
        return [
            _service(visit.key, line, fitting)
            for line in visit.services
            if line is None or not any(line.code in auth.codes_not_counted for auth in fitting)
        ]

    def by_visits(self, open_: list[_Service]) -> list[_Service]:
        """Cover what authorizations of visits cover; gives what is left, in the order of `open_`."""
        left = self._one_round(open_)
        while True:
            with_room = frozenset(auth for auth, free in self.room.items() if free > 0)
            before, left = left, self._one_round(left, with_room)
            if len(left) == len(before):
                return left

    def _one_round(self, open_: list[_Service], choices: Container[str] | None = None) -> list[_Service]:
        """Cover services together where one authorization can; those on one that their visit uses already, with it."""
        wanting = [one for one in open_ if not any(one.visit in self.used[auth] for auth in one.by_visit)]
        groups = _together(wanting, choices)
        groups.sort(key=lambda group: all(service.by_unit for service in group[0]))
        held = fill([Need(1, shared) for _, shared in groups], self.room)
        left = set(range(len(groups))) - {at for takers in held.values() for at in takers}
        for auth, takers in held.items():
            self.used[auth] |= {groups[at][0][0].visit: 1 for at in takers}
        without = {id(service) for at in left for service in groups[at][0]}
        return [service for service in open_ if id(service) in without]

    def by_units(self, open_: list[_Service]) -> Allocation:
        """Cover what authorizations of units cover; what is left then stays uncovered."""
        held = fill([Need(_units(one.line) or 0, one.by_unit) for one in open_], self.room)
        given = [0.0] * len(open_)
        for auth, takers in held.items():
            for at, amount in takers.items():
                given[at] += amount
                visit = open_[at].visit
                self.used[auth][visit] = self.used[auth].get(visit, 0) + amount
        uncovered: dict[Key, list[Lack]] = {}
        for service, units in zip(open_, given, strict=True):
            if lack := self._lack(service, units):
                uncovered.setdefault(service.visit, []).append(lack)
        unsaid = {auth: frozenset(keys) for auth, keys in self.unsaid.items()}
        return Allocation(self.used, unsaid, {key: tuple(lacks) for key, lacks in uncovered.items()})

    def _lack(self, service: _Service, given: float) -> Lack | None:
        line, wanted = service.line, _units(service.line)
        if service.by_unit and wanted is None:
            with_room = next((auth for auth in service.by_unit if self.room[auth] > 0), None)
            if with_room:
                self.unsaid[with_room].add(service.visit)
                return None
        elif service.by_unit and wanted is not None and isclose(wanted, given):
            return None
        return Lack(line.code if line else None, wanted - given if wanted and given else None)

    def _use(self, under: Mapping[str, float | None], visit: Key) -> None:
        for one in self.auths.keys() & under.keys():
            amount = under[one]
            if amount is None:
                self.unsaid[one].add(visit)
            elif visit not in self.used[one]:
                self.used[one][visit] = amount
                self.room[one] = max(0, self.room[one] - amount)


def _service(visit: Key, line: Line | None, fitting: Sequence[Authorization]) -> _Service:
    covering = [auth for auth in fitting if lists(auth, line)]
    by_unit = tuple(auth.id for auth in covering if auth.counts == "units")
    by_visit = tuple(auth.id for auth in covering if auth.counts != "units")
    return _Service(visit, line, by_visit, by_unit)


def _together(services: list[_Service], among: Container[str] | None) -> list[tuple[list[_Service], tuple[str, ...]]]:
    """Services of a visit that one authorization can cover, with those that cover all of them; in order of visits."""
    by_visit: dict[Key, list[tuple[list[_Service], tuple[str, ...]]]] = {one.visit: [] for one in services}
    for service in sorted(services, key=lambda one: len(one.by_visit)):
        groups = by_visit[service.visit]
        own = tuple(one for one in service.by_visit if among is None or one in among)
        for at, (members, choices) in enumerate(groups):
            shared = tuple(one for one in choices if one in own)
            if shared:
                groups[at] = ([*members, service], shared)
                break
        else:
            groups.append(([service], own))
    return [group for groups in by_visit.values() for group in groups]


def _units(line: Line | None) -> float | None:
    return line.units if line else None
