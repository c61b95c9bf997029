"""The segments of one remittance: payment and parties, each claim with its lines, adjustments of the whole."""

from itertools import groupby

from cleanbill.model import balance
from cleanbill.model.remittance import Contact, ProviderAdjustment, Remittance
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.remittance import loops
from cleanbill.x12.remittance.payments_sent import Segments, check_count, claim_segments, few, optional, references
from cleanbill.x12.rows import Wrong, write, written

MOST_CLAIMS = 10_000  # of a set, as the guide recommends


def sent(remittance: Remittance, wrong: list[Wrong]) -> Segments:
    """The segments between ST and SE; what stops them is added to `wrong`."""
    segments = [*_head(remittance, wrong), "LX*1"] if remittance.claims else _head(remittance, wrong)
    _check(remittance, wrong)
    for index, claim in enumerate(remittance.claims[:MOST_CLAIMS]):
        segments += claim_segments(claim, f"/claims/{index}", wrong)
    return segments + _of_the_whole(remittance.provider_adjustments, wrong)


def _check(remittance: Remittance, wrong: list[Wrong]) -> None:
    """What concerns the remittance as a whole."""
    payment = remittance.payment
    if (payment.method == "NON") != (payment.amount == 0):
        wrong.append(Wrong("/payment/method", "must be NON where nothing is paid, and only there"))
    check_count(remittance.claims, MOST_CLAIMS, "/claims", wrong)
    for fault in balance.faults(remittance):
        wrong.append(Wrong(_pointer(fault), f"does not balance: {fault.message.rstrip('.')}"))


def _pointer(fault: balance.Imbalance) -> str:
    """Where the amount of an equation stands in the document."""
    if fault.equation == "payment":
        return "/payment/amount"
    above = f"/claims/{fault.claim}"
    field = "charge" if fault.equation == "charges" else "paid"
    return f"{above}/{field}" if fault.line is None else f"{above}/lines/{fault.line}/{field}"


def _head(remittance: Remittance, wrong: list[Wrong]) -> Segments:
    payer, payee = remittance.payer, remittance.payee
    segments = write(loops.PAYMENT, remittance, wrong)
    segments += write(loops.PAYER, payer, wrong, "/payer")
    segments += references(payer.references, "/payer", wrong)
    if payer.claims_office:
        segments.append(_contact("CX", payer.claims_office, "/payer/claims_office", wrong))
    segments.append(_contact("BL", payer.technical or Contact(), "/payer/technical", wrong))
    segments += write(loops.POLICIES, payer, wrong, "/payer")
    segments += write(loops.PAYEE_WITH_NPI if payee.npi else loops.PAYEE_WITH_TAX_ID, payee, wrong, "/payee")
    segments += write(loops.PAYEE_ADDRESS, payee, wrong, "/payee") if payee.address else []
    segments += write(loops.TAX_ID, payee, wrong, "/payee") if payee.npi else []
    return segments + references(payee.references, "/payee", wrong)


def _contact(kind: str, contact: Contact, above: str, wrong: list[Wrong]) -> str:
    segment = f"PER*{kind}*{optional(contact.name, 'text', f'{above}/name', wrong)}"
    if contact.phone:
        segment += f"*TE*{optional(contact.phone, 'phone', f'{above}/phone', wrong)}"
    if contact.url:
        segment += f"*UR*{optional(contact.url, 'text', f'{above}/url', wrong)}"
    if contact == Contact():
        wrong.append(Wrong(above, "is missing: it says whom to ask about the file"))
    return segment


def _of_the_whole(others: tuple[ProviderAdjustment, ...], wrong: list[Wrong]) -> Segments:
    """A PLB for each run of adjustments of a provider and a period."""
    segments = []
    numbered = enumerate(others)
    for _, run in groupby(numbered, lambda one: (one[1].provider, one[1].period_end)):
        for together in few(run):
            at, first = together[0]
            pairs = [_pair(one, f"/provider_adjustments/{at}", wrong) for at, one in together]
            (head,) = write(loops.OF_THE_WHOLE, first, wrong, f"/provider_adjustments/{at}")
            segments.append(f"{head}*{'*'.join(pairs)}")
    return segments


def _pair(one: ProviderAdjustment, above: str, wrong: list[Wrong]) -> str:
    reason = written(one.reason, KINDS["code"], 2, f"{above}/reason", wrong)
    if one.reference:
        reason += f":{written(one.reference, KINDS['text'], 50, f'{above}/reference', wrong)}"
    return f"{reason}*{written(one.amount, KINDS['adjustment'], 18, f'{above}/amount', wrong)}"
