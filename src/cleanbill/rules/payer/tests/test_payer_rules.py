"""Rules of one payer and not another, beyond the examples they carry."""

import datetime as dt
from typing import Any

from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.payer.electrical_stimulation_code_swapped import rule

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def stimulation(*codes: str, **payer: Any) -> dict[str, Any]:
    return {"payer": payer, "lines": [{"code": code, "date": "2026-03-16"} for code in codes]}


def test_the_code_that_the_payer_takes_is_put_in_its_place() -> None:
    claim = stimulation("97014", type="medicare_b")
    (fault,) = faults(claim)
    mended = apply(claim, fault.edits)
    assert mended["lines"][0]["code"] == "G0283"
    assert not faults(mended)


def test_no_swap_is_proposed_where_the_other_code_is_not_taken_either() -> None:
    (fault,) = faults(stimulation("97014", type="commercial", accepts_97014=False))
    assert (fault.message, fault.fix, fault.edits) == ("97014 is not taken by this payer.", None, ())


def test_no_swap_is_proposed_where_the_other_code_is_billed_already() -> None:
    (fault,) = faults(stimulation("97014", "G0283", type="medicare_b"))
    assert (fault.message, fault.fix, fault.edits) == ("97014 is not taken by this payer; G0283 is.", None, ())
