"""Of a block that is like one read before the same is read and told as of one that is read segment by segment."""

import io
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.x12.claim.known import Known
from cleanbill.x12.claim.reader import Reader
from cleanbill.x12.tests.conftest import CLAIM, HEADER, write
from cleanbill.x12.tests.test_any_bytes import PIECES
from cleanbill.x12.tests.test_moulds import DELIMITERS, Edit, repeated
from cleanbill.x12.tests.test_single_defects import segments

CLAIMS = ("\n".join(segments("claims")) + "\n").replace("\n", "~\n").encode()
SUBSCRIBER = HEADER[HEADER.index("HL*2*") :].strip()


def read(data: bytes) -> list[Any]:
    """Each claim with what was told before it was given; what was told after the last."""
    reader = Reader(io.BytesIO(data))
    claims = [(msgspec.to_builtins(claim), reader.take_damage()) for claim in reader]
    return [claims, reader.damage]


def same(data: bytes) -> bool:
    """Whether it changes nothing that blocks are known."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Known, "take", lambda *_: None)
        plain = read(data)
    return read(data) == plain


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The segment ids with which the known blocks began."""
    names: list[str] = []
    take = Known.take

    def noted(self: Known[Any], text: str) -> object:
        found = take(self, text)
        names.extend([text.partition("*")[0]] if found else [])
        return found

    monkeypatch.setattr(Known, "take", noted)
    return names


def two(*edits: tuple[str, str]) -> bytes:
    """Two patients with a claim each, the second with other values; then the edits in the second."""
    second = SUBSCRIBER.replace("HL*2*1", "HL*3*1").replace("SAMPLE*ALEX", "OTHER*KIM").replace("MBR1", "MBR2")
    second = second.replace("12 OAK ST", "7 ELM ST").replace("627040002", "627040009").replace("19710404", "19800229")
    claim = CLAIM.replace("A1-1", "A2-1").replace("*62*", "*63.50*").replace("120.25", "121.75")
    text = second + claim.replace("20261005", "20261006")
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return write(HEADER, CLAIM + text)


def test_blocks_that_differ_in_their_own_values_alone_are_known(taken: list[str]) -> None:
    assert same(two())
    assert taken == ["HL", "CLM", "LX", "LX"]
    (_, told), (claim, _) = read(two())[0]
    assert not told
    assert claim["claim_id"] == "A2-1"
    assert claim["patient"]["address"] == {
        "street": "7 ELM ST",
        "city": "SPRINGFIELD",
        "state": "IL",
        "zip": "627040009",
    }
    assert (claim["patient"]["last_name"], claim["patient"]["first_name"]) == ("OTHER", "KIM")
    assert (claim["patient"]["id"], claim["patient"]["dob"]) == ("MBR2", "1980-02-29")
    assert [line["charge"] for line in claim["lines"]] == ["63.50", "58.25"]
    assert {line["date"] for line in claim["lines"]} == {"2026-10-06"}
    assert [line["control_number"] for line in claim["lines"]] == ["A2-1-1", "A2-1-2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HL*3*1", "HL*3*9"),
        ("HL*3*1", "HL*4*1"),
        ("HL*3*1*22", "HL*3*1*23"),
        ("SBR*P*18", "SBR*P*"),
        ("SBR*P*18*******CI", "SBR*S*18*GRP******MB"),
        ("OTHER*KIM", "OTHER*"),
        ("OTHER*KIM****", "OTHER*KIM*Q**JR*"),
        ("MI*MBR2", "MI"),
        ("N3*7 ELM ST\n", ""),
        ("N3*7 ELM ST\nN4*SPRINGFIELD*IL*627040009\n", ""),
        ("19800229", "19810229"),
        ("D8*19800229", "RD8*19800229"),
        ("*19800229*F", "*19800229*M"),
        ("NM1*PR", "REF*Y4*PC-17\nNM1*PR"),
        ("CLM*A2-1", "CLM*"),
        ("121.75", "121.70"),
        ("121.75", "-121.75"),
        ("11:B:1", "11:B:7"),
        ("*Y*A*Y*Y", "*Y*C*W*Y**AA:::IL"),
        ("HI*ABK:M5450", "HI*BK:7245"),
        ("NM1*82*1*THERAPIST", "NM1*82*1*DOCTOR"),
        ("PRV*PE*PXC*225100000X\n", ""),
        ("LX*1", "LX*2"),
        ("LX*1\n", "LX\n"),
        ("HC:97110", "HC:97112"),
        ("*63.50*", "*-63.50*"),
        ("*63.50*", "*6350E-2*"),
        ("*63.50*", "**"),
        ("UN*1***1\n", "UN*1***9:\n"),
        ("D8*20261006", "D8*20261306"),
        ("D8*20261006", "RD8*20261006-20261007"),
        ("REF*6R*A2-1-1", "REF*6R"),
        ("REF*6R*A2-1-1\n", ""),
        ("REF*6R*A2-1-1", "REF*6R*A2-1-1\nREF*6R*A2-1-9"),
        ("REF*6R*A2-1-1", "REF*6R*A2-1-1\nNTE*ADD*MORE"),
        ("REF*6R*A2-1-1", "DTP*463*D8*20261001\nREF*6R*A2-1-1"),
        ("REF*6R*A2-1-1", "REF*6R*A2-1-1\nNM1*82*1*OTHER*KIM****XX*1200000333"),
    ],
)
def test_what_is_another_in_a_block_is_read_after_one_like_it(old: str, new: str) -> None:
    data = two((old, new))
    assert same(data)
    assert read(data) != read(two())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"HC:97110:GP", b"97110"),
        (b"REF*6R*", b"REF*6R~REF*6R*"),
        (b"HI*ABK:M5450", b"HI*ABK:M54.50"),
        (b"PRV*PE", b"N3*1 STREET~PRV*PE"),
        (b"SBR*P*18", b"SBR**18"),
        (b"NM1*PR*2", b"NM1*PR*"),
        (b"DMG*D8*", b"REF*1W*X~DMG*D8*"),
    ],
)
def test_the_same_fault_in_two_blocks_is_told_of_each(old: bytes, new: bytes) -> None:
    data = two().replace(old, new)
    assert same(data)
    (_, first), (_, second) = read(data)[0]
    assert len(first) == len(second) > 0


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([two(), CLAIMS]),
    st.integers(1, 4),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), max_size=4),
    st.sampled_from(DELIMITERS),
)
def test_known_blocks_change_nothing_in_a_damaged_file(
    data: bytes, times: int, edits: list[Edit], delimiter: tuple[bytes, bytes]
) -> None:
    data = repeated(data, b"HL*2*", b"SE*", times).replace(b"~\n", b"~")
    for at, length, piece in edits:
        start = int(at * len(data))
        data = data[:start] + piece + data[start + length :]
    assert same(data.replace(*delimiter) if delimiter[0] else data)


def test_no_more_blocks_are_kept_than_the_memory_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanbill.x12.claim.known.KEPT", 1)
    reader = Reader(io.BytesIO(two()))
    assert len(list(reader)) == 2
    assert len(reader._known.lines._read) == 1
