"""Words to codes: titles, inclusion terms and the Index searched as people speak, with our own synonyms added."""

import datetime as dt
from typing import TYPE_CHECKING

from cleanbill.codes.icd10cm.search import asked, by_code, found, offered
from cleanbill.codes.icd10cm.search.tables import SAID
from cleanbill.codes.icd10cm.search.vocabulary import Vocabulary
from cleanbill.model.code import SearchHit

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_WORST = 0.3  # of the best score: what answers worse is not shown


def search(
    release: "Release", text: str, on: dt.date, limit: int = 20, billable: bool = False
) -> tuple[SearchHit, ...]:
    """The entries that answer the words, best first; with `billable`, complete codes in force on `on`."""
    begun, words = by_code.split(release, text)
    question = asked.read(words, Vocabulary(release))
    best = by_code.found(release, begun, question) if begun else found.best(release, question)
    offers = offered.offers(release, best, question, on, limit, billable)
    worst = _WORST * offers[0].score if offers else 0.0
    return tuple(_hit(release, offer) for offer in offers[:limit] if offer.score >= worst)


def _hit(release: "Release", offer: offered.Offer) -> SearchHit:
    node, one = offer.node, offer.found
    said: str = release.rows(SAID[one.origin], one.said)[0][0]
    return SearchHit(
        code=node.code,
        title=node.title,
        billable=offer.billable,
        needs_seventh=offer.needs_seventh,
        found_by=f"{one.ours}: {said}" if one.ours else said,
        origin="ours" if one.ours else one.origin,
    )
