"""What came in: the interchanges, groups and sets of a file, each with what was found in it, for an acknowledgement."""

from typing import TypeVar

from msgspec import Struct, field

from cleanbill.model.finding import Finding

MOST_KEPT = 1_000  # findings of one set; an answer that names these says enough


class SetReceipt(Struct):
    """A transaction set: ST01, ST02, ST03, and where its ST stands in the interchange (ISA = 1)."""

    set: str
    control: str
    version: str
    position: int
    findings: list[Finding] = field(default_factory=list)


class GroupReceipt(Struct):
    """A group: GS01, who sent it to whom, GS06, GS08, where its GS stands; `said`: the number of sets its GE gives."""

    kind: str
    sender: str
    receiver: str
    control: str
    version: str
    position: int
    sets: list[SetReceipt] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    said: str = ""


class Receipt(Struct):
    """An interchange: the elements of its ISA, its groups, and what was found outside of these."""

    isa: tuple[str, ...]
    groups: list[GroupReceipt] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def keep(self, finding: Finding) -> None:
        """Put a finding where it belongs: in the set or the group it stands in, or the interchange itself."""
        code = finding.data.get("acknowledgement", "")
        group = _holding(self.groups, finding, "GE")
        one = _holding(group.sets, finding, "SE") if group else None
        of_set = code.startswith(("IK3", "IK4", "IK5"))
        if one and of_set:
            found = one.findings
        elif group and (of_set or code.startswith("AK9")):
            found = group.findings
        else:
            found = self.findings
        if len(found) < MOST_KEPT:
            found.append(finding)


_Part = TypeVar("_Part", SetReceipt, GroupReceipt)


def _holding(parts: list[_Part], finding: Finding, closer: str) -> _Part | None:
    """The last part that begins before a finding; a closer that is missing is told where the next part begins."""
    at = (finding.where.position or 0) - (finding.where.segment == closer)
    return next((part for part in reversed(parts) if part.position <= at), None)
