"""Give needs their room: each takes from the first of its choices, and moves others along where that makes room.

What is filled stays filled, so an earlier need is never given up for a later one, and together as much is filled as
can be. Each step takes the shortest chain of moves (augmenting paths, as in Edmonds and Karp).
"""

from collections import deque
from collections.abc import Sequence

from msgspec import Struct

_DUST = 1e-9  # what is left of parts of units by the arithmetic of floating point

Held = dict[str, dict[int, float]]


class Need(Struct, frozen=True):
    """An amount that is wanted, and where it may come from, the preferred first."""

    amount: float
    choices: tuple[str, ...]


def fill(needs: Sequence[Need], room: dict[str, float]) -> Held:
    """What each choice gives to each need, by its place in `needs`. Takes it off `room`."""
    held: Held = {choice: {} for choice in room}
    for at, need in enumerate(needs):
        lacking = need.amount
        while lacking > _DUST:
            chain = _chain(at, needs, room, held)
            if not chain:
                break
            moved = min([lacking, room[chain[0][1]], *(held[left][who] for who, _, left in chain if left)])
            _move(chain, moved, room, held)
            lacking -= moved
    return held


_Step = tuple[int, str, str | None]  # a need, the choice it takes from, and the one it leaves


def _chain(at: int, needs: Sequence[Need], room: dict[str, float], held: Held) -> list[_Step]:
    """The moves that give the need some of a choice, the last of them first; none where nothing can move."""
    came: dict[str, tuple[int, str | None]] = dict.fromkeys(needs[at].choices, (at, None))
    waiting = deque(came)
    while waiting:
        choice = waiting.popleft()
        if room[choice] > _DUST:
            return _back(choice, came)
        for holder in held[choice]:
            for other in needs[holder].choices:
                if other not in came:
                    came[other] = holder, choice
                    waiting.append(other)
    return []


def _back(choice: str, came: dict[str, tuple[int, str | None]]) -> list[_Step]:
    steps: list[_Step] = []
    to: str | None = choice
    while to is not None:
        who, left = came[to]
        steps.append((who, to, left))
        to = left
    return steps


def _move(chain: list[_Step], amount: float, room: dict[str, float], held: Held) -> None:
    room[chain[0][1]] -= amount
    for who, taken, left in chain:
        held[taken][who] = held[taken].get(who, 0) + amount
        if left:
            held[left][who] -= amount
            if held[left][who] <= _DUST:
                del held[left][who]
