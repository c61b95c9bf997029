"""999 and TA1: read into an acknowledgement, and written from one."""

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct, structs

from cleanbill.model.acknowledgement import (
    Acknowledgement,
    ElementError,
    GroupAnswer,
    InterchangeAnswer,
    SegmentError,
    SetAnswer,
)
from cleanbill.model.finding import Finding
from cleanbill.x12.damage import Damage
from cleanbill.x12.envelope import Guide
from cleanbill.x12.sets import Sets

GUIDES = (Guide("999", "005010X231"),)
VERSION = "005010X231A1"
LAST = "~\n"
Elements = tuple[str, ...]


class Stamp(Struct, frozen=True):
    """When an acknowledgement is written, and its number (1 to 999,999,999, which a receiver takes once)."""

    at: dt.datetime
    number: int = 1
    test: bool = False


def read_acknowledgement(stream: BinaryIO) -> tuple[Acknowledgement, list[Finding]]:
    """What a file of 999 and TA1 says, and the damage of the file itself. No bytes raise an exception."""
    damage = Damage()
    sets = Sets(stream, GUIDES, damage)
    reading = _Reading()
    for _, segment in sets:
        reading.take(segment, sets.head.component)
    head = sets.head
    return Acknowledgement(
        head.sender, head.receiver, tuple(reading.interchanges), tuple(reading.groups)
    ), damage.findings


class _Reading:
    """Takes the segments of acknowledgements in their order."""

    def __init__(self) -> None:
        self.interchanges: list[InterchangeAnswer] = []
        self.groups: list[GroupAnswer] = []
        self._group = GroupAnswer("", "", None, "", 0, 0, 0)
        self._sets: list[SetAnswer] = []
        self._errors: list[SegmentError] = []
        self._set: Elements = ()

    def take(self, segment: Elements, component: str) -> None:
        """The next segment."""
        match segment[0]:
            case "TA1":
                control, date, time, status, note = segment[1:6]
                self.interchanges.append(InterchangeAnswer(control, date, time, status, note))
            case "AK1":
                self._group = GroupAnswer(segment[1], segment[2], segment[3] or None, "", 0, 0, 0)
                self._sets = []
            case "AK2":
                self._set, self._errors = segment, []
            case "IK3":
                position = _number(segment[2]) or 0
                self._errors.append(SegmentError(segment[1], position, segment[4], segment[3] or None))
            case "CTX" if self._errors and not self._errors[-1].elements:
                last = self._errors[-1]
                self._errors[-1] = structs.replace(last, context=(*last.context, segment[1]))
            case "IK4" if self._errors:
                last = self._errors[-1]
                self._errors[-1] = structs.replace(last, elements=(*last.elements, _element(segment, component)))
            case "IK5" if self._set:
                _, kind, control, version, *_ = self._set
                reasons = _filled(segment[2:7])
                answer = SetAnswer(kind, control, version or None, segment[1], reasons, tuple(self._errors))
                self._sets.append(answer)
            case "AK9":
                self._close(segment)

    def _close(self, ak9: Elements) -> None:
        included, received, accepted = (_number(text) or 0 for text in ak9[2:5])
        group = self._group
        self.groups.append(
            GroupAnswer(
                group.kind, group.control, group.version, ak9[1], included, received, accepted, _filled(ak9[5:10]),
                tuple(self._sets),
            )
        )  # fmt: skip


def _element(ik4: Elements, component: str) -> ElementError:
    element, inner, repetition, *_ = [*map(_number, ik4[1].split(component)), None, None]
    return ElementError(element or 0, ik4[3], inner, repetition, ik4[2] or None, ik4[4] or None)


def _number(text: str) -> int | None:
    return int(text[:6]) if text.isascii() and text.isdigit() else None


def _filled(texts: Elements) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def write_acknowledgement(answer: Acknowledgement, stamp: Stamp) -> bytes:
    """The file that says it: a TA1 for each interchange, a group with a 999 for each group. The same each time."""
    body = [_joined("TA1", one.control, one.date, one.time, one.status, one.note) for one in answer.interchanges]
    if answer.groups:
        body += _functional(answer, stamp)
    return "".join(segment + LAST for segment in _interchange(answer, stamp, body)).encode()


def _interchange(answer: Acknowledgement, stamp: Stamp, body: list[str]) -> Iterator[str]:
    names = "*".join(f"ZZ*{name[:15]:<15}" for name in (answer.sender, answer.receiver))
    fixed = "00*          *00*          "
    usage = "T" if stamp.test else "P"
    yield f"ISA*{fixed}*{names}*{stamp.at:%y%m%d*%H%M}*^*00501*{stamp.number:09}*0*{usage}*:"
    yield from body
    yield f"IEA*{min(1, len(answer.groups))}*{stamp.number:09}"


def _functional(answer: Acknowledgement, stamp: Stamp) -> Iterator[str]:
    sender, receiver = (_code(name) for name in (answer.sender, answer.receiver))
    yield f"GS*FA*{sender}*{receiver}*{stamp.at:%Y%m%d*%H%M}*{stamp.number}*X*{VERSION}"
    for control, group in enumerate(answer.groups, 1):
        segments = [f"ST*999*{control:04}*{VERSION}", *_group(group)]
        yield from segments
        yield f"SE*{len(segments) + 1}*{control:04}"
    yield f"GE*{len(answer.groups)}*{stamp.number}"


def _code(name: str) -> str:
    """A name as GS02 and GS03 have it: two to fifteen characters."""
    return name[:15].ljust(2, "0")


def _group(group: GroupAnswer) -> Iterator[str]:
    yield _joined("AK1", group.kind, group.control, group.version or "")
    for one in group.sets:
        yield _joined("AK2", one.set, one.control, one.version or "")
        for error in one.errors:
            yield from _error(error)
        yield _joined("IK5", one.status, *one.reasons)
    counts = (str(count) for count in (group.included, group.received, group.accepted))
    yield _joined("AK9", group.status, *counts, *group.reasons)


def _error(error: SegmentError) -> Iterator[str]:
    yield _joined("IK3", error.segment, str(error.position), error.loop or "", error.code)
    for context in error.context:
        yield _joined("CTX", context)
    for one in error.elements:
        place = ":".join(str(part) for part in (one.element, one.component, one.repetition) if part is not None)
        yield _joined("IK4", place, one.number or "", one.code, one.value or "")


def _joined(*elements: str) -> str:
    return "*".join(elements).rstrip("*")
