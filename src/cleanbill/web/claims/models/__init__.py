"""The records of billing, one file a subject."""

from cleanbill.web.claims.models.allowance import Allowance
from cleanbill.web.claims.models.claim import Claim
from cleanbill.web.claims.models.event import Event
from cleanbill.web.claims.models.fee import Charge
from cleanbill.web.claims.models.identity import Identity
from cleanbill.web.claims.models.route import PayerRoute, Route
from cleanbill.web.claims.models.transmission import Transmission

__all__ = ["Allowance", "Charge", "Claim", "Event", "Identity", "PayerRoute", "Route", "Transmission"]
