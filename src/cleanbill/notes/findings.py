"""Positive findings of today's examination, each as the stretch of the note that states it."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import ObjectiveFinding
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.motion import GRADE, LESS, MOVE, is_limited, is_weak

TYPES = {
    "muscle_spasm": "spasm", "tenderness": "palpation_tenderness", "trigger_point": "trigger_point",
    "hypertonicity": "palpation_tone", "guarding": "guarding", "joint_restriction": "joint_restriction",
    "segmental_dysfunction": "joint_restriction", "antalgic": "posture_gait", "scoliosis": "posture_gait",
    "swelling": "swelling_bruising", "bruising": "swelling_bruising", "erythema": "swelling_bruising",
    "weakness": "strength_deficit", "numbness": "neuro_deficit", "tingling": "neuro_deficit",
    "instability": "other", "deformity": "other", "crepitus": "other", "antalgic_step": "neuro_deficit",
    "radiculopathy": "neuro_deficit", "stiffness": "rom_limited", "meningismus": "",
}  # fmt: skip
MEASURED = {"sensory": "neuro_deficit", "reflexes": "neuro_deficit", "strength": "strength_deficit"}
BOXED = {"rom": "rom_limited", "gait": "posture_gait", **MEASURED}
OPTION_LOSS = re.compile(r"abnormal|decreas|limit|reduc|restrict|impair|antalgic|painful|dimin")
STRONG = frozenset({"tenderness", "trigger_point", "joint_restriction"})
NOT_EXAM = frozenset({"history", "family_history", "medications", "review_of_systems", "plan", "assessment"})
OTHER_SYSTEMS = frozenset(
    [
        "gen",
        "abd",
        "cardio",
        "pulm",
        "vascular",
        "circulation",
        "lymph",
        "resp",
        "cv",
        "cardiovascular",
        "respiratory",
        "chest",
        "lungs",
        "heart",
        "abdomen",
        "heent",
        "skin",
        "constitutional",
        "general",
        "vitals",
        "vital_signs",
        "vs",
        "eyes",
        "ent",
        "gu",
        "gi",
        "psych",
    ]
)
IMAGES = re.compile(r"\b(?:x-?rays?|xr|radiographs?|mri|ct|imaging|films?|ultrasound|emg)\b")
NOT_READ = re.compile(
    r"\b(?:if|order(?:ed|ing)?|obtain|recommend(?:ed)?|consider|schedule[d]?|refer|will|pending"
    r"|request(?:ed)?|consistent with my)\b"
)
CUT = re.compile(
    r",(?!\s*(?:[rlb]|right|left|bilat\w*|b/l)(?:\s*[.,;\n]|$|\s+\d))|[;\n]|(?<!\w)(?:but|however"
    r"|although)(?!\w)|\s-\s|\.\s|\)\s(?=\()"
)
JOINT = re.compile(r"\s(?:and|&|with|w/|\+)\s")
LEAD = re.compile(
    r"(?:[\s,;:.\-•*>\"\[]+|(?:and|with|w/|but|also|then|there (?:is|was|are|were)(?: also)?|noted"
    r"|note|has|had|have|is|are|was|were"
    r"|the|a|an|some|patient|pt|he|she|it|to have|found|presence of|positive for|\(\+\) for"
    r"|does have|demonstrates?|shows?|reveals?|revealed|ambulat\w+(?: with)?|walks? with"
    r"|palpable over)\b(?!-))+"
)
VERB = re.compile(
    r"\b(?:shows?|showed|reveals?|revealed|demonstrates?|demonstrated|there (?:is|are|was|were)"
    r"|noted to have|found to have|notable for|significant for|remarkable for|ambulat\w+ with an?"
    r"|walks? with an?|positive for)\b"
)
LABEL = re.compile(r"[a-z][a-z /&.-]{1,40}:")
MEASURED_MOVE = re.compile(
    r"\b(?:flex|ext|rot|abd|sb|flexion|extension|rotation|flexn)\b[^,;]{0,16}(?:\d{1,3} ?(?:%|deg"
    r"|°|/\d\d)|0 ?- ?\d{2,3}|[rl] \d\d|decreased|limited|reduced|painful)"
)
TALK = re.compile(
    r"\b(?:reports?|states?|denies|c/o|complains?|notes that|instructed|advised|return|if|told"
    r"|educated|discussed|history|hx|mother|father|plan|will|recommend\w*|goal|to (?:reduce"
    r"|improve|decrease)|should|prior|last visit|feels|says|works|injury|felt|pain (?:began"
    r"|started)|\d+ ?min|\d+x\d+)\b"
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


def findings(reader: Reader) -> list[ObjectiveFinding]:
    """The positive findings of the clinician's examination today, in the order of the note."""
    found: dict[tuple[int, int, str], ObjectiveFinding] = {}
    by_sentence: dict[int, list[Mention]] = {}
    for mention in reader.mentions:
        by_sentence.setdefault(reader.page.sentence_of(mention.start), []).append(mention)
    run = False  # in a note without headers the examination goes on once it has begun
    for index in range(len(reader.page.bounds)):
        mentions = by_sentence.get(index, [])
        run = _in_run(reader, index, mentions, run)
        for finding in _sentence(reader, index, mentions, run):
            found.setdefault((finding.start, finding.end, finding.type), finding)
    return sorted(found.values(), key=lambda finding: (finding.start, finding.end))


def _in_run(reader: Reader, index: int, mentions: list[Mention], run: bool) -> bool:
    low, high = reader.page.sentence(index)
    start = low + len(reader.page.low[low:high]) - len(reader.page.low[low:high].lstrip(" ,\n"))
    if reader.sections.at(start).name != "other":
        return False
    words = reader.page.low[low:high]
    return _strong(mentions, words) or (run and not TALK.search(words))


def _sentence(reader: Reader, index: int, mentions: list[Mention], run: bool) -> Iterator[ObjectiveFinding]:
    low, high = reader.page.sentence(index)
    words = reader.page.low[low:high]
    stripped = len(words) - len(words.lstrip(" ,"))
    section = reader.sections.at(low + stripped)
    inner = reader.sections.at(max(low, high - 1))
    if reader.sections.is_copied(low + stripped):
        return
    if section.name == "imaging" or (inner.name == "objective" and IMAGES.search(words)):
        if not NOT_READ.search(words) or section.name == "imaging":
            yield from _imaging(reader, low, high, mentions)
        return
    if section.name in NOT_EXAM and inner.name in NOT_EXAM:
        return
    for start, end in _segments(reader, low, high, mentions):
        here = [m for m in mentions if start <= m.start < end]
        said = reader.page.low[start:end]
        if _is_exam(reader, start + len(said) - len(said.lstrip(" ,\n")), words, mentions, run):
            yield from _segment(reader, start, end, here)


def _is_exam(reader: Reader, start: int, sentence: str, mentions: list[Mention], run: bool) -> bool:
    section = reader.sections.at(start)
    if section.name in NOT_EXAM:
        return False
    if section.name == "objective":
        return section.title.replace(" ", "_") not in OTHER_SYSTEMS
    if section.name == "subjective" and not reader.sections.named("objective"):
        return any(m.phrase in ("ttp", "arom", "prom") or (m.kind == "test" and m.sign is not None) for m in mentions)
    return section.name == "other" and (run or _strong(mentions, sentence))


def _strong(mentions: list[Mention], sentence: str) -> bool:
    """Words that only an examiner writes: tenderness, a signed test, a measured movement."""
    if any(m.box is not None and m.concept in TYPES for m in mentions):
        return True
    if any(
        m.concept in STRONG or (m.kind == "test" and m.sign is not None) or m.phrase in ("arom", "prom")
        for m in mentions
    ):
        return True
    return bool(GRADE.search(sentence) or MEASURED_MOVE.search(sentence))


def _segments(reader: Reader, low: int, high: int, mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    """The sentence cut at commas, headers and boxes, and at an "and" that joins two findings of different type."""
    page, start = reader.page.low, low
    cuts = {(m.start(), m.end()) for m in CUT.finditer(page, low, high)}
    cuts |= {(s.head, s.head) for s in reader.sections.between(low, high)}
    cuts |= {(mark.start, mark.start) for mark in reader.marks_between(low, high)}
    ordered = [*sorted(cuts), (high, high)]
    for index, (cut, after) in enumerate(ordered):
        if cut < start or (
            (page[cut] == "," if cut < high else False)
            and _lists_places(reader, after, ordered[index + 1][0], mentions)
        ):
            continue
        yield from _joints(page, start, cut, mentions)
        start = after


def _lists_places(reader: Reader, start: int, end: int, mentions: list[Mention]) -> bool:
    """Whether a stretch only goes on with places: "fixations at C5, T6, L4 and R SI"."""
    if any(start <= m.start < end for m in mentions):
        return False
    places = reader.places.between(start, end)
    said = sum(place.end - place.start for place in places)
    return bool(places) and len(reader.page.low[start:end].strip(" .")) - said <= 6


def _joints(page: str, start: int, end: int, mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    for joint in JOINT.finditer(page, start, end):
        before = {TYPES.get(m.concept) for m in mentions if start <= m.start < joint.start()} - {None}
        behind = {TYPES.get(m.concept) for m in mentions if joint.end() <= m.start < end} - {None}
        if before and behind and not before & behind:
            yield start, joint.start()
            start = joint.end()
    yield start, end


def _segment(reader: Reader, start: int, end: int, mentions: list[Mention]) -> Iterator[ObjectiveFinding]:
    words = reader.page.low[start:end]
    done: set[str] = set()
    for mention in mentions:
        kind = _type(mention, words)
        if kind and kind not in done:
            done.add(kind)
            yield _finding(reader, kind, start, end, mention)
    region = mentions[0].region if mentions else None
    if region is None:
        site = reader.places.near(start, end, *reader.page.sentence(reader.page.sentence_of(start)))
        region = site.region if site else None
    if "special_test_positive" in done or any(m.kind == "test" for m in mentions):
        return
    move = MOVE.search(words)
    if (
        move
        and not done & {"rom_limited", "joint_restriction", "trigger_point", "strength_deficit"}
        and is_limited(words, region)
    ):
        at = start + move.start()
        if not _denied(reader, at) and not (done and not re.search(r"\d", words)):
            yield _plain(reader, "rom_limited", start, end, at)
    section = reader.sections.at(end - 1)
    if section.part == "A" and not done and reader.places.between(start, end):
        yield _plain(reader, "posture_gait", start, end, end - 1)
    if "strength_deficit" not in done and is_weak(words):
        grade = GRADE.search(words)
        yield _plain(reader, "strength_deficit", start, end, start + (grade.start() if grade else 0))


def _denied(reader: Reader, offset: int) -> bool:
    mark = reader.mark(offset)
    if mark is not None:
        return mark.status == "negated"
    token = reader.page.token_at(offset)
    return reader.judge.judge(token, token + 1).status in ("negated", "hypothetical", "historical", "family")


def _type(mention: Mention, words: str) -> str | None:
    """The type of finding a mention makes in its stretch, or None."""
    if mention.status != "affirmed":
        return None
    if mention.box is not None and mention.concept in BOXED:
        option = OPTION_LOSS.search(mention.box_words)
        return BOXED[mention.concept] if option else None
    if mention.kind == "test":
        provoked = re.search(r"\b(?:repro\w*|provok\w*|painful|pain|p!|concordant|tight\w*|laxity|increased)|p!", words)
        return (
            "special_test_positive"
            if mention.sign or (mention.sign is None and provoked) or (mention.box and mention.status == "affirmed")
            else None
        )
    if mention.concept in MEASURED:
        kind = MEASURED[mention.concept]
        return (
            kind
            if (is_weak(words) if kind == "strength_deficit" and GRADE.search(words) else LESS.search(words))
            else None
        )
    if mention.concept == "guarding" and re.search(r"\b(?:abd\w*|rebound|soft)\b", words):
        return None
    if mention.concept == "gait":
        return (
            "posture_gait"
            if re.search(
                r"\b(?:slow|unsteady|wide|abnormal|antalgic|guarded|decreased|shuffling|altered|impaired|trendelenburg)\b",
                words,
            )
            else None
        )
    return TYPES.get(mention.concept) or None


def _finding(reader: Reader, kind: str, start: int, end: int, mention: Mention) -> ObjectiveFinding:
    box = mention.box
    if box is not None and box.tick_start >= mention.end:  # a label with its ticked option
        return _make(reader, kind, mention.start, box.tick_end)
    if box is not None:
        return _make(reader, kind, mention.start, max(mention.end, min(end, box.end)))
    return _plain(reader, kind, start, end, mention.start)


def _plain(reader: Reader, kind: str, start: int, end: int, cue: int) -> ObjectiveFinding:
    page = reader.page.low
    for match in VERB.finditer(page, start, cue):
        start = match.end()
    colon = page.rfind(":", start, cue)
    if colon >= 0:
        label = re.search(r"(?:[ap]?rom|mmt|strength)[a-z /]{0,24}$", page[start:colon])
        start = start + label.start() if label else colon + 1
    head = reader.sections.at(cue)
    if start < head.start <= cue and ":" not in page[head.head : head.start]:
        start = head.start
    lead = LEAD.match(page, start, max(start, cue))
    start = lead.end() if lead and lead.end() <= cue else start
    return _make(reader, kind, start, end)


def _make(reader: Reader, kind: str, start: int, end: int) -> ObjectiveFinding:
    text = reader.page.text
    while (
        end > start
        and text[end - 1] in " \n\t,.;:-()[]"
        and not text[start:end].endswith(("(+)", "(B)", "(R)", "(L)", "-)"))
    ):
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    while start < end - 1 and text[start] in " \n\t,.;:-":
        start += 1
    return ObjectiveFinding(kind, start, end, text[start:end])


def _imaging(reader: Reader, low: int, high: int, mentions: list[Mention]) -> Iterator[ObjectiveFinding]:
    for mention in mentions:
        if mention.concept in IMAGED and mention.status == "affirmed":
            yield _plain(reader, "imaging", low, high, mention.start)
            return
