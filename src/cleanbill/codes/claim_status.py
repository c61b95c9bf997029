"""What a payer's status of a claim means in plain words, and what to mend in the claim document.

A status is a category, a code and perhaps an entity; codes that are not in the table have no words of ours.
"""

from typing import Literal, cast

from msgspec import Struct

from cleanbill.codes.tables import rows

Outcome = Literal["accepted", "rejected", "pending", "asks", "paid", "denied", "final", "failed"]
ENTITIES = {
    "41": "submitter",
    "77": "place of service",
    "82": "rendering provider",
    "85": "billing provider",
    "87": "pay-to provider",
    "DK": "ordering provider",
    "DN": "referring provider",
    "DQ": "supervising provider",
    "IL": "insured",
    "1P": "provider",
    "PR": "payer",
    "QC": "patient",
}


class Category(Struct, frozen=True):
    """What a category says: how the claim stands, in one word and in a sentence."""

    code: str
    outcome: Outcome
    words: str


class Meaning(Struct, frozen=True):
    """What a status code says of an entity. `mend` is what to do, "" for nothing; `pointer` the field of the claim."""

    code: str
    entity: str
    pointer: str
    words: str
    mend: str


def category(code: str) -> Category | None:
    """The meaning of a category such as A7; None where it is not known."""
    return _CATEGORIES.get(code)


def meaning(code: str, entity: str | None = None) -> Meaning | None:
    """The meaning of a status code, of this entity where the table tells entities apart; None where it is not known."""
    return _MEANINGS.get((code, entity or "")) or _MEANINGS.get((code, ""))


_CATEGORIES = {
    row["category"]: Category(row["category"], cast("Outcome", row["outcome"]), row["words"])
    for row in rows("status_categories.csv")
}
_MEANINGS = {(row["code"], row["entity"]): Meaning(**row) for row in rows("claim_status.csv")}
