"""The levels above a claim: who bills (2000A), who is insured and by whom (2000B), who is treated (2000C)."""

from typing import Literal

from msgspec import structs

from cleanbill.model.claim import Patient, Payer, Rendering
from cleanbill.model.parties import Billing, Subscriber
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.people import billing, payer, person, rendering
from cleanbill.x12.damage import BAD_HL, NO_PATIENT, Damage, Place
from cleanbill.x12.names import npi
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.shape import Shape, places

RELATIONSHIPS: dict[str, Literal["spouse", "child", "employee"]] = {"01": "spouse", "19": "child", "20": "employee"}
LEVELS = {"20": "2000A", "22": "2000B", "23": "2000C"}
ABOVE = {"22": "20", "23": "22"}
BILLING = places("2010AA NM1*85", "2000A PRV")
SUBSCRIBER = places("2000B SBR", "2010BA REF*SY", "2010BB NM1*PR", "2010BA REF*Y4")
HOLDER = places("2010BA NM1*IL", "2010BA DMG", "2000B PAT", "2010BA N3", "2010BA N4")
DEPENDENT = places("2010CA NM1*QC", "2010CA DMG", "2000C PAT", "2010CA N3", "2010CA N4")
NUMBER = places("2010CA REF*Y4")
NO_PAYER, NO_PATIENT_YET, NOBODY = Payer(), Patient(), Subscriber()


class Parties:
    """What the claims that follow have in common, and where the file says it (`positions`, by JSON pointer)."""

    def __init__(self, damage: Damage) -> None:
        self._damage = damage
        self._patient_told = True
        self._sbr_at = 0
        self.begin_set()

    def begin_set(self, interchange: str = "") -> None:
        """A new transaction set: nothing is known, the levels are counted anew."""
        self.interchange = interchange
        self._last = 0
        self._numbers: dict[str, str] = {}
        self._begin_billing()

    def take(self, position: int, block: Block, shape: Shape) -> None:
        """The next HL with what follows it."""
        hl = block[0].elements
        level = hl[3]
        self._check_number(position, hl)
        if level == "20":
            self._begin_billing()
            self._billing(position, block, shape)
        elif level == "22":
            self._begin_subscriber()
            self._subscriber(position, block, shape)
        elif level == "23":
            self._dependent(position, block, shape)

    def check_patient(self) -> None:
        """A claim begins: it must be known whose it is. Told once a subscriber."""
        if not self._patient_told:
            text = "SBR02 is not 18, so the patient is not the subscriber, but no patient loop 2000C stands before CLM."
            self._damage.add(NO_PATIENT, Place(self._sbr_at, "2000B", "SBR", "SBR02"), text)
            self._patient_told = True

    def _begin_billing(self) -> None:
        self.billing_npi: str | None = None
        self.billing = Rendering()
        self.billing_details: Billing | None = None
        self._of_billing: dict[str, int] = {}
        self._begin_subscriber()

    def _begin_subscriber(self) -> None:
        self.has_subscriber = False
        self.payer = NO_PAYER
        self.patient = self._holder = NO_PATIENT_YET  # the holder of the policy stays when a dependent follows
        self.subscriber: Subscriber | None = None  # None: the patient, at the first payer, in no group
        self._insured = NOBODY
        self.claim_number: str | None = None
        self._of_subscriber = self.positions = self._of_billing.copy()
        self._patient_told = True
        self._sbr_at = 0

    def _billing(self, position: int, block: Block, shape: Shape) -> None:
        name, prv = BILLING(shape)
        nm1 = block[name].elements if name else EMPTY
        taxonomy = block[prv].elements[3] or None if prv else None
        if name:
            self.billing_npi = npi(nm1)
            self._of_billing = dict.fromkeys(("/billing_npi", "/rendering"), position + name)
        if prv:
            self._of_billing["/rendering/taxonomy"] = position + prv
        self.billing = rendering(self.billing_npi, taxonomy)
        self.billing_details = billing(block, shape.at, nm1, taxonomy)

    def _subscriber(self, position: int, block: Block, shape: Shape) -> None:
        positions = self.positions
        self.has_subscriber = True
        at_sbr, ssn, at_payer, number = SUBSCRIBER(shape)
        filing = ""
        if at_sbr:
            sbr = block[at_sbr]
            self._sbr_at = positions["/payer/type"] = position + at_sbr
            self._patient_told = sbr.elements[2] == "18"
            filing = sbr.elements[9]
            self._insured = sbr.decoded
            if ssn:
                self._insured = structs.replace(self._insured, ssn=block[ssn].elements[2] or None)
            self.subscriber = self._insured if self._insured != NOBODY else None
        if at_payer:
            positions["/payer"] = position + at_payer
        self.payer = payer(block, shape, filing)
        if (holder := HOLDER(shape))[0]:
            self.patient = self._holder = self._person(position, block, holder, block[holder[0]].elements[9] or None)
        self._property_casualty(position, block, number)

    def _dependent(self, position: int, block: Block, shape: Shape) -> None:
        """The patient is not the subscriber: another person, under the subscriber's member id."""
        self._patient_told = True
        self.positions = self._of_subscriber.copy()
        for pointer in ("/patient/dob", "/patient/dod"):
            self.positions.pop(pointer, None)
        if "/patient" in self.positions:
            self.positions["/patient/id"] = self.positions["/patient"]
        indices = DEPENDENT(shape)
        pat = indices[2]
        self.subscriber = structs.replace(
            self._insured,
            relationship=RELATIONSHIPS.get(block[pat].elements[1] if pat else "", "other"),
            first_name=self._holder.first_name,
            last_name=self._holder.last_name,
            dob=self._holder.dob,
            sex=self._holder.sex,
            address=self._holder.address,
            middle_name=self._holder.middle_name,
            suffix=self._holder.suffix,
        )
        self.patient = self._person(position, block, indices, self.patient.id)
        self._property_casualty(position, block, NUMBER(shape)[0])

    def _person(self, position: int, block: Block, indices: tuple[int, ...], member: str | None) -> Patient:
        name, birth, death = indices[:3]
        if name:
            self.positions["/patient"] = position + name
        if birth:
            self.positions["/patient/dob"] = position + birth
        if death:
            self.positions["/patient/dod"] = position + death
        return person(block, indices, member)

    def _property_casualty(self, position: int, block: Block, number: int) -> None:
        if number:
            self.claim_number = block[number].elements[2] or None
            self.positions["/accident/claim_number"] = position + number

    def _check_number(self, position: int, hl: tuple[str, ...]) -> None:
        number, above, level = hl[1:4]
        loop = LEVELS.get(level)
        if loop is None:
            self._broken(position, None, "HL03", f"HL03 is {level!r}; a professional claim has levels 20, 22 and 23.")
            return
        # A set may begin above 1 (some clearinghouses cut a batch and keep its numbers): nothing is unclear then.
        following = self._last + 1
        count = int(number[:12]) if number.isdecimal() else 0
        if count != following and (self._last or not number.isdecimal()):
            text = f"HL01 is {number!r}; it must be {following}, one more than in the HL before."
            self._broken(position, loop, "HL01", text)
        self._last = count if number.isdecimal() else following
        parent = self._numbers.get(ABOVE.get(level, ""), "")
        if above != parent or (level != "20" and not parent):
            right = f"{parent!r}, the level above" if parent else "empty" if level == "20" else "the level above"
            self._broken(position, loop, "HL02", f"HL02 is {above!r}; it must be {right}.")
        self._numbers[level] = number
        if level == "20":
            self._numbers.pop("22", None)

    def _broken(self, position: int, loop: str | None, element: str, text: str) -> None:
        self._damage.add(BAD_HL, Place(position, loop, "HL", element), text)
