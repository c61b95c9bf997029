"""However a file is laid out, the same segments come out of it, at the same positions."""

import io
from typing import BinaryIO, cast

import pytest

from cleanbill.model.claim import Claim
from cleanbill.x12 import Reader
from cleanbill.x12.blocks import BOM, CHUNK, Blocks
from cleanbill.x12.damage import Damage


class Drops:
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._stream = io.BytesIO(data)
        self._size = size

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(min(self._size, size))


def claims_of(data: bytes) -> list[Claim]:
    reader = Reader(io.BytesIO(data))
    claims = list(reader)
    assert reader.damage == []
    return claims


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"~\n", b"~"),
        (b"~\n", b"~\r\n"),
        (b"~\n", b"\n"),
        (b"~\n", b"\r\n"),
        (b"~\n", b"~\n\n   "),
        (b"~\n", b"~\n\t"),
        (b"~\n", b"~  "),
        (b"~\n", b"\x1c\x1e"),
        (b"ISA*", BOM + b"ISA*"),
        (b"ISA*", b"\n  ISA*"),
        (b"IEA*1*000000007~\n", b"IEA*1*000000007"),
        (b"IEA*1*000000007~\n", b"IEA*1*000000007~\n\n\r\n \n"),
        (b"THERAPIST*SAM", b"THE\r\nRAPIST*SAM"),
    ],
)
def test_layout_does_not_matter(valid: bytes, old: bytes, new: bytes) -> None:
    if new == b"\x1c\x1e":  # control characters are common delimiters
        data = valid.replace(b"~\n", b"\x1c").replace(b"*", b"\x1d").replace(b":", b"\x1f")
    else:
        data = valid.replace(old, new)
    assert claims_of(data) == claims_of(valid)


def test_delimiters_come_from_the_isa(valid: bytes) -> None:
    other = valid.replace(b"~\n", b"_").replace(b"*", b"~").replace(b":", b"^").replace(b"~^~00501", b"~!~00501")
    assert claims_of(other) == claims_of(valid)


@pytest.mark.parametrize("size", [1, 7, 106, 1000])
def test_a_stream_may_give_its_bytes_in_drops(valid: bytes, size: int) -> None:
    data = valid.replace(b"~\n", b"~\r\n  ")
    assert list(Reader(cast(BinaryIO, Drops(data, size)))) == claims_of(valid)


def test_segments_are_counted_anew_in_each_interchange(valid: bytes) -> None:
    one, two = claims_of(valid + b"\n" + valid.replace(b"000000007", b"000000008"))
    assert one.source is not None
    assert two.source is not None
    assert one.source.positions == two.source.positions
    assert (one.source.interchange, two.source.interchange) == ("000000007", "000000008")


def test_an_interchange_longer_than_a_chunk_is_read_whole(valid: bytes) -> None:
    start, end = valid.index(b"CLM*"), valid.index(b"SE*")
    count = 3 * CHUNK // (end - start)
    claims = valid[start:end] * count
    total = 31 + (count - 1) * valid[start:end].count(b"~")
    data = valid[:start] + claims + valid[end:].replace(b"SE*31*", f"SE*{total}*".encode())
    assert len(claims_of(data)) == count


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "XR001", "The file is empty"),
        (b" \r\n", "XR001", "The file is empty"),
        (b"\x7fELF\x02\x01\x01", "XR001", "At byte 1 stands"),
        (b"  {\"claim_id\": 1}", "XR001", "At byte 3 stands"),
        (b"ISA", "XR002", "16 elements"),
        (b"ISA*00*", "XR002", "16 elements"),
        (b"ISA" + b"*00" * 15 + b"*:~", "XR002", "106"),
        (b"ISA" + b"*00" * 15 + b"*a~", "XR002", "punctuation"),
        (b"ISA" + b"*00" * 15 + b"***", "XR002", "differ"),
    ],
)  # fmt: skip
def test_what_is_not_an_interchange_is_refused(data: bytes, rule: str, words: str) -> None:
    reader = Reader(io.BytesIO(data))
    assert list(reader) == []
    assert reader.damage[0].rule == rule
    assert words in reader.damage[0].message


def test_text_after_the_interchange_is_refused_with_its_place(valid: bytes) -> None:
    reader = Reader(io.BytesIO(valid + b"Regards, the clinic"))
    assert len(list(reader)) == 1
    (found,) = reader.damage
    assert found.rule == "XR001"
    assert f"At byte {len(valid) + 1} stands 'Regards, the clinic'" in found.message


def test_an_isa_without_padding_is_told_and_read(valid: bytes) -> None:
    reader = Reader(io.BytesIO(valid.replace(b"CLINIC         *ZZ", b"CLINIC*ZZ", 1)))
    assert len(list(reader)) == 1
    assert [found.rule for found in reader.damage] == ["XR002"]


def test_names_may_be_utf8_and_latin1_is_told(valid: bytes) -> None:
    (claim,) = claims_of(valid.replace(b"SAMPLE*ALEX", "MUÑOZ*ALEX".encode()))
    assert claim.patient.last_name == "MUÑOZ"
    reader = Reader(io.BytesIO(valid.replace(b"SAMPLE*ALEX", "MUÑOZ*ALEX".encode("latin-1"))))
    (claim,) = reader
    assert claim.patient.last_name == "MUÑOZ"
    (found,) = reader.damage
    assert (found.rule, found.severity, found.where.position, found.where.segment) == ("XR010", "warning", 16, "NM1")


def test_a_segment_without_end_does_not_fill_the_memory(valid: bytes) -> None:
    endless = valid[: valid.index(b"CLM*")] + b"NTE*" + b"A" * (3 << 20)
    blocks = Blocks(io.BytesIO(endless), Damage())
    assert sum(len(block) for _, block in blocks) < 40
    assert not blocks.finished


def test_a_block_without_end_is_given_in_parts(valid: bytes) -> None:
    start = valid.index(b"HI*")
    blocks = Blocks(io.BytesIO(valid[:start] + b"K3*A~" * 60_000 + valid[start:]), Damage())
    assert max(len(block) for _, block in blocks) < 30_000
    assert blocks.finished
