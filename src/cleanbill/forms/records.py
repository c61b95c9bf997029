"""What is enclosed with a letter: the note as written, the plan of care, what a payer decided on this one claim."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from cleanbill.codes.adjustments import meaning
from cleanbill.forms.document import facts, page, rows
from cleanbill.guide.pdf import printed
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment

About = Sequence[tuple[str, str]]


def note_sheet(text: str, about: About, title: str = "Note of the visit") -> bytes:
    """A note as a tagged PDF, to the letter. `about`: whose it is, of which day, who signed it, by name and value.

    Raises `cleanbill.guide.pdf.PrinterMissingError` where PDF cannot be made, as `decision_sheet` does.
    """
    body = f'<p class="note">{escape(text)}</p>'
    return printed(page("record.html", title, about=facts(about), body=body))


def plan_sheet(goals: str, about: About) -> bytes:
    """A plan of care as a tagged PDF. `about`: whose it is, from when to when, how often, who certified it and when."""
    body = f'<h2>Goals</h2><p class="goals">{escape(goals)}</p>'
    return printed(page("record.html", "Plan of care", about=facts(about), body=body))


def decision_sheet(made: ClaimPayment, about: About) -> bytes:
    """What a payment decides on one claim as a tagged PDF: nothing of the other claims that it pays."""
    return printed(decision_html(made, about))


def decision_html(made: ClaimPayment, about: About) -> str:
    """The decision as the HTML that is printed."""
    table = rows(("Service", "Date", "Why", "Charge", "Paid"), list(_lines(made)), _total(made))
    given = dict.fromkeys(one.reason for one in _adjustments(made))
    reasons = "".join(f"<dt>{escape(reason)}</dt><dd>{escape(meaning(reason).meaning)}.</dd>" for reason in given)
    said = "<p>This is what the electronic remittance (835) says of this claim; other claims are left out.</p>"
    words = f'<h2>The reasons in words</h2><dl class="words">{reasons}</dl>' if reasons else ""
    return page("record.html", "What the payer decided", about=facts(about), body=f"{said}{table}{words}")


def _lines(made: ClaimPayment) -> Iterable[tuple[str | int, ...]]:
    for line in made.lines:
        on = line.date or made.service_from
        what = " ".join((line.code, *line.modifiers))
        why = _why(line.adjustments, line.remarks)
        yield what, on.isoformat() if on else "", why, _cents(line.charge), _cents(line.paid)
    if made.adjustments or made.remarks or not made.lines:
        yield "The claim", "", _why(made.adjustments, made.remarks), "", ""


def _total(made: ClaimPayment) -> tuple[str | int, ...]:
    return "Total", "", "", _cents(made.charge), _cents(made.paid)


def _why(adjustments: Iterable[Adjustment], remarks: Iterable[str]) -> str:
    taken = [f"{one.group}-{one.reason} {one.amount:,.2f}" for one in adjustments]
    return ", ".join((*taken, *remarks))


def _adjustments(made: ClaimPayment) -> list[Adjustment]:
    return [*made.adjustments, *(one for line in made.lines for one in line.adjustments)]


def _cents(amount: Decimal) -> int:
    return round(amount * 100)
