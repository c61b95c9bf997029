"""National Provider Identifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.codes import npi


@pytest.mark.parametrize("number", ["1456789126", "1234567893", "1200000119", "2366554857"])
def test_a_number_with_its_right_check_digit_is_an_npi(number: str) -> None:
    assert npi.fault(number) is None


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("1456789125", "fails its check digit"),
        ("123456789", "has 9 digits, not 10"),
        ("12345678931", "has 11 digits, not 10"),
        ("9876543213", "begins with 9; an NPI begins with 1 or 2"),
        ("12345X7893", "is not ten digits"),
        ("１２３４５６７８９３", "is not ten digits"),
        (" 1234567893", "is not ten digits"),
        ("", "is not ten digits"),
    ],
)
def test_a_number_that_is_no_npi_says_why(number: str, why: str) -> None:
    assert npi.fault(number) == why


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert npi.fault(text) is None or isinstance(npi.fault(text), str)


@given(st.integers(min_value=100_000_000, max_value=299_999_999))
def test_exactly_one_last_digit_is_right(first_nine: int) -> None:
    assert sum(npi.fault(f"{first_nine}{last}") is None for last in range(10)) == 1


@given(st.integers(min_value=100_000_000, max_value=299_999_999), st.integers(1, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(first_nine: int, place: int, shift: int) -> None:
    right = next(n for last in range(10) if npi.fault(n := f"{first_nine}{last}") is None)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert npi.fault(wrong) is not None
