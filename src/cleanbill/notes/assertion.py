"""What a note says of a mention: affirmed, negated, hypothetical, historical, family or uncertain, and by which words.

ConText (Harkema et al. 2009, after NegEx, Chapman et al. 2001) over token offsets. A trigger speaks forward or back
within its sentence until a closing word; false triggers ("no change in", "not without") are longer phrases of the
same list. The triggers are data: `data/triggers.tsv`. Goals, and what follows "call us if", are not of today.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple, cast

from cleanbill.model.reading import Assertion, Trigger
from cleanbill.notes.cues import CONDITION, GOAL, GOAL_WORDS, GRADED, LASTED, LASTS, POSITIVE, PREDICATES
from cleanbill.notes.page import Page
from cleanbill.notes.past import FORWARD, Past
from cleanbill.notes.words import Match, lexicon, rows

BACK = 6
RANK = ("family", "hypothetical", "negated", "historical", "uncertain")
HELPED = re.compile(
    r"\b(?:help(?:ing|ed)|assist(?:ing|ed)|caught|catching|lift(?:ing|ed)|carr(?:ying|ied)|mov(?:ing|ed)|play(?:ing"
    r"|ed) with"
    r"|wrestl(?:ing|ed) with) (?:up )?(?:his|her|their|my) \w+|\bwith (?:an?|another|his|her|their|my|the) \w+$"
)
ACTED_ON = re.compile(  # what a relative did to the patient: "grandson jumped on her back"
    r" (?:\w+ly )?(?:jumped|fell|landed|stepped|sat|pulled|yanked|tugged|kicked|hit|pushed|shoved|threw|swung|dropped"
    r"|ran|rolled|bumped|collided|punched|elbowed|tackled|knocked|slammed|grabbed|twisted|climbed|headbutted|bit)\b"
    r"[^.;,\n]{0,30}\b(?:her|his|him|my|me|pt|patient|them)\b"
)
NOUN = 6  # letters of a word that an item has in common with what is denied
NEXT = 3  # tokens: "no longer" speaks of the words that follow at once
NORMAL_OF = frozenset({"neuro", "gait", "reflexes", "strength", "sensory", "rom", "station"})
FUNCTIONS = frozenset({"reflexes", "sensory", "strength"})  # an absent reflex is a loss, not a denial
CAUSES = frozenset(["inj", "injury", "injuries", "trauma", "accident", "fall", "event", "incident", "mva", "mvc"])
ANOTHER = frozenset({"had", "hx", "h/o", "history"})  # "neck pain, had torticollis as a child"
CANNOT = frozenset(["cannot", "can't", "unable", "couldn't"])
BEFORE_NOUN = frozenset({"healed", "resolved"})
CLOSING = frozenset(
    ["and", "now", "well", "since", "without", "by", "in", "after", "with", "but", "on", "at", "w", "completely"]
)
SIDES = frozenset({"left", "right", "bilateral", "bilaterally"})


class Ruling(NamedTuple):
    """The status of a mention and what set it."""

    status: Assertion
    trigger: Trigger | None = None


AFFIRMED = Ruling("affirmed")


class Judge:
    """Judges the mentions of one page."""

    __slots__ = ("_firsts", "_heads", "_not_today", "_page", "_past", "_words", "names_relatives", "triggers", "year")

    def __init__(
        self,
        page: Page,
        words: list[str],
        silent: list[tuple[int, int]] = [],  # noqa: B006
        year: int | None = None,
        heads: list[int] = [0],  # noqa: B006
    ) -> None:
        """`silent`: stretches (offsets, in order) whose words trigger nothing, such as unticked options.

        `year`: that of the visit; an earlier one beside a mention makes it history. `heads`: the tokens that begin
        a section, in order; nothing before it speaks of what stands in it.
        """
        self.year = year
        self._past = Past(page, words, year or 0)
        self._heads = heads
        self._page = page
        self._words = words
        read = lexicon("triggers.tsv").matches(page, words)
        found = [Match(m.first, m.last, entry) for m in read for entry in (m.entry, *m.others)]
        self.triggers = [t for t in found if not _within(page.starts[t.first], silent)]
        self._firsts = [t.first for t in self.triggers]
        self.names_relatives = any(t.entry.row[0] == "family" for t in self.triggers)
        cues = [*CONDITION.finditer(page.low)]
        if any(word in page.low for word in GOAL_WORDS):
            cues += GOAL.finditer(page.low)
        self._not_today = sorted(cue.span(cue.lastgroup or 0) for cue in cues)

    def triggers_at(self, at: int) -> bool:
        """Whether a trigger begins at a token."""
        index = bisect_left(self._firsts, at)
        return index < len(self._firsts) and self._firsts[index] == at

    def judge(self, first: int, last: int, concept: str = "") -> Ruling:
        """The ruling on the mention that is tokens `first` to `last` (half open)."""
        low, high = self._page.tokens(self._page.sentence_of(self._page.starts[first]))
        low = max(low, self._heads[bisect_right(self._heads, first) - 1])
        found: dict[str, Match] = {}
        self._before(max(low, first - FORWARD), first, last, concept, found)
        self._behind(last, min(high, last + BACK + 8), concept, found)
        if "affirmed" in found and "negated" in found and self._apart(found["negated"], first, found["affirmed"]):
            del found["negated"]  # "no swelling, tenderness present"
        if "family" in found and "negated" in found and found["negated"].first < found["family"].first:
            del found["negated" if self._has_it(found["negated"], found["family"]) else "family"]
        if {"historical", "negated"} <= found.keys() and self._was_then(found["historical"], found["negated"], first):
            del found["negated"]
        if "family" in found and self._is_the_patients(found["family"], low, concept):
            del found["family"]
        if "historical" in found and self._has_lasted(found["historical"], last):
            del found["historical"]
        if "family" not in found and (cue := self._condition(first)):
            return Ruling("hypothetical", cue)
        if {"hypothetical", "uncertain"} <= found.keys() and found["hypothetical"].last <= found[
            "uncertain"
        ].first < first:
            del found["hypothetical"]  # "MRI to look for a possible tear"
        for status in RANK:
            if status in found:
                return self._ruling(status, found[status])
        past = self._past.told(first, last, low, high)
        return Ruling("historical", past) if past else AFFIRMED

    def _has_it(self, denial: Match, relative: Match) -> bool:
        """Whether a relative behind a denial begins a new statement: "denies numbness and his brother had gout"."""
        joined = {"and", "but", ",", ";"} & set(self._words[denial.last : relative.first])
        return bool(joined) and self._words[relative.last : relative.last + 1] in (["had"], ["has"])

    def _was_then(self, past: Match, denial: Match, first: int) -> bool:
        """Whether a denial of today leaves a past alone: "spasm noted at eval is gone", "no spasm (spasm at eval)"."""
        return first < past.first < denial.first or (past.first > first and "(" in self._words[denial.last : first])

    def _is_the_patients(self, relative: Match, low: int, concept: str) -> bool:
        """Whether a relative is one whom the patient helped, or who hurt the patient, and no family history."""
        page, end = self._page, self._page.ends[relative.last - 1]
        if ACTED_ON.match(page.low, end):
            return True
        return concept in ("trauma", "activity") and bool(HELPED.search(page.low, page.starts[low], end))

    def _apart(self, denial: Match, first: int, affirmed: Match) -> bool:
        """Whether a comma parts a mention from a denial, and no "or" goes on with the denial's list."""
        goes_on = {"or", "nor"} & set(self._words[denial.last : affirmed.first])
        return "," in self._words[denial.last : first] and not goes_on

    def _condition(self, first: int) -> Trigger | None:
        """The "if" of a call-back instruction or the label of a goal before a mention, in the same sentence."""
        offset = self._page.starts[first]
        index = bisect_left(self._not_today, (offset,)) - 1
        if index < 0:
            return None
        start, end = self._not_today[index]
        if self._page.sentence_of(end - 1) != self._page.sentence_of(offset):
            return None
        return Trigger(start, end, self._page.text[start:end], "hypothetical: to the end of the sentence")

    def _has_lasted(self, trigger: Match, last: int) -> bool:
        """ "10 day h/o neck pain", "hx of neck pain x 10 days": how long the present complaint has lasted."""
        if not trigger.entry.phrase.startswith(("history", "hx", "h/o")):
            return False
        start, low = self._page.starts[trigger.first], self._page.low
        if LASTED.search(low, max(0, start - 16), start):
            return True
        return bool(LASTS.match(low, self._page.ends[last - 1]))

    def _ruling(self, status: str, match: Match) -> Ruling:
        start, end = self._page.starts[match.first], self._page.ends[match.last - 1]
        rule = f"{match.entry.row[0]} {match.entry.row[1]}: {match.entry.phrase}"
        return Ruling(cast(Assertion, status), Trigger(start, end, self._page.text[start:end], rule))

    def _before(self, low: int, first: int, last: int, concept: str, found: dict[str, Match]) -> None:
        """Triggers that speak forward, nearest first, up to the nearest closing word."""
        stopped = False
        for index in range(bisect_left(self._firsts, first) - 1, -1, -1):
            trigger = self.triggers[index]
            status, side, _ = trigger.entry.row
            if trigger.first < low or (status == "end" and trigger.last <= first):
                return
            if trigger.last > first:  # it runs into the mention: "no change in vision"
                if _denies_within(trigger):
                    found["negated"] = trigger
            elif side == "pre" and status == "affirmed":  # "denies weakness, reports numbness"
                stopped = stopped or "negated" not in found
                low = trigger.first if stopped else low
            elif (
                status == "negated" and trigger.entry.phrase in ("without", "w/o") and self._cannot(trigger.first, low)
            ):
                continue  # "cannot stand without pain"
            elif side == "pre" and status not in found and not (stopped and status == "negated"):
                found |= {status: trigger} if self._reaches(trigger, first, last, concept) else {}

    def _cannot(self, at: int, low: int) -> bool:
        """Whether something cannot be done before token `at`, in the same sentence."""
        return not CANNOT.isdisjoint(self._words[max(low, at - 8) : at])

    def _reaches(self, trigger: Match, first: int, last: int, concept: str) -> bool:
        """Whether a trigger speaks as far as the mention, over the commas between them."""
        status, _, reach = trigger.entry.row
        if reach == "next":
            return first - trigger.last <= NEXT
        opened = trigger.last + (status == "historical" and self._words[trigger.last] == ",")  # "at eval, spasm"
        commas = [at for at in range(opened, first) if self._words[at] == ","]
        if not commas or status == "family":
            return True
        if reach == "wide":  # "denies spasm, has tightness"
            return self._words[commas[-1] + 1] not in ("has", "have", "is", "are")
        opening = self._words[trigger.last : commas[0]]
        told = concept.endswith("_pain") or concept in ("nontraumatic", "activity")
        if told and not CAUSES.isdisjoint(opening) and "or" not in self._words[commas[0] : first]:
            return False  # "no injury, mid back pain", "no fall, repetitive work"
        return self._listed(commas, first, last, opening)

    def _listed(self, commas: list[int], first: int, last: int, opening: list[str]) -> bool:
        """Whether the mention is an item of the list that the trigger opened, and not a statement of its own."""
        words, page = self._words, self._page
        high = page.tokens(page.sentence_of(page.starts[first]))[1]
        stop = next(
            (at for at in range(last, min(high, last + FORWARD)) if words[at] in {";", "but"}),
            min(high, last + FORWARD),
        )
        end = next((at for at in range(last, stop) if words[at] == ","), stop)
        items = [words[a + 1 : b] for a, b in zip(commas, [*commas[1:], end], strict=True)]
        anew = any(self._starts_anew(item, opening) for item in items)
        closing = [at for at in range(commas[0], stop) if words[at] in ("or", "nor")]
        if any(not anew or words[at - 1] == "," for at in closing):
            return True
        if anew or any(word in POSITIVE or word[0].isdigit() for word in items[-1]):
            return False
        return all(b - a <= 6 for a, b in zip(commas, [*commas[1:], first], strict=False))

    @staticmethod
    def _starts_anew(item: list[str], opening: list[str]) -> bool:
        """Whether an item has its own grade or predicate: "no effusion, mild swelling", "no spasm, muscles tight"."""
        own = GRADED | PREDICATES
        if any(len(word) >= NOUN and word in opening for word in item):
            return True  # "no midline tenderness, trapezius spasm and tenderness"
        return not own.isdisjoint(item) and own.isdisjoint(opening)

    def _behind(self, last: int, high: int, concept: str, found: dict[str, Match]) -> None:
        """Triggers that speak back."""
        for index in range(bisect_left(self._firsts, last), len(self.triggers)):
            trigger = self.triggers[index]
            if trigger.first >= high:
                return
            status, side, reach = trigger.entry.row
            gap = self._words[last : trigger.first]
            if gap[:1] == [","] and gap[1:2] and gap[1] in SIDES:
                gap = gap[2:] if gap[2:] != [","] else []  # "sciatica, right, ruled out"
            denies_next = side == "pre" and status == "negated" and not gap and trigger.entry.phrase in ("no", "not")
            if status == "end" and not gap and trigger.entry.phrase.endswith(" had"):
                continue  # "the spasms he had in October have stopped"
            if self._closed(status, gap) or denies_next:
                return
            if side != "post" or (reach == "next" and gap) or self._misses(trigger, concept, gap):
                continue
            if len(gap) <= BACK and status not in found and "and" not in gap[:1]:
                found[status] = trigger

    def _misses(self, trigger: Match, concept: str, gap: list[str]) -> bool:
        """Whether a trigger that speaks back means something else: a lost function, or the noun behind it."""
        status, _, reach = trigger.entry.row
        if status == "negated" and concept in FUNCTIONS and "absent" in trigger.entry.phrase:
            return True
        if trigger.entry.phrase in BEFORE_NOUN and self._goes_on(trigger.last):
            return True  # "stiffness following healed fracture"
        return reach == "normal" and not self._may_be_normal(concept, gap)

    def _goes_on(self, at: int) -> bool:
        """Whether a word follows at once that a participle could belong to."""
        return at < len(self._words) and self._words[at].isalpha() and self._words[at] not in CLOSING

    @staticmethod
    def _closed(status: str, gap: list[str]) -> bool:
        """Whether what stands between a mention and a trigger behind it ends the mention's reach."""
        if status in ("uncertain", "negated") and ":" in gap:
            return True  # "hip pain: arthritis vs labral tear", "insidious   Mechanism: none"
        if status == "historical" and "onset" in gap:
            return True  # "neck pain, onset 2 years ago"
        apart = "," in gap and (status != "historical" or not ANOTHER.isdisjoint(gap))
        return status == "end" or len(gap) > BACK + 8 or apart

    @staticmethod
    def _may_be_normal(concept: str, gap: list[str]) -> bool:
        """Whether "normal" negates it: a function, or a test with the word beside it ("SLR WNL")."""
        return concept in NORMAL_OF or (concept in _tests() and len(gap) <= BACK and not any(w.isdigit() for w in gap))


def _denies_within(trigger: Match) -> bool:
    """Whether a trigger that runs into a mention denies it: "no change in vision", "never fell"."""
    phrase, side = trigger.entry.phrase, trigger.entry.row[1]
    return phrase.startswith("never ") or (phrase.startswith(("no ", "without ")) and side in ("pre", "-"))


@cache
def _tests() -> frozenset[str]:
    """The concepts that are tests."""
    return frozenset(row[0] for row, _ in rows("lexicon.tsv") if row[1] == "test")


def _within(offset: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_left(stretches, (offset + 1,)) - 1
    return index >= 0 and stretches[index][0] <= offset < stretches[index][1]
