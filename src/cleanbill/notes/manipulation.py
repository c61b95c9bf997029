"""Which regions of the spine and beyond were manipulated today, in the words of 98940-98943."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import ObjectiveFinding, Segment
from cleanbill.notes.mentions import Reader
from cleanbill.notes.sites import LIMBS, Site

REGION_LETTERS = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "sacral", "p": "pelvic"}
LETTERED = re.compile(
    r"\b([ctlsp])(?: ?(?:/|,|&|\+|-|and|,? and) ?([ctlsp]))(?: ?(?:/|,|&|\+|-|and"
    r"|,? and) ?([ctlsp]))?(?: ?(?:/|,|&|\+|-|and|,? and) ?([ctlsp]))?(?: ?(?:/|,|&|\+|-|and"
    r"|,? and) ?([ctlsp]))?(?![\w/])"
)
SPINE_REGIONS = {
    "cervical": ("cervical",), "thoracic": ("thoracic",), "lumbar": ("lumbar",),
    "cervicothoracic": ("cervical", "thoracic"),
    "thoracolumbar": ("thoracic", "lumbar"), "lumbosacral": ("lumbar", "sacral"),
}  # fmt: skip
PELVIC = re.compile(r"\b(?:si|sij|sacro-?iliac|pelvi[sc]|ilium|innominate|psis)\b")
SACRAL = re.compile(r"\b(?:sacrum|sacral|sacral base|s[1-5])\b")
NAMED = re.compile(r"\b(?:cervical|thoracic|lumbar)\b")
SPINE = re.compile(r"[ctl]/s")  # "T/S" is the thoracic spine
EXTRASPINAL = re.compile(r"tmj|rib|jaw|extremit")
NOT_TODAY = frozenset({"history", "subjective", "medications", "family_history"})
STOP = re.compile(
    r"\bgoal|\bto (?:restore|improve|reduce|increase)"
    r"|\b(?:ems|stim|us|ice|heat|stm|mfr|massage|ther ex|exercise|home|traction|estim|e-stim|hep|tolerated)\b|;"
)
ONE_LETTER = re.compile(r"[^.;]{0,20}\b[ctlsp]\b(?!\w)")
CODE = re.compile(r"9894[0-3](?<!\d.{5})(?!\d)")
SEGMENT = re.compile(
    r"(?<!\w)(?:(?:left|right|lt|rt|bilat(?:eral)?|l|r|b)\.? )?"
    r"(?:(?P<v>[ctls])-?(?P<n>\d{1,2})(?: ?- ?(?:[ctls]-?)?\d{1,2}(?!\d)|/\d{1,2}(?![\d/]))?"
    r"|(?P<j>s/?i(?: joints?| jts?)?|sijs?|sacro-?iliac(?: joints?)?|sacrum|sacral base|atlas|axis|occiput"
    r"|ili(?:um|a)|innominates?|pelvis|\d{1,2}(?:st|nd|rd|th) rib|ribs?|tmj|radial head|talus|calcaneus|patella"
    r"|cuboid"
    r"|navicular|lunate|scapula|(?:proximal )?fibula))\b"
    r"(?: (?:p[lr]s?(?:-?[ims])?|b[lr]|[lr]p|l?r?as(?:in|ex)?|pi(?:in|ex)?|ai|ex|in"
    r"|body (?:left|right)|left|right|bilat\w*"
    r"|[lr])\b(?! ?(?:\d|si\b|s/i|sij|ili|sacro|rib)))?"
)
HIGHEST = {"c": 7, "t": 12, "l": 5, "s": 5}
JOINTS = (
    (r"s/?i|sacro-?il|ili|innom|pelv", "pelvic"), (r"sacr", "sacral"), (r"atlas|axis|occip", "cervical"),
    (r"\d|rib|tmj|radial|talus|calc|patel|cuboid|navic|lunate|scap|(?:proximal )?fib", "extraspinal"),
)  # fmt: skip
ORDER = ("cervical", "thoracic", "lumbar", "sacral", "pelvic", "extraspinal")


def manipulated(reader: Reader) -> tuple[str, ...]:
    """The regions of 98940-98943 that were adjusted today, in anatomical order."""
    regions: set[str] = set()
    for low, at, high in _acts(reader):
        regions |= _named(reader, low, at, high)
    return tuple(region for region in ORDER if region in regions)


def regions_with_findings(reader: Reader, found: list[ObjectiveFinding]) -> tuple[str, ...]:
    """The regions that a sentence with one of the findings names, in anatomical order."""
    said = {reader.page.sentence_of(finding.start) for finding in found if finding.type != "imaging"}
    regions: set[str] = set()
    for number in said:
        regions |= _places(reader, *reader.page.sentence(number))
    return tuple(region for region in ORDER if region in regions)


def segments(reader: Reader) -> list[Segment]:
    """The vertebrae and joints that were adjusted today, as written with side and listing: "C5", "left SI", "T6 PR"."""
    found: dict[int, Segment] = {}
    for low, at, high in _acts(reader):
        start, end = _stretch(reader, low, at, high)
        for match in SEGMENT.finditer(reader.page.low, start, end):
            text = reader.page.text[match.start() : match.end()]
            for region in _segment_regions(match):
                found.setdefault(match.start(), Segment(region, text, match.start(), match.end(), text))
    return [found[start] for start in sorted(found)]


def _segment_regions(match: re.Match[str]) -> tuple[str, ...]:
    """The region of a segment: of two vertebrae ("L5-S1"), that of the upper one."""
    letter = match["v"]
    if letter:
        return (REGION_LETTERS[letter],) if 0 < int(match["n"]) <= HIGHEST[letter] else ()
    return tuple(region for words, region in JOINTS if re.match(words, match["j"]))[:1]


def _acts(reader: Reader) -> Iterator[tuple[int, int, int]]:
    """Each manipulation of today: where what may belong to it begins, where the act ends, and how far it may speak."""
    page = reader.page
    for match in reader.treated:
        start, end = page.starts[match.first], page.ends[match.last - 1]
        if match.entry.row[0] != "manipulation" or not _today(reader, start):
            continue
        if reader.judge.judge(match.first, match.last).status == "affirmed":
            low, high = page.sentence(page.sentence_of(start))
            yield max(low, start - 60), end, min(high, end + 160)
    for code in CODE.finditer(page.low):
        if _today(reader, code.start()):
            low, high = page.sentence(page.sentence_of(code.start()))
            yield max(low, code.start() - 80), code.end(), min(high, code.end() + 160)


def _today(reader: Reader, offset: int) -> bool:
    return reader.sections.at(offset).name not in NOT_TODAY and not reader.sections.is_copied(offset)


def _stretch(reader: Reader, low: int, at: int, high: int) -> tuple[int, int]:
    """The words that say what was adjusted: those behind the act at `at`, else those before it ("C5 adjusted")."""
    words = reader.page.low
    stop = STOP.search(words, at, high)
    high = stop.start() if stop else high
    said = words[at:high]
    if reader.places.between(at, high) or LETTERED.search(said) or ONE_LETTER.match(said):
        return at, high
    return low, at


def _named(reader: Reader, low: int, at: int, high: int) -> set[str]:
    """The regions named behind the act at `at` ("adjusted C5"), else those before it ("C5 adjusted")."""
    start, end = _stretch(reader, low, at, high)
    words = reader.page.low
    found = {
        REGION_LETTERS[letter]
        for match in LETTERED.finditer(words[start:end])
        if not SPINE.fullmatch(match[0])
        for letter in match.groups()
        if letter
    }
    return found | _places(reader, start, end)


def _places(reader: Reader, start: int, end: int) -> set[str]:
    """The regions of the places that a stretch names."""
    found: set[str] = set()
    for place in reader.places.between(start, end):
        said = reader.page.low[place.start : place.end]
        found |= _regions_of(place, said) | _joined(said)
    return found


def _joined(said: str) -> set[str]:
    """The regions of a place that names several: "C5 and L4", "cervical and lumbar"."""
    levels = {region for match in SEGMENT.finditer(said) if match["v"] for region in _segment_regions(match)}
    return levels | set(NAMED.findall(said))


def _regions_of(place: Site, said: str) -> set[str]:
    found: set[str] = set()
    if PELVIC.search(said):
        found.add("pelvic")
    if SACRAL.search(said) or (place.region == "sacroiliac" and not found):
        found.add("sacral")
    if place.region in LIMBS or (place.region == "other" and EXTRASPINAL.search(said)):
        found.add("extraspinal")
    found |= set(SPINE_REGIONS.get(place.region or "", ()))
    return found
