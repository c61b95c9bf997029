"""The practice payer at work: it takes what lies in its folder and lays its answers beside it."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path

from cleanbill.model.remittance import Remittance
from cleanbill.transport.folder import PASSING
from cleanbill.transport.practice import book as books
from cleanbill.transport.practice import front
from cleanbill.transport.practice.adjudication import decide
from cleanbill.transport.practice.book import Book
from cleanbill.transport.practice.front import Arrival, Judged
from cleanbill.transport.practice.payments import pay
from cleanbill.transport.practice.replies import reply
from cleanbill.transport.practice.server import ANSWERS, CLAIMS
from cleanbill.x12 import Sending, Stamp, Trading, write_277, write_277ca, write_835, write_acknowledgement

TAKEN = "taken"  # the folder of files that are answered

Answered = list[tuple[str, bytes]]  # names and bytes of files


class PracticePayer:
    """Works in the folder that `server.serving` serves. The same files on the same days are answered the same."""

    def __init__(self, root: Path, seed: int = 1) -> None:
        self._root, self._seed = root, seed
        for name in (CLAIMS, ANSWERS, TAKEN):
            (root / name).mkdir(parents=True, exist_ok=True)

    def work(self, on: dt.date) -> list[str]:
        """Take every file that is whole; the names of the answers, in the order in which they were written."""
        written = []
        for path in sorted((self._root / CLAIMS).iterdir()):
            if path.is_file() and not path.name.endswith(PASSING):
                written += self._take(path, on)
        return written

    def _take(self, path: Path, on: dt.date) -> list[str]:
        """Answer one file. Broken off, it is answered the next time, by the same bytes under the same names."""
        place = self._root / "book.json"
        book = books.read(place)
        answered: Answered = []
        if path.name not in book.taken.values():
            for arrival in front.arrivals(path.read_bytes(), on):
                answered += self._answer(arrival, book, path.name, on)
            for name, data in answered:
                _lay(self._root / ANSWERS / name, data)
            books.write(place, book)
        path.replace(self._root / TAKEN / path.name)
        return [name for name, _ in answered]

    def _answer(self, arrival: Arrival, book: Book, name: str, on: dt.date) -> Answered:
        if arrival.key in book.taken and not arrival.answer.interchanges:
            arrival = front.refused(arrival, front.DUPLICATE)
        else:
            book.taken.setdefault(arrival.key, name)
        number = book.next_number()
        stamp = Stamp(dt.datetime.combine(on, dt.time()), number, test=True)
        kind = "TA1" if not arrival.answer.groups else "999"
        answered = [(_name(kind, number), write_acknowledgement(arrival.answer, stamp))]
        judged = [front.judge(claim, book, on) for claim in arrival.claims]
        if judged:
            answered.append(self._acknowledge(arrival, judged, book, on))
            answered += self._pay(arrival, [one for one in judged if not one.rejection], book, on)
        if arrival.questions:
            answered.append(self._reply(arrival, book, on))
        return answered

    def _acknowledge(self, arrival: Arrival, judged: Sequence[Judged], book: Book, on: dt.date) -> tuple[str, bytes]:
        number, stream = book.next_number(), BytesIO()
        said = front.acknowledged(arrival, judged, on, number, self._seed)
        write_277ca(said, stream, Sending(on, number, _back(arrival)))
        return _name("277CA", number), stream.getvalue()

    def _pay(self, arrival: Arrival, judged: Sequence[Judged], book: Book, on: dt.date) -> Answered:
        if not judged:
            return []
        number, stream = book.next_number(), BytesIO()
        payees = groupby(sorted(judged, key=_payee), _payee)
        remittances = [
            self._remittance(list(group), book, f"PRACTICE{number:09}-{place}", on)
            for place, (_, group) in enumerate(payees, 1)
        ]
        write_835(remittances, stream, Sending(on, number, _back(arrival)))
        return [(_name("835", number), stream.getvalue())]

    def _reply(self, arrival: Arrival, book: Book, on: dt.date) -> tuple[str, bytes]:
        number, stream = book.next_number(), BytesIO()
        replies = [reply(one, book, on) for one in arrival.questions]
        write_277(replies, stream, Sending(on, number, _back(arrival)))
        return _name("277", number), stream.getvalue()

    def _remittance(self, judged: list[Judged], book: Book, trace: str, on: dt.date) -> Remittance:
        """The payment for the claims of one payee; a claim that voids or replaces another takes that one back."""
        originals = [one.claim.original_claim_ref or "" for one in judged if one.claim.frequency_code in ("7", "8")]
        voided = [book.decided.pop(number).payment for number in dict.fromkeys(originals) if number in book.decided]
        new = [
            decide(one.claim, one.findings, self._seed, duplicate=_is_original(one) and book.knows(one.claim.claim_id))
            for one in judged
            if one.claim.frequency_code != "8"
        ]
        return pay(book, judged[0].claim, new, voided, trace, on, self._seed)


def _is_original(judged: Judged) -> bool:
    return judged.claim.frequency_code not in ("7", "8") and not judged.claim.other_payers


def _payee(judged: Judged) -> tuple[str, str]:
    return judged.claim.billing_npi or "", judged.claim.payer.id or ""


def _back(arrival: Arrival) -> Trading:
    """From the receiver of an interchange to its sender, as a test."""
    isa = arrival.receipt.isa
    return Trading(submitter_id=isa[8].strip(), receiver_id=isa[6].strip(), test=True)


def _name(kind: str, number: int) -> str:
    return f"SYNTHETIC_{number:09}_{kind}.edi"


def _lay(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + PASSING)
    part.write_bytes(data)
    part.replace(path)
