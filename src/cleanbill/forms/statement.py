"""A patient's statement as PDF: each charge and where it went, what was paid of it, what is due and since when."""

import datetime as dt
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from cleanbill.codes.procedures import label
from cleanbill.forms.document import block, day, dollars, facts, page, postal, rows, sender
from cleanbill.guide.pdf import printed
from cleanbill.model.parties import Address, Billing

AGES = (30, 60, 90)
"""The last days of the columns of age; the last column is what is older."""


class StatementError(ValueError):
    """A statement that is not right is not made; the message says in a sentence what does not add up."""


class Service(Struct, frozen=True):
    """What was done on a day and where its charge went, in cents. `open` is what the plan has not settled.

    `owed_since` is the day on which the plan left the share to the patient; absent: the day of the service.
    """

    date: dt.date
    codes: tuple[str, ...]
    charge: int
    plan_paid: int
    adjusted: int
    share: int
    open: int = 0
    owed_since: dt.date | None = None


class Paid(Struct, frozen=True):
    """What the patient paid, in cents, and how in a word; below zero it was given back."""

    date: dt.date
    cents: int
    way: str = ""


class PatientStatement(Struct, frozen=True):
    """What a patient is told on the day `on`. `account` is the number that a payment names, `paying` how to pay."""

    clinic: Billing
    npi: str | None
    patient: str
    address: Address | None
    account: str
    on: dt.date
    services: tuple[Service, ...]
    payments: tuple[Paid, ...] = ()
    paying: str = ""

    @property
    def due(self) -> int:
        """What the patient owes, in cents; below zero what he has paid too much."""
        return sum(one.share for one in self.services) - sum(one.cents for one in self.payments)


def draw(statement: PatientStatement) -> bytes:
    """The statement as a tagged PDF on US Letter paper; its properties name no person.

    Raises `StatementError` where it does not add up,
    `cleanbill.guide.pdf.PrinterMissingError` where PDF cannot be made.
    """
    return printed(html(statement))


def html(statement: PatientStatement) -> str:
    """The statement as the HTML that is printed. Raises `StatementError` where it does not add up."""
    for doubt in doubts(statement):
        raise StatementError(doubt)
    return page(
        "statement.html",
        "Patient statement",
        sender=block(sender(statement.clinic, statement.npi), "sender beside"),
        patient=block([statement.patient, *postal(statement.address)]),
        day=day(statement.on),
        about=facts([("Account", statement.account)]),
        due=escape(_due(statement.due)),
        services=_services(statement),
        payments=_payments(statement),
        aging=_aging(statement),
        ask=_ask(statement),
        slip=_slip(statement),
    )


def doubts(statement: PatientStatement) -> Iterator[str]:
    """Why a statement cannot be sent, each in a sentence; nothing where it adds up."""
    if not statement.services:
        yield "There is no service to state."
    for one in statement.services:
        what = f"{' '.join(one.codes) or 'The service'} on {one.date}"
        went = one.plan_paid + one.adjusted + one.share + one.open
        if one.charge != went:
            yield (
                f"{what} does not add up: {dollars(one.charge)} was charged, and plan, adjustment, share and what is "
                f"open make {dollars(went)}."
            )
        elif min(one.charge, one.plan_paid, one.share, one.open) < 0:
            yield f"{what} has an amount below zero: mend the account first."
        if one.date > statement.on:
            yield f"{what} is after the day of the statement, {statement.on}."
    for paid in statement.payments:
        if paid.date > statement.on:
            yield f"The payment of {paid.date} is after the day of the statement, {statement.on}."


def ages(statement: PatientStatement) -> tuple[int, ...]:
    """What is due by how long it has been owed, in cents, one more than `AGES`. Payments settle the oldest first."""
    found = [0] * (len(AGES) + 1)
    left = sum(one.cents for one in statement.payments)
    for one in sorted(statement.services, key=_since):
        settled = max(min(left, one.share), 0)
        left -= settled
        owed = (statement.on - _since(one)).days
        found[sum(owed > last for last in AGES)] += one.share - settled
    found[0] -= left  # more was given back than was paid: owed as of now
    return tuple(found) if statement.due > 0 else (0,) * len(found)


def _since(one: Service) -> dt.date:
    return one.owed_since or one.date


def _due(cents: int) -> str:
    if cents < 0:
        return f"You have paid ${dollars(-cents)} too much. Ask us to pay it back, or leave it for your next visit."
    return f"Due from you: ${dollars(cents)}" if cents else "Nothing is due from you."


def _services(statement: PatientStatement) -> str:
    names = ("Date", "Service", "Charge", "Plan paid", "Adjusted", "Your share", "With the plan")
    lines: list[tuple[str | int, ...]] = [
        (one.date.isoformat(), ", ".join(map(label, one.codes)), *_went(one))
        for one in sorted(statement.services, key=lambda one: one.date)
    ]
    return rows(names, lines, ("Total", "", *map(sum, zip(*map(_went, statement.services), strict=True))))


def _went(one: Service) -> tuple[int, ...]:
    return one.charge, one.plan_paid, one.adjusted, one.share, one.open


def _payments(statement: PatientStatement) -> str:
    if not statement.payments:
        return "<p>Nothing yet.</p>"
    lines = [(one.date.isoformat(), one.way, one.cents) for one in sorted(statement.payments, key=lambda one: one.date)]
    return rows(("Date", "How", "Amount"), lines, ("Paid by you", "", sum(one.cents for one in statement.payments)))


def _aging(statement: PatientStatement) -> str:
    """How long it has been due, where some of it is older than the first column."""
    if not any(ages(statement)[1:]):
        return ""
    first = (0, *(last + 1 for last in AGES))
    names = [f"{start} to {last} days" for start, last in zip(first, AGES, strict=False)]
    table = rows((*names, f"More than {AGES[-1]} days", "Due"), [(*ages(statement), statement.due)])
    return f"<section><h2>How long it has been due</h2>{table}</section>"


def _ask(statement: PatientStatement) -> str:
    whom = ", ".join(filter(None, (statement.clinic.name, statement.clinic.phone)))
    return block([f"Is something not right? Ask us: {whom}."], "words")


def _slip(statement: PatientStatement) -> str:
    """How to pay, by the clinic's words where it gave some, and what is cut off and sent; where something is due."""
    if statement.due <= 0:
        return ""
    lines = [("Account", statement.account), ("Statement of", day(statement.on)), ("Due", f"${dollars(statement.due)}")]
    to = [statement.clinic.name or "", *postal(statement.clinic.pay_to or statement.clinic.address)]
    words = statement.paying or "At our desk, or by a check."
    how = block([f"How to pay: {words} Please give your account number, {statement.account}."])
    send = f'<div class="slip">{facts(lines)}<p>Send this part with your payment to:</p>{block(to)}</div>'
    return f"<section>{how}{send}</section>"
