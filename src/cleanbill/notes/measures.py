"""Outcome measures and pain scales with the score that is written beside them. The names are in `data/measures.tsv`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from cleanbill.model.reading import Measure, ObjectiveFinding
from cleanbill.notes.mentions import Reader
from cleanbill.notes.words import Match, lexicon, rows

Scale = Literal["percent", "points", "seconds", "repetitions"]
FAR = 40  # characters between a measure's name and its score
SCORE = re.compile(
    r"(?<![\w./])(?P<n>-?\d{1,3}(?:\.\d{1,2})?)(?: ?(?:-|to) ?(?P<high>\d{1,2}))?"
    r"(?:(?P<pc> ?%| percent)| ?(?:/|out of) ?(?P<of>\d{1,3}))?"
    r"(?![\d/]|\.\d| ?(?:wk|week|day|month|visit|question|item))"
)
APART = re.compile(r"[;\n]|\b(?:goal|not|deferred|refused|next)\b|\.\s")
PAIN = re.compile(
    r"(?P<n>\d(?<![\d./].)\d?(?:\.5)?)(?: ?(?:-|to) ?(?P<high>\d{1,2}))? ?(?:/|out of) ?10(?![\d/%]|\.\d)"
)
NOT_PAIN = re.compile(
    r"\b(?:visits?|sessions?|tx|appointments?|appt|page|on|since|doi|dos|from|until|last seen|dated?|strength|mmt"
    r"|goals?|psfs|confidence|motivation|effort|rpe|borg|avg|average score"
    r"|under|below|less than|no more than|at most)[ #:=]*$|[<≤] ?$"
)
TELLS_PAIN = re.compile(
    r"pain|ache|\blbp\b|sore|\bp!|nprs|vas|nrs|worst|best|current|at rest|severity|intensity|symptom|stiff|discomfort"
    r"|spasm|rates|rated|level|\bsx\b|sciatica|tingl|burning"
)
PAIN_SCALE = "Numeric Pain Rating Scale"


class Bounds(NamedTuple):
    """How a measure is scored: scale, best and worst score, and the most of a score that is written as a sum."""

    scale: Scale
    best: float | None
    worst: float | None
    most: float | None


def measures(reader: Reader, goals: list[tuple[int, int]]) -> list[Measure]:
    """The measures of this visit in order. `goals`: the stretches that say what is to be reached, not what is."""
    found = [*_named(reader), *_pains(reader)]
    seen: set[int] = set()
    kept = []
    for measure in sorted(found, key=lambda m: (m.start, -m.end)):
        aimed = any(start <= measure.start < end for start, end in goals)
        if not aimed and not reader.sections.is_copied(measure.start) and measure.end not in seen:
            seen.add(measure.end)
            kept.append(measure)
    return kept


def beyond_cutoff(measures: list[Measure]) -> list[ObjectiveFinding]:
    """The findings that scores of performance make: a slow rise, a balance score of one who may fall."""
    found = []
    for measure in measures:
        kind, sign, limit = _cutoffs().get(measure.name, ("", "", 0.0))
        if kind and measure.score is not None and (measure.score > limit) == (sign == ">") and measure.score != limit:
            found.append(ObjectiveFinding(kind, measure.start, measure.end, measure.span))
    return found


@cache
def _cutoffs() -> dict[str, tuple[str, str, float]]:
    told = {row[0]: row[3].split(" ") for row, _ in rows("measures.tsv") if row[3] != "-"}
    return {name: (kind, sign, float(limit)) for name, (kind, sign, limit) in told.items()}


def _named(reader: Reader) -> Iterator[Measure]:
    matches = lexicon("measures.tsv").matches(reader.page, reader.page.words)
    ends = [*(reader.page.starts[m.first] for m in matches[1:]), len(reader.page.low)]
    for match, limit in zip(matches, ends, strict=False):
        yield _measure(reader, match, limit)


def _measure(reader: Reader, match: Match, limit: int) -> Measure:
    """The measure of a name: with its score where one stands behind it in the same sentence, else without."""
    page = reader.page
    start, end = page.starts[match.first], page.ends[match.last - 1]
    bounds = _bounds(match.entry.row)
    stop = min(limit, end + FAR)
    apart = APART.search(page.low, end, stop)
    written = SCORE.search(page.low, end, apart.start() if apart else stop)
    score, bounds = _score(written, bounds) if written else (None, bounds)
    if written and score is not None:
        end = written.end()
    return Measure(
        match.entry.row[0], start, end, page.text[start:end], score, bounds.scale, bounds.best, bounds.worst
    )  # fmt: skip


def _score(written: re.Match[str], bounds: Bounds) -> tuple[float | None, Bounds]:
    """The score, and its bounds as this way of writing it has them; no score where it lies outside."""
    number = float(written["high"] or written["n"])
    whole = float(written["of"]) if written["of"] else None
    if whole is not None and bounds.scale == "percent" and whole == bounds.most:
        best, worst = (0.0, whole) if bounds.best == 0 else (whole, 0.0)
        bounds = Bounds("points", best, worst, whole)
    elif whole is not None and bounds.most is not None and whole not in (bounds.most, bounds.worst, bounds.best):
        return None, bounds
    elif written["pc"] and bounds.scale == "points" and {bounds.best, bounds.worst} == {0.0, 80.0}:
        bounds = Bounds("percent", 100.0, 0.0, None)
    if bounds.best is not None and bounds.worst is not None:
        low, high = sorted((bounds.best, bounds.worst))
        if not low <= number <= high:
            return None, bounds
    return number, bounds


def _pains(reader: Reader) -> Iterator[Measure]:
    """Pain from 0 to 10 without the name of a scale: "LBP 7/10", "3-5/10"; of a range, its worst."""
    page = reader.page
    for match in PAIN.finditer(page.low):
        number = float(match["high"] or match["n"])
        if number > 10 or NOT_PAIN.search(page.low, max(0, match.start() - 16), match.start()):
            continue
        low, high = page.sentence(page.sentence_of(match.start()))
        told = TELLS_PAIN.search(page.low, max(low, match.start() - 200), min(high, match.end() + 60))
        if told or reader.sections.at(match.start()).name == "subjective":
            bounds = pain_scale()
            yield Measure(
                PAIN_SCALE, match.start(), match.end(), page.text[match.start() : match.end()], number,
                bounds.scale, bounds.best, bounds.worst,
            )  # fmt: skip


@cache
def pain_scale() -> Bounds:
    """The bounds of a pain score out of 10."""
    return Bounds("points", 0.0, 10.0, 10.0)


@cache
def _bounds(row: tuple[str, ...]) -> Bounds:
    scale, *ends = row[1].split(" ")
    best, worst = (float(end) for end in ends) if ends else (None, None)
    return Bounds(cast(Scale, scale), best, worst, None if row[2] == "-" else float(row[2]))
