"""Reason and remark codes that ship, and that the rules forecast only denials that can be given."""

import datetime as dt

import pytest

from cleanbill.codes.reasons import REASONS, reason


def test_both_lists_are_there_whole() -> None:
    kinds = [known.kind for known in REASONS.values()]
    assert (kinds.count("CARC"), kinds.count("RARC")) == (405, 1171)


@pytest.mark.parametrize(
    ("code", "on", "in_use"),
    [
        ("45", dt.date(2026, 11, 2), True),
        ("A2", dt.date(2008, 1, 1), True),
        ("A2", dt.date(2008, 1, 2), False),
        ("M80", dt.date(2026, 11, 2), True),
        ("N706", dt.date(2012, 1, 1), False),
    ],
)
def test_a_code_is_in_use_between_its_days(code: str, on: dt.date, in_use: bool) -> None:
    known = reason(code, on)
    assert known
    assert known.in_force(on) is in_use


@pytest.mark.parametrize("code", ["", "999", "CO", "N9999", "m80", "4 5"])
def test_what_is_on_neither_list_is_no_code(code: str) -> None:
    assert reason(code) is None
