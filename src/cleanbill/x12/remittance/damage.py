"""What can be wrong with a remittance: damage of its segments, by the 835's guide, and sums that do not agree."""

from msgspec import structs

from cleanbill.model.balance import Equation, Imbalance
from cleanbill.model.finding import Authority
from cleanbill.x12 import damage
from cleanbill.x12.damage import Damage, Kind, Place

GUIDE = Authority("ASC X12N Health Care Claim Payment/Advice (835)", "implementation", "005010X221A1")
BALANCING = structs.replace(GUIDE, section="balancing")
ASK = "Ask the payer for a corrected remittance; post it by hand only when you know what is right."
UNEXPECTED, MISSING, EMPTY_ELEMENT, BAD_NUMBER, BAD_DATE, BAD_VALUE = (
    structs.replace(kind, authority=GUIDE)
    for kind in (
        damage.UNEXPECTED,
        damage.MISSING,
        damage.EMPTY_ELEMENT,
        damage.BAD_NUMBER,
        damage.BAD_DATE,
        damage.BAD_VALUE,
    )
)
BELOW_ZERO = Kind(
    "RA006", "A payment below zero", "Nothing is paid below zero: the payer is to carry the balance forward (PLB FB).",
    "", BALANCING, "warning",
)  # fmt: skip
OUT_OF_BALANCE: dict[Equation, Kind] = {
    "line": Kind("RA001", "A line does not balance", ASK, "", BALANCING),
    "claim": Kind("RA002", "A claim does not balance", ASK, "", BALANCING),
    "charges": Kind("RA003", "The lines do not charge what the claim charges", ASK, "", BALANCING),
    "payment": Kind("RA004", "The payment is not the sum of its claims", ASK, "", BALANCING),
    "patient": Kind(
        "RA005", "The patient's part is not that of the adjustments",
        "Bill the patient by the adjustments of group PR.", "", BALANCING, "warning",
    ),
}  # fmt: skip
ELEMENTS: dict[Equation, tuple[str, str, str]] = {
    "line": ("2110", "SVC", "SVC03"),
    "claim": ("2100", "CLP", "CLP04"),
    "charges": ("2100", "CLP", "CLP03"),
    "payment": ("", "BPR", "BPR02"),
    "patient": ("2100", "CLP", "CLP05"),
}


def tell(damage: Damage, fault: Imbalance, position: int) -> None:
    """Add an equation that does not hold, at the segment whose amount it is."""
    loop, segment, element = ELEMENTS[fault.equation]
    place = Place(position, loop or None, segment, element)
    damage.add(OUT_OF_BALANCE[fault.equation], place, fault.message)
