"""No diagnosis that a service points at is listed by the coverage articles of the Medicare contractor that pays.

The contractor is the claim's `payer.contractor`, else the payer's number or name where it is one. An article without a
list of diagnoses says nothing. Where the contractor is not known, the rule asks for it only if one of them would
refuse. Without the download it asks for that only of spinal manipulation, which every contractor has a list for.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from cleanbill import articles
from cleanbill.codes.procedures import PROCEDURES, SPINAL_MANIPULATION, label
from cleanbill.data import Holding, holdings
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Payer
from cleanbill.model.coverage import Article, Coverage, Verdict
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line that no article supports."""
    on, shelf = visit.date or context.on, holdings()
    if _asked("97110", on, "", "", shelf).outcome == "no_file":
        if any(visit.diagnoses(line) for line in visit.having(SPINAL_MANIPULATION)):
            lack = "Not checked: no Medicare coverage articles are added."
            yield Fault(lack, field="payer/contractor", severity="not_checked")
        return
    contractor = _contractor(visit.claim.payer, on, shelf)
    for line in visit.having(PROCEDURES):
        pointed = visit.diagnoses(line)
        answers = [_asked(line.code, on, dx, contractor, shelf) for dx in pointed]
        if not answers:
            continue
        refusing = _refusing(answers)
        if refusing and contractor:
            names = ", ".join(f"{article.id} version {article.version}" for article in refusing)
            yield Fault(f"{label(line.code)}: {', '.join(pointed)} not supported by {names}.", line, "dx_pointers")
        elif refusing:
            yield Fault("Not checked: payer.contractor not given.", field="payer/contractor", severity="not_checked")


def _refusing(answers: list[Coverage]) -> list[Article]:
    """The articles of each contractor of which none supports a diagnosis and all have a list."""
    said: dict[str, set[Verdict]] = {}
    for article in (article for answer in answers for article in answer.articles):
        for contractor in article.contractors:
            said.setdefault(contractor.name, set()).add(article.verdict)
    refuse = {name for name, verdicts in said.items() if verdicts.isdisjoint(("supports", "no_list"))}
    return [article for article in answers[0].articles if any(c.name in refuse for c in article.contractors)]


@lru_cache(maxsize=16384)
def _contractor(payer: Payer, on: dt.date, shelf: tuple[Holding, ...]) -> str:
    """What names a contractor of the download; "" where nothing does."""
    said = (text for text in (payer.contractor, payer.id, payer.name) if text and len(text) > 2)
    return next((text for text in said if _asked("97110", on, "", text, shelf).outcome != "contractor"), "")


@lru_cache(maxsize=16384)
def _asked(code: str, on: dt.date, dx: str, contractor: str, _shelf: tuple[Holding, ...]) -> Coverage:
    """Asked anew when the shelf has changed."""
    return articles.coverage(code, on, dx, contractor)


def _claim(payer: str | None, code: str, *dx: str) -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "dx_pointers": [1], "date": "2026-10-02"}]
    return {"payer": {"type": payer, "contractor": "CGS"}, "dx": list(dx), "lines": lines}


rule = Rule(
    id="DX110",
    version=1,
    name="diagnosis_not_in_coverage_article",
    title="No diagnosis that the contractor's coverage article lists",
    catalogue="DX-10",
    severity="warning",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "Medicare Coverage Database, billing and coding articles",
            "diagnoses that support the service, by contractor",
            "as added",
            "https://www.cms.gov/medicare-coverage-database/downloads/downloads.aspx",
        ),
    ),
    check=check,
    fix="Code a documented diagnosis that is listed, or have a notice of noncoverage signed before the service.",
    fix_safety="never",
    procedures=frozenset(PROCEDURES),
    denials=(Denial("50", "N115"),),
    added=articles.KINDS[0].name,
    examples=(
        passes("therapy, nothing added: not asked for", **_claim("medicare_b", "97110", "M54.59")),
        near_miss("a commercial plan is not bound", **_claim("commercial", "98940", "M62.830")),
        near_miss("a service outside the specialty", **_claim("medicare_b", "71046", "M54.59")),
        near_miss("Medicare Advantage may have policies of its own", **_claim("medicare_advantage", "98940", "M99.03")),
        unknown("manipulation, and no articles are added", **_claim("medicare_b", "98940", "M99.03")),
        unknown("nobody says who is billed", **_claim(None, "98940", "M99.03")),
    ),
)
