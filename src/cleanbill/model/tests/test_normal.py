"""However a code is written, it is read as the same code."""

import pytest

from cleanbill.model.decode import claim_from
from cleanbill.model.normal import diagnosis, normal


@pytest.mark.parametrize("written", ["M54.59", "m54.59", "M5459", " M54 59", "m5459 "])
def test_a_diagnosis_may_be_written_without_dot_in_small_letters_or_with_blanks(written: str) -> None:
    assert diagnosis(written) == "M54.59"


@pytest.mark.parametrize("code", ["", "M54", "S39.012A", "QA0.013"])
def test_a_diagnosis_in_its_usual_form_is_left_alone(code: str) -> None:
    assert diagnosis(code) == code


def test_procedures_and_modifiers_are_read_in_capitals_without_blanks() -> None:
    line = normal(claim_from({"lines": [{"code": "g0283 ", "modifiers": ["gp", " KX"]}]})).lines[0]
    assert (line.code, line.modifiers) == ("G0283", ("GP", "KX"))


def test_a_place_for_a_modifier_that_nothing_is_in_is_no_modifier() -> None:
    line = normal(claim_from({"lines": [{"code": "97110", "modifiers": ["GP", "", " "]}]})).lines[0]
    assert line.modifiers == ("GP",)


def test_a_claim_in_its_usual_form_is_itself() -> None:
    claim = claim_from({"dx": ["M54.59"], "lines": [{"code": "97110", "modifiers": ["GP"]}]})
    assert normal(claim) is claim
