"""The ledger of authorizations and limits: scheduled, rendered, billed."""

from cleanbill.visits.alerts import Alert, Stage, Task, Watch, alerts, tasks
from cleanbill.visits.allocation import Allocation, allocation
from cleanbill.visits.booking import Booking, book, book_series
from cleanbill.visits.changes import give, move, record, revise, step
from cleanbill.visits.conflicts import Conflict, Slot, conflicts
from cleanbill.visits.counters import Counter, Counters, counters
from cleanbill.visits.facts import ClaimFacts, claim_facts
from cleanbill.visits.ledger import (
    Appointment,
    Authorization,
    Benefit,
    Coverage,
    Episode,
    Ledger,
    LedgerError,
    Revision,
)
from cleanbill.visits.states import State

__all__ = [
    "Alert",
    "Allocation",
    "Appointment",
    "Authorization",
    "Benefit",
    "Booking",
    "ClaimFacts",
    "Conflict",
    "Counter",
    "Counters",
    "Coverage",
    "Episode",
    "Ledger",
    "LedgerError",
    "Revision",
    "Slot",
    "Stage",
    "State",
    "Task",
    "Watch",
    "alerts",
    "allocation",
    "book",
    "book_series",
    "claim_facts",
    "conflicts",
    "counters",
    "give",
    "move",
    "record",
    "revise",
    "step",
    "tasks",
]
