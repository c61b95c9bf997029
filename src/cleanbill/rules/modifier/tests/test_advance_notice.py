"""GA and GZ against the notice on file: what is proposed instead."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.modifier.advance_notice_not_on_file import rule

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


@pytest.mark.parametrize(
    ("said", "right", "note"),
    [
        ("GA", "GZ", {"abn_on_file": False}),
        ("GZ", "GA", {"abn_on_file": True}),
        ("GA", "GZ", {"abn_signed": "2026-11-03"}),
    ],
)
def test_the_modifier_of_a_notice_is_mended_and_the_others_stay(said: str, right: str, note: dict[str, Any]) -> None:
    claim = {"lines": [{"code": "97110", "modifiers": ["GP", said], "date": "2026-11-02"}], "note": note}
    (fault,) = faults(claim)
    mended = apply(claim, fault.edits)
    assert mended["lines"][0]["modifiers"] == ["GP", right]
    assert not faults(mended)
