"""A claim acknowledgement tells of each claim whether it was accepted, why not, and the payer's own number of it."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import Patient
from cleanbill.model.claim_status import (
    Acknowledged,
    AcknowledgedBatch,
    AcknowledgedClaim,
    AcknowledgedLine,
    AcknowledgedProvider,
    Status,
    Totals,
)
from cleanbill.model.trade import Party, Period
from cleanbill.x12 import UnwritableError, read_277ca, write_277ca
from cleanbill.x12.claim_status.write_acknowledgement import totals
from cleanbill.x12.tests import answers as made
from cleanbill.x12.tests.answers import HUB, ON, SHARED, file_of, read, sample, segments_of

shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
TAKEN = (Status("A2", "20", "PR"),)
BATCH = AcknowledgedBatch(
    TAKEN, True, Decimal("182.25"), ON, Party("EXAMPLE HEALTH PLAN", None, "99001"), Party("CLINIC", None, "CLINIC"),
    "CA1", "17-1", ON, ON, Totals(1, 1, Decimal("120.25"), Decimal(62)),
)  # fmt: skip
PROVIDER = AcknowledgedProvider(TAKEN, True, Decimal("182.25"), Party("CLINIC", None, "1234567893"))
ALEX = Patient("MBR1", "ALEX", "SAMPLE")
ACCEPTED = AcknowledgedClaim(TAKEN, True, Decimal("120.25"), "A1-1", ON, ALEX, "26307000000001", None, Period(ON))
REJECTED = AcknowledgedClaim(
    (Status("A7", "562", "82"),), False, Decimal(62), "A1-2", ON, ALEX, None, "D9-2", Period(dt.date(2026, 11, 2), ON)
)

LINE = AcknowledgedLine((Status("A7", "507"),), False, Decimal(62), ON, "97110", ("GP",), Decimal(1), "A1-2-1")


@shared
def test_each_claim_of_a_mixed_answer_is_accepted_or_rejected_with_its_reasons() -> None:
    documents, damage = sample(read_277ca, "277ca_mixed_claims_own.edi")
    assert damage == []
    batch, provider, *claims = documents
    assert (batch.source.name, batch.receiver.id, batch.batch_id) == ("EXAMPLE HEALTH PLAN", "EXAMPLECLINIC", "PT0001")
    assert (batch.received, batch.processed) == (dt.date(2026, 11, 2), dt.date(2026, 11, 3))
    assert batch.totals == provider.totals == Totals(2, 3, Decimal("450.25"), Decimal(323))
    assert [(claim.claim_id, claim.accepted, claim.payer_claim_number) for claim in claims] == [
        ("PT0001-1", True, "26307000000001"),
        ("PT0011-1", True, "26307000000002"),
        ("PT0002-1", False, None),
        ("TH0001-1", False, None),
        ("MX0001-1", False, None),
    ]
    assert claims[2].statuses == (Status("A7", "164", "IL"), Status("A7", "33", "IL"))
    assert claims[4].charge == Decimal("140.75")
    assert all(claim.service == Period(dt.date(2026, 10, 26)) for claim in claims)
    assert totals(claims) == batch.totals


@shared
def test_a_claim_that_is_accepted_and_rejected_at_once_is_held_to_be_rejected_and_told() -> None:
    documents, damage = sample(read_277ca, "277ca_oopfactory_emedny.edi")
    assert documents[2].accepted is False
    assert documents[2].statuses == (Status("A7", "562", "85"),)
    assert documents[2].payer_claim_number == "1107000000001120"
    (told,) = damage
    assert (told.severity, told.where.element, told.where.position) == ("warning", "STC03", 22)
    assert (told.where.loop, told.where.claim_id) == ("2000D", "3920394930203")
    assert told.authority[0].edition == "005010X214"


def test_a_claim_with_one_rejection_among_its_statuses_is_rejected() -> None:
    data = file_of(write_277ca, [BATCH, PROVIDER, replace(ACCEPTED, statuses=(*TAKEN, Status("A1", "19")))])
    (_, _, claim), damage = read(read_277ca, data.replace(b"STC*A1:19*20261105*WQ", b"STC*A1:19*20261105*U"))
    assert claim.accepted is False
    assert [found.where.element for found in damage] == ["STC03"]
    (_, _, claim), damage = read(read_277ca, data.replace(b"20261105*WQ*120.25", b"20261105**120.25"))
    assert (claim.accepted, damage) == (True, [])


@shared
def test_a_provider_without_a_status_is_read() -> None:
    documents, damage = sample(read_277ca, "277ca_imsweb_accepted.edi")
    assert damage == []
    batch, provider, claim = documents
    assert (batch.source.id, batch.source.id_type) == ("141797357", "FI")
    assert (provider.provider.first_name, provider.statuses) == ("IMA", ())
    assert (claim.claim_id, claim.accepted, claim.payer_claim_number) == ("5781", True, "1107000000014420")


def test_an_acknowledgement_is_written_segment_by_segment() -> None:
    assert segments_of(write_277ca, [BATCH, PROVIDER, ACCEPTED, REJECTED]) == [
        "ISA*00*          *00*          *ZZ*99001          *ZZ*CLINIC         *261105*0000*^*00501*000000007*0*P*:",
        "GS*HN*99001*CLINIC*20261105*0000*7*X*005010X214",
        "ST*277*0001*005010X214",
        "BHT*0085*08*CA1*20261105*0000*TH",
        "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99001",
        "TRN*1*CA1",
        "DTP*050*D8*20261105",
        "DTP*009*D8*20261105",
        "HL*2*1*21*1",
        "NM1*41*2*CLINIC*****46*CLINIC",
        "TRN*2*17-1",
        "STC*A2:20:PR*20261105*WQ*182.25",
        "QTY*90*1",
        "QTY*AA*1",
        "AMT*YU*120.25",
        "AMT*YY*62",
        "HL*3*2*19*1",
        "NM1*85*2*CLINIC*****XX*1234567893",
        "TRN*1*0",
        "STC*A2:20:PR**WQ*182.25",
        "HL*4*3*PT",
        "NM1*QC*1*SAMPLE*ALEX****MI*MBR1",
        "TRN*2*A1-1",
        "STC*A2:20:PR*20261105*WQ*120.25",
        "REF*1K*26307000000001",
        "DTP*472*D8*20261105",
        "HL*5*3*PT",
        "NM1*QC*1*SAMPLE*ALEX****MI*MBR1",
        "TRN*2*A1-2",
        "STC*A7:562:82*20261105*U*62",
        "REF*D9*D9-2",
        "DTP*472*RD8*20261102-20261105",
        "SE*32*0001",
        "GE*1*7",
        "IEA*1*000000007",
    ]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (replace(ACCEPTED, claim_id=None), "it lacks /2/claim_id."),
        (replace(ACCEPTED, accepted=None), "it lacks /2/accepted."),
        (replace(ACCEPTED, statuses=()), "it lacks /2/statuses."),
        (replace(ACCEPTED, statuses=(Status("A2", "2 0"),)), "/2/statuses/0/code is '2 0'"),
        (replace(ACCEPTED, service=None), "it lacks /2/service."),
        (replace(ACCEPTED, lines=(AcknowledgedLine(),)), "/2/lines/0/code"),
        (replace(ACCEPTED, lines=(replace(LINE, accepted=True),)), "/2/lines/0/accepted is true; only lines that are"),
        (replace(ACCEPTED, lines=(replace(LINE, statuses=TAKEN * 4),)), "/2/lines/0/statuses has 4 entries; at most 3"),
        (replace(PROVIDER, statuses=(Status("A2", "20", None, "HI"),)), "/2/statuses/0/text is given; only the status"),
    ],
)
def test_an_acknowledgement_that_lacks_something_is_refused_by_its_field(document: Any, sentence: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        file_of(write_277ca, [BATCH, PROVIDER, document])
    assert str(refused.value).startswith("Claim acknowledgement 'CA1' cannot be written: ")
    assert sentence in str(refused.value)


def test_a_claim_without_its_provider_before_it_is_refused() -> None:
    for wrong in ([ACCEPTED], [BATCH, ACCEPTED], [PROVIDER]):
        with pytest.raises(ValueError, match="A claim comes after its provider, and a provider after its batch"):
            file_of(write_277ca, wrong)


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="There is nothing to write"):
        file_of(write_277ca, [])


refusals = st.builds(
    Status,
    category=st.sampled_from(["A6", "A7", "A8"]),
    code=made.counts.map(str),
    entity=made.optional(st.sampled_from(["85", "IL"])),
)
statuses = made.tuples(refusals, least=1)
worded = made.tuples(st.tuples(refusals, made.words).map(lambda pair: replace(pair[0], text=pair[1])), least=1)
taken = made.tuples(st.builds(Status, category=st.sampled_from(["A1", "A2"]), code=made.counts.map(str)), least=1)
OF_LINE = {
    "date": made.days,
    "code": made.procedures,
    "modifiers": made.modifiers,
    "units": made.optional(made.quantities),
    "control_number": made.optional(made.numbers),
    "service": made.optional(made.spans()),
}
OF_CLAIM = {
    "claim_id": made.numbers,
    "date": made.days,
    "patient": made.persons(id=True, birth=False),
    "payer_claim_number": made.optional(made.numbers),
    "clearinghouse_trace": made.optional(made.numbers),
    "service": made.spans(),
}


def said(kind: Any, accepted: bool, **fields: Any) -> st.SearchStrategy[Any]:
    refused = worded | statuses if kind is AcknowledgedClaim else statuses
    of = taken if accepted else refused
    return st.builds(kind, statuses=of, accepted=st.just(accepted), charge=made.money, **fields)


lines = made.tuples(said(AcknowledgedLine, False, **OF_LINE))
claims = st.lists(said(AcknowledgedClaim, True, **OF_CLAIM) | said(AcknowledgedClaim, False, lines=lines, **OF_CLAIM))
sums = st.builds(
    Totals, accepted=made.counts, rejected=made.counts, accepted_charge=made.money, rejected_charge=made.money
)
providers = st.tuples(
    said(AcknowledgedProvider, True, provider=made.parties(), trace=made.optional(made.numbers), totals=sums), claims
).map(lambda pair: [pair[0], *pair[1]])
batches = st.tuples(
    said(
        AcknowledgedBatch, True, date=made.days, source=made.payers, receiver=made.receivers, trace=made.numbers,
        batch_id=made.numbers, received=made.days, processed=made.days, totals=sums,
    ),
    st.lists(providers, max_size=3),
).map(lambda pair: [pair[0], *(document for provider in pair[1] for document in provider)])  # fmt: skip
files = st.lists(batches, min_size=1, max_size=2).map(lambda many: [document for batch in many for document in batch])


@settings(max_examples=100, deadline=None)
@given(files)
def test_what_is_written_reads_back_the_same(given_: list[Acknowledged]) -> None:
    data = file_of(write_277ca, given_, HUB)
    assert read(read_277ca, data) == (given_, [])
    assert file_of(write_277ca, given_, HUB) == data


def judged(folder: Path, documents: Iterable[Acknowledged]) -> str:
    """What pyx12 says of a file."""
    path = folder / "answer.edi"
    path.write_bytes(file_of(write_277ca, documents))
    judge = Path(sys.executable).with_name("x12valid")
    done = subprocess.run([judge, "-x", "claim_status", path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_an_outside_judge_takes_our_acknowledgement(tmp_path: Path) -> None:
    refused = replace(REJECTED, lines=(LINE, replace(LINE, statuses=(*LINE.statuses, *REJECTED.statuses))))
    said = judged(tmp_path, [BATCH, PROVIDER, ACCEPTED, refused, PROVIDER, REJECTED, BATCH, PROVIDER, ACCEPTED])
    assert "answer.edi: OK" in said, said


def test_an_outside_judge_objects_to_a_provider_without_claims_only_by_its_own_defect(tmp_path: Path) -> None:
    """Published examples have such a provider, with HL04 0, when all of its claims are rejected at once."""
    errors = [line for line in judged(tmp_path, [BATCH, PROVIDER]).splitlines() if "ERROR" in line]
    assert len(errors) == 2
    assert "HL04" in errors[0]
    assert "2000D" in errors[1]
