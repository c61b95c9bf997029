"""A rejected claim comes with sentences that say what to mend, and where in the claim document."""

import pytest
from msgspec.structs import replace

from cleanbill.codes.claim_status import category, meaning
from cleanbill.model.claim import Claim, Line
from cleanbill.model.claim_status import AcknowledgedClaim, AcknowledgedLine, Status
from cleanbill.x12 import read_277ca
from cleanbill.x12.claim_status.mend import mendings
from cleanbill.x12.tests.answers import SHARED, sample

REJECTED = AcknowledgedClaim(accepted=False, claim_id="A1")


def of_claim(*status: str) -> tuple[str, str]:
    """The sentence and the field for a claim rejected with this status."""
    (mending,) = mendings(replace(REJECTED, statuses=(Status(*status),)))
    return mending.sentence, mending.pointer


def test_an_identifier_that_is_wrong_is_named_by_whose_it_is() -> None:
    sentence, pointer = of_claim("A7", "562", "82")
    assert pointer == "/rendering/npi"
    assert sentence == (
        "The rendering provider's NPI is missing or not valid [A7:562:82]. "
        "Write the NPI that is enrolled with the payer (/rendering/npi)."
    )
    assert of_claim("A7", "562", "85")[1] == "/billing_npi"
    assert of_claim("A6", "562", "DN")[1] == "/referring_npi"


def test_a_status_without_a_row_for_the_entity_names_the_entity() -> None:
    sentence, pointer = of_claim("A7", "164", "IL")
    assert pointer == "/patient/id"
    assert sentence.startswith("The member id is missing or not valid (insured) [A7:164:IL]. Write the member id")


def test_a_field_of_a_line_is_left_open_where_the_line_is_not_told() -> None:
    assert of_claim("A7", "453")[1] == "/lines"


def test_a_rejected_line_is_found_in_the_claim_by_its_control_number() -> None:
    lines = (AcknowledgedLine((Status("A7", "453"),), False, control_number="A1-2"),)
    claim = Claim("A1", lines=(Line("97110"), Line("97140")))
    (mending,) = mendings(replace(REJECTED, lines=lines), claim)
    assert mending.pointer == "/lines/1/modifiers"
    assert mending.sentence.startswith("Line A1-2: A modifier is missing or does not go with the procedure [A7:453].")
    (unplaced,) = mendings(replace(REJECTED, lines=lines))
    assert unplaced.pointer == "/lines"


def test_a_status_that_is_not_in_the_table_is_said_to_be_unknown() -> None:
    sentence, pointer = of_claim("A8", "999")
    assert pointer == ""
    assert sentence == (
        "The claim was rejected: two things in it do not agree [A8:999]. "
        "Look status 999 up in the list of claim status codes, or ask the payer."
    )


def test_the_words_of_the_payer_are_kept() -> None:
    (mending,) = mendings(replace(REJECTED, statuses=(Status("A3", "116", None, "SEND TO 12345"),)))
    assert "It adds: 'SEND TO 12345'." in mending.sentence


def test_an_accepted_claim_needs_no_mending() -> None:
    taken = AcknowledgedClaim(accepted=True, claim_id="A1", statuses=(Status("A2", "20"),))
    assert mendings(taken) == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
def test_every_rejection_of_a_mixed_answer_has_a_field_to_mend() -> None:
    documents, _ = sample(read_277ca, "277ca_mixed_claims_own.edi")
    claims = [one for one in documents if isinstance(one, AcknowledgedClaim)]
    assert [[mending.pointer for mending in mendings(claim)] for claim in claims] == [
        [],
        [],
        ["/patient/id", "/patient/id"],
        ["/place_of_service"],
        ["/rendering/npi", "/referring_npi"],
    ]


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("A0", "accepted"), ("A2", "accepted"), ("A3", "rejected"), ("A8", "rejected"), ("F1", "paid"), ("F2", "denied"),
     ("P3", "pending"), ("R4", "asks"), ("E1", "failed"), ("A4", "failed")],
)  # fmt: skip
def test_a_category_says_how_the_claim_stands(code: str, outcome: str) -> None:
    known = category(code)
    assert known
    assert known.outcome == outcome
    assert known.words.endswith(".")


LISTED = """
    33 78 88 97 116 24 496 562 128 145 500 126 127 254 255 488 477 453 454 507 178 402 476 187 464 535 252 294 489 171
    286 480 521 746 158 481 511 512 164
"""


@pytest.mark.parametrize("code", LISTED.split())
def test_every_frequent_rejection_has_words_and_something_to_do(code: str) -> None:
    known = meaning(code)
    assert known or meaning(code, "85")
    row = known or meaning(code, "85")
    assert row
    assert row.words.endswith(".")
    assert row.mend
