"""Money that nobody knows the claim of."""

from django.db.models import QuerySet

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.remits.models import Decision, Remittance

State = Remittance.State


def without_claim(clinic: Clinic) -> "QuerySet[Decision]":
    """What payers decided on claims that are none of ours for all we know: it waits for a person."""
    live = Remittance.objects.of(clinic).filter(state__in=(State.WAITING, State.POSTING, State.POSTED))
    return Decision.objects.of(clinic).filter(account=None, remittance__in=live).order_by("remittance", "at")
