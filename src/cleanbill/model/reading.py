"""A note as it was read: facts with their exact words, what is missing, which codes and why.

Offsets are code points of the untouched text, half open: `text[start:end]`.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from cleanbill.model.finding import Finding

Assertion = Literal["affirmed", "negated", "hypothetical", "historical", "family", "uncertain"]
Onset = Literal["acute", "subacute", "chronic", "acute_on_chronic", "not_stated"]
Cause = Literal["none", "traumatic", "ambiguous", "not_stated"]
Spasm = Literal["affirmed", "negated", "absent", "hypothetical"]
Side = Literal["left", "right", "bilateral"]
SectionName = Literal[
    "subjective", "objective", "assessment", "plan", "history", "family_history", "medications", "imaging",
    "review_of_systems", "other",
]  # fmt: skip
FactSource = Literal["patient", "clinician_exam", "clinician_assessment", "imaging", "template", "copied", "other"]
Kind = Literal[
    "complaint", "finding", "diagnosis", "cause", "onset", "function", "treatment", "goal", "measure",
]  # fmt: skip
NoteType = Literal["daily", "evaluation", "progress", "recertification", "discharge", "visit"]
PlanPart = Literal["diagnosis", "goal", "type", "amount", "frequency", "duration"]
Element = Literal["site", "onset", "finding", "non_trauma", "rationale"]


class Span(Struct, frozen=True, gc=False):
    """A stretch of the note and its words."""

    start: int
    end: int
    span: str


class Trigger(Struct, frozen=True, gc=False):
    """The words that set an assertion, and the data row that recognised them."""

    start: int
    end: int
    span: str
    rule: str


class Fact(Struct, frozen=True, gc=False, omit_defaults=True):
    """One thing the note says, where, of what, how surely and by whom."""

    id: str
    start: int
    end: int
    span: str
    kind: Kind
    concept: str
    section: SectionName = "other"
    region: str | None = None
    laterality: Side | None = None
    level: str | None = None
    assertion: Assertion = "affirmed"
    trigger: Trigger | None = None
    source: FactSource = "other"
    value: str | None = None
    unit: str | None = None
    normal: str | None = None
    rule: str = ""
    clause: Span | None = None
    """The phrase it stands in, as written: "Right lateral malleolar fracture"."""
    inherited: bool = False
    """Its words name no place: the region is that of the note's problem."""


class ObjectiveFinding(Struct, frozen=True, gc=False):
    """A positive finding of this visit's examination. `type` is one of the score tool's TYPES."""

    type: str
    start: int
    end: int
    span: str


class AssertedMention(Struct, frozen=True, gc=False, omit_defaults=True):
    """A concept the note mentions and what it says of it."""

    concept: str
    status: Assertion
    start: int
    end: int
    span: str
    trigger: Trigger | None = None


class Treatment(Struct, frozen=True, gc=False):
    """A treatment as written: minutes, sets and reps where given, a procedure code where the words decide it.

    `timed`: whether that code is billed by minutes; `one_on_one`: whether the note says that it was given so, or that
    it was not (in a group, unattended); None: not said. `region` is where it was given.
    """

    start: int
    end: int
    span: str
    minutes: int | None = None
    sets: int | None = None
    reps: int | None = None
    cpt: str | None = None
    timed: bool | None = None
    one_on_one: bool | None = None
    region: str | None = None


class Measure(Struct, frozen=True, gc=False):
    """An outcome measure with its score: "ODI 42%". `scale` is what the score counts; `best` and `worst` bound it.

    `score` is None where the note names the measure and gives no score that it can have.
    """

    name: str
    start: int
    end: int
    span: str
    score: float | None = None
    scale: Literal["percent", "points", "seconds", "repetitions"] = "points"
    best: float | None = None
    worst: float | None = None


class Segment(Struct, frozen=True, gc=False):
    """A vertebral segment or joint that was manipulated, and its region of manipulation."""

    region: str
    level: str
    start: int
    end: int
    span: str


class PartElement(Struct, frozen=True, gc=False):
    """The words that show one letter of P.A.R.T.: pain, asymmetry, range of motion, tissue tone."""

    letter: Literal["P", "A", "R", "T"]
    start: int
    end: int
    span: str


class PlanElement(Struct, frozen=True, gc=False):
    """A part of the plan of care as written. `times` and `weeks` of a frequency ("2x/week") and a duration."""

    part: PlanPart
    start: int
    end: int
    span: str
    times: int | None = None
    weeks: int | None = None


class Signature(Struct, frozen=True, gc=False):
    """Who signed, as written, and the credential where one is given."""

    start: int
    end: int
    span: str
    credential: str | None = None


class Conflict(Struct, frozen=True, gc=False):
    """Two places of a note that cannot both be true; never resolved silently."""

    about: str
    spans: tuple[Span, ...]


class NoteFacts(Struct, frozen=True, gc=False):
    """The facts of one note. `facts` holds every mention; the other fields are assembled from it.

    `copied`: stretches carried forward from an earlier note, which say nothing of today.
    """

    site: Span | None = None
    region: str | None = None
    laterality: Side | None = None
    onset: Onset = "not_stated"
    trauma: Cause = "not_stated"
    spasm: Spasm = "absent"
    objective_findings: tuple[ObjectiveFinding, ...] = ()
    assertions: tuple[AssertedMention, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    cmt_regions: tuple[str, ...] = ()
    found_regions: tuple[str, ...] = ()
    """The regions, in the same words, that a sentence with a positive finding names."""
    part: tuple[Literal["P", "A", "R", "T"], ...] = ()
    functional_limits: tuple[Span, ...] = ()
    rationale: Span | None = None
    timed_minutes_total: int | None = None
    total_treatment_minutes: int | None = None
    conflicts: tuple[Conflict, ...] = ()
    facts: tuple[Fact, ...] = ()
    note_type: NoteType | None = None
    measures: tuple[Measure, ...] = ()
    goals: tuple[Span, ...] = ()
    segments: tuple[Segment, ...] = ()
    part_elements: tuple[PartElement, ...] = ()
    plan: tuple[PlanElement, ...] = ()
    signature: Signature | None = None
    date_of_service: dt.date | None = None
    date_of_injury: dt.date | None = None
    copied: tuple[Span, ...] = ()


class Reason(Struct, frozen=True, gc=False):
    """Why a code is supported or not, and the facts that say so."""

    text: str
    facts: tuple[str, ...] = ()


class Alternative(Struct, frozen=True, gc=False):
    """A tempting code that was not chosen, and why not."""

    code: str
    why: str


class Candidate(Struct, frozen=True, gc=False):
    """A code the note supports, best first, with its case made and the question that would settle it.

    `listed` False: a second choice behind the listed ones, which would stand in their place if the note said otherwise;
    it is never beside them on a claim, and `against` says why.
    """

    code: str
    title: str
    billable: bool
    for_: tuple[Reason, ...] = field(name="for")
    against: tuple[Reason, ...] = ()
    instead_of: tuple[Alternative, ...] = ()
    question: str | None = None
    evidence: tuple[Span, ...] = ()
    listed: bool = True


class NoteReading(Struct, frozen=True, gc=False):
    """What `cleanbill note --json` prints. `missing` are the elements a reviewer would look for and not find."""

    id: str
    note_sha256: str
    length: int
    engine_version: str
    facts: NoteFacts
    missing: tuple[Element, ...]
    codes: tuple[Candidate, ...]
    findings: tuple[Finding, ...] = ()
