"""The sections of a note, and where each of them ends."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from cleanbill.model.reading import SectionName
from cleanbill.notes.copied import copied
from cleanbill.notes.headers import Section, letters_of, opened, part_runs
from cleanbill.notes.page import Page
from cleanbill.notes.phrases import Phrases
from cleanbill.notes.unheaded import examined, is_examined
from cleanbill.notes.words import rows

STORY = Phrases("sections.story")  # what no diagnosis says: an examiner's word or how it came about
TOP_TITLES = frozenset(
    {
        "dx", "tx dx", "referral dx", "referring dx", "diagnosis", "diagnoses", "medical diagnosis", "pt diagnosis",
        "treatment diagnosis", "medical dx", "pt dx", "ot dx", "referring diagnosis", "referral diagnosis",
    }
)  # fmt: skip
PLACES = frozenset(
    {
        "back", "spine", "neck", "shoulder", "knee", "hip", "ankle", "elbow", "wrist", "left knee", "right knee",
        "left shoulder", "right shoulder", "abd", "chest", "msk", "neuro", "skin", "swelling",
    }
)  # fmt: skip
SINCE = re.compile(
    r"\b(?:since|ago|yesterday|last (?:week|night|month)|x ?\d|\d+ ?(?:days?|wks?|weeks?|months?)|began|started)\b"
)
LISTED = re.compile(
    r"(?m)^ {0,3}1[.)]? [a-z][^\n]*(?:\n {0,3}| {2,})2[.)]? [a-z][^\n]*"
)  # diagnoses behind an examination
UNHEADED = frozenset({"other", "subjective", "history", "family_history", "medications", "review_of_systems"})
EXAMINATION = frozenset(
    {
        phrase
        for (name, rank), phrases in rows("sections.tsv")
        if (name, rank) == ("objective", "major")
        for phrase in phrases
    }
)


class Sections:
    """The sections of a note in order; the first runs from the start and is `other` unless a header says."""

    __slots__ = ("_heads", "_length", "_names", "copied", "found", "parts")

    def __init__(self, page: Page) -> None:
        letters = letters_of(page)
        self.parts = part_runs(page, letters)
        self.found = [Section(0, 0, "other", "")]
        for section, rank in opened(page, letters, self.parts):
            if rank != "system" or not _tells(page, section):
                self._open(section, rank)
        self._end_top_diagnosis(page)
        self._find_examination(page)
        self._heads = [section.head for section in self.found]
        self._length = len(page.low)
        self._names = frozenset(section.name for section in self.found)
        self.copied = copied(page)

    def _open(self, section: Section, rank: str) -> None:
        last = self.found[-1]
        if section.head < last.start and len(self.found) > 1:
            return
        if rank == "label" or (rank == "exam" and last.name == "assessment"):
            if last.name == "assessment" and all(found.name != "objective" for found in self.found):
                self.found.append(section)  # a diagnosis at the top is one line long
            return
        if (rank == "early" and last.name in ("assessment", "plan")) or (
            rank == "arrow" and last.name not in ("objective", "imaging")
        ):
            return
        if rank == "system" and last.name not in ("other", "objective"):
            return
        if rank == "exam" and last.name not in ("other", "objective", "subjective", "imaging"):
            return
        if rank == "system" and section.name == "subjective" and last.name == "objective":
            return
        self.found.append(section)

    def _end_top_diagnosis(self, page: Page) -> None:
        """A diagnosis that opens the note ends at its sentence where examination or story follow without a header."""
        named = [at for at, section in enumerate(self.found[:6]) if section.title in TOP_TITLES]
        if not named or any(section.name == "objective" for section in self.found[: named[0]]):
            return
        at = named[0] + 1
        limit = self.found[at].head if len(self.found) > at else len(page.low)
        for index in range(page.sentence_of(self.found[at - 1].start) + 1, len(page.bounds)):
            low, high = page.sentence(index)
            if low >= limit:
                return
            if STORY.search(page.low, low, min(high, limit)):
                self.found.insert(at, Section(low, low, "other", ""))
                return

    def _end_examination(self, page: Page) -> None:
        """The examination ends at an empty line behind which nobody examines, where no header does."""
        last = self.found[-1]
        if last.name != "objective" or not (last.part or last.title in EXAMINATION):
            return
        listed = LISTED.search(page.low, last.start)
        if listed and not is_examined(page, listed.start(), listed.end()):
            self.found.append(Section(listed.start(), listed.start(), "assessment", ""))
            return
        blank = page.text.find("\n\n", last.start)
        while blank >= 0:
            low = blank + 2
            stop = page.text.find("\n\n", low)
            high = len(page.text) if stop < 0 else stop
            if page.text[low:high].strip() and not is_examined(page, low, high):
                self.found.append(Section(low, low, "other", ""))
                return
            blank = stop

    def _end_labelled(self, page: Page) -> None:
        """What stands last under a label such as "Neck:" ends with the last of its lines that an examiner wrote."""
        last = self.found[-1]
        if last.name != "objective" or not last.title:
            return
        at = page.text.find("\n", last.start)
        end = -1
        while at >= 0:
            stop = page.text.find("\n", at + 1)
            stop = len(page.text) if stop < 0 else stop
            if is_examined(page, at + 1, stop):
                end = -1
            elif end < 0 and page.text[at + 1 : stop].strip():
                end = at + 1
            at = page.text.find("\n", at + 1)
        if end > 0:
            self.found.append(Section(end, end, "other", ""))

    def _find_examination(self, page: Page) -> None:
        """The examination where no header announces it, cut out of what the patient tells or of a note without any."""
        if any(
            section.name == "objective" and (section.part or section.title in EXAMINATION) for section in self.found
        ):
            self._end_examination(page)
            return
        self._end_labelled(page)
        for first, last in examined(page):
            heads = [section.head for section in self.found]
            index = bisect_right(heads, first) - 1
            around = self.found[max(0, index)]
            if around.name not in UNHEADED:
                continue
            high = heads[index + 1] if bisect_left(heads, last) > index + 1 else last
            low = max(first, around.start)
            self.found.insert(index + 1, Section(low, low, "objective", ""))
            if high < len(page.low) and high not in heads:  # what the patient tells ends with the examination
                self.found.insert(index + 2, Section(high, high, "other", ""))

    def at(self, offset: int) -> Section:
        """The section that holds `offset`."""
        return self.found[max(0, bisect_right(self._heads, offset) - 1)]

    def stretches(self) -> Iterator[tuple[Section, int]]:
        """Each section with where its text ends."""
        return zip(self.found, [*self._heads[1:], self._length], strict=True)

    def between(self, low: int, high: int) -> list[Section]:
        """The sections whose header stands in a stretch."""
        return self.found[bisect_right(self._heads, low) : bisect_left(self._heads, high)]

    def is_copied(self, offset: int) -> bool:
        """Whether the words at `offset` were copied from an earlier note."""
        index = bisect_right(self.copied, (offset, len(self._heads) + (1 << 60))) - 1
        return index >= 0 and self.copied[index][0] <= offset < self.copied[index][1]

    def named(self, *names: SectionName) -> bool:
        """Whether the note has a section of one of these names."""
        return not self._names.isdisjoint(names)


def _tells(page: Page, section: Section) -> bool:
    """Whether a line under the name of a place is the story of a complaint: "Back: 10 days tight since she ..."."""
    if section.name != "objective" or section.title not in PLACES:
        return False
    stop = page.text.find("\n", section.start)
    stop = len(page.text) if stop < 0 else stop
    return bool(SINCE.search(page.low, section.start, stop)) and not is_examined(page, section.start, stop)
