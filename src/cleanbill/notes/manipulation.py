"""Which regions of the spine and beyond were manipulated today, in the words of 98940-98943."""

import re

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
SPINE = re.compile(r"[ctl]/s")  # "T/S" is the thoracic spine
EXTRASPINAL = re.compile(r"tmj|rib|jaw|extremit")
NOT_TODAY = frozenset({"history", "subjective", "medications", "family_history"})
STOP = re.compile(
    r"\bgoal|\bto (?:restore|improve|reduce|increase)"
    r"|\b(?:ems|stim|us|ice|heat|stm|mfr|massage|ther ex|exercise|home|traction|estim|e-stim|hep|tolerated)\b|;"
)
ONE_LETTER = re.compile(r"[^.;]{0,20}\b[ctlsp]\b(?!\w)")
CODE = re.compile(r"(?<!\d)9894[0-3](?!\d)")
ORDER = ("cervical", "thoracic", "lumbar", "sacral", "pelvic", "extraspinal")


def manipulated(reader: Reader) -> tuple[str, ...]:
    """The regions of 98940-98943 that were adjusted today, in anatomical order."""
    regions: set[str] = set()
    page = reader.page
    for match in reader.treated:
        start, end = page.starts[match.first], page.ends[match.last - 1]
        if match.entry.row[0] != "manipulation" or not _today(reader, start):
            continue
        if reader.judge.judge(match.first, match.last).status == "affirmed":
            low, high = page.sentence(page.sentence_of(start))
            regions |= _named(reader, max(low, start - 60), end, min(high, end + 160))
    for code in CODE.finditer(page.low):
        if _today(reader, code.start()):
            low, high = page.sentence(page.sentence_of(code.start()))
            regions |= _named(reader, max(low, code.start() - 80), code.end(), min(high, code.end() + 160))
    return tuple(region for region in ORDER if region in regions)


def _today(reader: Reader, offset: int) -> bool:
    return reader.sections.at(offset).name not in NOT_TODAY and not reader.sections.is_copied(offset)


def _named(reader: Reader, low: int, at: int, high: int) -> set[str]:
    """The regions named behind the act at `at` ("adjusted C5"), else those before it ("C5 adjusted")."""
    words = reader.page.low
    stop = STOP.search(words, at, high)
    high = stop.start() if stop else high
    places = reader.places.between(at, high)
    said = words[at:high]
    if not places and not LETTERED.search(said) and not ONE_LETTER.match(said):
        places, said = reader.places.between(low, at), words[low:at]
    found = {
        REGION_LETTERS[letter]
        for match in LETTERED.finditer(said)
        if not SPINE.fullmatch(match[0])
        for letter in match.groups()
        if letter
    }
    for place in places:
        found |= _regions_of(place, words[place.start : place.end])
    return found


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
