"""7th characters: the nearest definition above a code, X in the places between, and the one exception at S06."""

import re

from cleanbill.codes.icd10cm.tabular import Node

_EXCEPTION = re.compile(
    r"7th characters (\w) and (\w) do not apply to codes in category (\w+) with 6th character (\w)\b.*\bor (\w)\b"
)


class Sevenths:
    """The 7th characters in force at a node: what was defined on it or nearest above it, less what does not apply."""

    def __init__(self, defined: Node | None, barred: tuple[str, frozenset[str], frozenset[str]] | None) -> None:
        self._meanings = defined.seventh if defined else {}
        self._notes = defined.seventh_notes if defined else {}
        self._defined = defined
        self._barred = barred

    def at(self, node: Node) -> "Sevenths":
        """Those in force at a child node."""
        barred = next((_barred(text) for kind, text in node.notes if "7th characters" in text), None)
        if not node.seventh and not barred:
            return self
        return Sevenths(node if node.seventh else self._defined, barred or self._barred)

    def expand(self, leaf: Node) -> list[Node]:
        """The billable codes that a leaf of the tree stands for, none where it is complete as it is."""
        stem = leaf.code.replace(".", "")
        if not self._meanings or leaf.level != "diag" or len(stem) > 6:
            return []
        padded = stem.ljust(6, "X")
        return [
            Node(
                f"{padded[:3]}.{padded[3:]}{char}",
                f"{leaf.title}, {meaning}",
                "seventh",
                [("sevenChrNote", self._notes[char])] if char in self._notes else [],
                source=leaf.source,
            )
            for char, meaning in self._meanings.items()
            if not self._bars(padded, char)
        ]

    def _bars(self, padded: str, char: str) -> bool:
        if not self._barred:
            return False
        category, sixth, chars = self._barred
        return padded.startswith(category) and padded[5] in sixth and char in chars


NO_SEVENTHS = Sevenths(None, None)


def _barred(text: str) -> tuple[str, frozenset[str], frozenset[str]] | None:
    match = _EXCEPTION.match(text)
    if not match:
        return None
    first, second, category, sixth, other = match.groups()
    return category, frozenset((sixth, other)), frozenset((first, second))
