"""Positive findings of today's examination, each as the stretch of the note that states it."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import ObjectiveFinding
from cleanbill.notes.exam import TYPES, Sentence, Stretch
from cleanbill.notes.extent import of_mention, of_stretch
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.motion import GRADE, LESS, MOVE, is_limited, is_weak, uneven

MEASURED = {"sensory": "neuro_deficit", "reflexes": "neuro_deficit", "strength": "strength_deficit"}
BOXED = {"rom": "rom_limited", "gait": "posture_gait", **MEASURED}
OPTION_LOSS = re.compile(r"abnormal|decreas|limit|reduc|restrict|impair|antalgic|painful|dimin")
PROVOKED = re.compile(r"\b(?:repro\w*|provok\w*|painful|pain|concordant|tight\w*|laxity|increased)|p!")
RESISTED = re.compile(r"\bpain\w*[^,;]{0,30}\bresist\w*|\bresist\w*[^,;]{0,30}\bpain")
RESTRICTED = re.compile(
    r"\b(?:[ctl]-?\d{1,2}(?: ?[-/] ?[ctls]?\d{1,2})?|s/?i(?: joint| jt)?|sij|sacrum|ilium|occiput"
    r"|\d{1,2}(?:st|nd|rd|th) rib)\b"
    r"(?: \w+){0,2} (?:restrict(?:ed|s)|fixed|stuck|locked|blocked)\b"
)
ABDOMEN = re.compile(r"\b(?:abdom\w*|rebound|soft(?! tissue)|cva|epigastric|quadrants?)\b|\babd ?:")
VITALS = re.compile(r"\b(?:bp|hr|pulse|temp|spo2|o2|resp|bmi)\b[: ]*\d")  # among them "RR" is breathing
BELLY = frozenset({"guarding", "palpation_tenderness"})
ODD_GAIT = re.compile(
    r"(?<!non-)(?<!non )\b(?:slow|unsteady|wide|abnormal|antalgic|guarded|decreased|shuffling|altered"
    r"|impaired|trendelenburg)\b"
)
IMAGES = re.compile(r"\b(?:x-?rays?|xr|radiographs?|mri|ct|imaging|films?|ultrasound|emg)\b")
NOT_READ = re.compile(
    r"\b(?:if|order(?:ed|ing)?|obtain|recommend(?:ed)?|consider|schedule[d]?|refer|will|pending"
    r"|request(?:ed)?|consistent with my)\b"
)
IMAGED = frozenset(
    [
        "fracture",
        "dislocation",
        "disc_degeneration",
        "disc_displacement",
        "stenosis",
        "spondylosis",
        "spondylolisthesis",
        "osteoarthritis",
        "rotator_cuff_tear",
        "ligament_tear",
        "meniscus_tear",
        "labral_tear",
        "tendinopathy",
        "bursitis",
        "swelling",
        "scoliosis",
        "tendon_rupture",
    ]
)
EXCLUDES_MOTION = frozenset({"rom_limited", "joint_restriction", "trigger_point", "strength_deficit"})


def findings(reader: Reader) -> list[ObjectiveFinding]:
    """The positive findings of the clinician's examination today, in the order of the note."""
    found: dict[tuple[int, int, str], ObjectiveFinding] = {}
    run = False
    for index in range(len(reader.page.bounds)):
        sentence = Sentence(reader, index, run)
        run = sentence.run
        for finding in _sentence(reader, sentence):
            found.setdefault((finding.start, finding.end, finding.type), finding)
    return sorted(found.values(), key=lambda finding: (finding.start, finding.end))


def _sentence(reader: Reader, sentence: Sentence) -> Iterator[ObjectiveFinding]:
    first = sentence.first(sentence.low, sentence.high)
    if reader.sections.is_copied(first):
        return
    section = reader.sections.at(first).name
    within = reader.sections.at(max(sentence.low, sentence.high - 1)).name
    if section == "imaging" or (within == "objective" and IMAGES.search(sentence.words)):
        if section == "imaging" or not NOT_READ.search(sentence.words):
            yield from _imaging(reader, sentence)
        return
    for stretch in sentence.stretches():
        yield from _stretch(reader, stretch)


def _imaging(reader: Reader, sentence: Sentence) -> Iterator[ObjectiveFinding]:
    for mention in sentence.mentions:
        if mention.concept in IMAGED and mention.status == "affirmed":
            yield of_stretch(reader, "imaging", sentence.low, sentence.high, mention.start)
            return


def _stretch(reader: Reader, stretch: Stretch) -> Iterator[ObjectiveFinding]:
    """At most one finding of each type."""
    start, end, mentions = stretch
    words = reader.page.low[start:end]
    done: set[str] = set()
    for mention in mentions:
        kind = _type(mention, words)
        before = 40 if kind == "guarding" else 0  # "Abdomen soft, guarding noted"
        if kind in BELLY and ABDOMEN.search(reader.page.low, max(0, start - before), end):
            continue
        if kind and kind not in done:
            done.add(kind)
            yield of_mention(reader, kind, start, end, mention)
    if any(mention.kind == "test" for mention in mentions):
        return
    if "joint_restriction" not in done and (stuck := RESTRICTED.search(words)):
        done.add("joint_restriction")
        yield of_stretch(reader, "joint_restriction", start, end, start + stuck.start())
    if not done & EXCLUDES_MOTION and (not done or re.search(r"\d", words)):
        yield from _motion(reader, stretch, words)
    if reader.sections.at(end - 1).part == "A" and not done and reader.places.between(start, end):
        yield of_stretch(reader, "posture_gait", start, end, end - 1)
    grade = GRADE.search(words)
    weaker = grade if grade and is_weak(words) else uneven(words)
    if weaker and "strength_deficit" not in done:
        yield of_stretch(reader, "strength_deficit", start, end, start + weaker.start())


def _motion(reader: Reader, stretch: Stretch, words: str) -> Iterator[ObjectiveFinding]:
    move = MOVE.search(words)
    if move is None:
        return
    region = stretch.mentions[0].region if stretch.mentions else None
    if region is None:
        low, high = reader.page.sentence(reader.page.sentence_of(stretch.start))
        site = reader.places.near(stretch.start, stretch.end, low, high)
        region = site.region if site else _main_region(reader)
    at = stretch.start + move.start()
    if move[0] == "rr" and VITALS.search(reader.page.low, max(0, at - 60), at + 60):
        return
    if is_limited(words, region) and not _denied(reader, at):
        kind = "special_test_positive" if RESISTED.search(words) else "rom_limited"
        yield of_stretch(reader, kind, stretch.start, stretch.end, at)


def _main_region(reader: Reader) -> str | None:
    """The region of the first complaint or diagnosis, for a movement that stands without a place."""
    told = (m for m in reader.mentions[:40] if m.kind in ("complaint", "diagnosis") and m.status == "affirmed")
    return next((m.region for m in told if m.region), None)


def _denied(reader: Reader, offset: int) -> bool:
    mark = reader.mark(offset)
    if mark is not None:
        return mark.status != "affirmed"
    token = reader.page.token_at(offset)
    return reader.judge.judge(token, token + 1).status in ("negated", "hypothetical", "historical", "family")


def _type(mention: Mention, words: str) -> str | None:
    """The type of finding a mention makes among the words of its stretch, or None."""
    if mention.status != "affirmed":
        return None
    if mention.box is not None and mention.concept in BOXED:
        return BOXED[mention.concept] if OPTION_LOSS.search(mention.box_words) else None
    if mention.kind == "test":
        return "special_test_positive" if mention.sign or mention.box or PROVOKED.search(words) else None
    return _observed(mention.concept, words)


def _observed(concept: str, words: str) -> str | None:
    if concept in MEASURED:
        weak = is_weak(words) if concept == "strength" and GRADE.search(words) else LESS.search(words)
        return MEASURED[concept] if weak else None
    if concept == "gait":
        return "posture_gait" if ODD_GAIT.search(words) else None
    return TYPES.get(concept)
