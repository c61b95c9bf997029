"""Who stands in the levels above a claim, as parts of the claim document."""

from functools import lru_cache

from msgspec import Struct, structs

from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.claim import Patient, Payer, PayerType, Rendering
from cleanbill.model.parties import Billing, PayToPlan, Reference
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.kinds import FILING
from cleanbill.x12.names import address, address_of, npi, phone
from cleanbill.x12.segments import EMPTY, Segment
from cleanbill.x12.shape import Shape, places

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
PAYER_NUMBERS = {f"2010BB REF*{kind}": kind for kind in ("2U", "EI", "FY", "NF", "G2", "LU")}
PAYER = places("2010BB NM1*PR", "2010BB N3", "2010BB N4", *PAYER_NUMBERS)
Elements = tuple[str, ...]
At = dict[str, tuple[int, ...]]


def person(block: Block, indices: tuple[int, ...], member: str | None) -> Patient:
    """The person whose NM1, DMG, PAT, N3 and N4 stand at these indices of a block, under the member id."""
    name, birth, death, street, city = indices
    nm1 = block[name].elements if name else EMPTY
    dmg = block[birth].elements if birth else EMPTY
    home = None
    if street or city:
        home = address_of(block[street].elements if street else EMPTY, block[city].elements if city else EMPTY)
    found = Patient(
        id=member,
        first_name=nm1[4] or None,
        last_name=nm1[3] or None,
        dob=values.date(dmg[1], dmg[2]),
        sex=dmg[3] or None,
        address=home,
        middle_name=nm1[5] or None,
        suffix=nm1[7] or None,
    )
    return _with_pat(found, block[death].elements) if death else found


def person_indices(indices: tuple[int, ...]) -> list[tuple[str, int]]:
    """By JSON pointer the indices of the segments that are there, of those that `person` takes."""
    pointers = ("/patient", "/patient/dob", "/patient/dod")
    return [(pointer, index) for pointer, index in zip(pointers, indices, strict=False) if index]


def _with_pat(person: Patient, pat: Elements) -> Patient:
    """The person with what its PAT says."""
    weight = values.quantity(pat[8]) if pat[7] == "01" else None
    return structs.replace(person, dod=values.date(pat[5], pat[6]), weight=weight, pregnant=pat[9] == "Y" or None)


def payer(block: Block, shape: Shape, filing: str) -> Payer:
    """Who is billed, from SBR09 and the loop of the payer."""
    index, n3, n4, *numbers = PAYER(shape)
    nm1 = block[index].elements if index else EMPTY
    found = _payer(filing, nm1[3], nm1[9])
    if n3 or n4 or any(numbers):
        return structs.replace(found, address=address(block, shape.at, "2010BB"), references=_numbers(block, shape.at))
    return found


@lru_cache(maxsize=4096)
def _payer(filing: str, name: str, id: str) -> Payer:
    type, code = filed(filing)
    return Payer(type=type, name=name or None, id=id or None, filing_code=code)


def filed(filing: str) -> tuple[PayerType | None, str | None]:
    """The type of payer that SBR09 says, and SBR09 itself where the type does not say the same."""
    type = PAYER_TYPES.get(filing)
    return type, filing if filing and (type is None or FILING[type] != filing) else None


def _numbers(block: Block, at: At) -> tuple[Reference, ...]:
    """What the payer is known by, and knows the billing provider by, in the order of the file."""
    found = [(index, kind) for key, kind in PAYER_NUMBERS.items() if key in at for index in at[key]]
    return tuple(Reference(kind, block[index].elements[2]) for index, kind in sorted(found))


def billing(block: Block, at: At, nm1: Elements, taxonomy: str | None) -> Billing | None:
    """Who bills, from the NM1 and the taxonomy code and what stands beside them; None where nothing does."""
    person = at.get("2010AA REF*SY")
    tax, per = at.get("2010AA REF*EI") or person, at.get("2010AA PER")
    found = Billing(
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
    return found if found != Billing() else None


def _plan(block: Block, at: At) -> PayToPlan | None:
    """The plan that is to be paid back (2010AC)."""
    found, tax = at.get("2010AC NM1*PE"), at.get("2010AC REF*EI")
    if not found:
        return None
    nm1 = block[found[0]].elements
    number = block[tax[0]].elements[2] if tax else None
    return PayToPlan(nm1[3] or None, nm1[9] or None, number, address(block, at, "2010AC"))


@lru_cache(maxsize=4096)
def rendering(
    npi: str | None, taxonomy: str | None, first_name: str | None = None, last_name: str | None = None
) -> Rendering:
    """Who treated; the credential where the taxonomy code decides it."""
    return Rendering(npi, taxonomy, credential_of(taxonomy), first_name, last_name)


class Treating(Struct, frozen=True, gc=False):
    """Who treated, and the indices of the NM1 and the PRV that say so; 0 where there is no PRV."""

    rendering: Rendering
    name: int
    taxonomy: int


def treating(block: Block, at: At, loop: str) -> Treating | None:
    """Who treated, as a loop of a claim or of a line says; None where the block has none."""
    if f"{loop} NM1*82" not in at:
        return None
    nm1, prv = at[f"{loop} NM1*82"][0], at.get(f"{loop} PRV", (0,))[0]
    return Treating(_provided(block[nm1], block[prv] if prv else None), nm1, prv)


@lru_cache(maxsize=4096)
def _provided(nm1: Segment, prv: Segment | None) -> Rendering:
    """Who treated, from the NM1 of a clinician and its PRV."""
    name = nm1.elements
    return rendering(npi(name), prv.elements[3] or None if prv else None, name[4] or None, name[3] or None)
