"""Each number's records, one function a number; the definitions' ids are their names."""

from cleanbill.web.dashboards.measures import care, claims, money, week
from cleanbill.web.dashboards.measures.measure import Measure

MEASURES: dict[str, Measure] = {**claims.MEASURES, **money.MEASURES, **care.MEASURES, **week.MEASURES}

__all__ = ["MEASURES", "Measure"]
