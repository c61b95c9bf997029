"""What each number means, read from definitions.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

Unit = Literal["percent", "days", "money", "count", "per_100"]
_SCALES: dict[Unit, int] = {"percent": 100, "per_100": 100, "days": 1, "money": 1, "count": 1}


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number: parts over wholes by `scale`; the sum of the parts where there is no `whole`.

    `words` say what it is, `variant` which of those that go by its name. `cohort`, `date`, `leaves_out` and `stays` say
    of which records, by which of their dates, without which, and whether a closed month may change. `part`, `whole`
    and `of` are the words of its list; `money`: that part and whole are cents.
    """

    id: str
    group: str
    name: str
    variant: str
    unit: Unit
    words: str
    cohort: str
    date: str
    leaves_out: str
    part: str
    of: str
    source: str
    whole: str = ""
    scale: int = 0
    money: bool = False
    stays: str = ""

    @property
    def in_cents(self) -> bool:
        """Whether part and whole are money."""
        return self.money or self.unit == "money"

    def value(self, part: int, whole: int) -> float | None:
        """What the sums come to; None where nothing stands below the line."""
        if not self.whole:
            return part
        return part / whole * (self.scale or _SCALES[self.unit]) if whole else None

    def said(self, value: float | None) -> str:
        """The value as it is shown."""
        if value is None:
            return "—"
        if self.unit == "money":
            return f"${value / 100:,.2f}"
        words = {"percent": f"{value:.1f} %", "days": f"{value:.1f} days", "per_100": f"{value:.1f}"}
        return words.get(self.unit, f"{value:,.0f}")

    def amount(self, sum: int) -> str:
        """A part or a whole as it is shown."""
        return f"${sum / 100:,.2f}" if self.in_cents else f"{sum:,}"


@cache
def definitions() -> dict[str, Definition]:
    """The numbers by id, in their order."""
    told = _told()
    found = {}
    for id, row in told["numbers"].items():
        for kind, shared in told["like"].items():
            if word := row.pop(kind, None):
                row |= {key: value.format(word) for key, value in shared.items()}
        found[id] = msgspec.convert({"id": id, **row}, Definition)
    return found


@cache
def groups() -> dict[str, str]:
    """The titles of the groups by id, in their order."""
    titles: dict[str, str] = _told()["groups"]
    return titles


def _told() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "definitions.toml").read_text(encoding="utf-8"))
