"""The claims of a remittance as they are read: CLP, then what is said of the claim, then its lines."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cleanbill.model import balance
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, Person, Reference, ServicePayment, Submitted
from cleanbill.x12.damage import Damage, Kind, Place
from cleanbill.x12.remittance.damage import BAD_DATE, BAD_NUMBER, EMPTY_ELEMENT, UNEXPECTED, tell
from cleanbill.x12.sets import Elements
from cleanbill.x12.values import date, number

ZERO = Decimal(0)
TRIOS = range(2, 20, 3)  # where a CAS has its reasons; amount and quantity follow
LINE_DATES = {"472": "date", "150": "date", "151": "to"}
CLAIM_DATES = {"232": "service_from", "233": "service_to", "036": "coverage_ended", "050": "received"}
PEOPLE = {
    "QC": "patient",
    "IL": "insured",
    "74": "corrected",
    "82": "rendering",
    "TT": "crossover",
    "PR": "corrected_payer",
    "GB": "other_insured",
}


class PaymentDraft:
    """One claim while its segments come in: `take` each, then `finish`."""

    __slots__ = (
        "_adjustments", "_claim", "_component", "_damage", "_line", "_lines", "_position", "_positions", "_taken",
    )  # fmt: skip

    def __init__(self, position: int, clp: Elements, component: str, damage: Damage) -> None:
        self._position, self._component, self._damage = position, component, damage
        damage.claim_id = clp[1]
        self._taken = self._adjustments = list[Adjustment]()
        self._line: dict[str, Any] | None = None
        self._lines: list[ServicePayment] = []
        self._positions: list[int] = []
        self._claim: dict[str, Any] = {
            "claim_id": clp[1],
            "status": clp[2],
            "charge": self._money(clp, 3, position) if (charge := number(clp[3])) is None else charge,
            "paid": self._money(clp, 4, position) if (paid := number(clp[4])) is None else paid,
            "patient_responsibility": number(clp[5]),
            "filing": clp[6] or None,
            "claim_number": clp[7] or None,
            "place_of_service": clp[8] or None,
            "frequency_code": clp[9] or None,
            "position": position,
        }
        if not clp[2]:
            self._tell(EMPTY_ELEMENT, position, "CLP02", "CLP02 is empty; it must be filled.")

    def finish(self) -> ClaimPayment:
        """The claim. What of it does not balance is told first."""
        if self._line is not None:
            self._end_line(self._line)
        said = self._claim
        said["adjustments"], said["lines"] = tuple(self._adjustments), tuple(self._lines)
        claim = ClaimPayment(**said)
        for fault in balance.of_claim(claim):
            tell(self._damage, fault, self._position if fault.line is None else self._positions[fault.line])
        self._damage.claim_id = ""
        return claim

    def _end_line(self, line: dict[str, Any]) -> None:
        line["adjustments"] = tuple(self._taken)
        self._lines.append(ServicePayment(**line))

    def _svc(self, svc: Elements, position: int) -> None:
        if self._line is not None:
            self._end_line(self._line)
        self._positions.append(position)
        self._taken = []
        kind, code, modifiers = _procedure(svc[1], self._component)
        self._line = line = {
            "code": code,
            "charge": self._money(svc, 2, position) if (charge := number(svc[2])) is None else charge,
            "paid": self._money(svc, 3, position) if (paid := number(svc[3])) is None else paid,
            "modifiers": modifiers,
            "units": number(svc[5]),
        }
        if kind != "HC":
            line["type"] = kind or None
        if svc[4]:
            line["revenue_code"] = svc[4]
        if svc[6]:
            _, code, modifiers = _procedure(svc[6], self._component)
            line["submitted"] = Submitted(code, modifiers, number(svc[7]))
        if not code:
            self._tell(EMPTY_ELEMENT, position, "SVC01", "SVC01 names no service; it must be filled.")

    def _cas(self, cas: Elements, position: int) -> None:
        taken = self._taken
        group = cas[1]
        for at in TRIOS:
            if not cas[at]:
                if not any(cas[at:]):
                    break
                if not cas[at + 1]:
                    continue
                self._tell(EMPTY_ELEMENT, position, f"CAS{at:02}", f"CAS{at:02} is empty; an amount needs its reason.")
            amount = number(cas[at + 1])
            if amount is None:
                amount = self._money(cas, at + 1, position)
            quantity = cas[at + 2]
            taken.append(Adjustment(group, cas[at], amount, number(quantity) if quantity else None))

    def _dtm(self, dtm: Elements, position: int) -> None:
        field = CLAIM_DATES.get(dtm[1]) if self._line is None else LINE_DATES.get(dtm[1])
        if field is None:
            return
        day = date("D8", dtm[2])
        if day is None:
            text = f"DTM02 is {dtm[2][:40]!r}; it must be a date written CCYYMMDD."
            self._tell(BAD_DATE, position, "DTM02", text)
        (self._claim if self._line is None else self._line)[field] = day

    def _ref(self, ref: Elements, position: int) -> None:
        if self._line is not None and ref[1] == "6R":
            self._line["control_number"] = ref[2] or None
        else:
            self._add("references", Reference(ref[1], ref[2]))

    def _amt(self, amt: Elements, position: int) -> None:
        amount = number(amt[2])
        if amount is None:
            amount = self._money(amt, 2, position)
        if self._line is not None and amt[1] == "B6":
            self._line["allowed"] = amount
        else:
            part = self._claim if self._line is None else self._line
            part.setdefault("amounts", {})[amt[1]] = amount

    def _lq(self, lq: Elements, position: int) -> None:
        if lq[1] == "HE" and lq[2]:
            self._add("remarks", lq[2])

    def _moa(self, moa: Elements, position: int) -> None:
        for code in moa[3:8] if moa[0] == "MOA" else (moa[5], *moa[20:24]):
            if code:
                self._add("remarks", code)

    def _nm1(self, nm1: Elements, position: int) -> None:
        field = PEOPLE.get(nm1[1])
        if field:
            self._claim[field] = _person(nm1[3], nm1[4], nm1[5], nm1[7], nm1[9], nm1[8])
        else:
            text = f"NM1 with qualifier {nm1[1][:40]} cannot stand in loop 2100."
            self._tell(UNEXPECTED, position, "NM101", text)

    def _pass(self, elements: Elements, position: int) -> None:
        """Nothing is kept of the segment."""

    def _add(self, field: str, one: Any) -> None:
        part = self._claim if self._line is None else self._line
        part[field] = (*part.get(field, ()), one)

    def _money(self, elements: Elements, at: int, position: int) -> Decimal:
        amount = number(elements[at])
        if amount is not None:
            return amount
        element, text = f"{elements[0]}{at:02}", elements[at]
        if text:
            self._tell(BAD_NUMBER, position, element, f"{element} is {text[:40]!r}; it must be an amount of dollars.")
        else:
            self._tell(EMPTY_ELEMENT, position, element, f"{element} is empty; it must be an amount of dollars.")
        return ZERO

    def _tell(self, kind: Kind, position: int, element: str, text: str) -> None:
        loop = "2100" if self._line is None else "2110"
        self._damage.add(kind, Place(position, loop, element[:-2], element), text)


@lru_cache(maxsize=4096)
def _procedure(text: str, component: str) -> tuple[str, str, tuple[str, ...]]:
    """The kind of code, the code, its modifiers."""
    kind, code, *modifiers = [*text.split(component), "", ""]
    return kind, code, tuple(modifier for modifier in modifiers[:4] if modifier)


@lru_cache(maxsize=4096)
def _person(last: str, first: str, middle: str, suffix: str, id: str, kind: str) -> Person:
    return Person(last or None, first or None, middle or None, suffix or None, id or None, kind or None)


TAKES: dict[str, Callable[[PaymentDraft, Elements, int], None]] = {
    "SVC": PaymentDraft._svc,
    "CAS": PaymentDraft._cas,
    "DTM": PaymentDraft._dtm,
    "REF": PaymentDraft._ref,
    "AMT": PaymentDraft._amt,
    "LQ": PaymentDraft._lq,
    "NM1": PaymentDraft._nm1,
    "MOA": PaymentDraft._moa,
    "MIA": PaymentDraft._moa,
    "PER": PaymentDraft._pass,
    "QTY": PaymentDraft._pass,
}
