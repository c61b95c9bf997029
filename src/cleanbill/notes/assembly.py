"""From mentions to the facts of a note."""

import datetime as dt
import re
from bisect import bisect_right

from msgspec.structs import replace

from cleanbill.model.reading import (
    AssertedMention,
    Conflict,
    Element,
    Fact,
    Kind,
    NoteFacts,
    ObjectiveFinding,
    Signature,
    Span,
    Spasm,
)  # fmt: skip
from cleanbill.notes import carried, treatments, visit_dates
from cleanbill.notes.findings import findings
from cleanbill.notes.goals import goals
from cleanbill.notes.lapse import Time
from cleanbill.notes.limits import limits
from cleanbill.notes.manipulation import manipulated, regions_with_findings, segments
from cleanbill.notes.measures import beyond_cutoff, measures
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.note_type import note_type
from cleanbill.notes.part import letters, part_elements
from cleanbill.notes.plan_of_care import plan_of_care
from cleanbill.notes.rationale import rationale
from cleanbill.notes.region import Problem, first_problem
from cleanbill.notes.signature import signature
from cleanbill.notes.sites import LIMBS
from cleanbill.notes.total_minutes import totals
from cleanbill.notes.unlisted import unlisted
from cleanbill.notes.written_codes import written_codes

DENIED = ("no ", "without ", "w/o ", "never ", "nontrau", "non-trau", "atrau")  # "no inciting event" denies one
PLACE_BEHIND = 40  # characters behind a diagnosis and a comma that may say where it is
LABEL = re.compile(r"[\W\d_]*(?:[A-Za-z][A-Za-z /&]{0,24}:\s*)?")


def assemble(reader: Reader, on: dt.date | None = None) -> NoteFacts:
    """The facts of the note that `reader` has read. `on`: the date of service, where it is known."""
    aims = goals(reader)
    scores = measures(reader, [(goal.start, goal.end) for goal in aims])
    found = sorted([*findings(reader), *beyond_cutoff(scores)], key=lambda f: (f.start, f.end))
    problem = first_problem(reader, found)
    origin = carried.origin(reader)
    began = carried.onset(reader, on)
    timed, whole = totals(reader)
    signed = signature(reader)
    spasm, clash = spasm_of(reader, found)
    facts = _facts(reader, problem, found, began)
    conflicts = tuple(c for c in (origin.conflict, clash) if c is not None)
    return NoteFacts(
        site=problem.site,
        region=problem.region,
        laterality=problem.side,
        onset=began.onset if began else "not_stated",
        trauma=origin.cause,
        spasm=spasm,
        objective_findings=tuple(found),
        assertions=tuple(sorted(_assertions(reader), key=lambda said: (said.start, said.end))),
        treatments=tuple(t for t in treatments.treatments(reader) if not _within(t.start, signed)),
        cmt_regions=manipulated(reader),
        found_regions=regions_with_findings(reader, found),
        part=letters(reader),
        functional_limits=tuple(limits(reader)),
        rationale=rationale(reader, aims),
        timed_minutes_total=timed,
        total_treatment_minutes=whole,
        conflicts=conflicts,
        facts=tuple(facts),
        note_type=note_type(reader),
        measures=tuple(scores),
        goals=tuple(aims),
        segments=tuple(segments(reader)),
        part_elements=tuple(part_elements(reader, found)),
        plan=tuple(plan_of_care(reader, aims, facts)),
        signature=signed,
        date_of_service=visit_dates.date_of_service(reader),
        date_of_injury=visit_dates.date_of_injury(reader),
        copied=tuple(_span(reader, start, end) for start, end in reader.sections.copied),
    )


def _within(offset: int, signed: Signature | None) -> bool:
    """Whether a place lies in the signature: the credential PT is no treatment there."""
    return signed is not None and signed.start <= offset < signed.end


def missing(facts: NoteFacts) -> tuple[Element, ...]:
    """The elements a reviewer looks for and does not find: site, onset, finding, cause, rationale."""
    seen = any(finding.type != "imaging" for finding in facts.objective_findings)
    dated = facts.onset != "not_stated" or any(fact.kind == "onset" for fact in facts.facts)
    sided = facts.region not in LIMBS or facts.laterality is not None
    absent: dict[Element, bool] = {
        "site": facts.region is None or not sided,
        "onset": not dated,
        "finding": not seen,
        "non_trauma": facts.trauma in ("ambiguous", "not_stated"),
        "rationale": facts.rationale is None,
    }
    return tuple(element for element, lacks in absent.items() if lacks)


def spasm_of(reader: Reader, found: list[ObjectiveFinding]) -> tuple[Spasm, Conflict | None]:
    """Whether muscle spasm is present at this visit, by examination or report, and a contradiction if there is one."""
    said = [m for m in reader.mentions if m.concept == "muscle_spasm" and m.source != "copied"]
    said = [m for m in said if m.section not in ("medications", "family_history", "history")]
    yes = [m for m in said if m.status == "affirmed" and not _is_purpose(reader, m)]
    no = [m for m in said if m.status == "negated"]
    spastic = [finding for finding in found if finding.type == "spasm"]
    examined = [m for m in yes if _is_found(spastic, m.start)]
    diagnosed = [m for m in yes if m.section == "assessment"]
    denied = [m for m in no if m.section in ("objective", "other")]
    if denied and yes and not examined:
        told = any(m.start > denied[0].start for m in diagnosed)  # a diagnosis above the examination is an older one
        return ("affirmed" if told else "negated"), _clash(reader, yes[0], denied[0])
    if yes:
        return "affirmed", None
    if no:
        return "negated", None
    return ("hypothetical" if any(m.status == "hypothetical" for m in said) else "absent"), None


def _is_purpose(reader: Reader, mention: Mention) -> bool:
    """A spasm that a treatment is for: "MT 15 min to reduce spasm". It presupposes one, it does not state one."""
    return mention.section == "plan" or reader.purpose(mention)


def _clash(reader: Reader, one: Mention, other: Mention) -> Conflict:
    pair = sorted((one, other), key=lambda m: m.start)
    return Conflict("spasm", tuple(_span(reader, m.start, m.end) for m in pair))


def _span(reader: Reader, start: int, end: int) -> Span:
    return Span(start, end, reader.page.text[start:end])


def _assertions(reader: Reader) -> list[AssertedMention]:
    return [*(_asserted(reader, mention) for mention in reader.mentions), *unlisted(reader)]


def _asserted(reader: Reader, mention: Mention) -> AssertedMention:
    start, end = mention.start, mention.end
    if mention.box is not None and mention.box.tick_start >= end:
        end = mention.box.tick_end
    concept, status = mention.concept, mention.status
    if concept == "nontraumatic" and mention.phrase.startswith(DENIED):
        concept, status = "trauma", "negated"
    if status == "affirmed" and (concept == "surgery" or mention.phrase.startswith(("s/p", "status post"))):
        status = "historical" if mention.section not in ("plan", "assessment") else status
    return AssertedMention(concept, status, start, end, reader.page.text[start:end], mention.trigger)


def _facts(reader: Reader, problem: Problem, found: list[ObjectiveFinding], began: Time | None) -> list[Fact]:
    facts = [_fact(reader, mention, problem, found) for mention in reader.mentions]
    facts += written_codes(reader)
    if began is not None:
        facts.append(
            Fact(
                "", began.start, began.end, reader.page.text[began.start : began.end], "onset", "onset",
                section=reader.sections.at(began.start).name, value=began.onset,
            )
        )  # fmt: skip
    facts.sort(key=lambda fact: (fact.start, fact.end))
    return [replace(fact, id=f"f{index}") for index, fact in enumerate(facts, 1)]


def _fact(reader: Reader, mention: Mention, problem: Problem, found: list[ObjectiveFinding]) -> Fact:
    region, side = reader.place_of(mention, problem.region, problem.side)
    site, kind = mention.site, _kind(reader, mention, found)
    return Fact(
        "", mention.start, mention.end, reader.page.text[mention.start : mention.end], kind, mention.concept,
        clause=_clause(reader, mention) if kind in ("diagnosis", "complaint") else None,
        section=mention.section, region=region, laterality=side, level=site.level if site else None,
        assertion=mention.status, trigger=mention.trigger, source=mention.source, value=_value(mention),
        rule=f"lexicon: {mention.phrase}", inherited=mention.region is None and region is not None,
    )  # fmt: skip


def _clause(reader: Reader, mention: Mention) -> Span:
    """The words around a mention, without the label, number or bullet that they follow."""
    text = reader.page.text
    low, high = reader.clause(mention.start, mention.end)
    if mention.concept == "segmental_dysfunction":  # "cervical, thoracic and lumbar segmental dysfunction"
        low = max(
            reader.page.sentence(reader.page.sentence_of(mention.start))[0], reader.sections.at(mention.start).start
        )
    high = _with_place(reader, high)
    label = LABEL.match(text, low, mention.start)
    low = label.end() if label else low
    high = max(mention.end, low + len(text[low:high].rstrip(" .,;\r\n\t")))
    return _span(reader, low, high)


def _with_place(reader: Reader, high: int) -> int:
    """The end of a clause with what follows its comma where that only says where: "ankle sprain, ATFL"."""
    page = reader.page
    _, end = page.sentence(page.sentence_of(max(0, high - 1)))
    if page.low[high : high + 1] != "," or high + 1 >= end:
        return high
    comma = page.low.find(",", high + 1, end)
    following = comma if comma >= 0 else end
    short = following - high <= PLACE_BEHIND and reader.places.between(high + 1, following)
    return following if short and not reader.mentions_between(high + 1, following) else high


def _kind(reader: Reader, mention: Mention, found: list[ObjectiveFinding]) -> Kind:
    if mention.kind in ("cause", "test"):
        return "cause" if mention.kind == "cause" else "finding"
    if reader.purpose(mention):
        return "goal"
    if mention.section in ("objective", "imaging") or _is_found(found, mention.start):
        return "finding"
    if mention.kind == "finding" and mention.section == "assessment":
        return "finding"
    named = mention.section == "assessment" or mention.concept not in SYMPTOMS
    return "diagnosis" if mention.kind == "diagnosis" and named else "complaint"


def _is_found(found: list[ObjectiveFinding], offset: int) -> bool:
    index = bisect_right(found, offset, key=lambda finding: finding.start)
    return any(finding.start <= offset < finding.end for finding in found[max(0, index - 3) : index])


SYMPTOMS = frozenset(
    {"low_back_pain", "back_pain", "neck_pain", "thoracic_pain", "joint_pain", "headache", "muscle_spasm", "myalgia"}
)


def _value(mention: Mention) -> str | None:
    if mention.concept == "ligament_tear":
        for name, words in LIGAMENTS.items():
            if any(word in mention.phrase for word in words):
                return name
    return None


LIGAMENTS = {
    "acl": ("acl", "anterior cruciate"), "pcl": ("pcl", "posterior cruciate"),
    "mcl": ("mcl", "medial collateral"), "lcl": ("lcl", "lateral collateral"),
}  # fmt: skip
