"""A finding: what is wrong, where, who says so, and what would be right."""

from typing import Any, Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info", "not_checked"]
Stage = Literal["note", "booking", "claim"]
FixSafety = Literal["safe", "ask", "never"]


class Authority(Struct, frozen=True):
    """A citation that a coder can open. `verified` False: the source was not at hand when the rule was written."""

    title: str
    section: str
    edition: str
    url: str = ""
    quote: str = ""
    verified: bool = True


class Denial(Struct, frozen=True):
    """What a payer answers where this was missed: claim adjustment group and reason, remark code."""

    carc: str
    rarc: str = ""
    group: Literal["CO", "PR", "OA", "PI", ""] = "CO"

    @property
    def in_words(self) -> str:
        """As a remittance is read aloud: "CO-151 with N362"."""
        reason = f"{self.group}-{self.carc}" if self.group else self.carc
        return f"{reason} with {self.rarc}" if self.rarc else reason


class Evidence(Struct, frozen=True, gc=False):
    """The note's own words: half-open offsets in code points, with what stands around them."""

    start: int
    end: int
    text: str
    prefix: str = ""
    suffix: str = ""
    note_sha256: str = ""


class Where(Struct, frozen=True, gc=False):
    """The place: a JSON pointer into the claim document and, for an 837P, its loop, segment and element."""

    claim_id: str
    line: int | None = None
    dx: int | None = None
    path: str = ""
    loop: str | None = None
    segment: str | None = None
    element: str | None = None
    position: int | None = None


class Edit(Struct, frozen=True, omit_defaults=True, gc=False):
    """One operation of a JSON patch (RFC 6902) on the claim document."""

    op: Literal["add", "remove", "replace"]
    path: str
    value: Any = None


class Fix(Struct, frozen=True, gc=False):
    """What would be right. Only `safe` fixes are ever applied without a person."""

    text: str
    safety: FixSafety
    edits: tuple[Edit, ...] = ()


class Finding(Struct, frozen=True, gc=False):
    """One result of one rule on one claim or note."""

    rule: str
    version: int
    catalogue: str
    severity: Severity
    stage: Stage
    title: str
    message: str
    where: Where
    evidence: tuple[Evidence, ...]
    searched: tuple[str, ...]
    authority: tuple[Authority, ...]
    denials: tuple[Denial, ...]
    fix: Fix | None
    data: dict[str, str]
