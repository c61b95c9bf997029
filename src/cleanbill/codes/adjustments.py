"""What an adjustment of a remittance means, in our own words, and what a practice does about it."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from cleanbill.codes.reasons import reason as listed
from cleanbill.codes.tables import rows

Kind = Literal["price", "patient", "prior", "denial"]
Next = Literal["correct", "records", "appeal", "patient", "ask", ""]
GROUPS = {"PR": "the patient owes it", "PI": "the payer's decision", "CR": "a correction"}  # of CO and OA: nothing
OTHER_ACT = "Read the payer's remarks and ask the payer what it wants."


class Meaning(Struct, frozen=True):
    """One adjustment reason: what it does, what it means, the remark codes that usually come with it, the next act.

    `act` is empty where nobody has to act, and so is `next`, its kind: correct and send anew, send records, appeal,
    bill the patient, ask the payer.
    """

    reason: str
    kind: Kind
    remarks: tuple[str, ...]
    meaning: str
    act: str
    next: Next


def meaning(reason: str, on: dt.date | None = None) -> Meaning:
    """The meaning of a reason code. One that our table does not have refuses the service, for all we know."""
    known = _table().get(reason)
    if known:
        return known
    words = "a reason of the payer's" if listed(reason, on) else "a reason that is on no list we have"
    return Meaning(reason, "denial", (), words, OTHER_ACT, "ask")


@cache
def _table() -> dict[str, Meaning]:
    return {row["reason"]: _of_row(row) for row in rows("adjustments.csv")}


def refuses(reason: str, amount: Decimal | int) -> bool:
    """Whether an adjustment of that reason refuses something: one that gives back does not."""
    return amount > 0 and meaning(reason).kind == "denial"


def _of_row(row: dict[str, str]) -> Meaning:
    kind, following = cast("Kind", row["kind"]), cast("Next", row["next"])
    return Meaning(row["reason"], kind, tuple(row["remarks"].split()), row["meaning"], row["act"], following)


@cache
def provider_adjustment(code: str) -> str:
    """What a code of an adjustment on the whole payment means; "" where our table does not have it."""
    return next((row["meaning"] for row in rows("provider_adjustments.csv") if row["code"] == code), "")
