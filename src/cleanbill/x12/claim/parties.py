"""The levels above a claim: who bills (2000A), who is insured and by whom (2000B), who is treated (2000C)."""

from functools import lru_cache
from typing import Literal

from msgspec import structs

from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.claim import Patient, Payer, PayerType, Rendering
from cleanbill.model.parties import Billing, LaterRank, PayToPlan, Reference, Subscriber
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.damage import BAD_HL, NO_PATIENT, Damage, Place
from cleanbill.x12.kinds import FILING, LATER_RANKS
from cleanbill.x12.names import address, npi, phone
from cleanbill.x12.segments import EMPTY

# SBR09, claim filing indicator. What can be more than one of our types (11, OF, ZZ, CH, VA ...) is left out.
PAYER_TYPES: dict[str, PayerType] = {
    "MB": "medicare_b",
    "16": "medicare_advantage",
    "MC": "medicaid",
    "12": "commercial",
    "13": "commercial",
    "14": "commercial",
    "15": "commercial",
    "BL": "commercial",
    "CI": "commercial",
    "HM": "commercial",
    "WC": "workers_comp",
    "AM": "auto",
}
RELATIONSHIPS: dict[str, Literal["spouse", "child", "employee"]] = {"01": "spouse", "19": "child", "20": "employee"}
PRIORITIES: dict[str, LaterRank] = {code: rank for rank, code in LATER_RANKS.items()}  # SBR01
PAYER_NUMBERS = {f"2010BB REF*{kind}": kind for kind in ("2U", "EI", "FY", "NF", "G2", "LU")}
LEVELS = {"20": "2000A", "22": "2000B", "23": "2000C"}
ABOVE = {"22": "20", "23": "22"}
At = dict[str, tuple[int, ...]]


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

    def take(self, position: int, block: Block, at: At) -> None:
        """The next HL with what follows it."""
        hl = block[0].elements
        level = hl[3]
        self._check_number(position, hl)
        if level == "20":
            self._begin_billing()
            self._billing(position, block, at)
        elif level == "22":
            self._begin_subscriber()
            self._subscriber(position, block, at)
        elif level == "23":
            self._dependent(position, block, at)

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
        self.payer = Payer()
        self.patient = self._holder = Patient()  # the holder of the policy stays when a dependent follows
        self.subscriber: Subscriber | None = None  # None: the patient, at the first payer, in no group
        self._insured = Subscriber()
        self.claim_number: str | None = None
        self._of_subscriber = self.positions = self._of_billing.copy()
        self._patient_told = True
        self._sbr_at = 0

    def _billing(self, position: int, block: Block, at: At) -> None:
        taxonomy, nm1 = None, EMPTY
        if found := at.get("2010AA NM1*85"):
            nm1 = block[found[0]].elements
            self.billing_npi = npi(nm1)
            self._of_billing = dict.fromkeys(("/billing_npi", "/rendering"), position + found[0])
        if found := at.get("2000A PRV"):
            taxonomy = block[found[0]].elements[3] or None
            self._of_billing["/rendering/taxonomy"] = position + found[0]
        self.billing = rendering(self.billing_npi, taxonomy)
        person = at.get("2010AA REF*SY")
        tax, per = at.get("2010AA REF*EI") or person, at.get("2010AA PER")
        details = Billing(
            name=nm1[3] or None,
            first_name=nm1[4] or None,
            tax_id=block[tax[0]].elements[2] or None if tax else None,
            taxonomy=taxonomy,
            phone=phone(block[per[0]].elements) if per else None,
            address=address(block, at, "2010AA"),
            tax_id_type="ssn" if tax and tax == person else None,
            pay_to=address(block, at, "2010AB"),
            pay_to_plan=_plan(block, at),
        )
        self.billing_details = details if details != Billing() else None

    def _subscriber(self, position: int, block: Block, at: At) -> None:
        self.has_subscriber = True
        filing, name, id = "", "", ""
        if found := at.get("2000B SBR"):
            sbr = block[found[0]].elements
            self._sbr_at = self.positions["/payer/type"] = position + found[0]
            self._patient_told = sbr[2] == "18"
            filing = sbr[9]
            self._insured = Subscriber(
                priority=PRIORITIES.get(sbr[1]),
                group=sbr[3] or None,
                insurance_type=sbr[5] or None,
                group_name=sbr[4] or None,
                ssn=block[number[0]].elements[2] or None if (number := at.get("2010BA REF*SY")) else None,
            )
            self.subscriber = self._insured if self._insured != Subscriber() else None
        if found := at.get("2010BB NM1*PR"):
            nm1 = block[found[0]].elements
            self.positions["/payer"] = position + found[0]
            name, id = nm1[3], nm1[9]
        self.payer = payer(filing, name, id)
        home, numbers = address(block, at, "2010BB"), _numbers(block, at)
        if home or numbers:
            self.payer = structs.replace(self.payer, address=home, references=numbers)
        if found := at.get("2010BA NM1*IL"):
            nm1 = block[found[0]].elements
            member = nm1[9] or None
            self.patient = self._holder = self._person(
                position, block, at, ("2010BA NM1*IL", "2010BA DMG", "2000B PAT"), member
            )
        self._property_casualty(position, block, at.get("2010BA REF*Y4"))
        self._of_subscriber = self.positions.copy()

    def _dependent(self, position: int, block: Block, at: At) -> None:
        """The patient is not the subscriber: another person, under the subscriber's member id."""
        self._patient_told = True
        self.positions = self._of_subscriber.copy()
        for pointer in ("/patient/dob", "/patient/dod"):
            self.positions.pop(pointer, None)
        if "/patient" in self.positions:
            self.positions["/patient/id"] = self.positions["/patient"]
        keys = ("2010CA NM1*QC", "2010CA DMG", "2000C PAT")
        pat = at.get("2000C PAT")
        self.subscriber = structs.replace(
            self._insured,
            relationship=RELATIONSHIPS.get(block[pat[0]].elements[1] if pat else "", "other"),
            first_name=self._holder.first_name,
            last_name=self._holder.last_name,
            dob=self._holder.dob,
            sex=self._holder.sex,
            address=self._holder.address,
            middle_name=self._holder.middle_name,
            suffix=self._holder.suffix,
        )
        self.patient = self._person(position, block, at, keys, self.patient.id)
        self._property_casualty(position, block, at.get("2010CA REF*Y4"))

    def _person(self, position: int, block: Block, at: At, keys: tuple[str, str, str], member: str | None) -> Patient:
        first = last = middle = suffix = sex = born = None
        pat = EMPTY
        if found := at.get(keys[0]):
            nm1 = block[found[0]].elements
            self.positions["/patient"] = position + found[0]
            last, first, middle, suffix = nm1[3] or None, nm1[4] or None, nm1[5] or None, nm1[7] or None
        if found := at.get(keys[1]):
            dmg = block[found[0]].elements
            self.positions["/patient/dob"] = position + found[0]
            born, sex = values.date(dmg[1], dmg[2]), dmg[3] or None
        if found := at.get(keys[2]):
            pat = block[found[0]].elements
            self.positions["/patient/dod"] = position + found[0]
        return Patient(
            id=member,
            first_name=first,
            last_name=last,
            dob=born,
            dod=values.date(pat[5], pat[6]),
            sex=sex,
            address=address(block, at, keys[0][:6]),
            weight=values.quantity(pat[8]) if pat[7] == "01" else None,
            pregnant=pat[9] == "Y" or None,
            middle_name=middle,
            suffix=suffix,
        )

    def _property_casualty(self, position: int, block: Block, found: tuple[int, ...] | None) -> None:
        if found:
            self.claim_number = block[found[0]].elements[2] or None
            self.positions["/accident/claim_number"] = position + found[0]

    def _check_number(self, position: int, hl: tuple[str, ...]) -> None:
        number, above, level = hl[1:4]
        loop = LEVELS.get(level)
        if loop is None:
            self._broken(position, None, "HL03", f"HL03 is {level!r}; a professional claim has levels 20, 22 and 23.")
            return
        # A set may begin above 1 (some clearinghouses cut a batch and keep its numbers): nothing is unclear then.
        if not number.isdecimal() or (self._last and int(number[:12]) != self._last + 1):
            text = f"HL01 is {number!r}; it must be {self._last + 1}, one more than in the HL before."
            self._broken(position, loop, "HL01", text)
        self._last = int(number[:12]) if number.isdecimal() else self._last + 1
        parent = self._numbers.get(ABOVE.get(level, ""), "")
        if above != parent or (level != "20" and not parent):
            right = f"{parent!r}, the level above" if parent else "empty" if level == "20" else "the level above"
            self._broken(position, loop, "HL02", f"HL02 is {above!r}; it must be {right}.")
        self._numbers[level] = number
        if level == "20":
            self._numbers.pop("22", None)

    def _broken(self, position: int, loop: str | None, element: str, text: str) -> None:
        self._damage.add(BAD_HL, Place(position, loop, "HL", element), text)


@lru_cache(maxsize=4096)
def payer(filing: str, name: str, id: str) -> Payer:
    """Who is billed, from SBR09 and the payer's NM1."""
    type, code = filed(filing)
    return Payer(type=type, name=name or None, id=id or None, filing_code=code)


def filed(filing: str) -> tuple[PayerType | None, str | None]:
    """The type of payer that SBR09 says, and SBR09 itself where the type does not say the same."""
    type = PAYER_TYPES.get(filing)
    return type, filing if filing and (type is None or FILING[type] != filing) else None


def _plan(block: Block, at: At) -> PayToPlan | None:
    """The plan that is to be paid back (2010AC)."""
    found, tax = at.get("2010AC NM1*PE"), at.get("2010AC REF*EI")
    if not found:
        return None
    nm1 = block[found[0]].elements
    number = block[tax[0]].elements[2] if tax else None
    return PayToPlan(nm1[3] or None, nm1[9] or None, number, address(block, at, "2010AC"))


def _numbers(block: Block, at: At) -> tuple[Reference, ...]:
    """What the payer is known by, and knows the billing provider by, in the order of the file."""
    found = [(index, kind) for key, kind in PAYER_NUMBERS.items() if key in at for index in at[key]]
    return tuple(Reference(kind, block[index].elements[2]) for index, kind in sorted(found))


@lru_cache(maxsize=4096)
def rendering(
    npi: str | None, taxonomy: str | None, first_name: str | None = None, last_name: str | None = None
) -> Rendering:
    """Who treated; the credential where the taxonomy code decides it."""
    return Rendering(npi, taxonomy, credential_of(taxonomy), first_name, last_name)
