"""Made-up parties, persons, days and sums for the tests of the documents between a clinic and a payer."""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from hypothesis import strategies as st

from cleanbill.model.claim import Patient
from cleanbill.model.finding import Finding
from cleanbill.model.parties import Address
from cleanbill.model.trade import Delivery, Party, Period, Reference
from cleanbill.x12 import Sending, Trading
from cleanbill.x12.levels import DocumentReader

SHARED = Path(__file__).parents[5] / "shared" / "data" / "x12"
ON = dt.date(2026, 11, 5)
SENDING = Sending(ON, 7)
HUB = Sending(ON, 7, Trading(submitter_id="CLINIC", receiver_id="HUB"))  # for documents of many partners
Write = Callable[[Iterable[Any], IO[bytes], Sending], int]
Read = Callable[[Any], DocumentReader[Any]]


def file_of(write: Write, documents: Iterable[Any], sending: Sending = SENDING) -> bytes:
    """The bytes of the documents."""
    stream = io.BytesIO()
    write(documents, stream, sending)
    return stream.getvalue()


def segments_of(write: Write, documents: Iterable[Any]) -> list[str]:
    """The segments of the documents."""
    return file_of(write, documents).decode().split("~\n")[:-1]


def read(reader: Read, data: bytes) -> tuple[list[Any], list[Finding]]:
    """The documents in the bytes, and the damage."""
    documents = reader(io.BytesIO(data))
    return list(documents), documents.damage


def sample(reader: Read, name: str) -> tuple[list[Any], list[Finding]]:
    """The documents of a shared file, and its damage."""
    return read(reader, (SHARED / name).read_bytes())


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


nothing = st.none()
words = st.from_regex(r"[A-Z][A-Za-z0-9.,'#&/-]{0,10}( [A-Z0-9]{1,6})?", fullmatch=True)
names = st.from_regex(r"[A-Z][A-Za-z'-]{1,12}", fullmatch=True)
numbers = st.from_regex(r"[A-Z0-9]{2,15}", fullmatch=True)
service_types = st.sampled_from(["30", "33", "98", "AE", "PT"])
tracers = st.from_regex(r"9[A-Z0-9]{9}", fullmatch=True)
phones = st.just("2175550100")
money = st.integers(0, 99_999).map(lambda value: Decimal(value) / 100)
counts = st.integers(0, 999)
quantities = st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(24)])
days = st.dates(dt.date(2026, 1, 1), ON)
born = st.dates(dt.date(1930, 1, 1), dt.date(2024, 1, 1))
procedures = st.sampled_from(["97110", "97140", "98941", "G0283"])
modifiers = st.lists(st.sampled_from(["GP", "59", "KX", "CQ"]), max_size=4, unique=True).map(tuple)
addresses = st.builds(
    Address, street=words, street2=optional(st.just("STE 200")), city=names, state=st.just("IL"), zip=st.just("62701")
)


def tuples(strategy: st.SearchStrategy[Any], most: int = 3, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def spans(kinds: st.SearchStrategy[Any] = nothing) -> st.SearchStrategy[Period]:
    """A day, or the days from one to a later one."""
    longer = st.tuples(days, st.integers(1, 90), kinds).map(
        lambda it: Period(it[0], it[0] + dt.timedelta(it[1]), it[2])
    )
    return longer | st.builds(Period, from_=days, kind=kinds)


payers = st.builds(Party, name=words, id=numbers, id_type=optional(st.just("XV")))
receivers = st.builds(Party, name=words, first_name=optional(names), id=numbers)


def parties(phone: bool = False, taxonomy: bool = False) -> st.SearchStrategy[Party]:
    return st.builds(
        Party,
        name=words,
        first_name=optional(names),
        id=numbers,
        id_type=optional(st.just("FI")),
        taxonomy=optional(st.just("225100000X")) if taxonomy else st.none(),
        phone=optional(phones) if phone else st.none(),
    )


def persons(id: bool, birth: bool = True, address: bool = False) -> st.SearchStrategy[Patient]:
    return st.builds(
        Patient,
        id=numbers if id else st.none(),
        first_name=names,
        last_name=names,
        dob=born if birth else st.none(),
        sex=optional(st.sampled_from("FM")) if birth else st.none(),
        address=optional(addresses) if address else st.none(),
    )


references = st.builds(Reference, kind=st.sampled_from(["18", "6P"]), number=numbers)
deliveries = st.builds(
    Delivery,
    quantity_type=st.just("VS"),
    quantity=quantities,
    each=optional(st.just("WK")),
    rate=optional(quantities),
    period=st.just("34"),
    periods=optional(counts),
)
