"""What a payer decided on a claim, in words."""

from typing import Any

from cleanbill.codes import adjustments
from cleanbill.model.remittance import ClaimPayment


def refusals(payment: ClaimPayment) -> list[dict[str, Any]]:
    """What a payer refuses: the line's code ("" for the whole claim), the reason in words, the next act, dollars."""
    found = [("", one) for one in payment.adjustments]
    found += [(line.code, one) for line in payment.lines for one in line.adjustments]
    return [
        {"code": code, "reason": f"{one.group}-{one.reason}", "words": known.meaning, "act": known.act,
         "amount": str(one.amount)}
        for code, one in found
        if (known := adjustments.meaning(one.reason)).kind == "denial" and one.amount > 0
    ]  # fmt: skip


def decided(payment: ClaimPayment, refused: list[dict[str, Any]]) -> str:
    """One or two sentences: paid, owed by the patient, refused and why; or that it is taken back."""
    if payment.reverses:
        return f"The payer takes its decision back: {payment.paid:.2f} of {payment.charge:.2f}."
    owed = payment.patient_responsibility or 0
    text = f"Paid {payment.paid:.2f} of {payment.charge:.2f}; the patient owes {owed:.2f}."
    if refused:
        text += " Refused: " + "; ".join(f"{one['code'] or 'the claim'}, {one['words']}" for one in refused) + "."
    return text
