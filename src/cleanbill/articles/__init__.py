"""Which diagnoses support a service: Medicare coverage articles, by contractor and date."""

from cleanbill.articles.answer import coverage, is_compiled
from cleanbill.articles.download import KIND

KINDS = (KIND,)

__all__ = ["KINDS", "coverage", "is_compiled"]
