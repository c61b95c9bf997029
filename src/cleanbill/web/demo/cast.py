"""Who is in the synthetic clinic, drawn from cast.toml and stories.toml; the same seed draws the same clinic."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

HERE = Path(__file__).parent
PATIENTS = 60
SIDES = {"right": "1", "left": "2"}  # as the codes of limbs end


class Person(NamedTuple):
    """A synthetic patient: what the chart says, the story of the illness, and who pays (a row of cast.toml)."""

    chart: dict[str, Any]
    story: dict[str, Any]
    payer: dict[str, Any]
    side: str
    begins: dt.date  # of the first visit
    onset: dt.date

    @property
    def age(self) -> int:
        """Years at the first visit."""
        born: dt.date = self.chart["dob"]
        return self.begins.year - born.year - ((self.begins.month, self.begins.day) < (born.month, born.day))

    def words(self, visit: int) -> dict[str, Any]:
        """What fills the words of a note: pain falls and range rises from visit to visit."""
        return {
            "side": self.side,
            "age": self.age,
            "onset": f"{self.onset:%B} {self.onset.day}, {self.onset.year}",
            "pain": max(1, 7 - visit // 2),
            "range": min(58, 38 + 2 * visit),
            "shoulder_range": min(175, 115 + 5 * visit),
            "knee_range": min(130, 100 + 3 * visit),
            "neck_range": min(78, 46 + 3 * visit),
            "minutes": min(60, 20 + 5 * visit),
            "shoulder": SIDES[self.side],
            "knee": SIDES[self.side],
        }


@cache
def told(name: str) -> dict[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def patients(today: dt.date, seed: int = 1) -> list[Person]:
    """The patients, whose first visits lie up to ten weeks back."""
    draw = Random(seed)
    cast, stories = told("cast.toml"), told("stories.toml")["stories"]
    payers = [payer for payer in cast["payers"] for _ in range(payer["share"])]
    found = []
    for number in range(PATIENTS):
        payer = payers[number % len(payers)]
        begins = today - dt.timedelta(days=draw.randrange(2, 70))
        onset = begins - dt.timedelta(days=draw.randrange(3, 40))
        chart = _chart(draw, number, payer["profile"] == "medicare_b", today)
        found.append(Person(chart, stories[number % len(stories)], payer, draw.choice(list(SIDES)), begins, onset))
    return found


def _chart(draw: Random, number: int, retired: bool, today: dt.date) -> dict[str, Any]:
    names = told("cast.toml")["names"]
    sex = draw.choice(["F", "M"])
    first = draw.choice(names["female" if sex == "F" else "male"])
    born = today.year - (draw.randrange(66, 84) if retired else draw.randrange(22, 64))
    return {
        "last_name": names["last"][number % len(names["last"])],
        "first_name": first,
        "dob": dt.date(born, draw.randrange(1, 13), draw.randrange(1, 28)),
        "sex": sex,
        "phone": f"217-555-{draw.randrange(100, 200):04}",
        "line1": f"{draw.randrange(10, 999)} Prairie Lane",
        "city": "Springfield",
        "state": "IL",
        "zip": "62701",
    }
