"""Codes named in the words of a note, resolved to stretches of the Tabular List.

Ranges go by tabular order (K6A stands before K66), a header covers all under it, and a condition on characters
("with fifth or sixth character 5") becomes a regular expression on the code without its dot.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_CODE = re.compile(r"(?<![A-Z0-9.])([A-Z][0-9A-Z]{2})(?:\.([0-9A-Z]+))?\.?(-?)(?![a-z0-9])")
_GROUP = re.compile(r"\([^()]*\)")
_ORDINALS = {"fifth": 5, "5th": 5, "sixth": 6, "six": 6, "6th": 6, "seventh": 7, "7th": 7}
_WHICH = "|".join(_ORDINALS)
_POSITION = re.compile(rf"with ({_WHICH})(?:( to | or )(?:{_WHICH}))?[ -]characters? (.+)$")
_INTENT = "with fifth or sixth character to indicate intent"
_OPEN_FRACTURE = "with open fracture 7th character"


class Stretch(NamedTuple):
    """A stretch of tabular order, in node numbers. `firm` False: the words also hold a condition we cannot read."""

    first: int
    last: int
    label: str
    pattern: str | None
    firm: bool


class Order:
    """Where each code (no dot) stands in tabular order, and where the last one under it stands."""

    def __init__(self, spans: Mapping[str, tuple[int, int]]) -> None:
        self._spans = spans
        self._sorted = sorted(key for key in spans if key[:1].isalpha() and "-" not in key)

    def span(self, key: str) -> tuple[int, int] | None:
        """First and last number of the code `key` and all under it."""
        return self._spans.get(key)

    def between(self, first: str, last: str) -> tuple[int, int] | None:
        """From the code `first` to the last one under `last`; an end that is no code gives way to the nearest."""
        low = self.span(first) or self._nearest(first, bisect_left(self._sorted, first))
        high = self.span(last) or self._nearest(last, bisect_right(self._sorted, last + "~") - 1)
        return (low[0], high[1]) if low and high and low[0] <= high[1] else None

    def _nearest(self, key: str, at: int) -> tuple[int, int] | None:
        near = self._sorted[at] if 0 <= at < len(self._sorted) else ""
        return self._spans[near] if near[:1] == key[:1] else None


def resolve(text: str, order: Order) -> Iterator[Stretch]:
    """The stretches that a note line names: first what stands in parentheses, then what stands in its prose."""
    for group in _GROUP.findall(text):
        yield from _read(group[1:-1], order)
    yield from _read(_GROUP.sub(" ", text), order)


def _read(words: str, order: Order) -> Iterator[Stretch]:
    """The stretches of one list of codes; what follows the last code is a condition on all of them."""
    codes = list(_CODE.finditer(words))
    if not codes:
        return
    pattern, condition, firm = _condition(words[codes[-1].end() :].strip(" ,.-"))
    at = 0
    while at < len(codes):
        width = 2 if at + 1 < len(codes) and _is_range(words, codes[at], codes[at + 1]) else 1
        first, last = codes[at], codes[at + width - 1]
        span = order.between(_key(first), _key(last)) if width == 2 else order.span(_key(first))
        if span:
            label = _label(first, span) if width == 1 else f"{_dotted(first)}-{_dotted(last)}"
            yield Stretch(*span, f"{label} {condition}".rstrip(), pattern, firm)
        at += width


def _is_range(words: str, first: "re.Match[str]", second: "re.Match[str]") -> bool:
    between = words[first.end() : second.start()]
    return between.strip() in ("-", "to") or (not between and bool(first[3]))


def _key(code: "re.Match[str]") -> str:
    return code[1] + (code[2] or "")


def _dotted(code: "re.Match[str]") -> str:
    return f"{code[1]}.{code[2]}" if code[2] else code[1]


def _label(code: "re.Match[str]", span: tuple[int, int]) -> str:
    header = span[0] != span[1]
    return _dotted(code) + (("-" if code[2] else ".-") if header else "")


def _condition(words: str) -> tuple[str | None, str, bool]:
    """The pattern that the words after a list of codes ask for, the words, and whether we could read them."""
    if not words.startswith("with") or words == _INTENT:
        return None, "", True
    pattern = _by_suffix(words) or _by_position(words)
    if words == _OPEN_FRACTURE:  # 7th characters of S52, S72, S82 whose meaning says "open fracture"
        pattern = "^.{6}[BCEFHJMNQR]"
    return pattern, words, pattern is not None


def _by_position(words: str) -> str | None:
    match = _POSITION.match(words)
    if not match:
        return None
    which, join, values = match.groups()
    wanted = values.replace(" or ", "").replace(",", "").replace(".", "").strip()
    if not re.fullmatch(r"[0-9A-Z-]+", wanted):
        return None
    before = _ORDINALS[which] - 1
    if join == " to ":
        return f"^.{{{before}}}{wanted}"
    if join == " or ":
        return _intent(wanted)
    return f"^.{{{before}}}[{wanted}]"


def _intent(wanted: str) -> str:
    """The 6th character or, where the code has only X there, the 5th."""
    return f"^.{{5}}[{wanted}]|^.{{4}}[{wanted}](X|$)"


def _by_suffix(words: str) -> str | None:
    """Characters after the category (".51-.52", "final characters .00 or .01") or at the end ("-23")."""
    rest = words.removeprefix("with").strip()
    final = rest.startswith("final character")
    rest = re.sub(r"^final characters? ", "", rest)
    if re.fullmatch(r"-[0-9]+", rest):
        return f"{rest[1:]}$"
    if final and re.fullmatch(r"[0-9]", rest):
        return _intent(rest)
    if not rest.startswith("."):
        return None
    ends = [_run(part) for part in re.split(r"\.?,?\s+(?:or\s+)?", rest)]
    return f"^.{{3}}({'|'.join(end for run in ends for end in run)})"


def _run(part: str) -> list[str]:
    """ ".51-.52" as 51, 52; ".62-" as 62."""
    first, _, last = part.replace(".", "").partition("-")
    return [str(n).zfill(len(first)) for n in range(int(first), int(last or first) + 1)]
