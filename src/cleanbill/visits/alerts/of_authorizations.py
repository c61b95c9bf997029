"""Alerts on authorizations: there is none, it ends, does not list the code, is used up or nearly so."""

import datetime as dt
from collections.abc import Iterator, Sequence

from cleanbill.model.finding import Severity
from cleanbill.visits.alerts.alert import Alert
from cleanbill.visits.alerts.scene import Scene
from cleanbill.visits.allocation import Lack
from cleanbill.visits.authorization import applies, authorizations, edge, lists, nearest, room
from cleanbill.visits.counters import Counter, of_authorization
from cleanbill.visits.ledger import Authorization, Coverage


def of_authorizations(scene: Scene) -> Iterator[Alert]:
    """What is to be known of the authorizations of each coverage."""
    for coverage in scene.coverages:
        required, allocated = scene.required(coverage), scene.allocations[coverage.id]
        lacks = allocated.uncovered.get(scene.visit.key, ())
        if lacks and required is not False:
            yield from _uncovered(scene, coverage, lacks, "error" if required else "warning")
        for one in allocated.of(scene.visit.key):
            yield from _nearly(scene, coverage, scene.ledger.authorizations[one])


def _uncovered(scene: Scene, coverage: Coverage, lacks: Sequence[Lack], severity: Severity) -> Iterator[Alert]:
    given = [one for one in authorizations(scene.ledger, coverage.id) if applies(one, scene.visit, dates=False)]
    in_force = [one for one in given if applies(one, scene.visit)]
    about, day = f"{coverage.id}:{scene.visit.discipline}", scene.visit.day
    if in_force:
        yield from _without_room(scene, in_force, lacks, severity)
    elif given:
        one = nearest(given, day)
        first_or_last = edge(one, day)
        told = f"ended on {first_or_last}, before" if first_or_last < day else f"begins on {first_or_last}, after"
        message = f"Authorization {_name(one)} {told} the visit of {day}."
        yield scene.alert("authorization_ended", severity, message, one.id, round_=str(first_or_last))
    elif severity == "error":
        message = f"{coverage.called} asks for an authorization and there is none for {scene.visit.discipline}."
        if any(
            one.coverage == coverage.id and one.status == "requested" for one in scene.ledger.authorizations.values()
        ):
            message += " One was requested and is not answered yet."
        yield scene.alert("authorization_missing", severity, message, about)
    else:
        message = f"Nobody says whether {coverage.called} asks for an authorization for {scene.visit.discipline}."
        yield scene.alert("authorization_not_known", "not_checked", message, about)


def _without_room(
    scene: Scene, in_force: Sequence[Authorization], lacks: Sequence[Lack], severity: Severity
) -> Iterator[Alert]:
    lines = {line.code: line for line in scene.visit.services if line}
    unlisted = [one.code for one in lacks if one.code and not any(lists(auth, lines[one.code]) for auth in in_force)]
    if unlisted:
        told = "; ".join(f"{_name(auth)}: {', '.join(auth.codes or ())}" for auth in in_force)
        message = f"{', '.join(sorted(set(unlisted)))} is on no authorization of {scene.visit.day} ({told})."
        yield scene.alert("code_not_authorized", severity, message, in_force[0].id, round_="+".join(sorted(unlisted)))
    full = [one for one in lacks if one.code not in unlisted]
    if not full:
        return
    listing = [auth for auth in in_force if any(lists(auth, lines.get(one.code or "")) for one in full)]
    told = "; ".join(_taken(scene, auth) for auth in listing)
    units = sum(one.units or 0 for one in full)
    of_units = f"{units:g} unit{'s' if units != 1 else ''} of " if units else ""
    message = f"Nothing is left for {of_units}the visit of {scene.visit.day}: {told}."
    round_ = "+".join(str(auth.approved) for auth in listing)
    yield scene.alert("authorization_used_up", severity, message, listing[-1].id, round_=round_)


def _taken(scene: Scene, auth: Authorization) -> str:
    count = _counter(scene, auth)
    return (
        f"authorization {_name(auth)} gives {count.limit} {count.counts}, {count.before or 0} used before, "
        f"{count.billed:g} billed, {count.rendered:g} rendered, {count.scheduled:g} scheduled"
    )


def _nearly(scene: Scene, coverage: Coverage, auth: Authorization) -> Iterator[Alert]:
    count = _counter(scene, auth)
    if auth.approved is not None and count.unknown and (auth.counts is None or auth.used_before is None):
        message = f"Authorization {_name(auth)}: {' '.join(count.unknown)}"
        yield scene.alert("authorization_use_not_known", "not_checked", message, auth.id, round_=str(auth.approved))
    if _another(scene, coverage, auth):
        return
    left, near = scene.left(count), scene.watch.units if count.counts == "units" else scene.watch.visits
    if left is not None and count.limit is not None and left <= near:
        until = f"; it ends on {auth.to}" if auth.to else ""
        message = (
            f"{count.limit - left:g} of {count.limit} {count.counts} on authorization {_name(auth)} with this visit, "
            f"{max(0, left):g} left{until}."
        )
        yield scene.alert("authorization_nearly_used", "warning", message, auth.id, round_=str(auth.approved))
    if auth.to and left != 0 and (auth.to - scene.visit.day).days <= scene.watch.authorization_days:
        message = f"Authorization {_name(auth)} ends on {auth.to}; this visit is on {scene.visit.day}."
        yield scene.alert("authorization_ending", "warning", message, auth.id, due=auth.to, round_=str(auth.to))


def _another(scene: Scene, coverage: Coverage, auth: Authorization) -> bool:
    """Whether another authorization has room for the same services, after this visit or beside it."""
    used = scene.allocations[coverage.id].used
    return any(
        one.id != auth.id
        and applies(one, scene.visit, dates=False)
        and all(lists(one, line) for line in scene.visit.services)
        and (one.to or dt.date.max) > scene.visit.day
        and room(one) > sum(used[one.id].values())
        for one in authorizations(scene.ledger, coverage.id)
    )


def _counter(scene: Scene, auth: Authorization) -> Counter:
    return of_authorization(scene.ledger, auth, scene.allocations[auth.coverage], scene.visit.key)


def _name(auth: Authorization) -> str:
    return auth.number or auth.id
