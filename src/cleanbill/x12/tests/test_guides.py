"""The tables of the guides: each can be read, and what a pattern takes has no fault that a closer look would find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.x12.guides import FILES, guide, named
from cleanbill.x12.guides.tables import Part, Slot
from cleanbill.x12.validation.elements import wrong
from cleanbill.x12.validation.pattern import Delimiters, pattern

DELIMITERS = Delimiters()
SLOTS = [
    use.slot
    for name in (*FILES, "envelope")
    for block in named(name).blocks.values()
    for loop in block.loops
    for use in (loop.opener, *loop.each_use())
    if use.slot
]


@pytest.mark.parametrize("name", FILES)
def test_every_loop_but_the_first_of_a_block_can_be_reached(name: str) -> None:
    for block in named(name).blocks.values():
        reached = {loop.key for keys in block.next.values() for loop in keys.values()}
        assert reached == {loop.key for loop in block.loops[1:]}
        assert all(above in named(name).blocks for above in block.under)


@pytest.mark.parametrize(
    ("set", "version", "purpose", "group"),
    [("837", "005010X222A2", "00", "HC"), ("835", "005010X221A1", "", "HP"), ("999", "005010X231A1", "", "FA"),
     ("277", "005010X214", "08", "HN"), ("277", "005010X212", "08", "HN"), ("276", "005010X212", "13", "HR"),
     ("270", "005010X279A1", "13", "HS"), ("271", "005010X279", "11", "HB"), ("278", "005010X217", "13", "HI"),
     ("278", "005010X217", "11", "HI")],
)  # fmt: skip
def test_a_set_has_its_guide_by_version_and_purpose(set: str, version: str, purpose: str, group: str) -> None:
    found = guide(set, version, purpose)
    assert found
    assert (found.set, found.group, found.purpose in ("", purpose)) == (set, group, True)


def test_another_version_has_no_guide() -> None:
    assert guide("837", "005010X223A2") is None
    assert guide("278", "005010X217", "") is None


PLAIN = st.sampled_from(
    ["", "A", "B", "12", "1234567890", "X" * 61, "20261005", "20261305", "0930", "M5450", " ", "a "]
)


def texts(part: Part) -> st.SearchStrategy[str]:
    """Texts that may well stand in an element, and some that may not."""
    if part.parts:
        return st.tuples(*map(texts, part.parts)).map(":".join).map(lambda text: text.rstrip(":")) | PLAIN
    if part.codes:
        return st.sampled_from(sorted(part.codes)) | PLAIN
    dates = st.sampled_from(
        ["D8", "RD8", "20261005", "20240229", "20230229", "20261005-20261006", "1.25", "-3", "1.234"]
    )
    return PLAIN | dates


@st.composite
def raws(draw: st.DrawFn) -> tuple[Slot, str]:
    slot = draw(st.sampled_from(SLOTS))
    elements = [draw(texts(part)) for part in slot.parts]
    kept = draw(st.integers(1, len(elements)))
    return slot, "*".join([slot.segment, *elements[:kept]])


@settings(max_examples=1500, deadline=None)
@given(raws())
def test_what_a_pattern_takes_has_no_fault(given_raw: tuple[Slot, str]) -> None:
    slot, raw = given_raw
    if pattern(slot, DELIMITERS).fullmatch(raw):
        assert wrong(slot, raw, DELIMITERS) == []


def first_wrong(name: str, block: str, loop: int, key: str, raw: str) -> tuple[str, str] | None:
    """The element of the first fault and its IK403 code."""
    one = named(name).blocks[block].loops[loop]
    slot = one.opener.slot if key in one.opened_by else one.uses[key].slot
    assert slot
    found = wrong(slot, raw, DELIMITERS)
    assert bool(found) >= (pattern(slot, DELIMITERS).fullmatch(raw) is None) or not found
    return (found[0].element, found[0].code) if found else None


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("NM1*85*2*CLINIC*****XX*1234567893", None),
        ("NM1*85*2", ("NM103", "1")),
        ("NM1*85*3*CLINIC", ("NM102", "7")),
        ("NM1*85*2*CLINIC*****XX", ("NM109", "2")),
        ("NM1*85*2*CLINIC*", ("NM104", "3")),
        ("NM1*85*2*CLINIC***DR", ("NM106", "I10")),
        ("NM1*85*2*CLINIC*****XX*1", ("NM109", "4")),
        ("NM1*85*2*" + "C" * 61, ("NM103", "5")),
        ("NM1*85*2*CLI:NIC", ("NM103", "13")),
        ("NM1*85*2*CLI^NIC", ("NM103", "12")),
    ],
)
def test_each_fault_of_a_name_has_its_code(raw: str, told: tuple[str, str] | None) -> None:
    assert first_wrong("837p", "HL*20", 1, "NM1*85", raw) == told
