"""Which region and side the first-listed problem has, and the best mention of its site."""

import re
from typing import NamedTuple, cast

from cleanbill.model.reading import ObjectiveFinding, Side, Span
from cleanbill.notes.mentions import INTRINSIC, OWN_PLACE, Mention, Reader
from cleanbill.notes.sites import LIMBS, Site, side_at

SPINE = frozenset(
    {
        "cervical",
        "cervicothoracic",
        "thoracic",
        "thoracolumbar",
        "lumbar",
        "lumbosacral",
        "sacroiliac",
        "back_unspecified",
    }
)
PALPATED = ("spasm", "palpation_tenderness", "palpation_tone", "trigger_point", "joint_restriction", "guarding")
FELT = frozenset(PALPATED[:4])
DISEASE = re.compile(r"\b(?:\w{3,}(?:itis|osis|opathy|algia)|syndrome|lesion|cyst|ganglion|nodule|neuroma)\b")
ELSEWHERE = frozenset(
    {"flank_pain", "headache", "gait_instability", "gait_abnormality", "difficulty_walking", "generalized_weakness"}
)
RADIATING = frozenset({"limb_pain", "radiation", "leg_symptoms", "numbness", "tingling", "weakness", "pain"})
VAGUE = frozenset({"back_unspecified", "other", None})


SIDE_LABEL = re.compile(r"\b(?:sides?|laterality)\b[^:?\n]{0,20}[:?][^:\n]{0,60}$")
CHOSEN: dict[str, Side] = {
    "r": "right", "right": "right", "l": "left", "left": "left",
    "b": "bilateral", "b/l": "bilateral", "bilateral": "bilateral", "both": "bilateral",
}  # fmt: skip


class Problem(NamedTuple):
    """The first-listed problem's region and side, and where its site is named."""

    region: str | None
    side: Side | None
    site: Span | None


def first_problem(reader: Reader, found: list[ObjectiveFinding]) -> Problem:
    """The problem a reader would list first."""
    diagnosed = _regions(reader, ("assessment",)) or _unknown_diagnosis(reader)
    complained = _regions(reader, ("subjective", "other")) or _operated(reader)
    examined = _examined(reader, found)
    region = _after_surgery(reader) or _region(reader, diagnosed, complained, examined)
    if region is None:
        return Problem(None, None, None)
    side = _ticked(reader) or _side(reader, region, _touched(reader, found))
    site = _site(reader, region, examined)
    return Problem(region, side, site)


def _after_surgery(reader: Reader) -> str | None:
    """The region operated on, where the visit is one of aftercare and an operation of a joint is named."""
    after = any(
        m.concept == "postoperative" and m.status == "affirmed" and m.section != "history" for m in reader.mentions
    )
    return next(iter(_operated(reader)), None) if after else None


def _operated(reader: Reader) -> list[str]:
    """Regions of the operations that the note tells of, for a note that names nothing else."""
    told = (m for m in reader.mentions if m.concept in ("postoperative", "surgery") and m.status == "affirmed")
    return [m.region for m in told if m.region and m.region not in VAGUE and m.section != "history"]


def _regions(reader: Reader, sections: tuple[str, ...]) -> list[str]:
    """Regions of the diagnoses and complaints of these sections, in the order of the note."""
    found = []
    for mention in reader.mentions:
        if mention.section not in sections or mention.status not in ("affirmed", "uncertain"):
            continue
        if mention.kind not in ("diagnosis", "complaint") or mention.concept in NOT_MSK or mention.source == "copied":
            continue
        region = mention.region or INTRINSIC.get(mention.concept)
        if region and region != "other":
            found.append(region)
    return found


NOT_MSK = frozenset(
    [
        "fever",
        "chills",
        "weight_loss",
        "dizziness",
        "nausea",
        "visual_change",
        "loss_of_consciousness",
        "tinnitus",
        "dysphagia",
        "chest_pain",
        "shortness_of_breath",
        "palpitations",
        "abdominal_pain",
        "cancer",
        "infection",
        "dvt",
        "diabetes",
        "hypertension",
        "heart_disease",
        "fatigue",
        "sleep_disturbance",
        "stress",
        "surgery",
        "concussion",
        "headache",
        "radiation",
        "numbness",
        "tingling",
        "weakness",
        "leg_symptoms",
        "swelling",
    ]
)


def _examined(reader: Reader, found: list[ObjectiveFinding]) -> list[tuple[str, Site]]:
    """Places of the examination's findings: palpation first."""
    ranked = _ranked(found)
    return [(finding.type, site) for finding in ranked for site in _of_finding(reader, finding)]


def _ranked(found: list[ObjectiveFinding]) -> list[ObjectiveFinding]:
    seen = [finding for finding in found if finding.type != "imaging"]
    return sorted(seen, key=lambda f: (PALPATED.index(f.type) if f.type in PALPATED else 9, f.start))


def _touched(reader: Reader, found: list[ObjectiveFinding]) -> list[Side]:
    """The sides where the back or neck shows findings: of the place, else of the phrase ("C4-C5 tender B")."""
    sides: list[Side | None] = []
    for finding in _ranked(found):
        places = _of_finding(reader, finding)
        sides += [site.side for site in places if site.region in SPINE or site.region is None]
        if finding.type in PALPATED and not any(site.side or site.region in LIMBS for site in places):
            sides.append(_side_within(reader, finding))
    return [side for side in sides if side]


def _side_within(reader: Reader, finding: ObjectiveFinding) -> Side | None:
    tokens = range(reader.page.token_at(finding.start), reader.page.token_at(finding.end))
    said = {side for at in tokens if (side := side_at(reader.page, reader.words, at))}
    return next(iter(said)) if len(said) == 1 else None


def _unknown_diagnosis(reader: Reader) -> list[str]:
    """Regions that an assessment names beside a disease that the word list does not hold."""
    page = reader.page
    found = []
    for site in reader.places.all:
        if reader.sections.at(site.start).name == "assessment" and site.region not in VAGUE:
            low, high = page.sentence(page.sentence_of(site.start))
            if DISEASE.search(page.low, low, high):
                found.append(cast(str, site.region))
    return found


def _of_finding(reader: Reader, finding: ObjectiveFinding) -> list[Site]:
    """The places inside a finding, else the one its sentence names: "Examination of the neck: pain on palpation"."""
    inside = reader.places.between(finding.start, finding.end)
    if inside:
        return inside
    low, high = reader.page.sentence(reader.page.sentence_of(finding.start))
    near = reader.places.near(finding.start, finding.end, low, high)
    return [near] if near else []


def _region(
    reader: Reader, diagnosed: list[str], complained: list[str], examined: list[tuple[str, Site]]
) -> str | None:
    regions = [site.region for _, site in examined if site.region and site.region != "other"]
    for listed in (diagnosed, complained):
        if listed:
            first = next((region for region in listed if region not in VAGUE), listed[0])
            if listed[0] in VAGUE and first not in SPINE:
                first = listed[0]
            if first == "back_unspecified":
                return next(
                    (r for r in [*regions, *complained] if r in SPINE and r not in VAGUE and r != "cervical"), first
                )
            return first
    if regions:
        return regions[0]
    if _elsewhere(reader):
        return "other"
    treated = ("subjective", "assessment", "other")
    for site in _said(reader):
        label = reader.page.low[site.end : site.end + 2].lstrip()[:1] == ":"  # "Neck: supple"
        token = reader.page.token_at(site.start)
        label = label or reader.judge.judge(token, token + 1).status == "negated"
        if site.region not in VAGUE and not label and reader.sections.at(site.start).name in treated:
            return site.region
    return None


def _elsewhere(reader: Reader) -> bool:
    """Whether what the patient comes for is of no region of its own: the head, the flank, the whole body."""
    kinds = ("complaint", "diagnosis")
    return any(
        m.kind in kinds and m.status == "affirmed" and m.concept in ELSEWHERE and m.section != "history"
        for m in reader.mentions
    )


def _ticked(reader: Reader) -> Side | None:
    """The side ticked behind the label "Side:"; two different ticks are both sides."""
    low = reader.page.low
    chosen = {
        CHOSEN[said]
        for mark in reader.marks
        if mark.status == "ticked" and (said := low[mark.tick_end : mark.end].strip()) in CHOSEN
        if SIDE_LABEL.search(low, max(0, mark.start - 80), mark.start)
    }
    if len(chosen) > 1:
        return "bilateral"
    return chosen.pop() if chosen else None


def _side(reader: Reader, region: str, touched: list[Side]) -> Side | None:
    if region in LIMBS:
        sides = [m.side for m in _of(reader, region, ("assessment",)) if m.side]
        sides += [m.side for m in _of(reader, region, ("subjective", "other", "objective")) if m.side]
        sides += [s.side for s in _said(reader) if s.region == region and s.side]
        return sides[0] if sides else None
    if touched:
        return touched[0]
    said = [m.side for m in _of(reader, region, ("assessment", "subjective", "other")) if m.side]
    if said:
        return said[0]
    near = [
        s.side for s in reader.places.all if s.side and s.region in SPINE and not reader.sections.is_copied(s.start)
    ]
    near += [m.side for m in reader.mentions if m.side and m.concept in RADIATING and m.status == "affirmed"]
    return near[0] if near else None


def _of(reader: Reader, region: str, sections: tuple[str, ...]) -> list[Mention]:
    return [
        m
        for m in reader.mentions
        if m.section in sections
        and m.region == region
        and m.status in ("affirmed", "uncertain")
        and m.kind != "cause"
        and m.source != "copied"
    ]


def _site(reader: Reader, region: str, examined: list[tuple[str, Site]]) -> Span | None:
    """Where the hand found it; in a limb only with its side, else where the story names limb and side."""
    text = reader.page.text
    places = _said(reader)
    best: Site | Mention | None = _palpated(region, examined)
    if best is None:
        best = _told(reader, region, places)
    if best is None:
        best = next((s for _, s in examined if s.region == region or s.region is None), None)
    if best is None:
        best = next((s for s in places if s.region == region), None)
    if best is None:
        best = next((m for m in _of(reader, region, ("assessment", "subjective", "other", "objective"))), None)
    if best is None:
        best = next((s for s in reader.places.all if s.region == region and not _of_relative(reader, s)), None)
    return Span(best.start, best.end, text[best.start : best.end]) if best else None


def _palpated(region: str, examined: list[tuple[str, Site]]) -> Site | None:
    """The first place, in the order of the note, where palpation found something."""
    felt = sorted((site for kind, site in examined if kind in FELT), key=lambda site: site.start)
    if region in LIMBS:
        return next((site for site in felt if site.side and site.region == region), None)
    return next((site for site in felt if site.region in SPINE or site.region is None), None)


def _said(reader: Reader) -> list[Site]:
    """The places that no denied complaint and no manipulation speaks of: not the back of "no low back pain"."""
    unsaid = ("negated", "hypothetical", "family", "historical")
    denied = {m.site for m in reader.mentions if m.site and m.status in unsaid and m.kind != "cause"}
    denied -= {m.site for m in reader.mentions if m.site and m.status == "affirmed"}
    said = [site for site in reader.places.all if site not in denied and not reader.adjusted(site.start)]
    return [site for site in said if not _of_relative(reader, site)]


def _of_relative(reader: Reader, site: Site) -> bool:
    """Whether a place is a relative's: "father had both hips replaced"."""
    token = reader.page.token_at(site.start)
    return reader.judge.names_relatives and reader.judge.judge(token, token + 1).status == "family"


def _told(reader: Reader, region: str, places: list[Site]) -> Site | Mention | None:
    if region not in LIMBS:
        named = [m for m in _of(reader, region, ("assessment", "subjective", "other")) if m.concept in OWN_PLACE]
        said: list[Site | Mention] = [*named, *(s for s in places if s.region == region)]
        return min(said, key=lambda told: told.start, default=None)
    limb = [
        s
        for s in places
        if s.region == region and reader.sections.at(s.start).name not in ("history", "medications", "family_history")
    ]
    story = [s for s in limb if reader.sections.at(s.start).title not in ("chief complaint", "cc", "reason for visit")]
    sided = [s for s in story if s.side] or story or limb
    return sided[0] if sided else None
