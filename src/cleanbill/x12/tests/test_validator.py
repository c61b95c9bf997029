"""The validator on whole files: the published ones that lie beside the repository, our own, and any bytes."""

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.x12.acknowledgement.document import read_acknowledgement
from cleanbill.x12.tree import Loop, Trees
from cleanbill.x12.validation.validator import Validator

SHARED = Path(__file__).parents[5] / "shared" / "data" / "x12"
FILES = sorted(path.name for path in SHARED.glob("*.edi"))
# Where the first error of a file stands that is wrong: its rule and position. All others have no error.
WRONG = {
    "271_multiple_eb.edi": ("XR019", 2),  # GS01 HS on a response
    "271_oopfactory_aaa_source.edi": ("XR028", 2),
    "271_rejected_subscriber.edi": ("XR019", 2),
    "277ca_oopfactory_emedny.edi": ("XR028", 2),
    "835_blue_cross_nc_no_envelope.edi": ("XR001", 1),
    "835_moov_sample2.edi": ("XR017", 4),
    "835_moov_two_sets.edi": ("XR027", 28),
    "835_tr3_managed_care.edi": ("XR017", 4),
    "835_uhc_legacy.edi": ("XR019", 16),
    "837p_bad_imsweb_hl_code.edi": ("XR012", 9),
    "837p_bad_imsweb_loop_repeat.edi": ("XR013", 15),
    "837p_bad_imsweb_missing_elements.edi": ("XR015", 7),
    "837p_bad_imsweb_missing_loops.edi": ("XR014", 8),
    "837p_bad_imsweb_no_isa.edi": ("XR001", 1),
    "837p_bad_imsweb_segment_errors.edi": ("XR014", 9),
    "837p_bad_oopfactory_missing_entity.edi": ("XR015", 25),
    "837p_hccinfhir_five_sets.edi": ("XR011", 42),
    "837p_imsweb_complex.edi": ("XR039", 9),
    "837p_imsweb_many_claims.edi": ("XR022", 19),
    "837p_imsweb_multiple_gs.edi": ("XR022", 19),
    "837p_imsweb_multiple_isa.edi": ("XR022", 19),
    "837p_imsweb_multiple_st.edi": ("XR022", 19),
    "837p_imsweb_other_separators.edi": ("XR022", 19),
    "837p_imsweb_valid.edi": ("XR022", 19),
    "837p_kw_25_claims.edi": ("XR027", 9),
    "837p_moov_sample.edi": ("XR031", 65),
    "837p_oopfactory_medicaid.edi": ("XR028", 2),
    "999_tr3_three_837s.edi": ("XR028", 1),  # a byte order mark
    "ta1_oopfactory_1.edi": ("XR028", 2),
}
beside = pytest.mark.skipif(not FILES, reason="the shared folder is not beside the repository")


def errors(data: bytes) -> list[tuple[str, int | None]]:
    """Rule and position of each error."""
    found = Validator(io.BytesIO(data))
    return [(finding.rule, finding.where.position) for finding in found if finding.severity == "error"]


@beside
@pytest.mark.parametrize("name", FILES)
def test_a_published_file_is_taken_or_refused_where_it_is_wrong(name: str) -> None:
    found = errors((SHARED / name).read_bytes())
    if name in WRONG:
        assert WRONG[name] in found
    else:
        assert found == []


def count(loop: Loop) -> int:
    """How many segments a loop holds."""
    return len(loop.segments) + sum(map(count, loop.loops))


@beside
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("units", [False, True])
def test_every_segment_of_a_published_set_is_in_its_tree(name: str, units: bool) -> None:
    data = (SHARED / name).read_bytes()
    trees = list(Trees(io.BytesIO(data), units))
    read = sum(count(tree.loop) for tree in trees)
    data = data.removeprefix(b"\xef\xbb\xbf")
    separator, terminator = data[3:4], data[105:106]
    names = [segment.strip().partition(separator)[0] for segment in data.split(terminator)]
    inside = [name for name in names if name not in (b"", b"ISA", b"GS", b"GE", b"IEA")]
    assert read == (len(inside) if data.startswith(b"ISA") else 0)


def test_a_claim_is_a_line_with_the_loops_it_stands_in() -> None:
    data = (Path(__file__).parent / "valid" / "claims.edi").read_text().replace("\n", "~\n").encode()
    first, second, whole = Trees(io.BytesIO(data), units=True)
    assert [segment.id for segment in first.loop.segments[:2]] == ["CLM", "DTP"]
    assert first.loop.segments[0].elements[4] == ["11", "B", "7"]
    assert [loop.id for loop in second.loop.loops] == ["2320", "2400"]
    assert [loop.id for loop in second.loop.loops[0].loops] == ["2330A", "2330B"]
    assert [id for id, _ in second.within] == ["ST", "2000A", "2000B", "2000C"]
    assert whole.control == first.control == "0001"


def test_a_set_after_a_broken_one_is_judged_by_itself(valid: bytes) -> None:
    body = valid[valid.index(b"ST*") : valid.index(b"GE*")]
    other = body.replace(b"*0001", b"*0002")
    broken = body.replace(b"BHT*0019*00", b"BHT*0019*77")
    data = valid.replace(body, broken + other).replace(b"GE*1", b"GE*2")
    assert errors(data) == [("XR019", 4)]
    assert errors(data.replace(b"*0002", b"*0001")) == [("XR019", 4), ("XR034", 3 + body.count(b"~"))]


def test_what_a_code_set_does_not_know_is_told_by_date_of_service(edited: Callable[..., bytes]) -> None:
    assert errors(edited("HI*ABK:M5450", "HI*ABK:M545")) == [("XR036", 22)]
    assert errors(edited("HI*ABK:M5450", "HI*ABK:M545", "20261005", "20210905")) == []


def test_a_claim_has_fifty_lines_and_a_set_five_thousand_claims(valid: bytes) -> None:
    claim = valid[valid.index(b"CLM*") : valid.index(b"SE*")]
    line = claim[claim.index(b"LX*2") :]
    lines = b"".join(line.replace(b"LX*2", b"LX*%d" % number) for number in range(2, 52))
    assert ("XR013", 25 + 50 * 4) in errors(valid.replace(line, lines))
    told = Validator(io.BytesIO(valid.replace(claim, claim * 5_001)))
    often = [finding.where.position for finding in told if "5,000" in finding.message]
    assert often == [21 + 5_000 * claim.count(b"~")]


def test_another_payer_without_lines_pays_and_takes_off_the_whole_charge() -> None:
    text = (Path(__file__).parent / "valid" / "claims.edi").read_text().replace("\n", "~\n")
    start, end = text.index("SVD*"), text.index("SE*")
    text = text[:start] + text[end:].replace("SE*69", "SE*66")
    dated = text.replace("PI*88001~\n", "PI*88001~\nDTP*573*D8*20261020~\n")
    (told,) = errors(dated.encode())
    assert told[0] == "XR035"
    assert errors(dated.replace("AMT*D*65", "AMT*D*95").encode()) == []


def test_a_birth_after_the_file_is_no_birth(edited: Callable[..., bytes]) -> None:
    assert errors(edited("DMG*D8*19710404", "DMG*D8*20261103")) == [("XR038", 19)]


def test_the_day_of_receipt_is_asked_for_nothing_that_the_file_says(edited: Callable[..., bytes]) -> None:
    data = edited("DTP*472*D8*20261005", "DTP*472*D8*20261103")
    told = [finding.rule for finding in Validator(io.BytesIO(data), dt.date(2027, 1, 1))]
    assert told == ["XR038", "XR038"]


PIECES = st.sampled_from(
    [b"~", b"*", b":", b"^", b"\n", b"~~", b" ", b"ISA*", b"IEA*1*000000007~", b"GS*HP~", b"ST*835~", b"ST*999*1~",
     b"SE~", b"HL*1**20*1~", b"CLM~", b"CLP*1~", b"LX~", b"SVC~", b"AK2~", b"IK3~", b"IK4~", b"IK5~", b"AK9~", b"TA1~",
     b"EB~", b"DTP*472*RD8*2026~", b"HI*ABK:~", b"NM1~", b"SVD~", b"CAS~", b"CAS*CO*45*NaN~", b"PLB*1*2*3*4~", b"\xff",
     "²".encode(), b"9" * 30, b"-", b"1E9"]
)  # fmt: skip
KINDS = [path.read_text().replace("\n", "~\n").encode() for path in (Path(__file__).parent / "valid").glob("*.edi")]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=5))
def test_no_change_of_a_valid_file_raises(data: bytes, edits: list[tuple[float, int, bytes]]) -> None:
    for at, length, piece in edits:
        start = int(at * len(data))
        data = data[:start] + piece + data[start + length :]
    check(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.lists(PIECES).map(b"".join))
def test_no_bytes_raise(data: bytes) -> None:
    check(data)
    check(KINDS[0][:107] + data)


def check(data: bytes) -> None:
    for finding in Validator(io.BytesIO(data), keep=True):
        json.loads(msgspec.json.encode(finding))
        assert finding.where.position
        assert finding.message.endswith(".")
    for units in (False, True):
        json.loads(msgspec.json.encode(list(Trees(io.BytesIO(data), units))))
    json.loads(msgspec.json.encode(read_acknowledgement(io.BytesIO(data))))
