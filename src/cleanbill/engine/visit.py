"""A visit: the lines of one claim that share a date of service. It is what a rule judges."""

import datetime as dt
from collections.abc import Container

from cleanbill.codes.taxonomy import credential_of
from cleanbill.codes.timed import Pool, pools
from cleanbill.model.claim import Claim, Line, Note, Rendering
from cleanbill.model.reading import NoteReading, Span
from cleanbill.payers import Traits

NO_NOTE = Note()
_PROFESSION = {"PT": "PT", "PTA": "PT", "OT": "OT", "OTA": "OT", "SLP": "SLP", "DC": "DC"}
_PROFESSION |= dict.fromkeys(("MD", "DO", "NP", "PA"), "physician")


class Visit:
    """One patient-day of a claim.

    `payer` holds the traits in force on `date`. `said` maps JSON pointers of facts that the claim left out to the
    words of the note they were taken from. `ordinal` counts the claim's dates of service from 1.
    """

    __slots__ = (
        "_pools", "claim", "codes", "date", "lines", "modifiers", "note", "ordinal", "payer", "reading", "said",
    )  # fmt: skip

    def __init__(
        self,
        claim: Claim,
        date: dt.date | None,
        lines: tuple[Line, ...],
        payer: Traits,
        ordinal: int = 1,
        reading: NoteReading | None = None,
        said: dict[str, Span] | None = None,
    ) -> None:
        self.claim = claim
        self.date = date
        self.lines = lines
        self.payer = payer
        self.ordinal = ordinal
        self.reading = reading
        self.said = said or {}
        self.note = claim.note or NO_NOTE
        self.codes = frozenset([line.code for line in lines])
        self.modifiers = frozenset([modifier for line in lines for modifier in line.modifiers])
        self._pools: list[Pool] | None = None

    @property
    def pools(self) -> list[Pool]:
        """The timed lines by discipline, with their minutes and units. Needs the units and minutes of each."""
        if self._pools is None:
            self._pools = pools(self.lines)
        return self._pools

    def having(self, codes: Container[str]) -> list[Line]:
        """The visit's lines whose code is one of `codes`, in the claim's order."""
        return [line for line in self.lines if line.code in codes]

    def diagnoses(self, line: Line) -> list[str]:
        """The diagnoses that a line points at; all of the claim's where it points at none."""
        dx = self.claim.dx
        return [dx[pointer - 1] for pointer in line.dx_pointers if 0 < pointer <= len(dx)] or list(dx)

    def rendering(self, line: Line | None = None) -> Rendering:
        """Who gave a line: whom the line names, else whom the claim names."""
        return (line.rendering if line else None) or self.claim.rendering

    def credential(self, line: Line | None = None) -> str | None:
        """The credential of who gave a line, or of whom the claim names: stated, else by taxonomy; None: not known."""
        who = self.rendering(line)
        return who.credential or credential_of(who.taxonomy)

    def shared(self, one: Line, other: Line) -> bool:
        """Whether two lines may be of one practitioner: edits of pairs bind no two professions."""
        professions = {_PROFESSION.get(self.credential(line) or "") for line in (one, other)} - {None}
        return len(professions) < 2

    def place(self, line: Line) -> str | None:
        """The place of service of a line: its own, else the claim's."""
        return line.place_of_service or self.claim.place_of_service

    def index(self, line: Line) -> int:
        """Where `line` stands in the claim, from 0. Two equal lines are told apart."""
        return next(i for i, other in enumerate(self.claim.lines) if other is line)
