"""Between whom a file goes, and what it is called: nothing of it is taken from a clock or kept in the program."""

import datetime as dt

from msgspec import Struct, structs

from cleanbill.model.claim import Claim

TIME = "0000"  # a file is told apart by its number, not by its minute
LARGEST_NUMBER = 999_999_999


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

    def check(self) -> None:
        """Raise `ValueError` for a number that a file cannot have."""
        if not 1 <= self.number <= LARGEST_NUMBER:
            raise ValueError(f"The number of a file is {self.number}; it must be from 1 to {LARGEST_NUMBER:,}.")


def opened(sending: Sending, kind: str, guide: str, sender: str, receiver: str, test: bool) -> list[str]:
    """The ISA and the GS of a file with sets of a guide; `kind` is GS01."""
    day, number, usage = sending.on, sending.number, "T" if test else "P"
    return [
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{day:%y%m%d}*{TIME}*^*00501*{number:09}*0*{usage}*:",
        f"GS*{kind}*{sender}*{receiver}*{day:%Y%m%d}*{TIME}*{number}*X*{guide}",
    ]


def closed(sending: Sending, sets: int) -> list[str]:
    """The GE and the IEA of a file of so many sets."""
    return [f"GE*{sets}*{sending.number}", f"IEA*1*{sending.number:09}"]


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
