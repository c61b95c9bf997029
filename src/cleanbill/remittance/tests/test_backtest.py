"""Denials held against what the rules say: caught, missed, spoken of otherwise; what they stop of what was paid."""

import datetime as dt
import importlib.util
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import Claim, Note
from cleanbill.model.finding import Denial, Finding
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment
from cleanbill.remittance.backtest import First, Report, as_document, backtest
from cleanbill.remittance.drafting import draft_rule
from cleanbill.remittance.tests.sent_claims import claim, decided, reversal
from cleanbill.remittance.tests.test_books import History, histories
from cleanbill.remittance.tests.test_tracing import finding

DAY = dt.date(2026, 11, 15)
Later = Sequence[tuple[ClaimPayment, dt.date]]
A1 = claim("A1")
PAID = decided(A1, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),))
REFUSED = decided(A1, (("CO", "50", "124.00"),), (("CO", "45", "30.35"),))


def tried(
    *findings: Finding, answer: ClaimPayment = REFUSED, more: Sequence[tuple[ClaimPayment, dt.date]] = ()
) -> Report:
    first = First()
    for payment, day in ((answer, DAY), *more):
        first.add(payment, day)
    return backtest([A1], first, lambda claim, on: findings)


def told(report: Report) -> list[tuple[str, int | None, tuple[str, ...]]]:
    return [(row.kind, row.line, row.rules) for row in report.rows]


def test_a_rule_that_names_the_reason_on_the_line_catches_the_denial() -> None:
    report = tried(finding("MN101", "50"))
    assert told(report) == [("caught", 1, ("MN101",))]
    assert (report.sums["caught"].amount, report.share_caught) == (12400, 1.0)
    assert tried(finding("MN101", "50", severity="warning")).share_caught == 1.0
    assert told(tried(finding("MN101", "50", line=None))) == [("caught", 1, ("MN101",))]


def test_without_a_rule_on_the_line_it_is_missed() -> None:
    assert told(tried()) == [("missed", 1, ())]
    assert told(tried(finding("MN101", "50", severity="not_checked"))) == [("missed", 1, ())]
    assert told(tried(finding("MN101", "50", severity="info"))) == [("missed", 1, ())]


def test_the_rule_of_another_line_catches_nothing_and_would_have_stopped_what_was_paid() -> None:
    assert told(tried(finding("MN101", "50", line=2))) == [("missed", 1, ()), ("stopped", 2, ("MN101",))]


def test_another_reason_on_the_line_is_told_apart_and_does_not_count_as_caught() -> None:
    report = tried(finding("UN101", "151"))
    assert told(report) == [("elsewhere", 1, ("UN101",))]
    assert report.share_caught == 0.0


def test_a_reason_that_says_little_is_caught_by_its_remark() -> None:
    vague = decided(A1, (("CO", "16", "124.00"),), (("CO", "45", "30.35"),))
    vague = replace(vague, lines=(replace(vague.lines[0], remarks=("N286",)), vague.lines[1]))
    assert told(tried(finding("ID107", "16", rarc="N286"), answer=vague))[0][0] == "caught"
    assert told(tried(finding("ID101", "16", rarc="M76"), answer=vague))[0][0] == "elsewhere"
    assert told(tried(finding("ID101", "16"), answer=vague))[0][0] == "caught"


def test_price_reductions_and_the_patients_share_are_no_denials() -> None:
    report = tried(answer=PAID)
    assert (report.rows, report.share_caught, report.answered) == ([], None, 1)


def test_a_paid_line_with_an_error_would_have_been_stopped_and_one_with_a_warning_not() -> None:
    report = tried(finding("UN101", "151"), finding("MO101", "4", severity="warning"), answer=PAID)
    assert told(report) == [("stopped", 1, ("UN101",))]
    assert report.sums["stopped"].amount == 6060
    assert told(tried(finding("UN101", "151", line=None), answer=PAID)) == [
        ("stopped", 1, ("UN101",)), ("stopped", 2, ("UN101",)),
    ]  # fmt: skip


def test_an_error_that_another_line_bears_out_stops_nothing_wrongly() -> None:
    assert told(tried(finding("MN101", "50", line=None))) == [("caught", 1, ("MN101",))]


def test_the_first_decision_counts_whatever_comes_later_and_in_any_order() -> None:
    later = dt.date(2026, 12, 1)
    history = [(reversal(REFUSED), later), (PAID, later)]
    assert told(tried(more=history)) == [("missed", 1, ())]
    first = First()
    for payment, day in reversed([(REFUSED, DAY), *history]):
        first.add(payment, day)
    assert told(backtest([A1], first, lambda claim, on: ())) == [("missed", 1, ())]


def test_a_claim_refused_as_a_whole_is_held_against_all_its_findings() -> None:
    whole = ClaimPayment(
        "A1", "4", Decimal("182.25"), Decimal(0), adjustments=(Adjustment("CO", "29", Decimal("182.25")),)
    )
    assert told(tried(finding("FI101", "29", line=None), answer=whole)) == [("caught", None, ("FI101",))]
    assert told(tried(answer=whole)) == [("missed", None, ())]


def test_claims_and_answers_without_each_other_are_counted() -> None:
    first = First()
    first.add(replace(REFUSED, claim_id="Z9"), DAY)
    report = backtest([A1], first, lambda claim, on: ())
    assert (report.answered, report.without_answer, report.without_claim) == (0, 1, 1)


@settings(max_examples=40, deadline=None)
@given(history=histories(), seed=st.integers(0, 9))
def test_neither_the_order_of_files_nor_that_of_claims_matters(history: History, seed: int) -> None:
    draw = Random(seed)
    paid = [(one, dt.date(2026, 11, 1) + dt.timedelta(days=n)) for n, one in enumerate(history.remittances)]
    answers = [(one, day) for remittance, day in paid for one in remittance.claims]
    claims = list(history.sent)

    def result() -> dict[str, object]:
        first = First()
        for payment, day in answers:
            first.add(payment, day)
        return as_document(backtest(claims, first, lambda claim, on: ()))

    expected = result()
    draw.shuffle(answers)
    draw.shuffle(claims)
    assert result() == expected


def test_a_draft_of_a_rule_loads_and_says_nothing_of_the_patient(tmp_path: Path) -> None:
    known: Claim = replace(A1, note=Note(text="ALEX SAMPLEA1 has pain."), record_number="R77")
    row = tried().rows[0]
    text = draft_rule(known, row)
    for word in ("ALEX", "SAMPLEA1", "MBR-A1", "1950-04-04", "2026-10-26", "1234567893", "THERAPIST", "12 OAK", "R77"):
        assert word not in text, word
    module = loaded(text, tmp_path)
    assert module.rule.denials == (Denial("50", "", "CO"),)
    assert [one["code"] for one in module.CLAIM["lines"]] == ["97110", "97140"]
    assert module.CLAIM["patient"] == {"sex": "F", "dob": "1950-01-01"}
    with pytest.raises(RuntimeError, match="Write what is wrong"):
        module.check(None, None)


def test_of_who_is_older_than_ninety_a_draft_says_ninety() -> None:
    old = replace(A1, patient=replace(A1.patient, dob=dt.date(1929, 4, 4)))
    assert "'dob': '1936-01-01'" in draft_rule(old, tried().rows[0])
    undated = replace(old, lines=tuple(replace(line, date=None) for line in old.lines))
    assert "dob" not in draft_rule(undated, tried().rows[0])


def test_what_a_payer_writes_is_never_run_as_part_of_a_draft(tmp_path: Path) -> None:
    evil = '"""\nraise SystemExit("run")\n"""'
    row = replace(tried().rows[0], code=evil, reasons=(f"CO-{evil}", "CO-50"), remarks=(evil, "N115"))
    module = loaded(draft_rule(A1, row), tmp_path)
    assert module.rule.denials[1] == Denial("50", "N115", "CO")


def loaded(text: str, folder: Path) -> ModuleType:
    """The draft as a file of one's own rules is loaded."""
    path = folder / "draft.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("draft", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
