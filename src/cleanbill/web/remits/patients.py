"""What patients pay of what they owe."""

from django.db import transaction
from django.db.models import Sum

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.remits.models import Account, PatientPayment


@transaction.atomic
def take(actor: User, payment: PatientPayment) -> None:
    """Put a patient's payment on its account. Raises `ValidationError` for one that is not right."""
    account = Account.objects.of(actor.clinic).select_for_update().get(pk=payment.account_id)
    keep(actor, payment)
    account.patient_paid = account.patient_payments.aggregate(sum=Sum("cents"))["sum"]
    keep(actor, account)
