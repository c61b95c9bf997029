"""A claim document is decoded exactly, or refused in one sentence with its place."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.model.claim import Claim
from cleanbill.model.decode import DocumentError, claim_from, decode_claim


def refusal(data: bytes, first_line: int = 1) -> str:
    with pytest.raises(DocumentError) as error:
        decode_claim(data, first_line)
    return str(error.value)


def outcome(decode: Callable[[Any], Claim], data: object) -> str:
    """What comes of a document: "a claim", or the sentence that refuses it."""
    try:
        decode(data)
    except DocumentError as error:
        return str(error)
    return "a claim"


def test_money_is_exact() -> None:
    claim = decode_claim(b'{"lines": [{"code": "97110", "charge": 90.10}]}')
    assert claim.lines[0].charge == Decimal("90.10")


@pytest.mark.parametrize("charge", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_amount_is_refused_with_its_path(charge: str) -> None:
    with pytest.raises(DocumentError, match=rf"^At /lines/0: charge is {charge}; expected a decimal number\.$"):
        decode_claim(b'{"lines": [{"code": "97110", "charge": "%s"}]}' % charge.encode())


def test_the_authorization_begins_at_its_key_from() -> None:
    auth = decode_claim(b'{"auth": {"from": "2026-01-01"}}').auth
    assert auth
    assert str(auth.from_) == "2026-01-01"


def test_an_unknown_key_is_refused_with_its_path() -> None:
    assert refusal(b'{"lines": [{"code": "97110"}, {"code": "97140", "mins": 1}]}') == (
        "At /lines/1: the key 'mins' is not known."
    )


def test_a_negative_number_is_refused_with_its_path() -> None:
    assert refusal(b'{"lines": [{"code": "97110", "units": -1}]}') == (
        "At /lines/0/units: expected a number of 0 or more."
    )


def test_broken_json_is_refused_with_line_and_column() -> None:
    assert refusal(b'{"claim_id": "A",\n  "dx" 1}') == "This is not JSON (expected ':'), at line 2, column 8."
    assert refusal(b'{"claim_id"', first_line=40) == "The JSON ends too early, at line 40, column 12."


def test_null_means_not_known_as_absence_does() -> None:
    nulls = b'{"claim_id": "A", "dx": null, "payer": null, "lines": [{"code": "97110", "modifiers": null}]}'
    assert decode_claim(nulls) == decode_claim(b'{"claim_id": "A", "lines": [{"code": "97110"}]}')
    assert claim_from({"claim_id": "A", "dx": None}) == decode_claim(b'{"claim_id": "A"}')


def test_broken_json_is_told_before_an_unknown_key() -> None:
    assert refusal(b'{"a": {"b": ') == "The JSON ends too early, at line 1, column 13."


def test_json_nested_without_end_is_refused() -> None:
    assert "too deeply" in refusal(b'{"history": {"prior_claims": [{"a":' + b"[" * 100_000)


def test_a_note_is_bounded() -> None:
    assert "at most 1000000 characters" in refusal(b'{"note": {"text": "' + b"a" * 1_000_001 + b'"}}')


@given(st.binary())
def test_any_bytes_are_a_claim_or_one_sentence(data: bytes) -> None:
    assert "\n" not in outcome(decode_claim, data)


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.integers())))
def test_any_document_is_a_claim_or_one_sentence(document: dict[str, object]) -> None:
    assert outcome(claim_from, document).startswith(("At ", "a claim"))
