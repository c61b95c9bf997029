"""Which loop a segment belongs to follows from what stands before it."""

import io
import tracemalloc
from collections import deque

import pytest

from cleanbill.x12.guide import BLOCKS
from cleanbill.x12.shape import shape
from cleanbill.x12.tests.conftest import GS, ISA
from cleanbill.x12.tree import Trees


def faults(*keys: str) -> list[tuple[int, str, str]]:
    """Index, rule and loop of each fault of a block."""
    return [(fault.index, fault.kind.id, fault.loop) for fault in shape(keys).faults]


def test_the_same_qualifier_opens_another_loop_after_another_payer() -> None:
    other_payer = ("SBR", "OI", "NM1*IL", "NM1*PR", "NM1*82", "REF*G2")
    found = shape(("CLM", "HI", "NM1*82", "PRV", *other_payer))
    assert found.loops == ("2300", "2300", "2310B", "2310B", "2320", "2320", "2330A", "2330B", "2330D", "2330D")
    assert found.faults == ()
    assert found.at["2310B NM1*82"] == (2,)


def test_each_other_payer_needs_its_own_loops() -> None:
    complete, bare = ("SBR", "OI", "NM1*IL", "NM1*PR"), ("SBR", "OI")
    assert faults("CLM", "HI", *complete, *complete) == []
    assert faults("CLM", "HI", *complete, *bare) == [(6, "XR014", "2330A"), (6, "XR014", "2330B")]


def test_providers_of_a_claim_come_in_any_order_but_not_after_another_payer() -> None:
    assert faults("CLM", "HI", "NM1*77", "N3", "N4", "NM1*82", "NM1*DN") == []
    assert faults("CLM", "HI", "SBR", "OI", "NM1*IL", "NM1*PR", "NM1*PW") == [(6, "XR012", "2330B")]


def test_what_follows_an_unknown_loop_is_not_told_again() -> None:
    assert faults("HL*20", "NM1*85", "N3", "N4", "REF*EI", "NM1*ZZ", "N3", "N4", "REF*0B", "PER") == [
        (5, "XR012", "2010AA")
    ]


def test_a_reference_comes_once_with_each_qualifier() -> None:
    assert faults("CLM", "REF*G1", "REF*F8", "HI") == []
    assert faults("CLM", "REF*G1", "REF*G1", "HI") == [(2, "XR013", "2300")]
    assert faults("LX", "SV1", "DTP*472", "REF*G1", "REF*G1", "REF*6R") == []


def test_a_line_needs_its_service_and_its_date() -> None:
    assert faults("LX", "DTP*471") == [(0, "XR014", "2400"), (0, "XR014", "2400")]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_loop_of_the_guide_can_be_reached(block: str) -> None:
    reached = {loop.id for keys in BLOCKS[block].next.values() for loop in keys.values()}
    assert reached == {loop.id for loop in BLOCKS[block].loops[1:]}


def test_a_file_of_many_versions_that_no_guide_has_leaves_nothing_in_memory() -> None:
    def read(versions: range) -> None:
        text = "".join(f"ST*837*0001*{version}~NM1*41~SE*3*0001~" for version in versions)
        deque(Trees(io.BytesIO(ISA.encode() + b"~" + GS.encode() + b"~" + text.encode())), maxlen=0)

    read(range(1_000))
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    read(range(1_000, 3_000))
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 100_000
