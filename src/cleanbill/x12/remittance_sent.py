"""The segments of one remittance: payment and parties, each claim with its lines, adjustments of the whole."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from cleanbill.model import balance
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import (
    ClaimPayment,
    Contact,
    Person,
    ProviderAdjustment,
    Reference,
    Remittance,
    ServicePayment,
)
from cleanbill.x12 import remittance_loops as loops
from cleanbill.x12.kinds import KINDS
from cleanbill.x12.payments import PEOPLE
from cleanbill.x12.rows import Row, Wrong, write, written

MOST_CLAIMS = 10_000  # of a set, as the guide recommends
MOST_LINES = 999
MOST_MODIFIERS = 4
MOST_REMARKS = 5  # of a claim
MOST_TOGETHER = 6  # adjustments in one segment
ALWAYS_IDENTIFIED = ("IL", "82", "TT", "PR")
MAY_BE_ORGANIZATIONS = ("82", "TT", "PR")
BEFORE_CONTROL_NUMBER = ("1S", "APC", "BB", "E9", "G1", "G3", "LU", "RB")  # references of a line, by the guide's order

Segments = list[str]
T = TypeVar("T")


def sent(remittance: Remittance, wrong: list[Wrong]) -> Segments:
    """The segments between ST and SE; what stops them is added to `wrong`."""
    segments = [*_head(remittance, wrong), "LX*1"] if remittance.claims else _head(remittance, wrong)
    _check(remittance, wrong)
    for index, claim in enumerate(remittance.claims[:MOST_CLAIMS]):
        segments += _claim(claim, f"/claims/{index}", wrong)
    return segments + _of_the_whole(remittance.provider_adjustments, wrong)


def _check(remittance: Remittance, wrong: list[Wrong]) -> None:
    """What concerns the remittance as a whole."""
    payment = remittance.payment
    if (payment.method == "NON") != (payment.amount == 0):
        wrong.append(Wrong("/payment/method", "must be NON where nothing is paid, and only there"))
    _count(remittance.claims, MOST_CLAIMS, "/claims", wrong)
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
    segments += _references(payer.references, "/payer", wrong)
    if payer.claims_office:
        segments.append(_contact("CX", payer.claims_office, "/payer/claims_office", wrong))
    segments.append(_contact("BL", payer.technical or Contact(), "/payer/technical", wrong))
    segments += write(loops.POLICIES, payer, wrong, "/payer")
    segments += write(loops.PAYEE_WITH_NPI if payee.npi else loops.PAYEE_WITH_TAX_ID, payee, wrong, "/payee")
    segments += write(loops.PAYEE_ADDRESS, payee, wrong, "/payee") if payee.address else []
    segments += write(loops.TAX_ID, payee, wrong, "/payee") if payee.npi else []
    return segments + _references(payee.references, "/payee", wrong)


def _contact(kind: str, contact: Contact, above: str, wrong: list[Wrong]) -> str:
    segment = f"PER*{kind}*{_optional(contact.name, 'text', f'{above}/name', wrong)}"
    if contact.phone:
        segment += f"*TE*{_optional(contact.phone, 'phone', f'{above}/phone', wrong)}"
    if contact.url:
        segment += f"*UR*{_optional(contact.url, 'text', f'{above}/url', wrong)}"
    if contact == Contact():
        wrong.append(Wrong(above, "is missing: it says whom to ask about the file"))
    return segment


def _claim(claim: ClaimPayment, above: str, wrong: list[Wrong]) -> Segments:
    segments = write(loops.CLAIM, claim, wrong, above)
    segments += _adjusted(claim.adjustments, above, wrong)
    for code, field in PEOPLE.items():
        person: Person | None = getattr(claim, field)
        if person:
            segments.append(_person(code, person, f"{above}/{field}", wrong))
    if claim.remarks:
        _count(claim.remarks, MOST_REMARKS, f"{above}/remarks", wrong)
        segments.append(f"MOA***{'*'.join(_remarks(claim.remarks, above, wrong))}")
    segments += _references(claim.references, above, wrong)
    segments += write(loops.DATES_OF_CLAIM, claim, wrong, above)
    segments += _amounts(claim.amounts, above, wrong)
    _count(claim.lines, MOST_LINES, f"{above}/lines", wrong)
    for index, line in enumerate(claim.lines):
        segments += _line(line, f"{above}/lines/{index}", wrong)
    return segments


def _line(line: ServicePayment, above: str, wrong: list[Wrong]) -> Segments:
    segments = [_svc(line, above, wrong)]
    segments += write(loops.DAYS if line.to else loops.DAY, line, wrong, above)
    segments += _adjusted(line.adjustments, above, wrong)
    first = [one for one in line.references if one.qualifier in BEFORE_CONTROL_NUMBER]
    segments += _references(first, above, wrong)
    segments += write(loops.CONTROL_NUMBER, line, wrong, above)
    segments += _references([one for one in line.references if one not in first], above, wrong)
    amounts = line.amounts if line.allowed is None else {"B6": line.allowed} | line.amounts
    segments += _amounts(amounts, above, wrong)
    return segments + [f"LQ*HE*{remark}" for remark in _remarks(line.remarks, above, wrong)]


def _svc(line: ServicePayment, above: str, wrong: list[Wrong]) -> str:
    kind = _optional(line.type or "HC", "code", f"{above}/type", wrong)
    submitted = line.submitted
    elements = [
        _procedure(kind, line.code, line.modifiers, above, wrong),
        _optional(line.charge, "signed", f"{above}/charge", wrong),
        _optional(line.paid, "signed", f"{above}/paid", wrong),
        _optional(line.revenue_code, "text", f"{above}/revenue_code", wrong),
        _optional(line.units, "number", f"{above}/units", wrong),
    ]
    if submitted:
        here = f"{above}/submitted"
        elements.append(_procedure(kind, submitted.code, submitted.modifiers, here, wrong))
        elements.append(_optional(submitted.units, "number", f"{here}/units", wrong))
    return f"SVC*{'*'.join(elements)}".rstrip("*")


def _procedure(kind: str, code: str, modifiers: tuple[str, ...], above: str, wrong: list[Wrong]) -> str:
    _count(modifiers, MOST_MODIFIERS, f"{above}/modifiers", wrong)
    parts = [written(one, KINDS["modifier"], 2, f"{above}/modifiers/{at}", wrong) for at, one in enumerate(modifiers)]
    return ":".join([kind, written(code, KINDS["text"], 48, f"{above}/code", wrong), *parts])


def _adjusted(adjustments: Sequence[Adjustment], above: str, wrong: list[Wrong]) -> Segments:
    """A CAS for each run of adjustments of a group."""
    segments = []
    numbered = enumerate(adjustments)
    for group, run in groupby(numbered, lambda one: one[1].group):
        name = written(group, KINDS["group"], 2, f"{above}/adjustments", wrong)
        for few in _few(run):
            trios = [_one(loops.ADJUSTMENT, one, f"{above}/adjustments/{at}", wrong, 3) for at, one in few]
            segments.append(f"CAS*{name}*{'*'.join(trios)}".rstrip("*"))
    return segments


def _one(rows: tuple[Row, ...], document: object, above: str, wrong: list[Wrong], elements: int) -> str:
    """The elements of a part that stands within a segment, as many as it has there."""
    (text,) = write(rows, document, wrong, above)
    return text + "*" * (elements - 1 - text.count("*"))


def _person(code: str, person: Person, above: str, wrong: list[Wrong]) -> str:
    if code in ALWAYS_IDENTIFIED and not (person.id and person.id_type):
        wrong.append(Wrong(f"{above}/id", "is missing, or its id_type"))
    kind = "2" if code in MAY_BE_ORGANIZATIONS and not person.first_name else "1"
    return f"NM1*{code}*{kind}*{write(loops.PERSON, person, wrong, above)[0]}".rstrip("*")


def _references(references: Iterable[Reference], above: str, wrong: list[Wrong]) -> Segments:
    return [
        segment
        for index, one in enumerate(references)
        for segment in write(loops.REFERENCE, one, wrong, f"{above}/references/{index}")
    ]


def _amounts(amounts: dict[str, Decimal], above: str, wrong: list[Wrong]) -> Segments:
    return [
        f"AMT*{key}*{written(one, KINDS['signed'], 18, f'{above}/amounts/{key}', wrong)}"
        for key, one in amounts.items()
    ]


def _remarks(remarks: Sequence[str], above: str, wrong: list[Wrong]) -> list[str]:
    return [written(one, KINDS["reason"], 5, f"{above}/remarks/{at}", wrong) for at, one in enumerate(remarks)]


def _of_the_whole(others: tuple[ProviderAdjustment, ...], wrong: list[Wrong]) -> Segments:
    """A PLB for each run of adjustments of a provider and a period."""
    segments = []
    numbered = enumerate(others)
    for _, run in groupby(numbered, lambda one: (one[1].provider, one[1].period_end)):
        for few in _few(run):
            at, first = few[0]
            pairs = [_pair(one, f"/provider_adjustments/{at}", wrong) for at, one in few]
            (head,) = write(loops.OF_THE_WHOLE, first, wrong, f"/provider_adjustments/{at}")
            segments.append(f"{head}*{'*'.join(pairs)}")
    return segments


def _pair(one: ProviderAdjustment, above: str, wrong: list[Wrong]) -> str:
    reason = written(one.reason, KINDS["code"], 2, f"{above}/reason", wrong)
    if one.reference:
        reason += f":{written(one.reference, KINDS['text'], 50, f'{above}/reference', wrong)}"
    return f"{reason}*{written(one.amount, KINDS['adjustment'], 18, f'{above}/amount', wrong)}"


def _few(run: Iterable[T]) -> Iterable[list[T]]:
    """What goes into one segment, and what into the next."""
    all_of_it = list(run)
    return (all_of_it[start : start + MOST_TOGETHER] for start in range(0, len(all_of_it), MOST_TOGETHER))


def _optional(value: object, kind: str, pointer: str, wrong: list[Wrong]) -> str:
    return "" if value is None else written(value, KINDS[kind], 80, pointer, wrong)


def _count(values: Sequence[object], most: int, pointer: str, wrong: list[Wrong]) -> None:
    if len(values) > most:
        wrong.append(Wrong(pointer, f"has {len(values):,} entries; at most {most:,} can be sent"))
