"""The states of a claim and of a file on their way, and which one an answer may put in the place of which."""

from typing import Literal, get_args

State = Literal[
    "queued",  # a claim that is to be sent
    "writing",  # it has a control number; the file is being written
    "written",  # the file is whole, in the store
    "sending",  # the file is being carried to the payer's folder, under a passing name
    "uploaded",  # it lies there whole, under its passing name
    "sent",  # it has its own name, and is the payer's
    "acknowledged",  # the payer could read it (TA1, 999)
    "accepted",  # the payer took the claim (277CA)
    "rejected",  # the payer did not take it (TA1, 999, 277CA): it may be mended and sent again
    "adjudicated",  # the payer decided (835)
    "failed",  # it cannot be written
    "replaced",  # another version of the claim took its place before it was sent
    "abandoned",  # a file whose writing was broken off; its number is not used again
]
STATES: tuple[State, ...] = get_args(State)
OPEN: tuple[State, ...] = ("writing", "written", "sending", "uploaded")  # of a file that is not sent
AT_THE_PAYER: tuple[State, ...] = ("sent", "acknowledged", "accepted", "adjudicated")
_NEWS: tuple[State, ...] = ("sending", "uploaded", "sent", "acknowledged", "accepted", "rejected", "adjudicated")


def before(state: State) -> tuple[State, ...]:
    """The states whose place an answer that says `state` takes. Old news changes nothing."""
    return _NEWS[: _NEWS.index(state)]


def marks(values: tuple[State, ...]) -> str:
    """So many `?` as there are values, for the SQL."""
    return ", ".join("?" * len(values))
