"""What is written reads back the same, and judges that are not ours take it."""

import datetime as dt
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.codes.npi import fault
from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.claim import Accident, Authorization, Claim, Line, Patient, Payer, Rendering
from cleanbill.model.other_payer import Adjudication, Adjustment, OtherPayer
from cleanbill.model.parties import (
    Address,
    Attachment,
    Billing,
    Facility,
    Manipulation,
    Provider,
    Remark,
    Subscriber,
)
from cleanbill.x12 import Reader, Sending, Trading, Writer
from cleanbill.x12.validator import Validator

JUDGE = Path(__file__).parents[5] / "shared" / "tools" / "judge_837p.py"
ON = dt.date(2026, 11, 2)
SENDING = Sending(ON, 7)
NPIS = [text for text in (f"12000{n:05}" for n in range(400)) if not fault(text)]


def optional(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


words = st.from_regex(r"[A-Z][A-Za-z0-9.,'#&/-]{0,10}( [A-Z0-9]{1,6})?", fullmatch=True)
names = st.from_regex(r"[A-Z][A-Za-z'-]{0,12}", fullmatch=True)
numbers = st.from_regex(r"[A-Z0-9]{2,15}", fullmatch=True)
cents = st.integers(0, 99_999).map(lambda value: Decimal(value) / 100)
days = st.dates(dt.date(2026, 1, 2), ON)
before = st.dates(dt.date(2025, 1, 1), dt.date(2026, 1, 1))
born = st.dates(dt.date(1930, 1, 1), dt.date(2024, 1, 1))
npis = st.sampled_from(NPIS[10:])
addresses = st.builds(
    Address,
    street=st.from_regex(r"[1-9][0-9]{0,3} [A-Z]{2,9} ST", fullmatch=True),
    street2=optional(st.just("STE 200")),
    city=st.sampled_from(["SPRINGFIELD", "Peoria"]),
    state=st.just("IL"),
    zip=st.sampled_from(["627010001", "616020002"]),
)
providers = st.builds(Provider, first_name=names, last_name=names)
remarks = st.builds(Remark, text=words, type=st.sampled_from([None, "DCP"]))
dx = st.lists(
    st.sampled_from([
        "M54.50", "M62.830", "M54.16", "M25.511", "M99.03", "M99.01", "R26.2", "M17.11", "M75.101", "M51.360", "G89.29",
        "S39.012A", "Z96.651", "M54.2",
    ]),
    min_size=1, max_size=12, unique=True,
)  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, diagnoses: int) -> Line:
    pointers = st.lists(st.integers(1, diagnoses), min_size=1, max_size=4, unique=True)
    modifiers = st.lists(st.sampled_from(["GP", "59", "KX", "CQ", "AT", "25"]), max_size=4, unique=True)
    return Line(
        code=draw(st.sampled_from(["97110", "97140", "98941", "99213", "97161", "G0283"])),
        modifiers=tuple(draw(modifiers)),
        units=draw(st.sampled_from([1, 2, 3, 1.5, 12])),
        charge=draw(cents),
        dx_pointers=tuple(draw(pointers)),
        date=draw(days),
        description=draw(optional(words)),
        control_number=draw(optional(numbers)),
        remark=draw(optional(remarks)),
    )


@st.composite
def accidents(draw: st.DrawFn) -> Accident:
    kind = draw(st.sampled_from(["auto", "employment", "other"]))
    return Accident(kind, draw(before), "IL" if kind == "auto" else None, draw(optional(numbers)))


billing = st.builds(
    Billing,
    name=words,
    first_name=st.none(),
    tax_id=st.just("123456789"),
    taxonomy=optional(st.just("225100000X")),
    phone=st.sampled_from(["2175550100", "3125550123"]),
    address=addresses,
)
insured = st.builds(
    Subscriber,
    relationship=st.sampled_from(["spouse", "child", "employee", "other"]),
    priority=st.sampled_from([None, "secondary"]),
    group=optional(numbers),
    insurance_type=st.just("12"),
    first_name=names,
    last_name=names,
    dob=born,
    sex=st.sampled_from("FM"),
    address=addresses,
)
grouped = st.builds(
    Subscriber,
    priority=st.sampled_from([None, "secondary", "tertiary"]),
    group=numbers,
    insurance_type=st.just("12"),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    codes = draw(dx)
    frequency = draw(st.sampled_from([None, "1", "7", "8"]))
    taxonomy = draw(st.sampled_from(["225100000X", "111N00000X", "207Q00000X"]))
    return Claim(
        claim_id=draw(numbers),
        payer=Payer(
            type=draw(st.sampled_from(["medicare_b", "medicaid", "commercial", "workers_comp", "auto"])),
            name=draw(words),
            id=draw(numbers),
        ),
        frequency_code=frequency,
        original_claim_ref=draw(numbers) if frequency in ("7", "8") else None,
        patient=Patient(
            id=draw(numbers),
            first_name=draw(names),
            last_name=draw(names),
            dob=draw(born),
            sex=draw(st.sampled_from("FMU")),
            address=draw(addresses),
        ),
        subscriber=draw(st.none() | insured | grouped),
        place_of_service=draw(st.sampled_from(["11", "12", "24"])),
        billing_npi=draw(st.sampled_from(NPIS[:3])),
        billing=draw(billing),
        rendering=draw(
            st.just(Rendering())
            | st.builds(Rendering, npis, st.just(taxonomy), st.just(credential_of(taxonomy)), names, names)
        ),
        accident=draw(optional(accidents())),
        date_initial_treatment=draw(optional(before)),
        date_last_xray=draw(optional(before)),
        date_onset=draw(optional(before)),
        date_last_seen=draw(optional(before)),
        date_acute_manifestation=draw(optional(before)),
        manipulation=draw(
            optional(st.builds(Manipulation, st.sampled_from("ACM"), optional(words), st.none()))
        ),
        dx=tuple(codes),
        auth=draw(optional(numbers.map(lambda number: Authorization(number=number)))),
        referral_number=draw(optional(numbers)),
        record_number=draw(optional(numbers)),
        patient_paid=draw(optional(cents)),
        assignment=draw(st.sampled_from([None, "B", "C"])),
        benefits_assigned=draw(st.sampled_from([None, False])),
        attachments=tuple(
            draw(
                st.lists(
                    st.builds(Attachment, st.sampled_from(["PZ", "PN", "09"]), st.just("BM"), numbers)
                    | st.just(Attachment("CB", "AA")),
                    max_size=2,
                )
            )
        ),
        remark=draw(optional(remarks)),
        lines=tuple(draw(st.lists(lines(len(codes)), min_size=1, max_size=5))),
    )  # fmt: skip


@st.composite
def whole(draw: st.DrawFn) -> Claim:
    """A claim with the parties that not every one has."""
    claim = draw(claims())
    if draw(st.booleans()):
        claim = replace(claim, referring_npi=NPIS[4], referring=draw(providers))
    if draw(st.booleans()):
        claim = replace(claim, supervising_npi=NPIS[5], supervising=draw(providers))
    if claim.payer.id != "99002" and draw(st.booleans()):
        claim = settled(claim, draw(st.integers(0, 100)))
    if draw(st.booleans()):
        claim = replace(claim, facility=Facility(draw(words), draw(st.sampled_from([None, NPIS[6]])), draw(addresses)))
    return claim


def settled(claim: Claim, part: int) -> Claim:
    """The claim after Medicare paid a part of each line, in percent."""
    lines = []
    for line in claim.lines:
        charge = line.charge or Decimal(0)
        paid = (charge * part / 100).quantize(Decimal("0.01"))
        owed = ((charge - paid) / 5).quantize(Decimal("0.01"))
        taken = (
            Adjustment("CO", "45", charge - paid - owed),
            Adjustment("PR", "2", owed),
            Adjustment("PR", "1", Decimal("0.01")),
            Adjustment("CO", "253", Decimal("-0.01"), Decimal(2)),
        )
        rank = {"CO": 0, "PR": 1}
        kept = sorted((one for one in taken if one.amount), key=lambda one: rank[one.group])
        decided = Adjudication("99002", paid, line.code, line.modifiers, line.units, tuple(kept), ON)
        lines.append(replace(line, adjudications=(decided,)))
    total = sum((line.adjudications[0].paid for line in lines), Decimal(0))
    medicare = OtherPayer(
        "primary", "medicare_b", "MEDICARE CONTRACTOR", "99002", None, "ANN", "OTHER", "1EG4TE5MK73",
        paid=total, patient_owes=Decimal("1.25"), claim_number="26273000012345",
    )  # fmt: skip
    return replace(claim, other_payers=(medicare,), lines=tuple(lines))


many = st.lists(whole(), min_size=1, max_size=6, unique_by=lambda claim: claim.claim_id)


def as_sent(claim: Claim) -> Claim:
    """The claim as a file says it: with what is derived where it was absent."""
    billing = claim.billing
    rendering = claim.rendering
    assert billing
    if rendering == Rendering():
        rendering = Rendering(claim.billing_npi, billing.taxonomy, credential_of(billing.taxonomy))
    return replace(
        claim,
        frequency_code=claim.frequency_code or "1",
        rendering=rendering,
        lines=tuple(
            replace(line, n=n, control_number=line.control_number or f"{claim.claim_id}-{n}")
            for n, line in enumerate(claim.lines, 1)
        ),
    )


def written(claims: list[Claim], sending: Sending = SENDING) -> bytes:
    stream = io.BytesIO()
    writer = Writer(stream, sending)
    for claim in claims:
        writer.add(claim)
    assert writer.close() == len(claims)
    return stream.getvalue()


@settings(max_examples=150, deadline=None)
@given(many)
def test_what_is_written_reads_back_the_same(given_claims: list[Claim]) -> None:
    data = written(given_claims)
    reader = Reader(io.BytesIO(data))
    back = [replace(claim, source=None) for claim in reader]
    assert reader.damage == []
    assert back == [as_sent(claim) for claim in given_claims]
    assert written(back) == data


def generated(count: int) -> list[Claim]:
    """Claims of the strategy, the same ones each time, with ids of their own."""
    found: list[Claim] = []

    @settings(max_examples=count, deadline=None, derandomize=True, database=None)
    @given(whole())
    def draw(claim: Claim) -> None:
        found.append(replace(claim, claim_id=f"G{len(found):05}"))

    draw()
    return found


@pytest.mark.skipif(not JUDGE.exists(), reason="the shared folder is not beside the repository")
def test_an_outside_judge_takes_two_hundred_claims(tmp_path: Path) -> None:
    claims = generated(250)
    assert len(claims) >= 200
    (tmp_path / "claims.edi").write_bytes(written(claims))
    asked = [sys.executable, str(JUDGE), *"--strict --only builtin,pyx12 --require builtin,pyx12".split()]
    asked += ["--pyx12-python", sys.executable, str(tmp_path / "claims.edi")]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:4000] + done.stderr


def test_the_validator_finds_nothing_in_what_is_written() -> None:
    data = written(generated(150))
    assert [finding.message for finding in Validator(io.BytesIO(data))] == []


OWN = (
    "auto_accident", "batch_two_sets_mixed_payers", "chiro_medicare_cr2", "pt_eval_priorauth", "replacement_and_void",
    "secondary_cob_line",
)  # fmt: skip


@pytest.mark.skipif(not JUDGE.exists(), reason="the shared folder is not beside the repository")
@pytest.mark.parametrize("name", OWN)
def test_the_claims_of_a_sound_file_are_written_as_they_were_read(name: str) -> None:
    with (JUDGE.parents[1] / "data" / "x12" / f"837p_{name}_own.edi").open("rb") as stream:
        claims = [replace(claim, source=None) for claim in Reader(stream)]
    data = written(claims, Sending(ON, 7, Trading(phone="2175550100")))
    assert [replace(claim, source=None) for claim in Reader(io.BytesIO(data))] == claims
