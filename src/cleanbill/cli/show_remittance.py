"""A remittance as a biller reads it: the payment, each claim with its lines and what was taken off, the balance."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH, printable
from cleanbill.cli.show import show_file, show_finding, show_verdict, show_wrapped
from cleanbill.codes.adjustments import GROUPS, meaning, provider_adjustment
from cleanbill.model.balance import total
from cleanbill.model.finding import Finding
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, Person, Remittance, ServicePayment
from cleanbill.x12.remittance.damage import OUT_OF_BALANCE

STATUSES = {
    "1": "paid as the first payer",
    "2": "paid as the second payer",
    "3": "paid as the third payer",
    "4": "denied",
    "19": "paid as the first payer and forwarded",
    "20": "paid as the second payer and forwarded",
    "21": "paid as the third payer and forwarded",
    "22": "reversal of an earlier decision",
    "23": "not this payer's, forwarded",
    "25": "estimate only",
}
UNBALANCED = {kind.id for kind in OUT_OF_BALANCE.values()}
METHODS = {"ACH": "Transfer", "CHK": "Check", "NON": "No payment", "FWT": "Wire", "BOP": "Payer's choice of payment"}


class Shown:
    """Shows remittances while they are read. `failed` turns True with the first error."""

    def __init__(self, out: Console, name: str) -> None:
        self.failed = False
        self._out, self._name = out, name
        self._count = 0
        self._paid = Decimal(0)
        self._balances = True

    def begin(self, remittance: Remittance, found: Sequence[Finding]) -> None:
        """Who pays whom, how much, how and when."""
        self._count, self._paid, self._balances = 0, Decimal(0), True
        payment = remittance.payment
        parties = f"{remittance.payer.name or 'Payer not named'} pays {remittance.payee.name or 'a payee not named'}"
        show_verdict(self._out, _cut(parties, 62), _dollars(payment.amount), "bold")
        how = METHODS.get(payment.method or "", payment.method or "Payment")
        show_wrapped(self._out, printable(f"{how} {payment.trace or 'without a number'}, {payment.date or 'no date'}"))
        self._out.print(Text(f"{'charged':>67} {'paid':>12}", "dim"))
        self._tell(found)

    def claim(self, claim: ClaimPayment, found: Sequence[Finding]) -> None:
        """One claim, its lines, what was taken off."""
        self._count += 1
        self._paid += claim.paid
        self._out.print()
        who = " · ".join(filter(None, (claim.claim_id, _name(claim.patient))))
        self._sums(_cut(who, 50), claim.charge, claim.paid, "bold")
        status = STATUSES.get(claim.status, f"status {claim.status}")
        show_wrapped(self._out, printable(", ".join(filter(None, (status, _number(claim))))), "  ")
        self._adjustments(claim.adjustments, claim.remarks, claim.service_from)
        for line in claim.lines:
            self._line(line)
        if claim.patient_responsibility:
            show_wrapped(self._out, f"The patient owes {_dollars(claim.patient_responsibility)}.", "  ", "bold")
        if claim.crossover:
            show_wrapped(self._out, printable(f"Forwarded to {_name(claim.crossover)}."), "  ")
        self._tell(found)

    def end(self, remittance: Remittance, found: Sequence[Finding]) -> None:
        """What was adjusted on the whole, and whether the payment is what was paid."""
        others = remittance.provider_adjustments
        if others:
            self._out.print()
            self._out.print(Text("Adjustments of the whole payment", "bold"))
        for one in others:
            words = provider_adjustment(one.reason) or "a code that our table does not have"
            self._amount(-one.amount, f"{one.reason}  {words}{f', {one.reference}' if one.reference else ''}")
        self._tell(found)
        self._out.print()
        taken = total(others)
        claims = "1 claim pays" if self._count == 1 else f"{self._count:,} claims pay"
        less = f", adjustments of the whole come to {_dollars(-taken)}" if others else ""
        mark, style = ("✓ balances", "bold green") if self._balances else ("✗ does not balance", "bold red")
        show_wrapped(self._out, f"{claims} {_dollars(self._paid)}{less}.")
        show_verdict(self._out, f"The payment is {_dollars(remittance.payment.amount)}.", mark, style)
        self._out.print()

    def rest(self, found: Sequence[Finding]) -> None:
        """What is wrong with the file beside its remittances."""
        if found:
            self.failed = self.failed or any(finding.severity == "error" for finding in found)
            show_file(self._out, self._name, found)

    def _line(self, line: ServicePayment) -> None:
        code = " ".join((line.code, *line.modifiers))
        units = f" × {line.units:f}" if line.units is not None and line.units != 1 else ""
        allowed = f"  allowed {line.allowed:,.2f}" if line.allowed is not None else ""
        day = line.date.isoformat() if line.date else "no date   "
        self._sums(f"  {day}  {code}{units}{allowed}", line.charge, line.paid, "")
        if line.submitted:
            billed = " ".join((line.submitted.code, *line.submitted.modifiers))
            show_wrapped(self._out, printable(f"billed as {billed}"), " " * 14)
        self._adjustments(line.adjustments, line.remarks, line.date)

    def _adjustments(self, taken: Sequence[Adjustment], remarks: Sequence[str], on: dt.date | None) -> None:
        for one in taken:
            known = meaning(one.reason, on)
            words = "; ".join(filter(None, (known.meaning, GROUPS.get(one.group))))
            self._amount(one.amount, f"{one.group}-{one.reason}  {words}")
            if known.act:
                show_wrapped(self._out, f"→ {known.act}", " " * 14, "yellow", "  ")
        if remarks:
            show_wrapped(self._out, printable(f"remarks {', '.join(remarks)}"), " " * 14, "dim")

    def _sums(self, what: str, charge: Decimal, paid: Decimal, style: str) -> None:
        right = f"{charge:>12,.2f} {paid:>12,.2f}"
        self._out.print(Text(f"{_cut(what, WIDTH - len(right) - 1):<{WIDTH - len(right)}}{right}", style))

    def _amount(self, amount: Decimal, words: str) -> None:
        show_wrapped(self._out, f"{amount:>12,.2f}  {printable(words)}", "", hang=" " * 14)

    def _tell(self, found: Sequence[Finding]) -> None:
        for finding in found:
            if finding.severity == "error":
                self.failed = True
                self._balances = self._balances and finding.rule not in UNBALANCED
            show_finding(self._out, finding)


def _name(person: Person | None) -> str:
    if not person:
        return ""
    return " ".join(filter(None, (person.first_name, person.middle_name, person.last_name, person.suffix)))


def _number(claim: ClaimPayment) -> str:
    return f"payer's number {claim.claim_number}" if claim.claim_number else ""


def _dollars(amount: Decimal) -> str:
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def _cut(text: str, most: int) -> str:
    text = printable(text)
    return text if len(text) <= most else text[: most - 1] + "…"
