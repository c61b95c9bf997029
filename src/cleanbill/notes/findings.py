"""Positive findings of today's examination, each as the stretch of the note that states it."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import ObjectiveFinding
from cleanbill.notes import losses
from cleanbill.notes.exam import TYPES, Sentence, Stretch, spoken
from cleanbill.notes.extent import of_mention, of_stretch
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.motion import GRADE, LESS, held_short, is_weak, larger_girth, uneven
from cleanbill.notes.past import NOT_TODAY, OTHER_VISIT
from cleanbill.notes.phrases import Phrases

MEASURED = {"sensory": "neuro_deficit", "reflexes": "neuro_deficit", "strength": "strength_deficit"}
BOXED = {"rom": "rom_limited", "gait": "posture_gait", **MEASURED}
OPTION_LOSS = re.compile(r"abnormal|decreas|limit|reduc|restrict|impair|antalgic|painful|dimin")
PROVOKED = re.compile(
    r"\b(?:repro\w*|provok\w*|click\w*|clunk\w*|(?<!non-)(?<!non )painful"
    r"|(?<!without )(?<!w/o )(?<!no )(?<!without back )(?<!without leg )(?<!no back )(?<!no leg )pain|concordant"
    r"|tight\w*|lax(?:ity)?|increased|pulls?|heavy|sore|lbp|hurts?|lights? (?:it )?up|- (?:mild|moderate|severe|marked)"
    r"|symptoms|sx|elicit\w*|brings? on)\b|p!"
    r"|\b[123] ?\+(?! ?(?:reflex|dtr))"
)
NOT_PROVOKED = re.compile(r"(?:\bnot|n't|\bfails? to) (?:\w+ )?(?:bring|reproduc|provok|elicit|caus|hurt)")
LEG_RAISE = re.compile(r"\b(?:[2-6]\d)(?! ?(?:/|%|x|min|sec|reps?|lbs?|-?\d))")  # raised less than 70 degrees
RESTRICTED = re.compile(
    r"\b(?:[ctl]-?\d{1,2}(?: ?[-/] ?[ctls]?\d{1,2})?|s/?i(?: joint| jt)?|sij|sacrum|ilium|occiput"
    r"|\d{1,2}(?:st|nd|rd|th) rib|radial head|fibular head|talus|talocrural|subtalar|cuboid|navicular|patella"
    r"|atlas|axis"
    r"|lunate|scaphoid|ac joint|sternoclavicular|gh joint|glenohumeral)\b"
    r"(?:(?: and| &) [ctls]?\d{1,2})?(?: joints?)?(?: (?!rom\b|range|motion)\w+){0,3} "
    r"(?:restrict(?:ed|s)|fixed|stuck|locked|blocked|stiff)\b"
    r"|\brestrict(?:ed|ions?)(?: motion)?(?: at| of| in)? [ctl]\d"
    r"|\b(?:joints?|(?:pa|ap|inferior|posterior|anterior|lateral|medial|caudal) glides?)(?: \w+){0,3} "
    r"(?:restricted|stiff|limited|hypomobile|reduced|decreased)\b"
)
ABDOMEN = re.compile(r"\b(?:abdom\w*|rebound|soft(?! tissue)|epigastric|quadrants?)\b|\babd ?:")
TIGHT_BY = re.compile(  # how far short a muscle is: "hamstrings tight at 50 degrees"
    r"\s*(?:hamstrings? |quads? |gastroc\w* )?tight\b[^;.]*\b\d{1,3} ?(?:cm|deg(?:rees)?\b|°)"
)
CHANGE = re.compile(r"\b(?:chang\w*|asymm\w*|abnormal\w*|differen\w*|deficit\w*|patholog\w*)\b")
UPPER = re.compile(r"\b(?:present|upgoing|beats?|sustained|positive|seen|extensor)\b")
COMPARED = frozenset({"vs", "versus"})  # "biceps 1+ R vs 2+ L"
FELT = frozenset({"numbness", "tingling", "radiculopathy"})  # what a test brings on is no loss
BELLY = frozenset({"guarding", "palpation_tenderness"})
ODD_GAIT = re.compile(
    r"(?<!non-)(?<!non )\b(?:slow|unsteady|wide|abnormal|antalgic|guarded|decreased|shuffling|altered"
    r"|impaired|trendelenburg)\b"
)
IMAGES = re.compile(r"\bviews? (?:of|to)\b|\b(?:x-?rays?|xr|radiographs?|mri|ct|imaging|films?|ultrasound|emg)\b")
ABNORMAL = Phrases("findings.abnormal")
IMAGED_BY = (
    "ray",
    "xr",
    "radio",
    "mri",
    "ct",
    "imag",
    "film",
    "ultra",
    "emg",
    "view",
)  # one stands where images are named
SHOWS = Phrases("findings.shows")
NOT_READ = Phrases("findings.not_read")
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
PRESSED = re.compile(
    r"\b(?:pressing|pressure|palpation|percussion|squeez\w+)\b[^.;\n]{0,60}?\b(?:repro\w*|provok\w*|caus\w*|sore"
    r"|painful"
    r"|hurts?|tender|elicit\w*|exacerbat\w*)|\b(?:sore|pain\w*|hurts?)\b[^.;,\n]{0,30}\b(?:on|to|with|when) "
    r"(?:squeezing|pressing|pressure|palpation|percussion|pressed|squeezed|spring(?:ing)?)\b"
)
TOLD_THERE = re.compile(  # what is said to the patient or might come, wherever it stands
    r"\b(?:i (?:did )?(?:explain\w*|discuss\w*|told|advised?|counsel\w*|recommend\w*)|explained to|(?:could|may"
    r"|might) (?:use|increase"
    r"|progress|benefit|cause)|to express the)\b"
)
SHOWN_THEN = re.compile(rf"\s*(?:[a-z]{{1,12}}: )?(?:at|on) (?:the |his |her |their )?{OTHER_VISIT}\b{NOT_TODAY}")
NAMED_TEST = re.compile(
    r"\b(?:[a-z'-]+ ){1,3}(?:tests?|signs?|maneuvers?|manoeuvres?)\b(?: (?:is|was|are"
    r"|were))?(?: on the \w+)? ?(?:positive|painful"
    r"|\+(?!\d)|\(\+\)|present|hurts?|reproduc\w+|provok\w+)|\bj[- ]sign\b"
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
    if TOLD_THERE.search(sentence.words) or SHOWN_THEN.match(sentence.words):
        return
    if reader.sections.is_copied(sentence.start):
        return
    section = sentence.section
    if section == "imaging":
        yield from _imaging(reader, sentence)
        return
    if _reads_images(sentence):
        found = list(_imaging(reader, sentence))
        yield from found
        if found:
            return
    for stretch in sentence.stretches():
        yield from _stretch(reader, stretch)


def _reads_images(sentence: Sentence) -> bool:
    """Whether a sentence outside the imaging section tells what images show."""
    words = sentence.words
    if sentence.last not in ("objective", "other") or not any(word in words for word in IMAGED_BY):
        return False
    if not IMAGES.search(words) or NOT_READ.search(words):
        return False
    return sentence.last == "objective" or bool(SHOWS.search(words))


def _imaging(reader: Reader, sentence: Sentence) -> Iterator[ObjectiveFinding]:
    """At most one finding of a sentence about images: the first that is not denied."""
    seen = [m.start for m in sentence.mentions if m.concept in IMAGED and m.status in ("affirmed", "uncertain")]
    taken = {m.start for m in sentence.mentions}
    for word in ABNORMAL.finditer(reader.page.low, sentence.low, sentence.high):
        token = reader.page.token_at(word.start())
        if word.start() not in taken and reader.judge.judge(token, token + 1).status in ("affirmed", "uncertain"):
            seen.append(word.start())
    if seen:
        yield of_stretch(reader, "imaging", sentence.low, sentence.high, min(seen))


def _stretch(reader: Reader, stretch: Stretch) -> Iterator[ObjectiveFinding]:
    """At most one finding of each type: what words name first, then what only figures, labels and boxes show."""
    done: set[str] = set()
    for finding in (*_named(reader, stretch), *losses.of_figures(reader, stretch)):
        if finding.type not in done:
            done.add(finding.type)
            yield finding
    if not any(mention.kind == "test" for mention in stretch.mentions):
        yield from _unnamed(reader, stretch, done)


def _named(reader: Reader, stretch: Stretch) -> Iterator[ObjectiveFinding]:
    start, end, mentions = stretch
    words = spoken(reader, start, end)
    provoked = any(_type(mention, words) == "special_test_positive" for mention in mentions)
    for mention in mentions:
        skipped = (provoked and mention.concept in FELT) or reader.purpose(mention)
        kind = None if skipped else _type(mention, words)
        if mention.concept == "stiffness" and kind == "rom_limited" and RESTRICTED.search(words):
            kind = "joint_restriction"
        before = 40 if kind == "guarding" else 0  # "Abdomen soft, guarding noted"
        if kind and not (kind in BELLY and ABDOMEN.search(reader.page.low, max(0, start - before), end)):
            yield of_mention(reader, kind, start, end, mention)


def _unnamed(reader: Reader, stretch: Stretch, done: set[str]) -> Iterator[ObjectiveFinding]:
    """What is found without the name of a finding; `done`: the types that are named already."""
    start, end, _ = stretch
    words = spoken(reader, start, end)
    if (
        "palpation_tenderness" not in done
        and (felt := PRESSED.search(words))
        and _is_told(reader, start + felt.start(), start + felt.end())
    ):
        done.add("palpation_tenderness")
        yield of_stretch(reader, "palpation_tenderness", start, end, start + felt.start())
    if (
        "special_test_positive" not in done
        and (test := NAMED_TEST.search(words))
        and _is_told(reader, start + test.start(), start + test.end())
    ):
        done.add("special_test_positive")
        yield of_stretch(reader, "special_test_positive", start, end, start + test.start())
    if "swelling_bruising" not in done and (more := larger_girth(words)):
        done.add("swelling_bruising")
        yield of_stretch(reader, "swelling_bruising", start, end, start + more.start())
    if "joint_restriction" not in done and (stuck := RESTRICTED.search(words)):
        done.add("joint_restriction")
        yield of_stretch(reader, "joint_restriction", start, end, start + stuck.start())
    if not done & EXCLUDES_MOTION and (not done or re.search(r"\d", words)):
        yield from losses.of_motion(reader, stretch)
    if not done:
        yield from losses.of_label(reader, stretch)
    grade = GRADE.search(words)
    weaker = grade if grade and is_weak(words) else uneven(words) or held_short(words)
    if weaker and "strength_deficit" not in done:
        yield of_stretch(reader, "strength_deficit", start, end, start + weaker.start())


def _is_told(reader: Reader, start: int, end: int) -> bool:
    """Whether neither the first nor the last word of a stretch is denied or of another time: "palpation: no pain"."""
    first, last = reader.page.token_at(start), reader.page.token_at(end) - 1
    return all(reader.judge.judge(at, at + 1).status == "affirmed" for at in (first, last))


def _type(mention: Mention, words: str) -> str | None:
    """The type of finding a mention makes among the words of its stretch, or None."""
    if mention.status != "affirmed":
        return _of_measure(mention, words)
    if mention.box is not None and mention.concept in BOXED:
        return BOXED[mention.concept] if OPTION_LOSS.search(mention.box_words) else None
    if mention.concept == "umn_sign":
        return "neuro_deficit" if mention.sign or mention.box or UPPER.search(words) or LESS.search(words) else None
    if mention.kind == "test":
        low = mention.concept == "slr" and LEG_RAISE.search(words)
        provoked = PROVOKED.search(words) and not NOT_PROVOKED.search(words)
        return "special_test_positive" if mention.sign or mention.box or low or provoked else None
    if mention.concept == "stiffness" and mention.section != "objective":
        return None  # where no examination is headed, it is what the patient feels
    return _observed(mention.concept, words)


def _of_measure(mention: Mention, words: str) -> str | None:
    """What a measured function shows though its mention is not affirmed: "no ankle reflexes", "1+ R vs 2+ L"."""
    said = mention.trigger.span.lower() if mention.trigger else ""
    if mention.concept == "reflexes" and mention.status == "negated" and said == "no":
        return None if CHANGE.search(words) else "neuro_deficit"
    compared = mention.status == "uncertain" and said in COMPARED
    return _observed(mention.concept, words) if compared and mention.concept in MEASURED else None


def _observed(concept: str, words: str) -> str | None:
    if concept in MEASURED:
        weak = is_weak(words) if concept == "strength" and GRADE.search(words) else LESS.search(words)
        return MEASURED[concept] if weak else None
    if concept == "hypertonicity" and TIGHT_BY.search(words):
        return "rom_limited"
    if concept == "gait":
        return "posture_gait" if ODD_GAIT.search(words) else None
    return TYPES.get(concept)
