"""A note as the readers see it: the untouched text, a folded view of equal length, tokens, sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

FOLD = str.maketrans(
    {
        "‘": "'", "’": "'", "`": "'", "′": "'", "“": '"', "”": '"', "″": '"',
        "–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u2009": " ", "×": "x", "\t": " ",
    }
)  # fmt: skip
TOKEN = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[^\w\s]|_")
BREAK = re.compile(r"\n|;|[•●▪|]|[.!?]+(?=[\s,)\]\"”]|$)|\.(?=[A-Z])|,(?=\d{1,2}\.\s)")
TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|st|drs|vs|approx|sens|refl)$")
ABBREVIATION = re.compile(
    r"\b(?:pt|ext|flex|rot|lat|med|incl|fig|temp|min|mins|deg|wk|wks|mo|mos|yr|yrs|hr|hrs|sec"
    r"|[a-z])$"
)
ANSWER = re.compile(r"\s*:?\s*(?:yes|no|y|n|none|neg|denies|denied|\(|\[|[☐☑☒])(?![a-z])", re.I)
SIDED = re.compile(r" [LR]\. \d")  # "tenosynovitis L. 1st CMC not tender"
WRAPPED_LINE = 50
LONGEST = 1000  # characters of a sentence
STOP = re.compile(r"[,:|()]")
RUN_ON = 250  # characters without any stop: dictated, and typed without punctuation
STATEMENT = re.compile(  # words that begin a statement where nothing else parts it from the one before
    r" (?=(?:on (?:physical )?exam(?:ination)?|(?:my |the )?(?:impression|assessment|diagnosis|plan) (?:is|was|today)"
    r"|(?:he|she|they|patient|pt) (?:is|was|has|had|did|does|denies|reports|states|says|takes|works|can|cannot|will)"
    r"|i (?:do|did|find|found|feel|think|see|saw|am|will|would|recommend)|there (?:is|are|was|were)"
    r"|(?:his|her|their) (?:mother|father|brother|sister|son|daughter|aunt|uncle|grand\w+|parents?|family))\b)"
)


def fold(text: str) -> str:
    """`text` in small letters with plain quotes and dashes; exactly as long, so offsets hold in both."""
    plain = text.translate(FOLD)
    low = plain.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _tables(low: str) -> Iterator[tuple[int, int]]:
    """The stretches whose lines open with a pipe, or have the same number of them, two or more, three lines or more."""
    at, start, count, lines = 0, 0, 0, 0
    for line in [*low.split("\n"), ""]:
        opened = line.startswith("|")
        if opened:
            yield at, at + len(line)
        if not opened and line.count("|") == count >= 2:
            lines += 1
        else:
            if lines >= 3:
                yield start, at
            start, count, lines = at, line.count("|"), 1
        at += len(line) + 1


class Page:
    """Tokens (`words`, `starts`, `ends`, in parallel) and sentence starts of one note."""

    __slots__ = ("_tables", "bounds", "ends", "low", "sentence_tokens", "small", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = fold(text)
        tokens = list(TOKEN.finditer(self.low))
        self.words = [token[0] for token in tokens]
        self.starts = [token.start() for token in tokens]
        self.ends = [token.end() for token in tokens]
        self.small = text == self.low  # written without capitals: "l" may be a side
        self._tables = list(_tables(self.low)) if "|" in self.low else []
        self.bounds = self._bounded([0, *self._breaks()])
        self.sentence_tokens = [self.token_at(bound) for bound in self.bounds]

    def _bounded(self, bounds: list[int]) -> list[int]:
        """`bounds` without empty sentences, and with more where a sentence is longer than any that is written.

        Work on a sentence may go with its square; this keeps the whole linear.
        """
        found: list[int] = []
        for low, high in self._stated(bounds):
            if found and self.token_at(low) == self.token_at(high):
                continue
            found.extend(self._pieces(low, high))
        return found or [0]

    def _stated(self, bounds: list[int]) -> Iterator[tuple[int, int]]:
        """The sentences between `bounds`; one that runs on without a stop is cut where its statements begin."""
        for low, high in pairwise([*bounds, len(self.text)]):
            if high - low < RUN_ON or STOP.search(self.low, low, high - 1):
                yield low, high
                continue
            inner = [match.end() for match in STATEMENT.finditer(self.low, low, high)]
            yield from pairwise([low, *inner, high])

    def _pieces(self, low: int, high: int) -> Iterator[int]:
        while high - low > LONGEST:
            yield low
            index = bisect_right(self.starts, low + LONGEST) - 1
            low = self.starts[index] if index >= 0 and self.starts[index] > low else low + LONGEST
        yield low

    def _breaks(self) -> list[int]:
        return [m.end() for m in BREAK.finditer(self.text) if self._is_break(m)]

    def _is_break(self, match: re.Match[str]) -> bool:
        sign, start, end = match[0], match.start(), match.end()
        if sign == "\n":
            return not self._wrapped(start)
        if sign == "|":  # a table's row makes one statement
            return not any(low <= start < high for low, high in self._tables)
        before = self.low[max(0, start - 8) : start]
        if sign == "." and end < len(self.text):
            capital = self.text[end : end + 3].strip(" ,")[:1].isupper()
            ends = capital or SIDED.match(self.text, start - 2) or not ABBREVIATION.search(before)
            return not TITLE.search(before) and bool(ends)
        if sign == "!":
            return not re.search(r"\bp$", before)
        if sign == "?":
            return start > 0 and not before[-1:].isspace() and not ANSWER.match(self.text, end, end + 12)
        return True

    def _wrapped(self, start: int) -> bool:
        """A line break inside a sentence: a long line that does not end and goes on in small letters."""
        line = self.text[max(0, start - WRAPPED_LINE) : start]
        following = self.text[start + 1 : start + 2]
        return len(line) == WRAPPED_LINE and "\n" not in line and line[-1] not in ".:;!?)" and following.islower()

    def token_at(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset`."""
        return bisect_right(self.starts, offset - 1)

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds `offset`."""
        return max(0, bisect_right(self.bounds, offset) - 1)

    def sentence(self, index: int) -> tuple[int, int]:
        """Offsets of a sentence."""
        last = index + 1 >= len(self.bounds)
        return self.bounds[index], len(self.text) if last else self.bounds[index + 1]

    def tokens(self, index: int) -> tuple[int, int]:
        """Token range of a sentence."""
        last = index + 1 >= len(self.bounds)
        return self.sentence_tokens[index], len(self.words) if last else self.sentence_tokens[index + 1]
