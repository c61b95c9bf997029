"""Bar charts as figures of a page: shapes laid out here, drawn by a template, with the table of the same numbers."""

from collections.abc import Sequence
from typing import NamedTuple

WIDE = 320
_LABEL, _GAP, _ROW = 112, 6, 22
_HIGH = 64


class Bar(NamedTuple):
    """A bar, in units of the drawing; `at` is the middle of its label."""

    label: str
    said: str
    x: float
    y: float
    width: float
    height: float
    at: float


class Chart(NamedTuple):
    """A chart: its title, what it says in one sentence, its bars and its height. `upright`: bars of months."""

    id: str
    title: str
    sentence: str
    bars: list[Bar]
    height: int
    upright: bool = False


Value = tuple[str, float | None, str]
"""A label, its number (None where there is none), and the number as it is shown."""


def months(id: str, title: str, values: Sequence[Value]) -> Chart:
    """Upright bars, one a month, as high as their numbers."""
    most = max((number or 0 for _, number, _ in values), default=0) or 1
    step = WIDE / max(len(values), 1)
    bars = []
    for place, (label, number, said) in enumerate(values):
        height = 0 if number is None else max(number / most * _HIGH, 1)
        middle = step * (place + 0.5)
        bars.append(Bar(label, said, round(step * place + 3, 1), round(_HIGH - height, 1), round(step - 6, 1),
                        round(height, 1), round(middle, 1)))  # fmt: skip
    return Chart(id, title, _sentence(values), bars, _HIGH + 16, upright=True)


def across(id: str, title: str, values: Sequence[Value]) -> Chart:
    """Bars across, one below the other, the label before and the number after each."""
    most = max((abs(number or 0) for _, number, _ in values), default=0) or 1
    room = WIDE - _LABEL - 76
    bars = []
    for place, (label, number, said) in enumerate(values):
        width, top = max(abs(number or 0) / most * room, 1), place * _ROW
        bars.append(Bar(label[:17], said, _LABEL + _GAP, top + 3, round(width, 1), _ROW - 8, top + _ROW / 2 + 4))
    return Chart(id, title, _sentence(values), bars, max(len(bars), 1) * _ROW)


def _sentence(values: Sequence[Value]) -> str:
    told = "; ".join(f"{label}: {said}" for label, number, said in values if number is not None)
    return f"{told}." if told else "Nothing to show."
