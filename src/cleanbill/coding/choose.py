"""Facts to codes: what the note supports, best first, each with its case made."""

import datetime as dt

from cleanbill import codes
from cleanbill.coding.case import evidence, speaks_against, speaks_for
from cleanbill.coding.coded import Coded, Setting, coded
from cleanbill.coding.combine import combine
from cleanbill.coding.instead import instead_of
from cleanbill.coding.naming import Named, complained, named, residual
from cleanbill.coding.order import Left, order
from cleanbill.coding.question import question
from cleanbill.coding.written import spelled_out
from cleanbill.model.reading import Candidate, NoteFacts, Reason

_MOST_SECOND = 2
_COMPLAINT = "What the patient complains of; it is coded only where no diagnosis is established (guideline IV.D)."


def choose(
    facts: NoteFacts,
    on: dt.date,
    *,
    medicare: bool = False,
    chiropractic: bool = False,
    rehabilitation: bool = False,
) -> tuple[Candidate, ...]:
    """The codes that `facts` support on the date of service `on`, first-listed first; empty when none is supported.

    Behind them, marked as not listed, stand at most two second choices.

    `medicare` and `chiropractic` together list a subluxation first; `rehabilitation`: a therapist treats.
    """
    facts = spelled_out(facts)
    setting = Setting(facts, on, codes.release(on), medicare, chiropractic, rehabilitation)
    said = combine(named(facts), facts)
    found = _coded(said, setting)
    if found and all(code.encounter and code.encounter.character == "S" for code in found):
        found = [*_coded(residual(facts), setting), *found]  # what is left comes first (guideline I.B.10)
    if not found and all(fact.section != "assessment" for one in said for fact in one.facts):
        found = _coded(complained(facts), setting)  # what was stated is of another time or place
    kept, left = order(found, setting)
    listed = [_candidate(code, kept, left, setting) for code in kept]
    open_ = kept and (listed[0].question or listed[0].against)
    return (*listed, *_second(kept, left, setting)) if open_ else tuple(listed)


def _coded(said: tuple[Named, ...], setting: Setting) -> list[Coded]:
    return [code for each in said for code in coded(each, setting)]


def _second(kept: tuple[Coded, ...], left: tuple[Left, ...], setting: Setting) -> list[Candidate]:
    """The codes that come next: those left out for a listed one, then the complaint behind a diagnosis."""
    whys = {one.code.code: (one.code, one.why) for one in left}
    for each in complained(setting.facts):
        for code in coded(each, setting):
            whys.setdefault(code.code, (code, _COMPLAINT))
    listed = {code.code for code in kept}
    return [_next(code, why, setting) for code, why in whys.values() if code.code not in listed][:_MOST_SECOND]


def _next(one: Coded, why: str, setting: Setting) -> Candidate:
    return Candidate(
        code=one.code,
        title=setting.release.title(one.code),
        billable=True,
        for_=tuple(speaks_for(one, setting)),
        against=(Reason(why),),
        evidence=evidence(one, setting),
        listed=False,
    )


def _candidate(one: Coded, kept: tuple[Coded, ...], left: tuple[Left, ...], setting: Setting) -> Candidate:
    return Candidate(
        code=one.code,
        title=setting.release.title(one.code),
        billable=True,
        for_=tuple(speaks_for(one, setting)),
        against=tuple(speaks_against(one, setting)),
        instead_of=instead_of(one, kept, left, setting),
        question=question(one, setting),
        evidence=evidence(one, setting),
    )
