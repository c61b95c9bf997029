"""Every concept that a note mentions, with its status, section, source and place."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from cleanbill.model.reading import Assertion, FactSource, SectionName, Side, Trigger
from cleanbill.notes import boxes, signs
from cleanbill.notes.assertion import Judge, Ruling
from cleanbill.notes.boxes import Mark
from cleanbill.notes.dates import written
from cleanbill.notes.headers import Section
from cleanbill.notes.page import Page
from cleanbill.notes.sections import Sections
from cleanbill.notes.sites import Places, Site, side_at
from cleanbill.notes.words import Match, canonical, lexicon

SOURCES: dict[SectionName, FactSource] = {
    "subjective": "patient", "history": "patient", "family_history": "patient", "review_of_systems": "patient",
    "objective": "clinician_exam", "assessment": "clinician_assessment", "plan": "clinician_assessment",
    "imaging": "imaging",
}  # fmt: skip
INTRINSIC = {
    "low_back_pain": "lumbar", "neck_pain": "cervical", "thoracic_pain": "thoracic", "back_pain": "back_unspecified",
    "lumbago_with_sciatica": "lumbar", "sciatica": "lumbar", "lateral_epicondylitis": "elbow",
    "medial_epicondylitis": "elbow", "plantar_fasciitis": "ankle_foot", "rotator_cuff_tear": "shoulder",
    "adhesive_capsulitis": "shoulder", "ligament_tear": "knee", "meniscus_tear": "knee", "torticollis": "cervical",
    "whiplash": "cervical", "carpal_tunnel_syndrome": "wrist_hand", "trigger_finger": "wrist_hand",
    "piriformis_syndrome": "hip", "cervicogenic_headache": "cervical", "cubital_tunnel_syndrome": "elbow",
}  # fmt: skip
DIFFERENTIAL = frozenset({"ddx", "differential", "differential diagnosis"})  # headers of a list of what it may be
DENIED = "denied"  # the kind of words that are a cause only where they are denied
OWN_PLACE = frozenset({"low_back_pain", "neck_pain", "thoracic_pain", "lumbago_with_sciatica", "sciatica"})
MEASURED = frozenset({"reflexes", "strength", "sensory", "rom", "gait"})
NAMED_FOR = (  # a diagnosis that names its place in its first word
    ("bicip", "shoulder"), ("biceps ten", "shoulder"), ("iliotibial", "thigh"), ("itb", "thigh"), ("it band", "thigh"),
    ("gt", "hip"), ("greater troch", "hip"), ("costochond", "thoracic"), ("acl", "knee"), ("tka", "knee"),
    ("tkr", "knee"), ("tha", "hip"), ("thr", "hip"), ("rcr", "shoulder"), ("rotator cuff", "shoulder"),
)  # fmt: skip
AFTERCARE = dt.timedelta(days=183)
LONGEST_OPERATION = 60  # characters from the name of an operation to its day
FOLLOWS = re.compile(r"[ ,:(]{1,3}(?:(?:on|performed|done|date|dos)[ :]{1,2})?")  # what parts an operation from its day
PURPOSE = re.compile(
    r"\b(?:to|and|for|&|dec|decr|↓)\s+(?:(?:help|reduce|reducing|decrease|decreasing|dec|decr"
    r"|control|relax|relieve|lessen|ease|treat|address|calm|resolve|eliminate|inhibit|manage"
    r"|alleviate|break(?: up)?|↓)\s+)?(?:\w+\s+){0,2}$|↓\s?(?:\w+\s+){0,2}$"
)
TO_LESSEN = re.compile(r"\bto (?:help )?(?:reduce|decrease|relieve|lessen|ease|calm)\s+(?:\w+\s+){0,2}$")
SEEN_FOR = re.compile(r"\b(?:visits?|sessions?|seen|attended|referred|evaluated)\b")  # "seen 11 visits for headache"
WORKING = re.compile(
    r"\b(?:to|and|&)\s+(?:help |further )?(?:reduce|reducing|decrease|dec|decr|control|relax"
    r"|relieve|lessen|ease|treat|address|calm|resolve|eliminate|inhibit|manage|alleviate|break|↓)"
    r"|↓|\bmg\b|\bfor\s"
)


class Mention(Struct, gc=False):
    """One concept where it is mentioned. `box`: the tick or answer that decided; `sign`: plus or minus beside it."""

    concept: str
    kind: str
    phrase: str
    first: int
    last: int
    start: int
    end: int
    status: Assertion
    trigger: Trigger | None
    section: SectionName
    source: FactSource
    site: Site | None = None
    region: str | None = None
    side: Side | None = None
    sign: bool | None = None
    box: Mark | None = None
    box_words: str = ""


class Reader:
    """What the first pass over a note leaves for the others."""

    __slots__ = (
        "_mark_starts",
        "dates",
        "judge",
        "marks",
        "mentions",
        "page",
        "places",
        "sections",
        "treated",
        "words",
    )

    def __init__(self, text: str, on: dt.date | None = None) -> None:
        """`on`: the date of service, where it is known."""
        self.page = Page(text)
        self.dates = list(written(self.page, on))
        self.words = canonical(self.page)
        self.sections = Sections(self.page)
        self.places = Places(self.page, self.words)
        self.marks = sorted(boxes.marks(self.page))
        self._mark_starts = [mark.start for mark in self.marks]
        silent = [(mark.start, mark.end) for mark in self.marks if mark.status in boxes.OPTIONS]
        silent += [(section.head, section.start) for section in self.sections.found[1:]]
        heads = [self.page.token_at(section.head) for section in self.sections.found]
        self.judge = Judge(self.page, self.words, sorted(silent), on.year if on else None, heads)
        self.mentions = self._mentions()
        self._call_it_aftercare(on)
        self.treated = lexicon("treatments.tsv").matches(self.page, self.words)

    def _mentions(self) -> list[Mention]:
        found = [m for m in lexicon("lexicon.tsv").matches(self.page, self.words) if m.entry.row[0] != "-"]
        spans = [(self.page.starts[m.first], self.page.ends[m.last - 1]) for m in found]
        tests = frozenset(self.page.starts[m.first] for m in found if m.entry.row[1] == "test")
        bound = signs.bind(self.page, spans, tests)
        read = ((match, self._mention(match, bound.get(index))) for index, match in enumerate(found))
        return [mention for match, mention in read if _says_something(mention, match.entry.row[1] == DENIED)]

    def _call_it_aftercare(self, on: dt.date | None) -> None:
        """An operation of the last months, told with its day, reads as "s/p": "L TKA 8/17/26 for primary OA"."""
        recent = [date for date in self.dates if on and AFTERCARE > on - date.day >= dt.timedelta()]
        for date in recent:
            for mention in self.mentions_between(date.start - LONGEST_OPERATION, date.start):
                if mention.concept != "surgery" or mention.status != "affirmed" or mention.section == "history":
                    continue
                if FOLLOWS.fullmatch(self.page.low, mention.end, date.start):
                    mention.concept, mention.phrase = "postoperative", f"s/p {mention.phrase}"

    def _mention(self, match: Match, sign: signs.Sign | None) -> Mention:
        page = self.page
        start, end = page.starts[match.first], page.ends[match.last - 1]
        section = self.sections.at(start)
        concept, kind = match.entry.row
        kind = "cause" if kind == DENIED else kind
        mark = self.mark(start) or self._answer(concept, end)
        ruling = self._ruling(match, concept, mark, sign)
        copied = self.sections.is_copied(start)
        if copied and ruling.status in ("affirmed", "uncertain"):
            ruling = Ruling("historical", ruling.trigger)
        ruling = self._doubted(_by_section(ruling, section, kind), section, kind, start, end)
        source: FactSource = "copied" if copied else "template" if mark else SOURCES.get(section.name, "other")
        mention = Mention(
            concept, kind, match.entry.phrase, match.first, match.last, start, end, ruling.status, ruling.trigger,
            section.name, source, sign=None if sign is None else sign.plus, box=mark,
            box_words="" if mark is None else page.low[mark.tick_start : mark.tick_end],
        )  # fmt: skip
        self._place(mention)
        return mention

    def _ruling(self, match: Match, concept: str, mark: Mark | None, sign: signs.Sign | None) -> Ruling:
        if mark is not None:
            return self._by_box(match, concept, mark)
        if sign is not None:
            told = self.judge.judge(match.first, match.last, concept) if sign.plus else None
            if told and told.status in ("historical", "family") and told.trigger and told.trigger.start >= sign.end:
                return told  # "+ hx of migraine"
            if (
                told
                and told.status == "hypothetical"
                and told.trigger
                and told.trigger.end <= self.page.starts[match.first]
            ):
                return told  # "if slump becomes positive"
            return Ruling(_status(sign.plus), self._trigger(sign.start, sign.end, "sign"))
        if prefix := self._prefix(match):
            return Ruling("negated", prefix)
        return self.judge.judge(match.first, match.last, concept)

    def _by_box(self, match: Match, concept: str, mark: Mark) -> Ruling:
        """What a tick or an answer rules; the words may say more: "Prior sprain [x]", "[x] no injury"."""
        if mark.status == "affirmed":
            told = self.judge.judge(match.first, match.last, concept)
            within = told.trigger is not None and told.trigger.start >= mark.tick_end
            if told.status in ("historical", "family") or (told.status == "negated" and within):
                return told
        return Ruling(_status(mark.status == "affirmed"), self._trigger(mark.tick_start, mark.tick_end, "box"))

    def _doubted(self, ruling: Ruling, section: Section, kind: str, start: int, end: int) -> Ruling:
        """Uncertain, where a question mark follows a diagnosis or where it stands in a list of what it may be."""
        if ruling.status != "affirmed" or section.name != "assessment" or kind != "diagnosis":
            return ruling
        if self.page.low.startswith("?", end):
            return Ruling("uncertain", self._trigger(end, end + 1, "a question mark"))
        if section.title in DIFFERENTIAL and "\n" not in self.page.low[section.start : start].strip():
            return Ruling("uncertain", self._trigger(section.head, section.start, "a differential"))
        return ruling

    def _prefix(self, match: Match) -> Trigger | None:
        """The "non" that denies the word it is joined to: "non-tender", "nonantalgic", "non-radiating"."""
        first = match.first
        if match.entry.row[1] == "cause":
            return None
        if match.entry.phrase.startswith(("non", "nt")):
            return self._trigger(self.page.starts[first], self.page.starts[first] + 3, "prefix")
        at = first - 2 if self.words[first - 1 : first] == ["-"] else first - 1
        if at >= 0 and self.words[at] == "non":
            return self._trigger(self.page.starts[at], self.page.ends[at], "prefix")
        return None

    def _answer(self, concept: str, end: int) -> Mark | None:
        """The answer to a mention that is a label; a function graded 0 is lost and not denied."""
        mark = boxes.answer(self.page, end) or boxes.zero(self.page, end)
        graded = mark is not None and self.page.low[mark.tick_start : mark.tick_end] == "0"
        return None if graded and concept in MEASURED else mark

    def _trigger(self, start: int, end: int, rule: str) -> Trigger:
        return Trigger(start, end, self.page.text[start:end], rule)

    def mark(self, offset: int) -> Mark | None:
        """The box that speaks of what stands at `offset`."""
        index = bisect_right(self._mark_starts, offset)
        found: Mark | None = None
        for mark in reversed(self.marks[max(0, index - 8) : index]):
            if not mark.start <= offset < mark.end:
                continue
            if mark.status in boxes.OPTIONS:
                return mark._replace(status="affirmed" if mark.status == "ticked" else "negated")
            found = found or mark
        return found

    def mentions_between(self, low: int, high: int) -> list[Mention]:
        """The mentions that begin in a stretch."""
        first = bisect_left(self.mentions, low, key=lambda m: m.start)
        return self.mentions[first : bisect_left(self.mentions, high, key=lambda m: m.start)]

    def marks_between(self, low: int, high: int) -> list[Mark]:
        """The boxes' marks that begin in a stretch; options are no marks of their own."""
        found = self.marks[bisect_left(self._mark_starts, low) : bisect_left(self._mark_starts, high)]
        return [mark for mark in found if mark.status not in boxes.OPTIONS]

    def _place(self, mention: Mention) -> None:
        low, high = self.clause(mention.start, mention.end)
        site = self.places.near(mention.start, mention.end, low, high)
        if site is None:
            low, high = self.page.sentence(self.page.sentence_of(mention.start))
            site = self.places.near(mention.start, mention.end, low, high)
        if site is not None:
            site = self._closer(mention, site)
            mention.site, mention.region, mention.side = site, site.region, site.side
        if mention.side is None and mention.kind in ("diagnosis", "complaint"):
            mention.side = self._side(mention)
        if mention.concept in OWN_PLACE or mention.region in (None, "other"):
            named = next((region for word, region in NAMED_FOR if mention.phrase.startswith(word)), mention.region)
            mention.region = INTRINSIC.get(mention.concept, named)

    def _closer(self, mention: Mention, site: Site) -> Site:
        """The place behind a comma where the mention's words say no more than the spine: "spinal stenosis, lumbar"."""
        if site.region != "back_unspecified" or site.end > mention.end:
            return site
        behind = self.places.between(mention.end, mention.end + 3)
        return next((other for other in behind if other.region not in (None, "other", "back_unspecified")), site)

    def _side(self, mention: Mention) -> Side | None:
        """A side in the words of the mention or beside them: "R LBP", "lumbago with left sciatica"."""
        low, high = self.page.tokens(self.page.sentence_of(mention.start))
        beside = range(max(low, mention.first - 2), min(high, mention.last + 1))
        said = [side_at(self.page, self.words, at) for at in beside]
        return next((side for side in said if side), None) or self._trailing_side(mention, high)

    def _trailing_side(self, mention: Mention, high: int) -> Side | None:
        """A side that follows with a comma or in brackets and ends the phrase: "lumbago with sciatica, left"."""
        at = mention.last
        if at + 1 >= high or self.words[at] not in {",", "(", "-"}:
            return None
        ends = at + 2 >= high or self.words[at + 2] in {",", ".", ";", ")", "side", "sided"}
        return side_at(self.page, self.words, at + 1) if ends else None

    def purpose(self, mention: Mention) -> bool:
        """Whether a mention is what a treatment is for ("15 min to reduce spasm") and no statement of its own."""
        low, _ = self.page.sentence(self.page.sentence_of(mention.start))
        before = self.page.low[max(low, mention.start - 50) : mention.start]
        if mention.section in ("subjective", "objective", "history"):
            return bool(TO_LESSEN.search(before))
        if not (PURPOSE.search(before) and WORKING.search(before)):
            return False
        return not SEEN_FOR.search(self.page.low, max(low, mention.start - 90), mention.start)

    def adjusted(self, offset: int) -> bool:
        """Whether the place at `offset` is where a manipulation was given and no complaint."""
        low, _ = self.page.sentence(self.page.sentence_of(offset))
        return bool(
            re.search(r"\b(?:cmt|adj|adjust\w*|manipulat\w*|9894\d)\b", self.page.low[max(low, offset - 60) : offset])
        )

    def place_of(self, mention: Mention, region: str | None, side: Side | None) -> tuple[str | None, Side | None]:
        """Region and side of a mention: its own, else the problem's."""
        own = mention.region
        if own is None:
            return region, mention.side or side
        return own, mention.side if mention.side or own != region else side

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The stretch between commas that holds `start` to `end`."""
        low, high = self.page.sentence(self.page.sentence_of(start))
        comma = self.page.low.rfind(",", max(low, start - 200), start)
        behind = self.page.low.find(",", end, min(high, end + 200))
        return (comma + 1 if comma >= 0 else low), (behind if behind >= 0 else high)


def _says_something(mention: Mention, only_denied: bool) -> bool:
    """Whether a mention is one: not the label of a question without an answer.

    `only_denied`: its words tell of a cause where they are denied, as "inj" does: an injury there, else an injection.
    """
    if mention.box is not None and mention.box.status == boxes.UNANSWERED:
        return False
    return not only_denied or (mention.status == "negated" and mention.section != "plan")


def _status(plus: bool) -> Assertion:
    return "affirmed" if plus else "negated"


def _by_section(ruling: Ruling, section: Section, kind: str) -> Ruling:
    if ruling.status in ("affirmed", "uncertain"):
        if section.name == "family_history":
            return Ruling("family", ruling.trigger)
        if section.name == "history" and kind in ("diagnosis", "cause"):
            return Ruling("historical", ruling.trigger)
    return ruling
