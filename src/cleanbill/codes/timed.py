"""Minutes to units for timed codes, by the two ways payers count.

CMS pools the minutes of all timed codes of a day and discipline (Medicare Claims Processing Manual ch. 5 s. 20.2.C);
the midpoint rule of CPT counts each code on its own. Both turn minutes into units by the same sum.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cleanbill.codes.modifiers import DISCIPLINES
from cleanbill.codes.procedures import TIMED
from cleanbill.model.claim import Line

FURTHER = {"97130": "97129"}
"""Codes for the further units of another: their minutes and units count with it."""


class Pool(Struct, frozen=True, gc=False):
    """The timed lines of one day and discipline, with minutes and billed units by code, and all of them: `total`
    minutes, which earn `earned` units together, and `units` billed."""

    lines: Sequence[Line]
    minutes: dict[str, float]
    billed: dict[str, float]
    total: float
    units: float
    earned: int

    @property
    def spelled(self) -> str:
        """The pool in words: "97110 33 min x2, 97140 7 min x1"."""
        return ", ".join(f"{code} {m:g} min x{self.billed[code]:g}" for code, m in self.minutes.items())

    @property
    def alone_under_eight(self) -> bool:
        """Whether the only timed code of the day was given for less than 8 minutes."""
        return len(self.minutes) == 1 and self.total < 8

    def of(self, code: str) -> list[Line]:
        """The lines that bill a code, or its further units."""
        return [line for line in self.lines if FURTHER.get(line.code, line.code) == code]


def earned(minutes: float) -> int:
    """The 15-minute units that minutes earn: the last one from its eighth minute on."""
    return int((minutes + 7) // 15)


def sum_of(minutes: float) -> str:
    """How minutes become units, to be shown: "(33 + 7) / 15 = 2.67, so 2"."""
    exact = f"{(minutes + 7) / 15:.2f}".rstrip("0").rstrip(".")
    units = str(earned(minutes))
    return f"({minutes:g} + 7) / 15 = {exact}" + ("" if exact == units else f", so {units}")


def earning(minutes: float) -> str:
    """What minutes earn, in words: "37 minutes earn 2", "1 minute earns 0"."""
    return f"{count(minutes, 'minute')} earn{'s' if minutes == 1 else ''} {earned(minutes)}"


def bill(units: Mapping[str, int]) -> str:
    """Units in words: "97110 x2, 97140 x1, 97035 not billed"."""
    return ", ".join(f"{code} x{n}" if n else f"{code} not billed" for code, n in units.items())


def count(number: float, what: str = "unit") -> str:
    """A number of units, or of `what`, in words: "1 unit", "3 minutes"."""
    return f"{number:g} {what}" + ("" if number == 1 else "s")


def share(minutes: Mapping[str, float], billed: Mapping[str, float]) -> dict[str, int]:
    """The units of each code when all minutes are pooled.

    Each code gets its whole quarters of an hour; the units left go one each to the largest remainders. Equal
    remainders are either right: what is billed is kept, else the longer service gets the unit.
    """
    units = {code: int(m // 15) for code, m in minutes.items()}
    left = earned(sum(minutes.values())) - sum(units.values())
    worthiest = sorted(
        minutes, key=lambda code: (-(minutes[code] % 15), billed[code] <= units[code], -minutes[code], code)
    )
    for code in worthiest[:left]:
        units[code] += 1
    return units


def well_shared(minutes: Mapping[str, float], billed: Mapping[str, float]) -> bool:
    """Whether units that are right in total stand on the right codes, as `share` gives them or as well."""
    given, withheld = 15.0, 0.0
    for code, m in minutes.items():
        extra = billed[code] - m // 15
        if extra == 1:
            given = min(given, m % 15)
        elif extra == 0:
            withheld = max(withheld, m % 15)
        else:
            return False
    return given >= withheld


def pools(lines: Sequence[Line]) -> list[Pool]:
    """The timed lines of a visit by discipline: one pool unless two disciplines treat. Needs units and minutes."""
    timed = [line for line in lines if line.code in TIMED]
    disciplines = {m for line in timed for m in line.modifiers if m in DISCIPLINES}
    if len(disciplines) < 2:
        return [_pool(timed)] if timed else []
    groups: dict[frozenset[str], list[Line]] = {}
    for line in timed:
        groups.setdefault(DISCIPLINES.intersection(line.modifiers), []).append(line)
    return [_pool(group) for group in groups.values()]


def _pool(lines: list[Line]) -> Pool:
    minutes: dict[str, float] = {}
    billed: dict[str, float] = {}
    for line in lines:
        code = line.code
        if code in FURTHER:
            code = FURTHER[code]
        if code in minutes:
            minutes[code] += line.minutes or 0
            billed[code] += line.units or 0
        else:
            minutes[code] = line.minutes or 0
            billed[code] = line.units or 0
    total = sum(minutes.values())
    return Pool(lines, minutes, billed, total, sum(billed.values()), earned(total))
