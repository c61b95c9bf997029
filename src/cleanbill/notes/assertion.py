"""What a note says of a mention: affirmed, negated, hypothetical, historical, family or uncertain, and by which words.

ConText (Harkema et al. 2009, after NegEx, Chapman et al. 2001) over token offsets. A trigger speaks forward or back
within its sentence until a closing word; false triggers ("no change in", "not without") are longer phrases of the
same list. The triggers are data: `data/triggers.tsv`.
"""

from bisect import bisect_left
from typing import NamedTuple, cast

from cleanbill.model.reading import Assertion, Trigger
from cleanbill.notes.page import Page
from cleanbill.notes.words import Match, lexicon

FORWARD = 40  # tokens: the longest list one denial speaks of
BACK = 6
RANK = ("family", "hypothetical", "negated", "historical", "uncertain")
NORMAL_OF = frozenset({"neuro", "gait", "reflexes", "strength", "sensory", "rom", "station"})
POSITIVE = frozenset(
    [
        "over",
        "at",
        "along",
        "to",
        "with",
        "marked",
        "positive",
        "limited",
        "decreased",
        "reduced",
        "restricted",
        "painful",
        "ttp",
        "upon",
        "w",
        "worse",
        "increased",
        "rated",
        "x",
        "deg",
        "is",
        "are",
        "was",
        "were",
        "has",
        "remains",
    ]
)


class Ruling(NamedTuple):
    """The status of a mention and what set it."""

    status: Assertion
    trigger: Trigger | None = None


AFFIRMED = Ruling("affirmed")


class Judge:
    """Judges the mentions of one page."""

    __slots__ = ("_firsts", "_page", "_triggers", "_words")

    def __init__(self, page: Page, words: list[str], silent: list[tuple[int, int]] = []) -> None:  # noqa: B006
        """`silent`: stretches (offsets, in order) whose words trigger nothing, such as unticked options."""
        self._page = page
        self._words = words
        read = lexicon("triggers.tsv").matches(page, words)
        found = [Match(m.first, m.last, entry) for m in read for entry in (m.entry, *m.others)]
        self._triggers = [t for t in found if not _within(page.starts[t.first], silent)]
        self._firsts = [t.first for t in self._triggers]

    def judge(self, first: int, last: int, concept: str = "") -> Ruling:
        """The ruling on the mention that is tokens `first` to `last` (half open)."""
        low, high = self._page.tokens(self._page.sentence_of(self._page.starts[first]))
        found: dict[str, Match] = {}
        self._before(max(low, first - FORWARD), first, last, found)
        self._behind(last, min(high, last + BACK + 8), concept, found)
        if "affirmed" in found and "negated" in found and "," in self._words[found["negated"].last : first]:
            del found["negated"]  # "no swelling, tenderness present"
        if "family" in found and "negated" in found and found["negated"].first < found["family"].first:
            del found["family"]
        for status in RANK:
            if status in found:
                return self._ruling(status, found[status])
        return AFFIRMED

    def _ruling(self, status: str, match: Match) -> Ruling:
        start, end = self._page.starts[match.first], self._page.ends[match.last - 1]
        rule = f"{match.entry.row[0]} {match.entry.row[1]}: {match.entry.phrase}"
        return Ruling(cast(Assertion, status), Trigger(start, end, self._page.text[start:end], rule))

    def _before(self, low: int, first: int, last: int, found: dict[str, Match]) -> None:
        """Triggers that speak forward, nearest first, up to the nearest closing word."""
        stopped = False
        for index in range(bisect_left(self._firsts, first) - 1, -1, -1):
            trigger = self._triggers[index]
            status, side, reach = trigger.entry.row
            if trigger.first < low or (status == "end" and trigger.last <= first):
                return
            if trigger.last > first:  # it runs into the mention: "no change in vision"
                if trigger.entry.phrase.startswith(("no ", "without ")) and side in ("pre", "-"):
                    found["negated"] = trigger
            elif side == "pre" and status == "affirmed":  # "denies weakness, reports numbness"
                stopped = stopped or "negated" not in found
                low = trigger.first if stopped else low
            elif side == "pre" and status not in found and not (stopped and status == "negated"):
                wide = reach == "wide" or status == "family"
                if wide or self._reaches(trigger, first, last):
                    found[status] = trigger

    def _reaches(self, trigger: Match, first: int, last: int) -> bool:
        commas = [at for at in range(trigger.last, first) if self._words[at] == ","]
        return not commas or self._listed(commas, first, last)

    def _listed(self, commas: list[int], first: int, last: int) -> bool:
        """Whether the mention is an item of the list that the trigger opened, and not a statement of its own."""
        words, page = self._words, self._page
        high = page.tokens(page.sentence_of(page.starts[first]))[1]
        stop = next(
            (at for at in range(last, min(high, last + FORWARD)) if words[at] in {";", "but"}),
            min(high, last + FORWARD),
        )
        if any(word in ("or", "nor") for word in words[commas[0] : stop]):
            return True
        end = next((at for at in range(last, stop) if words[at] == ","), stop)
        item = words[commas[-1] + 1 : end]
        if any(word in POSITIVE or word[0].isdigit() for word in item):
            return False
        return all(b - a <= 6 for a, b in zip(commas, [*commas[1:], first], strict=False))

    def _behind(self, last: int, high: int, concept: str, found: dict[str, Match]) -> None:
        """Triggers that speak back."""
        for index in range(bisect_left(self._firsts, last), len(self._triggers)):
            trigger = self._triggers[index]
            if trigger.first >= high:
                return
            status, side, reach = trigger.entry.row
            gap = self._words[last : trigger.first]
            if status == "end" or len(gap) > BACK + 8 or ("," in gap and status != "historical"):
                return
            if side != "post" or (reach == "normal" and concept not in NORMAL_OF):
                if side == "pre" and status in ("negated",) and len(gap) == 0 and trigger.entry.phrase in ("no", "not"):
                    return
                continue
            if len(gap) <= BACK and status not in found and "and" not in gap[:1]:
                found[status] = trigger


def _within(offset: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_left(stretches, (offset + 1,)) - 1
    return index >= 0 and stretches[index][0] <= offset < stretches[index][1]
