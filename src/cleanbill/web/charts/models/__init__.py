"""The records of a chart, one file a subject."""

from cleanbill.web.charts.models.care import Episode, PlanOfCare
from cleanbill.web.charts.models.coverage import Coverage
from cleanbill.web.charts.models.patient import Patient
from cleanbill.web.charts.models.register import Payer, Provider, Referrer

__all__ = ["Coverage", "Episode", "Patient", "Payer", "PlanOfCare", "Provider", "Referrer"]
