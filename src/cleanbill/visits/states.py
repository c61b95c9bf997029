"""The states of an appointment, which follow on which, and what each uses up."""

from typing import Literal

State = Literal[
    "scheduled", "checked_in", "rendered", "signed", "billed", "cancelled", "late_cancel", "no_show",
]  # fmt: skip
Standing = Literal["scheduled", "rendered", "billed"]

STANDING: dict[State, Standing] = {
    "scheduled": "scheduled",
    "checked_in": "scheduled",
    "rendered": "rendered",
    "signed": "rendered",
    "billed": "billed",
}
"""How an appointment counts. Those that are not here did not take place and use nothing up."""

ORDER: tuple[Standing, ...] = ("scheduled", "rendered", "billed")

FOLLOWING: dict[State, tuple[State, ...]] = {
    "scheduled": ("checked_in", "rendered", "cancelled", "late_cancel", "no_show"),
    "checked_in": ("rendered", "cancelled", "scheduled"),
    "rendered": ("signed", "checked_in"),
    "signed": ("billed",),
    "billed": ("signed",),  # the claim was voided
    "cancelled": (),
    "late_cancel": (),
    "no_show": (),
}
