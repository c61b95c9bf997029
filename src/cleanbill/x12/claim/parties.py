"""The levels above a claim: who bills (2000A), who is insured and by whom (2000B), who is treated (2000C)."""

from typing import Literal

from msgspec import structs

from cleanbill.model.claim import Payer, Rendering
from cleanbill.model.parties import Billing
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.people import billing, person, person_indices, rendering
from cleanbill.x12.claim.subscriber_block import NO_HOLDER, NOBODY, SubscriberLevel, read_subscriber
from cleanbill.x12.damage import BAD_HL, NO_PATIENT, Damage, Place
from cleanbill.x12.names import npi
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.shape import Shape, places

RELATIONSHIPS: dict[str, Literal["spouse", "child", "employee"]] = {"01": "spouse", "19": "child", "20": "employee"}
LEVELS = {"20": "2000A", "22": "2000B", "23": "2000C"}
ABOVE = {"22": "20", "23": "22"}
BILLING = places("2010AA NM1*85", "2000A PRV")
DEPENDENT = places("2010CA NM1*QC", "2010CA DMG", "2000C PAT", "2010CA N3", "2010CA N4")
NUMBER = places("2010CA REF*Y4")
NO_SUBSCRIBER = SubscriberLevel("", "", (), 0, False, NOBODY, Payer(), NO_HOLDER, None)


class Parties:
    """What the claims that follow have in common, and where the file says it (`positions`, by JSON pointer)."""

    def __init__(self, damage: Damage) -> None:
        self._damage = damage
        self.begin_set()

    def begin_set(self, interchange: str = "") -> None:
        """A new transaction set: nothing is known, the levels are counted anew."""
        self.interchange = interchange
        self._last = 0
        self._numbers: dict[str, str] = {}
        self._begin_billing()

    def _begin_billing(self) -> None:
        self.billing_npi: str | None = None
        self.billing = Rendering()
        self.billing_details: Billing | None = None
        self._of_billing: dict[str, int] = {}
        self._begin_subscriber(0, NO_SUBSCRIBER)
        self.has_subscriber = False

    def _begin_subscriber(self, position: int, level: SubscriberLevel) -> None:
        self.has_subscriber = True
        self._level, self._sbr_at = level, position + level.sbr
        self._patient_told = not level.has_dependent
        self.payer = level.payer
        self.patient = level.holder
        self.subscriber = level.insured if level.insured != NOBODY else None  # else: the patient, in no group
        self.claim_number = level.claim_number
        self.positions = self._of_billing.copy()
        for pointer, index in level.indices:
            self.positions[pointer] = position + index
        self._of_subscriber = self.positions

    def take(self, position: int, block: Block, shape: Shape) -> SubscriberLevel | None:
        """The next HL with what follows it; what that says where it is a subscriber's."""
        number, above, level = block[0].elements[1:4]
        if level == "22":
            subscriber = read_subscriber(block, shape)
            self.take_subscriber(position, subscriber)
            return subscriber
        self._check_number(position, number, above, level)
        if level == "20":
            self._begin_billing()
            self._billing(position, block, shape)
        elif level == "23":
            self._dependent(position, block, shape)
        return None

    def take_subscriber(self, position: int, level: SubscriberLevel) -> None:
        """The next HL of a subscriber with what follows it."""
        self._check_number(position, level.number, level.above, "22")
        self._begin_subscriber(position, level)

    def check_patient(self) -> None:
        """A claim begins: it must be known whose it is. Told once a subscriber."""
        if not self._patient_told:
            text = "SBR02 is not 18, so the patient is not the subscriber, but no patient loop 2000C stands before CLM."
            self._damage.add(NO_PATIENT, Place(self._sbr_at, "2000B", "SBR", "SBR02"), text)
            self._patient_told = True

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

    def _dependent(self, position: int, block: Block, shape: Shape) -> None:
        """The patient is not the subscriber: another person, under the subscriber's member id."""
        self._patient_told = True
        self.positions = self._of_subscriber.copy()
        for pointer in ("/patient/dob", "/patient/dod"):
            self.positions.pop(pointer, None)
        if "/patient" in self.positions:
            self.positions["/patient/id"] = self.positions["/patient"]
        indices = DEPENDENT(shape)
        pat, number = indices[2], NUMBER(shape)[0]
        holder = self._level.holder
        self.subscriber = structs.replace(
            self._level.insured,
            relationship=RELATIONSHIPS.get(block[pat].elements[1] if pat else "", "other"),
            first_name=holder.first_name,
            last_name=holder.last_name,
            dob=holder.dob,
            sex=holder.sex,
            address=holder.address,
            middle_name=holder.middle_name,
            suffix=holder.suffix,
        )
        self.patient = person(block, indices, holder.id)
        self.claim_number = (block[number].elements[2] or None) if number else self._level.claim_number
        for pointer, index in person_indices(indices):
            self.positions[pointer] = position + index
        if number:
            self.positions["/accident/claim_number"] = position + number

    def _check_number(self, position: int, number: str, above: str, level: str) -> None:
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
