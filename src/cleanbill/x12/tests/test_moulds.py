"""Of a block that a mould takes the same is told as of one that is looked at segment by segment."""

import datetime as dt
import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.model.finding import Finding
from cleanbill.x12.tests.test_single_defects import DEFECTS, FILES, segments
from cleanbill.x12.tests.test_validator import KINDS, PIECES
from cleanbill.x12.validation import moulds
from cleanbill.x12.validation.validator import Validator

NEVER = 10**9
DAY = dt.date(2026, 11, 23)
DELIMITERS = [(b"", b""), (b"~", b"\n"), (b"~", b"'"), (b"*", b"|"), (b"*", b"\x1d"), (b":", b">"), (b"^", b"!")]
Edit = tuple[float, int, bytes]


def found(data: bytes, often: int) -> list[Finding]:
    """What is told of a file when a mould is made of what came so often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moulds, "OFTEN", often)
        return list(Validator(io.BytesIO(data), DAY))


def same(data: bytes) -> bool:
    """Whether moulds change nothing in what is told."""
    encode = msgspec.json.encode
    return list(map(encode, found(data, 1))) == list(map(encode, found(data, NEVER)))


def interchange(name: str, old: str = "", new: str = "") -> bytes:
    """A valid file with one text replaced."""
    return "".join(line + "~\n" for line in segments(name, old, new)).encode()


def repeated(data: bytes, opener: bytes, closer: bytes, times: int) -> bytes:
    """The file with what stands between two segments so many times."""
    begin, end = data.index(opener), data.index(closer)
    return data[:begin] + data[begin:end] * times + data[end:]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys of the blocks that moulds took."""
    keys: set[str] = set()
    take = moulds.Moulds.take

    def noted(self: moulds.Moulds, text: str, at: int) -> tuple[int, moulds.Mould] | None:
        if found := take(self, text, at):
            keys.add(found[1].block.key)
        return found

    monkeypatch.setattr(moulds.Moulds, "take", noted)
    return keys


def test_blocks_that_come_again_are_taken_by_moulds(taken: set[str]) -> None:
    for name in FILES:
        found(interchange(name) * 2, 1)
    assert {"HL*22", "CLM", "LX", "CLP", "SVC", "AK2", "HL*PT", "EB"} <= taken
    assert "ST" not in taken


@pytest.mark.parametrize(("name", "old", "new", "at"), DEFECTS)
def test_a_defect_is_told_after_right_blocks_of_its_shape(name: str, old: str, new: str, at: str | None) -> None:
    assert same(interchange(name) * 2 + interchange(name, old, new) * 2)


def test_lines_beyond_the_fiftieth_are_told_of_each() -> None:
    data = repeated(interchange("claims"), b"LX*2", b"HL*3", 60)
    assert [finding.rule for finding in found(data, 1)].count("XR013") == 11
    assert same(data)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.integers(1, 4),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), max_size=4),
    st.sampled_from(DELIMITERS),
)
def test_moulds_change_nothing_in_a_damaged_file(
    data: bytes, times: int, edits: list[Edit], delimiter: tuple[bytes, bytes]
) -> None:
    opener = next(opener for opener in (b"HL*2*", b"CLP*", b"AK2*") if opener in data)
    data = repeated(data, opener, b"SE*", times).replace(b"~\n", b"~")
    for at, length, piece in edits:
        start = int(at * len(data))
        data = data[:start] + piece + data[start + length :]
    assert same(data.replace(*delimiter) if delimiter[0] else data)


def test_a_remittance_is_cut_at_its_claims_however_many_there_are() -> None:
    data = repeated(interchange("remittance"), b"CLP*A1", b"PLB*", 1_000)
    assert data.count(b"~") > 10_000
    rules = {finding.rule for finding in found(data, NEVER)}
    assert rules == {"XR005", "XR037"}  # SE01 and BPR02 are those of one


def test_an_acknowledgement_is_cut_at_its_sets_however_many_there_are() -> None:
    data = repeated(interchange("acknowledgement"), b"AK2*", b"AK9*", 2_000)
    assert data.count(b"~") > 10_000
    assert [finding.rule for finding in found(data, NEVER)] == ["XR005"]
