"""What adjustments mean, in our own words."""

from typing import get_args

import pytest

from cleanbill.codes.adjustments import OTHER_ACT, Next, meaning, provider_adjustment
from cleanbill.codes.reasons import REASONS
from cleanbill.codes.tables import rows

ROWS = list(rows("adjustments.csv"))


def test_each_reason_stands_once_and_is_on_the_list_of_reasons() -> None:
    reasons = [row["reason"] for row in ROWS]
    assert len(reasons) == len(set(reasons))
    assert all(REASONS[reason].kind == "CARC" for reason in reasons)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_a_refusal_has_its_next_act_and_nothing_else_has(row: dict[str, str]) -> None:
    known = meaning(row["reason"])
    assert known.meaning
    assert bool(known.act) == bool(known.next) == (known.kind == "denial")
    assert known.next in get_args(Next)
    assert all(code.rstrip("*") in ("M", "N") or REASONS[code].kind == "RARC" for code in known.remarks)


def test_a_reason_that_is_not_in_the_table_asks_for_a_look() -> None:
    assert (meaning("112").kind, meaning("112").act, meaning("112").next) == ("denial", OTHER_ACT, "ask")
    assert meaning("112").meaning == "a reason of the payer's"
    assert meaning("Q9").meaning == "a reason that is on no list we have"


def test_adjustments_of_a_whole_payment_have_words() -> None:
    assert provider_adjustment("FB") == "balance carried forward"
    assert provider_adjustment("??") == ""
