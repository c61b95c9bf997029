"""Positive findings of today's examination, each as the stretch of the note that states it."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import ObjectiveFinding
from cleanbill.notes.exam import TYPES, Sentence, Stretch
from cleanbill.notes.extent import of_mention, of_stretch
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.motion import (
    GRADE, LESS, MOVE, SHORT, STRENGTH_LABEL, is_limited, is_weak, short_span, uneven, weak_grades, weak_side,
)  # fmt: skip

MEASURED = {"sensory": "neuro_deficit", "reflexes": "neuro_deficit", "strength": "strength_deficit"}
BOXED = {"rom": "rom_limited", "gait": "posture_gait", **MEASURED}
OPTION_LOSS = re.compile(r"abnormal|decreas|limit|reduc|restrict|impair|antalgic|painful|dimin")
PROVOKED = re.compile(
    r"\b(?:repro\w*|provok\w*|painful|pain|concordant|tight\w*|lax(?:ity)?|increased|pulls?|heavy|sore|lbp|symptoms|sx)\b|p!"
    r"|\b[123] ?\+(?! ?(?:reflex|dtr))"
)
LEG_RAISE = re.compile(r"\b(?:[2-6]\d)(?! ?(?:/|%|x|min|sec|reps?|lbs?|-?\d))")  # raised less than 70 degrees
RESISTED = re.compile(r"\bpain\w*[^,;]{0,30}\bresist\w*|\bresist\w*[^,;]{0,30}\bpain")
RESTRICTED = re.compile(
    r"\b(?:[ctl]-?\d{1,2}(?: ?[-/] ?[ctls]?\d{1,2})?|s/?i(?: joint| jt)?|sij|sacrum|ilium|occiput"
    r"|\d{1,2}(?:st|nd|rd|th) rib|radial head|fibular head|talus|talocrural|subtalar|cuboid|navicular|patella|atlas|axis"
    r"|lunate|scaphoid|ac joint|sternoclavicular|gh joint|glenohumeral)\b"
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
ABNORMAL = re.compile(
    r"\b(?:osteophyt\w*|spurs?|spurring|narrow\w*|joint space (?:is )?(?:nearly |almost |completely )?(?:gone|lost|loss|reduced)"
    r"|loss of (?:joint space|height|disc height|lordosis)|bone[- ]on[- ]bone|tear(?:ing)?|torn|ruptur\w*|herniat\w*|protrusion"
    r"|extrusion|bulg\w+|\w*listhesis|lucen\w*|sclero\w+|calcif\w+|edema|retract\w+|atrophy|kellgren\S*|arthrosis|malalign\w*"
    r"|callus|displac\w+|angulat\w+|degenerat\w+|desiccat\w+|stenosis|irregular\w*|effusion|impinge\w*|subluxat\w+|lesion"
    r"|thicken\w+|tendinosis|chondromalacia|avulsion|scoliosis|cyst|(?:slow(?:ed|ing)|prolonged)(?= .{0,20}latenc))\b"
)
NOT_READ = re.compile(
    r"\b(?:last visit|prior|previous|old films?|in (?:19|20)\d\d|if|order(?:ed|ing)?|obtain|recommend(?:ed)?|consider|schedule[d]?|refer|will|pending"
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
TREATED = re.compile(
    r"\d ?(?:min\b|mins\b|minutes\b)|\b\d{1,2} ?x ?\d{1,3}\b|\bsec(?:s|onds)? x|\breps\b|\bw/ [ap]rom\b"
)
PALPATION = re.compile(r"[ *-]{0,4}(?:palp(?:ation|ate)?|tender(?:ness)?|ttp|tender to palpation)\b[^:\n]{0,20}:")
SHOWN = re.compile(r"\d|short|restrict")  # without one of these no figure shows a loss
DENIED = re.compile(r"\b(?:no|not|full|wnl|normal|symmetric\w*|equal)\b")
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
    if reader.sections.is_copied(sentence.start):
        return
    section = sentence.section
    if section == "imaging" or (sentence.last == "objective" and IMAGES.search(sentence.words)):
        if section == "imaging" or not NOT_READ.search(sentence.words):
            yield from _imaging(reader, sentence)
        return
    for stretch in sentence.stretches():
        yield from _stretch(reader, stretch)


def _imaging(reader: Reader, sentence: Sentence) -> Iterator[ObjectiveFinding]:
    """At most one finding of a sentence about images: the first that is not denied."""
    seen = [m.start for m in sentence.mentions if m.concept in IMAGED and m.status == "affirmed"]
    taken = {m.start for m in sentence.mentions}
    for word in ABNORMAL.finditer(reader.page.low, sentence.low, sentence.high):
        token = reader.page.token_at(word.start())
        if word.start() not in taken and reader.judge.judge(token, token + 1).status == "affirmed":
            seen.append(word.start())
    if seen:
        yield of_stretch(reader, "imaging", sentence.low, sentence.high, min(seen))


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
    if not done and _ticked_place(reader, stretch):
        yield of_stretch(reader, "palpation_tenderness", start, end, end - 1)
        return
    tested = any(mention.kind == "test" for mention in mentions)
    yield from _figured(reader, stretch, words, done, tested)
    if tested:
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


def _ticked_place(reader: Reader, stretch: Stretch) -> bool:
    """Whether a stretch is a ticked place in a line that asks where it is tender: "Palpation: [x] AC joint"."""
    mark = reader.mark(reader.page.starts[min(reader.page.token_at(stretch.start), len(reader.page.starts) - 1)])
    if stretch.mentions or mark is None or mark.status != "affirmed":
        return False
    line = reader.page.low.rfind("\n", max(0, stretch.start - 200), stretch.start) + 1
    asked = PALPATION.match(reader.page.low, line, stretch.start)
    return bool(asked and reader.places.between(stretch.start, stretch.end))


def _figured(reader: Reader, stretch: Stretch, words: str, done: set[str], tested: bool) -> Iterator[ObjectiveFinding]:
    """Losses that figures show without a word for them: a joint's span, a muscle's length, symmetry, bare grades."""
    start, end, _ = stretch
    if not SHOWN.search(words):
        return
    span = None if TREATED.search(words) else SHORT.search(words)
    span = span or (None if tested or TREATED.search(words) else short_span(words, _main_region(reader)))
    if span and "rom_limited" not in done and not DENIED.search(words):
        done.add("rom_limited")
        yield of_stretch(reader, "rom_limited", start, end, start + span.start())
    weak = weak_side(words) or (None if tested else weak_grades(_with_label(reader, stretch)))
    if weak and "strength_deficit" not in done:
        done.add("strength_deficit")
        yield of_stretch(reader, "strength_deficit", start, end, end - 1)


def _with_label(reader: Reader, stretch: Stretch) -> str:
    """The words of a stretch behind those that label its line: "MMT  flex 4, abd 4-"."""
    line = reader.page.low.rfind("\n", max(0, stretch.start - 120), stretch.start) + 1
    label = STRENGTH_LABEL.search(reader.page.low, line, min(stretch.start, line + 30)) if line else None
    words = reader.page.low[stretch.start : stretch.end]
    return f"mmt {words}" if label else words


def _motion(reader: Reader, stretch: Stretch, words: str) -> Iterator[ObjectiveFinding]:
    move = MOVE.search(words)
    if move is None or TREATED.search(words):
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
        low = mention.concept == "slr" and LEG_RAISE.search(words)
        return "special_test_positive" if mention.sign or mention.box or low or PROVOKED.search(words) else None
    if mention.concept == "stiffness" and mention.section != "objective":
        return None  # where no examination is headed, it is what the patient feels
    return _observed(mention.concept, words)


def _observed(concept: str, words: str) -> str | None:
    if concept in MEASURED:
        weak = is_weak(words) if concept == "strength" and GRADE.search(words) else LESS.search(words)
        return MEASURED[concept] if weak else None
    if concept == "gait":
        return "posture_gait" if ODD_GAIT.search(words) else None
    return TYPES.get(concept)
