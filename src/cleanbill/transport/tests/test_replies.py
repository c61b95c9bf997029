"""The practice payer answers where a claim stands: by its book, each claim of a file, and as synthetic."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs

from cleanbill.model.claim import Claim, Patient
from cleanbill.model.claim_status import ClaimStatusRequest
from cleanbill.model.trade import Party, Period
from cleanbill.transport.practice import book as books
from cleanbill.transport.practice.adjudication import decide
from cleanbill.transport.practice.book import Book, Decided
from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.transport.practice.replies import reply
from cleanbill.x12 import Sending, Trading, Validator, read_277, write_276

ON = dt.date(2026, 11, 5)
TRADING = Trading(submitter_id="CLINIC", receiver_id="HUB", test=True)
ASKED = ClaimStatusRequest(
    subscriber=Patient("MBR1", "ALEX", "SAMPLE", dt.date(1971, 4, 4), sex="F"),
    reference="A1-Q1",
    payer=Party("EXAMPLE HEALTH PLAN", None, "99001"),
    receiver=Party("CLINIC", None, "CLINIC"),
    provider=Party("CLINIC", None, "1234567893"),
    trace="A1-Q1",
    claim_id="A1",
    charge=Decimal(138),
    service=Period(ON),
)
Make = Callable[..., Claim]


def book_of(claim: Claim, paid: bool = True, taken_back: bool = False) -> Book:
    """A book with one decision."""
    decisions = (decide(claim, (), seed) for seed in range(100))
    payment = next(one for one in decisions if bool(one.paid) is paid)
    return Book(decided={payment.claim_number or "": Decided(payment, "1234567893", taken_back=taken_back)})


@pytest.mark.parametrize(
    ("paid", "taken_back", "status"),
    [(True, False, "F1:65"), (False, False, "F2:1"), (True, True, "P2:46")],
    ids=["paid", "refused", "taken back"],
)
def test_a_claim_that_was_decided_is_answered_by_what_stands(
    claim: Make, paid: bool, taken_back: bool, status: str
) -> None:
    book = book_of(claim("A1"), paid, taken_back)
    ((number, decided),) = book.decided.items()
    said = reply(ASKED, book, ON)
    assert [f"{one.category}:{one.code}" for one in said.statuses] == [status]
    assert said.payer_claim_number == number
    assert said.paid == (decided.payment.paid if paid and not taken_back else None)
    assert said.trace == ASKED.trace
    assert "SYNTHETIC" in (said.payer.name or "")


def test_a_claim_that_was_not_taken_is_not_found(claim: Make) -> None:
    said = reply(ASKED, book_of(claim("A2")), ON)
    assert [f"{one.category}:{one.code}" for one in said.statuses] == ["D0:35"]
    assert said.payer_claim_number is None
    assert said.paid is None


def asked(folder: Path, trading: Trading = TRADING) -> list[str]:
    """Lay a file of two questions before a payer that decided on the first; the names of its answers."""
    payer, stream = PracticePayer(folder), BytesIO()
    other = structs.replace(ASKED, claim_id="A2", trace="A2-Q1", reference="A2-Q1")
    write_276([ASKED, other], stream, Sending(ON, 7, trading))
    (folder / "claims" / "question.edi").write_bytes(stream.getvalue())
    return payer.work(ON)


def test_each_question_of_a_file_is_answered_in_one_that_keeps_to_the_guide(claim: Make, tmp_path: Path) -> None:
    books.write(tmp_path / "book.json", book_of(claim("A1")))
    names = asked(tmp_path)
    assert names == ["SYNTHETIC_000000001_999.edi", "SYNTHETIC_000000002_277.edi"]
    content = (tmp_path / "answers" / names[1]).read_bytes()
    assert not [one for one in Validator(BytesIO(content), ON) if one.severity == "error"]
    assert [(one.trace, one.statuses[0].category) for one in read_277(BytesIO(content))] == [
        ("A1-Q1", "F1"),
        ("A2-Q1", "D0"),
    ]


def test_a_question_in_earnest_is_refused_and_not_answered(tmp_path: Path) -> None:
    assert asked(tmp_path, structs.replace(TRADING, test=False)) == ["SYNTHETIC_000000001_TA1.edi"]
