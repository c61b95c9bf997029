"""A letter asserts what the record holds, names where it stands, leaves out what is not there and asks for it."""

import datetime as dt

import pytest
from msgspec.structs import replace

from cleanbill import notes
from cleanbill.model.claim import Authorization, Claim, Note
from cleanbill.remittance.appeals import NoGroundError, Refused, kind_for, kinds, letter, table
from cleanbill.remittance.tests.sent_claims import claim

DAY = dt.date(2026, 10, 26)
TEXT = (
    "S: Low back pain for 6 days, gradual onset. Cannot sit longer than 20 minutes at work.\n"
    "O: Muscle spasm of the right lumbar paraspinals L3-L5. Lumbar flexion 40/60.\n"
    "Treatment: 97110 therapeutic exercise 23 min. 97140 manual therapy 15 min to restore flexion.\nA: Muscle spasm."
)
A1 = replace(claim("A1"), note=Note(text=TEXT, signed=True))
FACTS = notes.read(TEXT, DAY)
REFUSED = Refused(0, 12400, ("CO-50",), dt.date(2026, 11, 15), "ICN1")


def said(kind: str, of: Claim = A1, refused: Refused = REFUSED, facts: object = FACTS) -> str:
    made = letter(kind, of, refused, facts)  # type: ignore[arg-type]
    return "\n".join(f"{one.text} {' | '.join(one.quotes)} [{one.source}]" for one in made.statements)


def test_each_reason_has_the_letter_that_answers_it() -> None:
    asked = {
        "CO-50": "necessity",
        "CO-197": "authorization",
        "CO-29": "timely",
        "CO-97": "separate",
        "CO-252": "records",
    }
    assert {reason: kind_for([reason]) for reason in asked} == asked
    assert kind_for(["CO-22"]) == "review"
    assert set(kinds()) == set(table().kinds)


def test_the_note_is_quoted_word_by_word_with_where_it_stands() -> None:
    text = said("necessity")
    assert "CONTRACTOR refused 124.00 of procedure 97110 on 2026-10-26, with CO-50: not held to be medically" in text
    for words in ("Muscle spasm of the right lumbar paraspinals L3-L5", "Cannot sit longer than 20 minutes at work"):
        assert words in text
        assert words in TEXT
    assert "[the signed note of 2026-10-26]" in text


@pytest.mark.parametrize("kind", kinds())
def test_every_quote_is_in_the_note_and_every_statement_has_a_source(kind: str) -> None:
    try:
        made = letter(kind, A1, REFUSED, FACTS)
    except NoGroundError:
        return
    for one in made.statements:
        assert all(quote in TEXT for quote in one.quotes), one
        assert one.source or one.text == table().parts["request"].text


def test_what_the_note_does_not_hold_is_asked_for_and_not_said() -> None:
    bare = "O: Muscle spasm of the right lumbar paraspinals."
    made = letter("necessity", replace(A1, note=Note(text=bare, signed=True)), REFUSED, notes.read(bare, DAY))
    assert any(one.startswith("What could the patient not do?") for one in made.asks)
    assert not [one for one in made.statements if "could not do" in one.text]


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("necessity", "What did the examination find?"),
        ("authorization", "Under which number"),
        ("timely", "Which acknowledgement shows"),
        ("separate", "Was it given at a time or a site of its own?"),
        ("records", "The note of the visit is not signed."),
    ],
)
def test_without_ground_there_is_no_letter_and_it_says_what_is_missing(kind: str, asks: str) -> None:
    bare = replace(A1, note=Note(text="Seen today."))
    with pytest.raises(NoGroundError, match="There is no ground") as error:
        letter(kind, bare, REFUSED, notes.read("Seen today.", DAY))
    assert any(asks in one for one in error.value.asks)


def test_a_note_that_nobody_signed_is_no_ground() -> None:
    with pytest.raises(NoGroundError):
        letter("necessity", replace(A1, note=Note(text=TEXT)), REFUSED, FACTS)


def test_an_authorization_on_file_is_named_with_its_days() -> None:
    held = Authorization(number="A77", from_=dt.date(2026, 10, 1), to=dt.date(2026, 12, 31))
    text = said("authorization", replace(A1, auth=held), replace(REFUSED, reasons=("CO-197",)))
    assert "authorized it under number A77, from 2026-10-01 to 2026-12-31." in text
    with pytest.raises(NoGroundError):
        letter("authorization", replace(A1, auth=replace(held, to=None)), REFUSED, FACTS)


def test_the_acknowledgement_proves_the_day_of_receipt() -> None:
    text = said("timely", refused=replace(REFUSED, reasons=("CO-29",), received=dt.date(2026, 11, 2)))
    assert "was received by CONTRACTOR on 2026-11-02, as its acknowledgement of that day says." in text


def test_a_separate_service_is_claimed_only_where_the_claim_states_it() -> None:
    first = replace(A1.lines[0], minutes=23, separate_time_or_site_documented=True)
    text = said("separate", replace(A1, lines=(first, A1.lines[1])), replace(REFUSED, reasons=("CO-97",)))
    assert "It was given for 23 minutes apart from the other services of the day" in text
    assert "97140 manual therapy 15 min" in text
