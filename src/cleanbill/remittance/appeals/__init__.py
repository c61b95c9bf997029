"""Answers to a payer's refusal: letters that assert only what the record holds, and how long there is to send them."""

from cleanbill.remittance.appeals.clock import AppealClock, appeal_clock, appealable
from cleanbill.remittance.appeals.kinds import kind_for, kinds
from cleanbill.remittance.appeals.receipt import Receipt, receipt
from cleanbill.remittance.appeals.record import Answer, Refused
from cleanbill.remittance.appeals.writing import NoGroundError, letter

__all__ = [
    "Answer",
    "AppealClock",
    "NoGroundError",
    "Receipt",
    "Refused",
    "appeal_clock",
    "appealable",
    "kind_for",
    "kinds",
    "letter",
    "receipt",
]
