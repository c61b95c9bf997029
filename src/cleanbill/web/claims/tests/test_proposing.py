"""What is proposed out of a note, without a database."""

import datetime as dt

import pytest

from cleanbill.model.claim import Payer
from cleanbill.web.claims.proposing import coding

ON = dt.date(2026, 11, 10)
NOTE = (
    "S: Neck pain since October 5, 2026, gradual, no injury.\nO: Tender C5, C5 and L4 restricted.\n"
    "A: Segmental dysfunction.\nP: 98940 diversified adjustment of {where} to restore motion."
)


@pytest.mark.parametrize(("where", "code"), [("C5", "98940"), ("C5 and L4", "98940"), ("C5, T6 and L4", "98941")])
def test_a_manipulation_is_proposed_once_by_its_regions(where: str, code: str) -> None:
    payer = Payer(type="commercial", profile="commercial")
    found = coding(NOTE.format(where=where), ON, payer, "DC", (), ("M99.01",))
    assert [(line.code, line.units) for line in found.lines] == [(code, 1)]
