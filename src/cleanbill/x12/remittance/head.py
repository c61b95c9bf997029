"""What a remittance says before its claims: the payment, who pays, who is paid."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from cleanbill.model.parties import Address
from cleanbill.model.remittance import (
    Contact,
    Payee,
    Payment,
    Reference,
    Remittance,
    RemittancePayer,
    RemittanceSource,
)
from cleanbill.x12 import values
from cleanbill.x12.damage import Damage, Kind, Place
from cleanbill.x12.remittance.damage import BAD_DATE, BAD_NUMBER, BELOW_ZERO, EMPTY_ELEMENT, MISSING, UNEXPECTED
from cleanbill.x12.sets import Elements, Head

PARTIES = {"PR": "payer", "PE": "payee"}
LOOPS = {"": None, "payer": "1000A", "payee": "1000B"}
CONTACTS = {"CX": "claims_office", "BL": "technical"}


class HeadDraft:
    """The head of a set while its segments come in: `take` each, then `finish`."""

    def __init__(self, position: int, envelope: Head, damage: Damage) -> None:
        self.payment_position = self._position = position
        self._damage = damage
        self._party = ""  # the one being described
        self._seen: set[str] = set()
        self._payment: dict[str, Any] = {"amount": Decimal(0)}
        self._parts: dict[str, dict[str, Any]] = {"": {}, "payer": {}, "payee": {}}
        self._source = RemittanceSource(
            envelope.sender,
            envelope.receiver,
            envelope.interchange,
            envelope.group,
            envelope.control,
            envelope.test,
        )

    def take(self, elements: Elements, position: int) -> None:
        """The next segment of the head."""
        take = TAKES.get(elements[0])
        if take:
            take(self, elements, position)
        elif elements[0] not in PASSED:
            text = f"{elements[0][:20]} cannot stand before the claims of a remittance."
            self._damage.add(UNEXPECTED, Place(position, LOOPS[self._party], elements[0]), text)

    def finish(self) -> Remittance:
        """The remittance, as yet without claims. What it must have said and did not is told."""
        for key, loop in (("BPR", None), ("TRN", None), ("N1*PR", "1000A"), ("N1*PE", "1000B")):
            if key not in self._seen:
                name, _, qualifier = key.partition("*")
                said = f"{name} with qualifier {qualifier}" if qualifier else name
                self._damage.add(MISSING, Place(self._position, loop, name), f"The remittance has no {said}.")
        return Remittance(
            payment=Payment(**self._payment),
            payer=RemittancePayer(**self._parts["payer"]),
            payee=Payee(**self._parts["payee"]),
            source=self._source,
            **self._parts[""],
        )

    def _bpr(self, bpr: Elements, position: int) -> None:
        self._seen.add("BPR")
        self.payment_position = position
        amount = values.number(bpr[2])
        if amount is None:
            kind = BAD_NUMBER if bpr[2] else EMPTY_ELEMENT
            self._tell(kind, position, "BPR02", f"BPR02 is {bpr[2][:40]!r}; it must be an amount of dollars.")
        elif amount < 0:
            self._tell(BELOW_ZERO, position, "BPR02", f"The payment is {amount}; it must be 0 or more.")
        self._payment |= {
            "amount": amount or Decimal(0),
            "handling": bpr[1],
            "method": bpr[4] or None,
            "date": self._date(bpr, 16, position) if bpr[16] else None,
            "debit": True if bpr[3] == "D" else None,
        }

    def _trn(self, trn: Elements, position: int) -> None:
        self._seen.add("TRN")
        self._payment |= {"trace": trn[2] or None, "payer_tax_id": trn[3] or None}
        if not trn[2]:
            self._tell(EMPTY_ELEMENT, position, "TRN02", "TRN02 is empty; it must be the number of the payment.")

    def _dtm(self, dtm: Elements, position: int) -> None:
        if dtm[1] == "405":
            self._parts[""]["produced"] = self._date(dtm, 2, position)

    def _n1(self, n1: Elements, position: int) -> None:
        self._seen.add(f"N1*{n1[1]}")
        self._party = PARTIES.get(n1[1], "")
        part = self._parts[self._party]
        if not self._party:
            self._tell(UNEXPECTED, position, "N101", f"N1 with qualifier {n1[1][:40]} cannot stand in a remittance.")
            return
        part["name"] = n1[2] or None
        field = {"XX": "npi", "FI": "tax_id"}.get(n1[3]) if self._party == "payee" else None
        if n1[4]:
            part[field or "plan_id"] = n1[4]

    def _n3(self, n3: Elements, position: int) -> None:
        if self._party:
            self._parts[self._party]["address"] = Address(n3[1] or None, n3[2] or None)

    def _n4(self, n4: Elements, position: int) -> None:
        if self._party:
            part = self._parts[self._party]
            street = part.get("address", Address())
            part["address"] = Address(street.street, street.street2, n4[1] or None, n4[2] or None, n4[3] or None)

    def _ref(self, ref: Elements, position: int) -> None:
        part, key = self._parts[self._party], ref[1]
        if not self._party:
            if key == "EV":
                part["receiver"] = ref[2] or None
        elif self._party == "payer" and key == "2U" and "id" not in part:
            part["id"] = ref[2] or None
        elif self._party == "payee" and key == "TJ" and "tax_id" not in part:
            part["tax_id"] = ref[2] or None
        else:
            part["references"] = (*part.get("references", ()), Reference(key, ref[2]))

    def _per(self, per: Elements, position: int) -> None:
        if self._party != "payer":
            return
        ways = {per[at]: per[at + 1] or None for at in (3, 5, 7) if per[at]}
        if per[1] == "IC":
            self._parts["payer"]["policies"] = ways.get("UR")
        elif per[1] in CONTACTS:
            self._parts["payer"].setdefault(CONTACTS[per[1]], Contact(per[2] or None, ways.get("TE"), ways.get("UR")))

    def _date(self, elements: Elements, at: int, position: int) -> Any:
        day = values.date("D8", elements[at])
        if day is None:
            element = f"{elements[0]}{at:02}"
            text = f"{element} is {elements[at][:40]!r}; it must be a date written CCYYMMDD."
            self._tell(BAD_DATE, position, element, text)
        return day

    def _tell(self, kind: Kind, position: int, element: str, text: str) -> None:
        self._damage.add(kind, Place(position, LOOPS[self._party], element[:-2], element), text)


TAKES: dict[str, Callable[[HeadDraft, Elements, int], None]] = {
    "BPR": HeadDraft._bpr,
    "TRN": HeadDraft._trn,
    "DTM": HeadDraft._dtm,
    "N1": HeadDraft._n1,
    "N3": HeadDraft._n3,
    "N4": HeadDraft._n4,
    "REF": HeadDraft._ref,
    "PER": HeadDraft._per,
}
PASSED = ("CUR", "RDM")
