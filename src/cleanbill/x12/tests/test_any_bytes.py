"""No bytes raise: not arbitrary ones, not a valid file with anything done to it. What is told can always be shown."""

import io
import json

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill.x12 import Reader, place

FAST = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Edits = list[tuple[float, int, bytes]]
PIECES = st.sampled_from(
    [b"~", b"*", b":", b"\n", b"~~", b"ISA*", b"IEA*1*000000007~", b"GS*HC~", b"ST*837~", b"SE~", b"HL*~",
     b"HL*3*2*23*0~",
     b"CLM~", b"CLM*~", b"LX~", b"SV1~", b"SV1*HC:~", b"DTP*472*RD8*2026~", b"HI*ABK:~", b"NM1~", b"REF~", b"SBR~",
     b"\x00", b"\xff\xfe", "é".encode(), "²".encode(), b"9" * 30, b"-", b"NaN", b"1E9", b"XX*1~"]
)  # fmt: skip


def check(data: bytes) -> None:
    reader = Reader(io.BytesIO(data))
    for claim in reader:
        json.loads(msgspec.json.encode(claim))
        for pointer in ("", "/dx/0", "/lines/0/units", "/patient/dob", "/rendering/taxonomy"):
            assert place(claim, pointer)[3]
    for found in reader.damage:
        json.loads(msgspec.json.encode(found))
        assert found.where.position
        assert found.message.endswith(".")


@FAST
@given(st.binary(max_size=600))
def test_arbitrary_bytes_do_not_raise(data: bytes) -> None:
    check(data)


@FAST
@given(st.binary(max_size=600), st.sampled_from([b"*", b"|", b"\x1d"]), st.sampled_from([b"~", b"\n", b"\x1c"]))
def test_arbitrary_bytes_after_an_isa_do_not_raise(data: bytes, separator: bytes, terminator: bytes) -> None:
    check(b"ISA" + (separator + b"00") * 15 + separator + b":" + terminator + data)


@FAST
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(PIECES, st.binary(max_size=8))), max_size=6))
def test_a_valid_file_with_pieces_cut_out_and_put_in_does_not_raise(
    valid: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    data = valid
    for where, cut, piece in edits:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + cut :]
    check(data)


def test_a_level_that_the_guide_does_not_know_does_not_raise_with_a_flaw_behind_it(valid: bytes) -> None:
    check(valid.replace(b"HL*2*1*22*0~", b"HL*2*1*2~").replace(b"NM1*IL*1*SAMPLE", b"NM1**1*SAMPLE"))


@FAST
@given(st.data())
def test_a_valid_file_with_its_segments_moved_does_not_raise(valid: bytes, data: st.DataObject) -> None:
    segments = valid.split(b"~\n")[:-1]
    body = data.draw(st.permutations(segments[1:]))
    keep = data.draw(st.integers(0, len(body)))
    check(b"~".join([segments[0], *body[:keep], b""]))


@FAST
@given(st.floats(0, 1))
def test_a_file_cut_anywhere_before_its_end_is_told(valid: bytes, where: float) -> None:
    data = valid[: int(where * (len(valid) - len("IEA*1*000000007~\n")))]
    reader = Reader(io.BytesIO(data))
    claims = list(reader)
    assert reader.damage
    assert all(len(claim.lines) == 2 for claim in claims)
