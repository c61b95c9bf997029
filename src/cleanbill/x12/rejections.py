"""AAA, why a request was not answered, read and written."""

from typing import Literal

from cleanbill.model.trade import Rejection
from cleanbill.x12.interchange import Segments
from cleanbill.x12.levels import Level
from cleanbill.x12.loop import Loop
from cleanbill.x12.rows import Wrong, rows, write

Part = Literal["payer", "provider", "subscriber", "dependent", "service"]
PARTS: dict[str, Part] = {
    "20": "payer", "21": "provider", "22": "subscriber", "23": "dependent", "EV": "service", "SS": "service",
}  # fmt: skip
SOUND = ("42", "80")  # reasons that do not lie with the request: the payer could not answer
REJECTION = rows("!AAA*N**{reason! code}*{next! code}")
UNANSWERED = rows("!AAA*Y**{reason! code}*{next! code}")


def rejections(level: Level) -> tuple[Rejection, ...]:
    """Those of a level and of those above it; not those of a single benefit."""
    loops = {**level.above, level.code: level.loop}
    return tuple(one for code, loop in loops.items() for one in _of(loop.split("EB")[0], PARTS[code]))


def _of(loop: Loop, part: Part) -> list[Rejection]:
    return [Rejection(part, loop.needed(aaa, 3), loop.text(aaa, 4)) for aaa in loop.all("AAA")]


def sent(rejections: tuple[Rejection, ...], part: Part, wrong: list[Wrong], above: str = "") -> Segments:
    """The segments of those that refuse this part."""
    return [
        segment
        for index, one in enumerate(rejections)
        if one.of == part
        for segment in write(
            UNANSWERED if one.reason in SOUND else REJECTION, one, wrong, f"{above}/rejections/{index}"
        )
    ]
