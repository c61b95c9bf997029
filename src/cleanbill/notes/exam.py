"""Which stretches of a note are today's examination, and where one finding ends and the next begins."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.motion import GRADE, LSI, SPAN, uneven
from cleanbill.notes.phrases import Phrases

TYPES = {
    "muscle_spasm": "spasm", "tenderness": "palpation_tenderness", "trigger_point": "trigger_point",
    "hypertonicity": "palpation_tone", "guarding": "guarding", "joint_restriction": "joint_restriction",
    "segmental_dysfunction": "joint_restriction", "antalgic": "posture_gait", "scoliosis": "posture_gait",
    "swelling": "swelling_bruising", "bruising": "swelling_bruising", "erythema": "swelling_bruising",
    "weakness": "strength_deficit", "numbness": "neuro_deficit", "tingling": "neuro_deficit",
    "instability": "other", "deformity": "other", "crepitus": "other", "ataxia": "neuro_deficit",
    "radiculopathy": "neuro_deficit", "stiffness": "rom_limited",
}  # fmt: skip
MUSCULAR = frozenset({"muscle_spasm", "hypertonicity"})  # with a vertebral level: no patient says "spasm L4-S1"
EXAMINED = re.compile(
    r"\bresisted\b|\b(?:flex|ext|rot|abd|add|df|pf|ir|er|sup|pron)\w*:? \d{1,3}\b[, ]{1,3}"
    r"(?:flex|ext|rot|abd|add|df|pf|ir|er|sup|pron)\w*:? \d{1,3}\b"
)
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
        "vs",
        "eyes",
        "ent",
        "gu",
        "gi",
        "psych",
    ]
)
JOINTS = frozenset({"shoulder", "elbow", "wrist_hand", "knee"})  # a joint's own sign counts under any heading
CUT = re.compile(
    r"(?=[,;bha.)\s])(?:,(?!\s*(?:[rlb]|right|left|bilat\w*|b/l|uninvolved|unaffected)(?:\s*[.,;\n]|$|\s+\d))"
    r"|[;\n]|(?<!\w)(?:but|however|although)(?!\w)|\s-\s|(?<!sens)(?<!refl)\.\s|\)\s(?=\()|(?<=[)+]) {2,}(?=\w))"
)
JOINT = re.compile(r"\s(?:and|&|with|w/|\+)\s")
MEASURED_MOVE = re.compile(
    r"\b(?:flex|ext|rot|abd|sb|flexion|extension|rotation|flexn)\b[^,;]{0,16}(?:\d{1,3} ?(?:%|deg"
    r"|°|/\d\d)|0 ?- ?\d{2,3}|[rl] \d\d|decreased|limited|reduced|painful)"
)
TALK = Phrases("exam.talk")


class Stretch(NamedTuple):
    """A part of an examination sentence that makes one statement, and its mentions."""

    start: int
    end: int
    mentions: list[Mention]


def spoken(reader: Reader, start: int, end: int) -> str:
    """The words of a stretch in small letters, those of an earlier visit blanked: as long, so that places hold."""
    words = reader.page.low[start:end]
    for low, high in reader.sections.copied:
        if low < end and start < high:
            first, last = max(low, start) - start, min(high, end) - start
            words = words[:first] + " " * (last - first) + words[last:]
    return words


class Sentence:
    """One sentence as a place of findings, with the sections of its ends.

    `run`: in a note without headers, whether the examination goes on.
    """

    __slots__ = ("high", "last", "low", "mentions", "reader", "run", "section", "start", "words")

    def __init__(self, reader: Reader, index: int, run: bool) -> None:
        self.reader = reader
        self.low, self.high = reader.page.sentence(index)
        self.words = reader.page.low[self.low : self.high]
        self.mentions = reader.mentions_between(self.low, self.high)
        self.start = self.first(self.low, self.high)
        self.section = reader.sections.at(self.start).name
        self.last = reader.sections.at(max(self.low, self.high - 1)).name
        self.run = self.section == "other" and (
            _strong(self.mentions, self.words) or (run and not TALK.search(self.words))
        )

    def first(self, start: int, end: int) -> int:
        """Where the words of a stretch begin."""
        said = self.reader.page.low[start:end]
        return start + len(said) - len(said.lstrip(" ,\n"))

    def stretches(self) -> Iterator[Stretch]:
        """The stretches of today's examination in this sentence."""
        if self.section in NOT_EXAM and self.last in NOT_EXAM:
            return
        for start, end in self._cut():
            if self._is_exam(self.first(start, end), end):
                yield Stretch(start, end, [m for m in self.mentions if start <= m.start < end])

    def _is_exam(self, offset: int, end: int) -> bool:
        section = self.reader.sections.at(offset)
        if self.reader.sections.is_copied(offset):
            return False
        if section.name == "objective":
            places = self.reader.places.between(offset, end)
            return section.title not in OTHER_SYSTEMS or any(place.region in JOINTS for place in places)
        if section.name == "subjective" and not self.reader.sections.named("objective"):
            return any(_only_examined(m) for m in self.mentions)
        return section.name == "other" and self.run

    def _cut(self) -> Iterator[tuple[int, int]]:
        """The sentence cut at commas, headers and boxes, and at an "and" that joins findings of different type."""
        page, start = self.reader.page.low, self.low
        cuts = {(m.start(), m.end()) for m in CUT.finditer(page, self.low, self.high)}
        cuts |= {(s.head, s.head) for s in self.reader.sections.between(self.low, self.high)}
        cuts |= {(mark.start, mark.start) for mark in self.reader.marks_between(self.low, self.high)}
        ordered = [*sorted(cuts), (self.high, self.high)]
        for index, (cut, after) in enumerate(ordered):
            listed = cut < self.high and page[cut] == "," and self._lists_places(after, ordered[index + 1][0])
            if cut < start or listed:
                continue
            yield from self._joints(start, cut)
            start = after

    def _lists_places(self, start: int, end: int) -> bool:
        """Whether a stretch only goes on with places: "fixations at C5, T6, L4 and R SI"."""
        places = self.reader.places.between(start, end)
        said = sum(place.end - place.start for place in places)
        if not places or len(self.reader.page.low[start:end].strip(" .")) - said > 6:
            return False
        return not any(start <= m.start < end for m in self.mentions)

    def _joints(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        here = [(m.start, TYPES[m.concept]) for m in self.mentions if start <= m.start < end and m.concept in TYPES]
        if len(here) > 1:
            for joint in JOINT.finditer(self.reader.page.low, start, end):
                before = {kind for at, kind in here if start <= at < joint.start()}
                behind = {kind for at, kind in here if at >= joint.end()}
                if before and behind and not before & behind:
                    yield start, joint.start()
                    start = joint.end()
        yield start, end


def _strong(mentions: list[Mention], words: str) -> bool:
    """Words that only an examiner writes: tenderness, a signed test, a measured movement, a ticked finding."""
    if any(m.concept in STRONG or _only_examined(m) or (m.box and m.concept in TYPES) for m in mentions):
        return True
    if any(m.concept in MUSCULAR and m.site and m.site.level for m in mentions):
        return True
    return bool(
        SPAN.search(words)
        or LSI.search(words)
        or GRADE.search(words)
        or MEASURED_MOVE.search(words)
        or EXAMINED.search(words)
        or uneven(words)
    )


def _only_examined(mention: Mention) -> bool:
    return mention.phrase in ("ttp", "arom", "prom") or (mention.kind == "test" and mention.sign is not None)
