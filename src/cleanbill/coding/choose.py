"""Facts to codes: what the note supports, best first, each with its case made."""

import datetime as dt

from cleanbill import codes
from cleanbill.coding.case import evidence, speaks_against, speaks_for
from cleanbill.coding.coded import Coded, Setting, coded
from cleanbill.coding.combine import combine
from cleanbill.coding.instead import instead_of
from cleanbill.coding.naming import named
from cleanbill.coding.order import Left, order
from cleanbill.coding.question import question
from cleanbill.model.reading import Candidate, NoteFacts


def choose(
    facts: NoteFacts,
    on: dt.date,
    *,
    medicare: bool = False,
    chiropractic: bool = False,
    rehabilitation: bool = False,
) -> tuple[Candidate, ...]:
    """The codes that `facts` support on the date of service `on`, first-listed first; empty when none is supported.

    `medicare` and `chiropractic` together list a subluxation first; `rehabilitation`: a therapist treats.
    """
    setting = Setting(facts, on, codes.release(on), medicare, chiropractic, rehabilitation)
    found = [code for each in combine(named(facts), facts) for code in coded(each, setting)]
    kept, left = order(found, setting)
    return tuple(_candidate(code, kept, left, setting) for code in kept)


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
