"""Whatever stands in a file of questions or answers is read or told, at its place; no bytes raise."""

import io
import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill.x12 import read_270, read_271, read_276, read_277, read_277ca, read_278
from cleanbill.x12.tests.answers import Read, read

READERS = (read_270, read_271, read_276, read_277, read_277ca, read_278)
ISA = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *261105*1200*^*00501*000000007*0*T*:"
BODIES: dict[Read, tuple[str, str, str, str]] = {
    read_270: ("270", "HS", "005010X279A1", """
        BHT*0022*13*EL1*20261105*1200
        HL*1**20*1
        NM1*PR*2*PLAN*****PI*99001
        HL*2*1*21*1
        NM1*1P*2*CLINIC*****XX*1234567893
        HL*3*2*22*0
        TRN*1*EL1*9CLINIC001
        NM1*IL*1*SAMPLE*ALEX****MI*MBR1
        DMG*D8*19710404*F
        DTP*291*RD8*20261101-20261130
        EQ*30^PT
        """),
    read_271: ("271", "HB", "005010X279A1", """
        BHT*0022*11*EL1*20261105*1200
        HL*1**20*1
        NM1*PR*2*PLAN*****PI*99001
        HL*2*1*21*1
        NM1*1P*2*CLINIC*****XX*1234567893
        HL*3*2*22*0
        TRN*2*EL1*9CLINIC001
        NM1*IL*1*SAMPLE*ALEX****MI*MBR1
        DMG*D8*19710404*F
        DTP*346*D8*20260101
        EB*F*IND*PT***29*0*0.2*VS*4*Y*Y*HC:97110
        HSD*VS*30***23*1
        DTP*348*D8*20260101
        AAA*N**75*C
        MSG*COMBINED
        III*ZZ*11
        LS*2120
        NM1*P3*1*JONES*MARCUS
        LE*2120
        """),
    read_276: ("276", "HR", "005010X212", """
        BHT*0010*13*CS1*20261105*1200
        HL*1**20*1
        NM1*PR*2*PLAN*****PI*99001
        HL*2*1*21*1
        NM1*41*2*CLINIC*****46*CLINIC
        HL*3*2*19*1
        NM1*1P*2*CLINIC*****XX*1234567893
        HL*4*3*22*0
        DMG*D8*19710404*F
        NM1*IL*1*SAMPLE*ALEX****MI*MBR1
        TRN*1*CS1-1
        REF*EJ*A1-1
        AMT*T3*120.25
        DTP*472*D8*20261005
        SVC*HC:97110*62*****1
        """),
    read_277: ("277", "HN", "005010X212", """
        BHT*0010*08*CS1*20261105*1200*DG
        HL*1**20*1
        NM1*PR*2*PLAN*****PI*99001
        HL*2*1*21*1
        NM1*41*2*CLINIC*****46*CLINIC
        HL*3*2*19*1
        NM1*1P*2*CLINIC*****XX*1234567893
        HL*4*3*22*0
        NM1*IL*1*SAMPLE*ALEX****MI*MBR1
        TRN*2*CS1-1
        STC*F1:65*20261105**120.25*80*20261105
        REF*EJ*A1-1
        DTP*472*D8*20261005
        """),
    read_277ca: ("277", "HN", "005010X214", """
        BHT*0085*08*CA1*20261105*1200*TH
        HL*1**20*1
        NM1*PR*2*PLAN*****PI*99001
        TRN*1*CA1
        DTP*050*D8*20261105
        DTP*009*D8*20261105
        HL*2*1*21*1
        NM1*41*2*CLINIC*****46*CLINIC
        TRN*2*17-1
        STC*A1:19*20261105*WQ*120.25
        QTY*90*1
        HL*3*2*19*1
        NM1*85*2*CLINIC*****XX*1234567893
        TRN*1*0
        STC*A1:19**WQ*120.25
        HL*4*3*PT
        NM1*QC*1*SAMPLE*ALEX****MI*MBR1
        TRN*2*A1-1
        STC*A2:20*20261105*WQ*120.25
        DTP*472*D8*20261005
        HL*5*3*PT
        NM1*QC*1*SAMPLE*ALEX****MI*MBR1
        TRN*2*A1-2
        STC*A7:562:82*20261105*U*62
        DTP*472*D8*20261005
        """),
    read_278: ("278", "HI", "005010X217", """
        BHT*0007*11*AR1*20261105*1200*18
        HL*1**20*1
        NM1*X3*2*PLAN*****PI*99001
        HL*2*1*21*1
        NM1*1P*2*CLINIC*****XX*1234567893
        HL*3*2*22*1
        NM1*IL*1*SAMPLE*ALEX****MI*MBR1
        HL*4*3*EV*1
        TRN*2*AR1*9CLINIC001
        UM*HS*I*PT*11:B
        HCR*A6*AUTH1
        DTP*AAH*RD8*20261026-20261220
        HI*ABK:M5416
        HSD*VS*8
        NM1*SJ*1*THERAPIST*SAM****XX*1200000119
        HL*5*4*SS*0
        SV1*HC:97110:GP*62*UN*24
        """),
}  # fmt: skip
FAST = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def whole(reader: Read, old: str = "", new: str = "") -> bytes:
    """A sound file for a reader, with some of its text replaced, its counts still right."""
    set_, group, guide, body = BODIES[reader]
    assert old in body
    body = body.replace(old, new) if old else body
    inner = [f"ST*{set_}*0001*{guide}", *body.split("\n")]
    inner = [segment.strip() for segment in inner if segment.strip()]
    around = [ISA, f"GS*{group}*PAYER*CLINIC*20261105*1200*7*X*{guide}"]
    return "".join(
        f"{one}~\n" for one in [*around, *inner, f"SE*{len(inner) + 1}*0001", "GE*1*7", "IEA*1*000000007"]
    ).encode()


@pytest.mark.parametrize("reader", READERS)
def test_a_sound_file_is_read_without_damage(reader: Read) -> None:
    documents, damage = read(reader, whole(reader))
    assert documents
    assert damage == []


# What is written instead of what, and the damage that is told: rule, element or segment, and where it stands.
DAMAGED = [
    (read_277ca, "HL*4*3*PT", "HL*9*3*PT", "XR011", "HL01", "HL*9*3*PT"),
    (read_277ca, "HL*4*3*PT", "HL*4*2*PT", "XR011", "HL02", "HL*4*2*PT"),
    (read_277ca, "HL*4*3*PT", "HL*4*3*22", "XR011", "HL03", "HL*4*3*22"),
    (read_277ca, "HL*3*2*19*1", "", "XR011", "HL03", "HL*4*3*PT"),
    (read_277ca, "QTY*90*1", "QTY*90*one", "XR016", "QTY02", "QTY*90*one"),
    (read_277ca, "QTY*90*1", "QTY*90*1.5", "XR016", "QTY02", "QTY*90*1.5"),
    (read_277ca, "TRN*2*A1-1", "TRN*2", "XR015", "TRN02", "TRN*2"),
    (read_277ca, "STC*A2:20*20261105", "STC*A2:20*20261305", "XR017", "STC02", "STC*A2:20*20261305*WQ*120.25"),
    (read_277ca, "STC*A2:20*20261105*WQ", "STC*A2:20*20261105*X", "XR019", "STC03", "STC*A2:20*20261105*X*120.25"),
    (read_277ca, "STC*A2:20*20261105*WQ*120.25", "", "XR014", "STC", "TRN*2*A1-1"),
    (read_277ca, "TRN*2*A1-1", "", "XR014", "TRN", "HL*4*3*PT"),
    (read_277ca, "QTY*90*1", "EB*1", "XR012", "EB", "EB*1"),
    (read_271, "DTP*346*D8*20260101", "DTP*346*D8*2026", "XR017", "DTP03", "DTP*346*D8*2026"),
    (read_271, "EB*F*", "EB**", "XR015", "EB01", "EB**IND*PT***29*0*0.2*VS*4*Y*Y*HC:97110"),
    (read_271, "*Y*Y*", "*X*Y*", "XR019", "EB11", "EB*F*IND*PT***29*0*0.2*VS*4*X*Y*HC:97110"),
    (read_271, "*Y*Y*", "*Y*X*", "XR019", "EB12", "EB*F*IND*PT***29*0*0.2*VS*4*Y*X*HC:97110"),
    (read_271, "HL*3*2*22*0", "HL*3*2*21*0", "XR011", "HL02", "HL*3*2*21*0"),
    (read_270, "EQ*30^PT", "", "XR014", "EQ", "HL*3*2*22*0"),
    (read_270, "RD8*20261101-20261130", "RD8*20261101", "XR017", "DTP03", "DTP*291*RD8*20261101"),
    (read_276, "TRN*1*CS1-1", "", "XR014", "TRN", "HL*4*3*22*0"),
    (read_276, "AMT*T3*120.25", "AMT*T3*12O", "XR016", "AMT02", "AMT*T3*12O"),
    (read_277, "STC*F1:65*20261105**120.25*80*20261105", "", "XR014", "STC", "TRN*2*CS1-1"),
    (read_278, "HCR*A6*AUTH1", "HCR**AUTH1", "XR015", "HCR01", "HCR**AUTH1"),
    (read_278, "HL*5*4*SS*0", "HL*5*3*SS*0", "XR011", "HL02", "HL*5*3*SS*0"),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "old", "new", "rule", "place", "at"), DAMAGED)
def test_damage_is_told_at_its_place(reader: Read, old: str, new: str, rule: str, place: str, at: str) -> None:
    data = whole(reader, old, new)
    _, damage = read(reader, data)
    position = data.decode().split("~\n").index(at) + 1
    assert (rule, place, position) in [
        (found.rule, found.where.element or found.where.segment, found.where.position) for found in damage
    ]


def test_damage_names_the_claim_and_cites_the_guide_of_its_file() -> None:
    _, damage = read(read_277ca, whole(read_277ca, "STC*A7:562:82*20261105", "STC*A7:562:82*20261305"))
    (found,) = damage
    assert (found.where.claim_id, found.where.loop) == ("A1-2", "2000D")
    assert [(one.title, one.edition, one.verified) for one in found.authority] == [
        ("ASC X12N Health Care Claim Acknowledgment (277)", "005010X214", False)
    ]


def test_a_file_of_another_kind_gives_nothing_and_is_told() -> None:
    for reader in READERS:
        for other in READERS:
            documents, damage = read(reader, whole(other))
            assert bool(documents) == (reader is other)
            assert [found.rule for found in damage] == ([] if reader is other else ["XR007"])


def test_what_is_cut_off_with_the_file_is_not_given() -> None:
    data = whole(read_277ca)
    documents, damage = read(read_277ca, data[: data.index(b"DTP*472*D8*20261005~\nSE")])
    assert [getattr(one, "claim_id", None) for one in documents] == [None, None, "A1-1"]
    assert [found.rule for found in damage] == ["XR003"]
    data = whole(read_278)
    documents, damage = read(read_278, data[: data.index(b"SV1")])
    assert documents == []
    assert [found.rule for found in damage] == ["XR003"]


def test_a_level_without_end_is_told_and_not_kept() -> None:
    data = whole(read_271, "MSG*COMBINED", "\n".join(["MSG*AGAIN"] * 10_050))
    (reply,), damage = read(read_271, data)
    assert len(reply.benefits[0].messages) < 10_000
    assert [found.rule for found in damage] == ["XR013"]


def test_claims_are_given_before_the_file_is_read_to_its_end() -> None:
    many = "\n".join(f"HL*{4 + n}*3*PT\nNM1*QC*1*SAMPLE\nTRN*2*A{n}\nSTC*A2:20*20261105*WQ*62" for n in range(9_000))
    data = whole(read_277ca, "HL*4*3*PT", f"{many}\nHL*9004*3*PT")
    stream = io.BytesIO(data)
    assert len(data) > 400_000
    for document in read_277ca(stream):
        if getattr(document, "claim_id", None) == "A1":
            break
    assert stream.tell() < 200_000


PIECES = st.sampled_from(
    [b"~", b"*", b":", b"^", b"\n", b"~~", b"ISA*", b"IEA*1*000000007~", b"GS*HN~", b"ST*277~", b"SE~", b"HL*~",
     b"HL*9*1*22*0~", b"HL*9**SS~", b"HL*9*4*23*0~", b"STC~", b"STC*:~", b"EB~", b"EB*~", b"NM1~", b"TRN~", b"SVC~",
     b"LS~", b"AAA~", b"HI*:~", b"DTP*472*RD8*2026~", b"DTP~", b"HSD*VS*x~", b"QTY*90*-1~", b"UM~", b"SV1~", b"REF~",
     b"\x00", b"\xff\xfe", "é".encode(), "²".encode(), b"9" * 30, b"-", b"NaN", b"1E9"]
)  # fmt: skip


def check(data: bytes) -> None:
    for reader in READERS:
        documents, damage = read(reader, data)
        for document in documents:
            json.loads(msgspec.json.encode(document))
        for found in damage:
            json.loads(msgspec.json.encode(found))
            assert found.where.position
            assert found.message.endswith(".")


@FAST
@given(st.binary(max_size=600))
def test_arbitrary_bytes_do_not_raise(data: bytes) -> None:
    check(data)
    check(ISA.encode() + b"~" + data)


@FAST
@given(
    st.sampled_from(READERS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(PIECES, st.binary(max_size=8))), max_size=6),
)
def test_a_sound_file_with_pieces_cut_out_and_put_in_does_not_raise(
    reader: Read, edits: list[tuple[float, int, bytes]]
) -> None:
    data = whole(reader)
    for where, cut, piece in edits:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + cut :]
    check(data)


@FAST
@given(st.sampled_from(READERS), st.data())
def test_a_sound_file_with_its_segments_moved_does_not_raise(reader: Read, data: st.DataObject) -> None:
    segments = whole(reader).split(b"~\n")[:-1]
    moved = data.draw(st.permutations(segments[3:]))
    keep = data.draw(st.integers(0, len(moved)))
    check(b"~".join([*segments[:3], *moved[:keep], b""]))
