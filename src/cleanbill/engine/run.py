"""Run the rules over a claim: split it into visits, wake the rules its codes call for, turn faults into findings."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from cleanbill import notes
from cleanbill.data import Unchanging
from cleanbill.engine.context import Context
from cleanbill.engine.plan import Planner
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Claim
from cleanbill.model.finding import Evidence, Finding, Fix, Severity, Stage, Where
from cleanbill.model.reading import NoteReading, Span
from cleanbill.payers import Library, Traits, shipped

Place = Callable[[Claim, str], tuple[str, str, str | None, int | None]]
"""From a JSON pointer to loop, segment, element and position in the 837P that a claim came from."""

_RANK = {"error": 0, "warning": 1, "info": 2, "not_checked": 3}


class Engine:
    """A register of rules, indexed so that a visit wakes only those its codes and payer call for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._planner = Planner(self.rules)

    def check(
        self,
        claim: Claim,
        context: Context,
        stage: Stage = "claim",
        reading: NoteReading | None = None,
        said: dict[str, Span] | None = None,
        place: Place | None = None,
    ) -> tuple[Finding, ...]:
        """The findings on `claim`, most severe first, each place once. An empty tuple is a clean claim."""
        found: dict[tuple[str, str], Finding] = {}
        with Unchanging():
            for visit in visits(claim, reading, said, context.payers):
                for finding in self._judge(visit, context, stage, place):
                    found.setdefault((finding.rule, finding.where.path), finding)
        if len(found) < 2:
            return tuple(found.values())
        return tuple(sorted(found.values(), key=_order))

    def _judge(self, visit: Visit, context: Context, stage: Stage, place: Place | None) -> Iterator[Finding]:
        split = self._planner.plan(visit, visit.date or context.on, stage).split(visit)
        data = context.editions(visit.date)
        for path, lacking in split.lacking:
            where = _where(visit.claim, None, None, path, place)
            for rule, lack in lacking:  # most findings are these: built here, they cost no further call
                yield Finding(
                    rule.id, rule.version, rule.catalogue, "not_checked", stage, rule.title, lack.message, where, (),
                    (), rule.authority, (), None, _data(rule, visit.date, data) if rule.tables else data,
                )  # fmt: skip
        for rule in split.ready:
            for fault in rule.check(visit, context):
                yield _finding(rule, fault, visit, stage, data, place)


def visits(
    claim: Claim,
    reading: NoteReading | None = None,
    said: dict[str, Span] | None = None,
    payers: Library | None = None,
) -> Iterator[Visit]:
    """The claim's visits, one per date of service, oldest first; a claim without lines is one visit without lines."""
    payers = payers or shipped()
    dates = {line.date for line in claim.lines}
    if len(dates) < 2:
        date = next(iter(dates), None)
        yield Visit(claim, date, claim.lines, payers.resolve(claim.payer, date), 1, reading, said)
        return
    in_order = sorted(claim.lines, key=lambda line: line.date or dt.date.min)
    for ordinal, (date, lines) in enumerate(groupby(in_order, key=lambda line: line.date), 1):
        yield Visit(claim, date, tuple(lines), payers.resolve(claim.payer, date), ordinal, reading, said)


def _finding(
    rule: Rule, fault: Fault, visit: Visit, stage: Stage, data: dict[str, str], place: Place | None
) -> Finding:
    path, line = _pointer(fault, visit)
    severity: Severity = fault.severity or rule.severity
    message = fault.message
    if severity == "error" and (doubtful := _doubtful(rule, visit.payer)):
        severity, message = "warning", f"{message} ({doubtful} is not verified in the payer's profile.)"
    spoken = severity != "not_checked"
    return Finding(
        rule=rule.id,
        version=rule.version,
        catalogue=rule.catalogue,
        severity=severity,
        stage=stage,
        title=rule.title,
        message=message,
        where=_where(visit.claim, line, fault.dx, path, place),
        evidence=_evidence(fault, path, visit),
        searched=fault.searched,
        authority=fault.authority or rule.authority,
        denials=(fault.denials or rule.denials) if spoken else (),
        fix=Fix(fault.fix or rule.fix, rule.fix_safety, fault.edits) if spoken else None,
        data=_data(rule, visit.date, data) if rule.tables else data,
    )


def _doubtful(rule: Rule, payer: Traits) -> str:
    """The trait that the rule rests on and whose source nobody has seen, or ""."""
    if not payer.unverified:
        return ""
    return next((trait for trait in (*rule.applies, *rule.reads) if trait in payer.unverified), "")


def _data(rule: Rule, day: dt.date | None, data: dict[str, str]) -> dict[str, str]:
    """The editions a finding rests on: the code set's, and those of the rule's own tables on that day."""
    data = data.copy()
    for name, said in rule.tables.items():
        if edition := said if isinstance(said, str) else said(day):
            data[name] = edition
    return data


def _where(claim: Claim, line: int | None, dx: int | None, path: str, place: Place | None) -> Where:
    if place is None:
        return Where(claim.claim_id, line, dx, path)
    return Where(claim.claim_id, line, dx, path, *place(claim, path))


def _pointer(fault: Fault, visit: Visit) -> tuple[str, int | None]:
    """The JSON pointer of a fault, and the number of its line as the claim counts it."""
    if fault.line is None:
        if fault.dx is not None:
            return f"/dx/{fault.dx}", None
        return (f"/{fault.field}" if fault.field else ""), None
    index = visit.index(fault.line)
    pointer = f"/lines/{index}/{fault.field}" if fault.field else f"/lines/{index}"
    return pointer, fault.line.n or index + 1


def _evidence(fault: Fault, path: str, visit: Visit) -> tuple[Evidence, ...]:
    """The note's words: those the fault names, else those the fact at `path` was taken from."""
    text = visit.note.text
    if not text:
        return ()
    spans = fault.evidence or ((visit.said[path],) if path in visit.said else ())
    return tuple(notes.evidence(text, span.start, span.end) for span in spans)


def _order(finding: Finding) -> tuple[int, str, str]:
    return _RANK[finding.severity], finding.where.path, finding.rule
