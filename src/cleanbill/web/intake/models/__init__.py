"""The records of an intake, one file a subject."""

from cleanbill.web.intake.models.consent import Consent, ConsentText
from cleanbill.web.intake.models.intake import Intake

__all__ = ["Consent", "ConsentText", "Intake"]
