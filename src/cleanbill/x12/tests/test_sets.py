"""Segments are given by their set, with the envelope an answer names it by."""

from io import BytesIO

from cleanbill.x12.damage import Damage
from cleanbill.x12.envelope import Guide
from cleanbill.x12.sets import Sets

ISA = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *261105*1200*^*00501*000000007*0*T*:~"
GROUP = b"GS*FA*PAYER*CLINIC*20261105*1200*41*X*005010X231A1~"
SET = b"ST*999*0001*005010X231A1~AK1*HC*17*005010X222A1~AK9*A*1*1*1~SE*4*0001~"
END = b"GE*1*41~IEA*1*000000007~"
ACKNOWLEDGEMENT = (Guide("999", "005010X231"),)


def read(data: bytes, guides: tuple[Guide, ...] = ACKNOWLEDGEMENT) -> tuple[list[str], list[str], Sets]:
    damage = Damage()
    sets = Sets(BytesIO(data), guides, damage)
    names = [elements[0] for _, elements in sets]
    return names, [finding.rule for finding in damage.findings], sets


def test_a_set_is_given_with_its_envelope() -> None:
    names, damage, sets = read(ISA + GROUP + SET + END)
    assert names == ["ST", "AK1", "AK9", "SE"]
    assert not damage
    head = sets.head
    assert (head.sender, head.receiver, head.interchange, head.test) == ("PAYER", "CLINIC", "000000007", True)
    assert (head.group, head.set, head.control, head.component, head.repetition) == ("41", "999", "0001", ":", "^")


def test_an_interchange_acknowledgement_before_the_group_is_given() -> None:
    names, damage, _ = read(ISA + b"TA1*000000017*261105*1200*A*000~" + GROUP + SET + END)
    assert names == ["TA1", "ST", "AK1", "AK9", "SE"]
    assert not damage


def test_a_set_of_another_kind_is_told_and_passed_over() -> None:
    names, damage, _ = read(ISA + GROUP + SET + END, (Guide("835", ""),))
    assert not names
    assert damage == ["XR007"]


def test_of_a_set_of_another_kind_the_one_that_is_read_is_named() -> None:
    damage = Damage()
    assert not list(Sets(BytesIO(ISA + GROUP + SET + END), (Guide("835", "005010X221"),), damage))
    (found,) = damage.findings
    assert found.message.endswith("only 835 of 005010X221 is read here.")
    assert found.fix
    assert found.fix.text == "Send transaction set 835 of 005010X221."


def test_an_empty_segment_is_told_and_not_counted() -> None:
    names, damage, _ = read(ISA + GROUP + SET.replace(b"AK9", b"~AK9") + END)
    assert names == ["ST", "AK1", "AK9", "SE"]
    assert damage == ["XR008"]


def test_what_stands_outside_a_set_is_told() -> None:
    _, damage, _ = read(ISA + GROUP + b"AK9*A*1*1*1~" + SET + END)
    assert damage == ["XR012"]


def test_a_file_of_an_isa_alone_is_cut_after_its_first_segment() -> None:
    damage = Damage()
    assert not list(Sets(BytesIO(ISA), ACKNOWLEDGEMENT, damage))
    assert [(finding.rule, finding.where.position) for finding in damage.findings] == [("XR003", 1)]
