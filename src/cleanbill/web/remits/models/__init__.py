"""The records of payments, one file a subject."""

from cleanbill.web.remits.models.account import Account
from cleanbill.web.remits.models.decision import Decision
from cleanbill.web.remits.models.open_item import OpenItem
from cleanbill.web.remits.models.patient_payment import PatientPayment
from cleanbill.web.remits.models.remittance import Remittance
from cleanbill.web.remits.models.statement import Statement
from cleanbill.web.remits.models.write_off import WriteOff

__all__ = ["Account", "Decision", "OpenItem", "PatientPayment", "Remittance", "Statement", "WriteOff"]
