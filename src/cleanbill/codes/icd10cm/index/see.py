"""What a term leads to: its own code, or the codes of the place that its `see` names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from cleanbill.codes.icd10cm.index.entry import Entry, written

_FARTHEST = 5
_HANDFUL = 6  # as many as a table has columns of codes
_TOP = -1
_BRACKETS = re.compile(r"\([^()]*\)")
_BY_SITE = re.compile(r",? by [\w ]+$")
_CODES = re.compile(r"(?:sub)?categor(?:y|ies) ([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]+)?-?)")
_NOT_ELSEWHERE = frozenset(("nec", "nos"))
_JOINT = re.compile(r"^(with|in|due to|of)\b ?")


def led(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Each path that leads to a code, with the code; a path that leads on to another place says which."""
    places = _Places(entries)
    for at, entry in enumerate(entries):
        if entry.code:
            yield written(entry.path), entry.code
            continue
        other = entry.see or entry.see_also
        for code in places.codes_of(at, _FARTHEST) if other else ():
            yield f"{written(entry.path)} (see {other})", code


class _Places:
    """The Index as a tree, so that "Pain, limb, upper" can be walked: each place's children by their names."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._children: dict[int, list[int]] = defaultdict(list)
        line: list[int] = []
        for at, entry in enumerate(entries):
            del line[len(entry.path) - 1 :]
            self._children[line[-1] if line else _TOP].append(at)
            line.append(at)
        self._named: dict[tuple[int, str], list[int]] = defaultdict(list)
        for above, children in self._children.items():
            self._name(above, [(child, _names(entries[child].path[-1])) for child in children])

    def _name(self, above: int, named: list[tuple[int, list[str]]]) -> None:
        """By the whole title, then by the first name in it ("Lumbago, lumbalgia"), at the top by every other."""
        for child, names in named:
            self._named[above, " ".join(names)].append(child)
        for child, names in named:
            if len(names) > 1:
                self._named[above, names[0]].append(child)
        for child, names in named if above == _TOP else ():
            for name in names[1:]:
                self._named[above, name].append(child)

    def codes_of(self, at: int, farther: int) -> list[str]:
        """The code of a place; else those of the place that it names; else those right under it, if it is a handful."""
        entry = self._entries[at]
        if entry.code or not farther:
            return [entry.code] if entry.code else []
        other = entry.see or entry.see_also
        if not other:
            codes = {self._entries[child].code: None for child in self._children[at] if self._entries[child].code}
            return list(codes) if len(codes) <= _HANDFUL else []
        direct = _CODES.fullmatch(other)
        if direct:
            return [direct[1]]
        place, by_site = self._place(other)
        if place is None or (by_site and not self._entries[place].code):
            return []
        return self.codes_of(place, farther - 1)

    def _place(self, words: str) -> tuple[int | None, bool]:
        """The place that words name, and whether they go on with "by site" and the like."""
        by_site = _BY_SITE.search(words)
        names = _names(words[: by_site.start()] if by_site else words)
        return self._walk(_TOP, names) if names else None, bool(by_site)

    def _walk(self, at: int, names: list[str]) -> int | None:
        """Down from a place by names; what stands under a bare "with" counts as standing beside it."""
        if not names:
            return at
        for many in range(len(names), 0, -1):
            for child in self._named.get((at, " ".join(names[:many])), ()):
                if (found := self._walk(child, names[many:])) is not None:
                    return found
        beside = (self._walk(joint, names) for joint in self._named.get((at, ""), ()))
        return next((found for found in beside if found is not None), None)


def _names(words: str) -> list[str]:
    """The names between the commas, without what is in brackets."""
    while "(" in words and (bare := _BRACKETS.sub("", words)) != words:
        words = bare
    return [name for name in map(_plain, words.split(",")) if name] if "," in words else [_plain(words)]


@cache
def _plain(name: str) -> str:
    words = (word for word in name.lower().split() if word not in _NOT_ELSEWHERE)
    return _JOINT.sub("", " ".join(words)).removesuffix("s")
