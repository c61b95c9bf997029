"""Each number's records, one function a number; the definitions' ids are their names."""

from cleanbill.web.dashboards.measures import care, claims, denials, money, week
from cleanbill.web.dashboards.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    **claims.MEASURES, **denials.MEASURES, **money.MEASURES, **care.MEASURES, **week.MEASURES,
}  # fmt: skip

__all__ = ["MEASURES", "Measure"]
