"""Between whom a file goes, and what it is called: nothing of it is taken from a clock or kept in the program."""

import datetime as dt

from msgspec import Struct, structs

from cleanbill.model.claim import Claim


class Trading(Struct, frozen=True, forbid_unknown_fields=True):
    """Who sends files and who gets them, by the ids that they have agreed on (at most 15 characters).

    What is empty is taken from the first claim: the billing provider sends, its payer receives.
    """

    submitter_id: str = ""
    submitter_name: str = ""
    contact: str = ""
    phone: str = ""
    receiver_id: str = ""
    receiver_name: str = ""
    test: bool = False


class Sending(Struct, frozen=True):
    """One file: its day, its number (1 to 999,999,999, which a receiver takes once) and between whom it goes."""

    on: dt.date
    number: int = 1
    trading: Trading = Trading()


def filled(trading: Trading, claim: Claim) -> Trading:
    """The partners, with what is empty taken from a claim."""
    billing, payer = claim.billing, claim.payer
    name = (billing and billing.name) or ""
    derived = {
        "submitter_id": (billing and billing.tax_id and billing.tax_id.replace("-", "")) or claim.billing_npi or "",
        "submitter_name": name,
        "contact": trading.submitter_name or name,
        "phone": (billing and billing.phone) or "",
        "receiver_id": payer.id or "",
        "receiver_name": payer.name or "",
    }
    return structs.replace(trading, **{key: value for key, value in derived.items() if not getattr(trading, key)})
