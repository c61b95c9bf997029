"""What is written reads back the same, and judges that are not ours take it."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.claim import Claim, Rendering
from cleanbill.x12 import Reader, Sending, Trading, Writer
from cleanbill.x12.tests.given_claims import ON, many, whole
from cleanbill.x12.validation.validator import Validator

JUDGE = Path(__file__).parents[5] / "shared" / "tools" / "judge_837p.py"
SENDING = Sending(ON, 7)
SAID = """
    PRV*BI NM1*85 NM1*87 NM1*PE PAT*01 PAT*19 NM1*QC REF*SY REF*Y4 NM1*PR REF*2U REF*G2 REF*LU REF*EI
    DTP*431 DTP*454 DTP*304 DTP*453 DTP*439 DTP*484 DTP*455 DTP*314*RD8 DTP*360 DTP*361 DTP*297 DTP*296 DTP*435 DTP*096
    DTP*090 DTP*091 DTP*444 PWK*PZ PWK*CB*AA CN1*02 AMT*F5 REF*4N REF*9F REF*G1 REF*F8 REF*X4 REF*D9 REF*EA REF*P4 K3
    NTE*ADD NTE*DCP CR2******** CRC*75*Y CRC*ZZ*N HI*ABK HI*BG NM1*DN NM1*P3 NM1*82 PRV*PE NM1*77 NM1*DQ
    SBR*P*18 SBR*P*01 SBR*S*18 SBR*T*18 CAS*CO CAS*PR AMT*D AMT*A8 AMT*EAF OI***N OI***Y***I MOA*0.8 REF*T4*Y REF*NF
    LX SV1 CRC*70*Y DTP*472*D8 DTP*472*RD8 DTP*463 DTP*461 DTP*607 REF*6R PS1 LIN**N4 CTP REF*XZ NM1*QB NM1*DK
    SVD DTP*573
""".split()  # the segments of a professional claim of the trade, as they begin


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
    data = written(claims)
    assert [start for start in SAID if f"~\n{start}".encode() not in data] == []
    (tmp_path / "claims.edi").write_bytes(data)
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
