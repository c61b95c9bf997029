"""Word lists as data: phrases in a tree of tokens, longest match, plurals and one-letter slips."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

from cleanbill.notes.page import TOKEN, Page, fold

DATA = Path(__file__).parent / "data"
END = ""  # the key of a node's entries; no token is empty
ANY = "*"  # in a phrase: up to three words of whatever kind, "rolled * ankle"
DENIALS = frozenset({"no", "not", "any", "never", "without"})  # a star does not stand for these: "heard no pop"
SET = "set"  # the kind of a row that names words to stand in phrases behind it
MOST_SKIPPED = 3
SHORTEST_CORRECTED = 6
REMEMBERED = 50_000  # words whose correction is kept; more are worked out anew


class Entry(NamedTuple):
    """One row's meaning for one phrase. `capitals`: only as written in capitals."""

    row: tuple[str, ...]
    phrase: str
    capitals: bool


class Match(NamedTuple):
    """Tokens `first` up to `last` (half open) are the phrase of `entry`, and of `others` if rows share it."""

    first: int
    last: int
    entry: Entry
    others: tuple[Entry, ...] = ()


def rows(name: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The rows of a data file: the leading columns, and the phrases of the last one."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            *row, phrases = line.split("\t")
            yield tuple(row), phrases.split("|")


def _spelled_out(phrase: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """A phrase, without its apostrophe too, with each word of a set in the set's place: "{hurt} * {part}"."""
    name = next((name for name in sets if name in phrase), None)
    if name is None:
        yield phrase
        if "n't" in phrase:
            yield phrase.replace("n't", "nt")
        return
    for word in sets[name]:
        yield from _spelled_out(phrase.replace(name, word), sets)


class Lexicon:
    """A tree of phrases."""

    __slots__ = ("root", "words")

    def __init__(self, name: str) -> None:
        self.root: dict[str, Any] = {}
        self.words: set[str] = set()
        sets: dict[str, list[str]] = {}
        for row, phrases in rows(name):
            if row[1:] == (SET,):
                sets[row[0]] = phrases
                continue
            for phrase in phrases:
                for whole in _spelled_out(phrase, sets):
                    self._add(row, whole)
        self.words.discard(ANY)

    def _add(self, row: tuple[str, ...], phrase: str) -> None:
        capitals = phrase.startswith("=") and len(phrase) > 1
        plain = fold(phrase.removeprefix("=") if capitals else phrase)
        node = self.root
        tokens = TOKEN.findall(plain)
        self.words.update(tokens)
        for token in tokens:
            node = node.setdefault(token, {})
        node.setdefault(END, []).append(Entry(row, plain, capitals))

    def matches(self, page: Page, words: list[str]) -> list[Match]:
        """Every phrase in the page, longest first from the left, without overlap."""
        found: list[Match] = []
        root, free = self.root, 0
        following = [*words[1:], ANY]
        for at in compress(range(len(words)), map(root.__contains__, words)):  # in C: most words begin no phrase
            node = root[words[at]]
            if at < free or not (END in node or following[at] in node or following[at] == "-" or ANY in node):
                continue
            best = self._longest(page, words, at, node)
            if best is not None:
                found.append(best)
                free = best.last
        return found

    def _longest(self, page: Page, words: list[str], first: int, node: dict[str, Any]) -> Match | None:
        best, at = None, first + 1
        star: Match | None = None
        while True:
            entries = node.get(END, ())
            if entries:
                best = self._found(page, first, at, entries) or best
            if at >= len(words):
                break
            if ANY in node:
                star = self._starred(page, words, first, at, node[ANY]) or star
            following = node.get(words[at])
            if following is None and words[at] == "-" and at + 1 < len(words):
                at += 1  # a hyphen where the list has a space
                following = node.get(words[at])
            if following is None:
                break
            node, at = following, at + 1
        return star if star and (best is None or star.last > best.last) else best

    def _starred(self, page: Page, words: list[str], first: int, at: int, node: dict[str, Any]) -> Match | None:
        """A phrase that goes on at `node` behind the words, up to three, that stand for its star."""
        for further in range(at, min(at + MOST_SKIPPED + 1, len(words))):
            word = words[further]
            if word in node and (found := self._rest(page, words, first, further + 1, node[word])):
                return found
            if not word[0].isalnum() or word in DENIALS:
                return None
        return None

    def _rest(self, page: Page, words: list[str], first: int, at: int, node: dict[str, Any]) -> Match | None:
        best: Match | None = None
        while True:
            best = self._found(page, first, at, node.get(END, [])) or best
            if at >= len(words) or words[at] not in node:
                return best
            node, at = node[words[at]], at + 1

    @staticmethod
    def _found(page: Page, first: int, last: int, entries: list[Entry]) -> Match | None:
        written = page.text[page.starts[first] : page.ends[last - 1]]
        fit = [entry for entry in entries if not entry.capitals or written == written.upper()]
        return Match(first, last, fit[0], tuple(fit[1:])) if fit else None


def one_less(word: str) -> Iterator[str]:
    """`word` without one of its letters, each in turn."""
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def one_edit(one: str, other: str) -> bool:
    """One letter more, less, other, or two neighbours exchanged."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[first:] == other[first + 1 :]
    swapped = one[:first] + one[first : first + 2][::-1] + one[first + 2 :]
    return one[first + 1 :] == other[first + 1 :] or swapped == other


class Vocabulary:
    """Known words, and what an unknown one was meant to be."""

    __slots__ = ("_known", "_meant", "_near", "said")

    def __init__(self, words: Iterable[str], real: Iterable[str]) -> None:
        self._known = set(words)
        self._meant: dict[str, str] = dict.fromkeys(real, "")
        self._near: dict[str, list[str]] = {}
        self.said: dict[str, str] = {}  # words already looked up
        for word in sorted(self._known):
            if len(word) >= SHORTEST_CORRECTED and word.isalpha():
                for key in {word, *one_less(word)}:
                    self._near.setdefault(key, []).append(word)

    def canonical(self, word: str) -> str:
        """The known word that `word` is, or a plural, a possessive or a slip of; else `word` itself."""
        meant = self._look_up(word)
        if len(self.said) < REMEMBERED:
            self.said[word] = meant
        return meant

    def _look_up(self, word: str) -> str:
        if word in self._known:
            return word
        bare = word.removesuffix("'s")
        if bare in self._known:
            return bare
        if bare.endswith("s") and len(bare) > 3 and bare[:-1] in self._known:
            return bare[:-1]
        if len(word) < SHORTEST_CORRECTED - 1 or len(word) > 24 or not word.isalpha():
            return word
        meant = self._meant.get(word)
        if meant is None:
            meant = self._correct(word)
            if len(self._meant) < REMEMBERED:
                self._meant[word] = meant
        return meant or word

    def _correct(self, word: str) -> str:
        for key in (word, *one_less(word)):
            for known in self._near.get(key, ()):
                if known[0] == word[0] and one_edit(word, known):
                    return known
        return ""


@cache
def lexicon(name: str) -> Lexicon:
    """A word list of the data folder, read once."""
    return Lexicon(name)


@cache
def vocabulary() -> Vocabulary:
    """Every word of the lists whose phrases may be misspelt."""
    words = set().union(
        *(lexicon(name).words for name in ("lexicon.tsv", "body.tsv", "treatments.tsv", "triggers.tsv"))
    )
    real = (DATA / "real_words.txt").read_text(encoding="utf-8").split()
    return Vocabulary(words, real)


def canonical(page: Page) -> list[str]:
    """The page's tokens as the word lists spell them."""
    known = vocabulary()
    said = known.said
    return [said.get(word) or known.canonical(word) for word in page.words]
