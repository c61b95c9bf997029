"""The status of a code in the fee schedule, in our own words.

From the National Physician Fee Schedule Relative Value File, record layout, Attachment A: "Only RVUs associated with
status codes of A, R, or T are used for Medicare payment."
"""

PAID = frozenset("ART")
MEANING = {
    "A": "active: paid on its own when it is covered",
    "B": "bundled: its payment is always part of another service's; it is never paid on its own",
    "C": "priced by the Medicare contractor, case by case; the fee schedule has no price",
    "D": "deleted",
    "E": "excluded from the fee schedule by regulation",
    "F": "deleted",
    "G": "not valid for Medicare, which uses another code for the service",
    "H": "deleted modifier",
    "I": "not valid for Medicare, which uses another code for the service",
    "J": "anesthesia, which is paid by other units",
    "M": "a measurement code, for reporting only",
    "N": "not covered by Medicare",
    "P": "bundled or excluded: never paid on its own under the fee schedule",
    "R": "restricted: special coverage rules apply",
    "T": "paid only when the same provider bills nothing else of the fee schedule that day",
    "X": "excluded by statute from physician services; another fee schedule may pay it",
}


def meaning(status: str) -> str:
    """The status in words; of a letter outside the record layout it is said that it is not known."""
    return MEANING.get(status, "a status that the record layout of 2026 does not explain")
