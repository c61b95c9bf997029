"""A letter asserts what the record holds, names where it stands, leaves out what is not there and asks for it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill import notes
from cleanbill.model.claim import Authorization, Claim, Note, PayerType
from cleanbill.model.claim_status import AcknowledgedBatch, AcknowledgedClaim
from cleanbill.model.trade import Party
from cleanbill.remittance.appeals import (
    Answer,
    NoGroundError,
    Receipt,
    Refused,
    appeal_clock,
    kind_for,
    kinds,
    letter,
    receipt,
)
from cleanbill.remittance.appeals.kinds import table
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
        "OA-18": "replacement",
    }
    assert {reason: kind_for([reason]) for reason in asked} == asked
    assert kind_for(["CO-22"]) == "review"
    assert set(kinds()) == set(table().kinds)


@pytest.mark.parametrize(
    ("payer", "title", "to", "encloses"),
    [
        (
            "medicare_b", "Request for reconsideration", "The Qualified Independent Contractor named in the notice of",
            "The notice of redetermination of 2026-12-18",
        ),
        ("commercial", "Request for a second review", "", "The answer of 2026-12-18 to the first request"),
        (None, "Request for a second review", "", "The answer of 2026-12-18 to the first request"),
    ],
)  # fmt: skip
def test_a_second_appeal_says_how_the_first_was_answered_and_goes_where_the_payer_wants_it(
    payer: PayerType | None, title: str, to: str, encloses: str
) -> None:
    of = replace(A1, payer=replace(A1.payer, type=payer))
    first = Answer(dt.date(2026, 11, 20), dt.date(2026, 12, 18), in_part=True)
    made = letter("necessity", of, replace(REFUSED, first=first), FACTS)
    assert made.title == f"{title}: the service was necessary"
    assert made.to.startswith(to)
    assert bool(made.to) is bool(to)
    told = "We asked CONTRACTOR on 2026-11-20 to review it. The answer of 2026-12-18: its decision stands in part."
    assert told in [one.text for one in made.statements]
    assert dict(made.about)["First review by"] == "CONTRACTOR", "42 CFR 405.964(b)"
    assert made.encloses == (encloses,), "whoever decides anew must see what was decided"
    assert letter("necessity", of, REFUSED, FACTS).encloses == ()
    assert bool(made.beside) is bool(to), "what is not sent now may be excluded later"
    assert "We asked" not in said("necessity", of), "the first appeal speaks of no answer"


def test_the_note_is_quoted_word_by_word_with_where_it_stands() -> None:
    text = said("necessity")
    assert "CONTRACTOR refused 124.00 of procedure 97110 on 2026-10-26, with CO-50: not held to be medically" in text
    for words in ("Muscle spasm of the right lumbar paraspinals L3-L5", "Cannot sit longer than 20 minutes at work"):
        assert words in text
        assert words in TEXT
    assert "[the signed note of 2026-10-26]" in text


ASKING = {table().parts["request"].text}
WHOLE = replace(
    A1,
    auth=Authorization(number="A77", from_=dt.date(2026, 10, 1), to=dt.date(2026, 12, 31)),
    frequency_code="7",
    original_claim_ref="ICN0",
    lines=(replace(A1.lines[0], minutes=23, separate_time_or_site_documented=True), A1.lines[1]),
)
PROVEN = replace(REFUSED, receipt=Receipt("CONTRACTOR", dt.date(2026, 11, 2), "CA1"), file_by=dt.date(2027, 10, 26))


@given(
    st.sampled_from(sorted(kinds())),
    st.sets(st.sampled_from(["auth", "frequency_code", "original_claim_ref", "lines", "note"])),
    st.booleans(),
    st.booleans(),
    st.sets(st.sampled_from(TEXT.splitlines(keepends=True))),
)
def test_whatever_the_record_lacks_each_sentence_has_its_source_and_each_quote_is_in_the_note(
    kind: str, lacking: set[str], proven: bool, signed: bool, kept: set[str]
) -> None:
    text = "".join(line for line in TEXT.splitlines(keepends=True) if line in kept)
    of = replace(WHOLE, **{name: getattr(claim(), name) for name in lacking - {"note"}}, note=Note(text, signed))
    try:
        made = letter(kind, of, PROVEN if proven else REFUSED, None if "note" in lacking else notes.read(text, DAY))
    except NoGroundError:
        return
    for one in made.statements:
        assert all(quote in text for quote in one.quotes), one
        assert one.source or one.text in ASKING
        assert signed or "note" not in one.source


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


def test_records_of_a_claim_that_nobody_refused_are_told_by_what_is_enclosed_alone() -> None:
    held = {"signer": "S. Therapist, PT,", "further": "2026-11-02", "reference": "ADR-9", "claim_number": "ICN1"}
    made = letter("records", A1, None, None, (), held)
    assert [one.text for one in made.statements] == [
        "These are the records of our claim A1, as they are on file.",
        "The note of the visit is enclosed. S. Therapist, PT, signed it.",
        "The signed notes of further visits are enclosed: 2026-11-02.",
    ]
    assert [name for name, _ in made.about][:2] == ["Your reference", "Patient"]
    assert not {"Amount", "Refused with", "Service"} & dict(made.about).keys()
    with pytest.raises(NoGroundError, match="The note of the visit is not signed"):
        letter("records", A1, None, None)


def test_a_note_that_nobody_signed_is_no_ground() -> None:
    with pytest.raises(NoGroundError):
        letter("necessity", replace(A1, note=Note(text=TEXT)), REFUSED, FACTS)


def test_an_authorization_on_file_is_named_with_its_days() -> None:
    held = Authorization(number="A77", from_=dt.date(2026, 10, 1), to=dt.date(2026, 12, 31))
    text = said("authorization", replace(A1, auth=held), replace(REFUSED, reasons=("CO-197",)))
    assert "authorized it under number A77, from 2026-10-01 to 2026-12-31." in text
    with pytest.raises(NoGroundError):
        letter("authorization", replace(A1, auth=replace(held, to=None)), REFUSED, FACTS)


def test_an_authorization_of_another_day_or_procedure_is_no_ground() -> None:
    held = WHOLE.auth
    assert held is not None
    ended, other = replace(held, to=dt.date(2026, 10, 25)), replace(held, codes=("97140",))
    for one in (ended, other, replace(held, codes_not_counted=("97110",))):
        with pytest.raises(NoGroundError):
            letter("authorization", replace(A1, auth=one), REFUSED, FACTS)


def test_the_acknowledgement_proves_the_day_of_receipt_by_its_number() -> None:
    text = said("timely", refused=PROVEN)
    assert "CONTRACTOR received the claim on 2026-11-02 and accepted it." in text
    assert "[its acknowledgement (277CA) number CA1]" in text
    assert "The last day for it was 2027-10-26." in text


def test_an_acknowledgement_after_the_last_day_is_no_proof() -> None:
    with pytest.raises(NoGroundError, match="Which acknowledgement"):
        letter("timely", A1, replace(PROVEN, file_by=dt.date(2026, 11, 1)), FACTS)


TAKEN = AcknowledgedClaim(accepted=True, claim_id="A1")
BATCH = AcknowledgedBatch(source=Party("CONTRACTOR"), trace="CA1", received=dt.date(2026, 11, 2))


@pytest.mark.parametrize(
    ("batch", "claimed", "proves"),
    [
        (BATCH, TAKEN, True),
        (BATCH, replace(TAKEN, accepted=False), False),
        (BATCH, replace(TAKEN, claim_id="A2"), False),
        (replace(BATCH, source=Party("CLEARINGHOUSE", kind="AY")), TAKEN, False),
        (replace(BATCH, received=None), TAKEN, False),
        (replace(BATCH, trace=None), TAKEN, False),
    ],
)
def test_only_a_payers_acknowledgement_of_a_claim_that_it_took_proves_its_receipt(
    batch: AcknowledgedBatch, claimed: AcknowledgedClaim, proves: bool
) -> None:
    other = AcknowledgedBatch(source=Party("OTHER"), trace="CA0", received=dt.date(2026, 10, 1))
    found = receipt([other, batch, claimed], "A1")
    assert found == (Receipt("CONTRACTOR", dt.date(2026, 11, 2), "CA1") if proves else None)


def test_medicares_first_appeal_may_arrive_120_days_after_receipt_and_the_second_180() -> None:
    first, second = (appeal_clock("medicare_b", dt.date(2026, 11, 15), level) for level in (1, 2))
    assert first is not None
    assert (first.level, first.last_day) == ("redetermination", dt.date(2027, 3, 20))
    assert "42 CFR 405.942(a)" in first.authority
    assert second is not None
    assert (second.level, second.last_day) == ("reconsideration", dt.date(2027, 5, 19))
    assert "42 CFR 405.962(a)" in second.authority


def test_no_clock_is_guessed() -> None:
    for payer in ("commercial", "medicare_advantage", "workers_comp", None):
        assert appeal_clock(payer, dt.date(2026, 11, 15)) is None
    assert appeal_clock("medicare_b", dt.date(2026, 11, 15), 3) is None
    assert appeal_clock("medicare_b", dt.date(2004, 1, 1)) is None


def test_to_medicare_a_review_is_called_a_redetermination_and_names_what_it_must() -> None:
    made = letter("necessity", A1, REFUSED, FACTS)
    assert made.title == "Request for redetermination: the service was necessary"
    named = dict(made.about)
    assert (named["Patient"], named["Member id"], named["Date of service"]) == ("ALEX SAMPLEA1", "MBR-A1", "2026-10-26")
    commercial = replace(A1, payer=replace(A1.payer, type="commercial"))
    assert letter("necessity", commercial, REFUSED, FACTS).title == "Request for review: the service was necessary"


def test_a_correction_that_is_refused_as_a_duplicate_names_the_claim_it_replaces() -> None:
    assert "It replaces your claim ICN0 (frequency code 7)" in said("replacement", WHOLE)
    for lacking in (replace(WHOLE, frequency_code="1"), replace(WHOLE, original_claim_ref=None)):
        with pytest.raises(NoGroundError, match="Which claim does it replace"):
            letter("replacement", lacking, REFUSED, FACTS)


def test_a_conversation_between_clinicians_names_who_asks_for_it() -> None:
    assert "speak with SAM THERAPIST, PT, the rendering clinician of the claim" in said("peer")
    with pytest.raises(NoGroundError, match="Who treated the patient"):
        letter("peer", replace(A1, rendering=replace(A1.rendering, credential=None)), REFUSED, FACTS)


def test_a_service_whose_own_time_is_not_written_is_not_called_separate() -> None:
    bare = TEXT.replace("97110 therapeutic exercise 23 min. ", "")
    with pytest.raises(NoGroundError, match="The note does not describe procedure 97110"):
        letter("separate", replace(WHOLE, note=Note(bare, signed=True)), REFUSED, notes.read(bare, DAY))


def test_a_separate_service_is_claimed_only_where_the_claim_states_it() -> None:
    first = replace(A1.lines[0], minutes=23, separate_time_or_site_documented=True)
    text = said("separate", replace(A1, lines=(first, A1.lines[1])), replace(REFUSED, reasons=("CO-97",)))
    assert "It was given for 23 minutes apart from the other services of the day" in text
    assert "97140 manual therapy 15 min" in text
