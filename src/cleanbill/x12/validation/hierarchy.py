"""The levels of a transaction set (HL): numbered one by one, each under the one it names, its children as announced."""

from msgspec import Struct

from cleanbill.x12.damage import BAD_HL, Damage, Place


class Level(Struct):
    """An HL that is open: its number, whether it announced children, whether it got any, where it stands."""

    key: str
    number: str
    announced: str
    position: int
    loop: str
    children: bool = False


class Hierarchy:
    """Follows the HL segments of one transaction set."""

    def __init__(self, damage: Damage) -> None:
        self._damage = damage
        self._open: list[Level] = []
        self._last = 0

    def take(self, position: int, loop: str, key: str, under: str | None, hl: tuple[str, ...]) -> None:
        """The next HL, which the guide has under the level with the key `under` (None: at the top)."""
        while self._open and self._open[-1].key != under:
            self._leave()
        above = self._open[-1] if self._open else None
        self._last += 1
        if hl[1] != str(self._last):
            self._tell(position, loop, "HL01", "7", hl[1], f"it must be {self._last}, one more than in the HL before")
        right = above.number if above else ""
        if hl[2] != right:
            told = f"it must be {right!r}, the level above" if above else "it must be empty at the top"
            self._tell(position, loop, "HL02", "7", hl[2], told)
        if above:
            above.children = True
            if above.announced == "0":
                text = f"HL04 is '0', but level {hl[1][:12]!r} stands under it; it must be 1."
                place = Place(above.position, above.loop, "HL", "HL04")
                self._damage.add(BAD_HL, place, text, "IK403 7", "0")
        self._open.append(Level(key, hl[1], hl[4], position, loop))

    def finish(self) -> None:
        """The end of the set."""
        while self._open:
            self._leave()

    def _leave(self) -> None:
        level = self._open.pop()
        if level.announced == "1" and not level.children:
            place = Place(level.position, level.loop, "HL", "HL04")
            text = "HL04 is '1', but no level stands under it; it must be 0."
            self._damage.add(BAD_HL, place, text, "IK403 7", "1")

    def _tell(self, position: int, loop: str, element: str, code: str, value: str, right: str) -> None:
        text = f"{element} is {value[:12]!r}; {right}."
        self._damage.add(BAD_HL, Place(position, loop, "HL", element), text, f"IK403 {code}", value[:12])
