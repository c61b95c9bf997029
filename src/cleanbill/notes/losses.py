"""Losses that an examination shows without the name of a finding: by a movement, a figure, a label or a box."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import ObjectiveFinding
from cleanbill.notes.exam import Stretch, spoken
from cleanbill.notes.extent import of_stretch
from cleanbill.notes.mentions import Reader
from cleanbill.notes.motion import LESS, MOVE, SHORT, STRENGTH_LABEL, is_limited, short_span, weak_grades, weak_side

RESISTED = re.compile(
    r"\b(?:pain\w*|sore|hurts?)[^,;]{0,30}\bresist\w*|\bresist\w*[^,;]{0,70}\b(?:pain|hurts?|repro\w*|provok\w*|sore)"
)
VITALS = re.compile(r"\b(?:bp|hr|pulse|temp|spo2|o2|resp|bmi)\b[: ]*\d")  # among them "RR" is breathing
TREATED = re.compile(
    r"\d ?(?:min\b|mins\b|minutes\b)|\b\d{1,2} ?x ?\d{1,3}\b|\bsec(?:s|onds)? x|\breps\b|\bw/ [ap]rom\b"
)
PALPATION = re.compile(r"[ *-]{0,4}(?:palp(?:ation|ate)?|tender(?:ness)?|ttp|tender to palpation)\b[^:\n]{0,20}:")
VAGUE = frozenset({"back_unspecified", "other", None})
SHOWN = re.compile(r"\d|short|restrict")  # without one of these no figure shows a loss
DENIED = re.compile(r"\b(?:no|not|full|wnl|normal|symmetric\w*|equal)\b")
TITLED = {
    "sensory": "neuro_deficit", "sensation": "neuro_deficit", "reflexes": "neuro_deficit", "dtrs": "neuro_deficit",
    "dtr": "neuro_deficit", "dermatomes": "neuro_deficit", "motor": "strength_deficit", "strength": "strength_deficit",
    "myotomes": "strength_deficit", "rom": "rom_limited",
}  # fmt: skip
LABELLED = {"tenderness": "palpation_tenderness", "palpation": "palpation_tenderness", "ttp": "palpation_tenderness"}
RATED = re.compile(r"\b(?:mild|moderate|severe|marked|pain|[1-4] ?\+)\b|\+")


def of_figures(reader: Reader, stretch: Stretch) -> Iterator[ObjectiveFinding]:
    """What figures show: a joint's span, a muscle's length, symmetry of strength, bare grades."""
    start, end, mentions = stretch
    words = spoken(reader, start, end)
    if not SHOWN.search(words):
        return
    tested = any(mention.kind == "test" for mention in mentions)
    given = TREATED.search(words)
    span = None if given else SHORT.search(words) or (None if tested else short_span(words, _main_region(reader)))
    if span and not DENIED.search(words):
        yield of_stretch(reader, "rom_limited", start, end, start + span.start())
    if weak_side(words) or (not tested and weak_grades(_with_label(reader, stretch))):
        yield of_stretch(reader, "strength_deficit", start, end, end - 1)


def of_label(reader: Reader, stretch: Stretch) -> Iterator[ObjectiveFinding]:
    """What the label of its line makes a finding: a place under asymmetry or palpation, a loss under "Sensory"."""
    start, end, mentions = stretch
    section, words = reader.sections.at(end - 1), spoken(reader, start, end)
    if _ticked_place(reader, stretch):
        yield of_stretch(reader, "palpation_tenderness", start, end, end - 1)
    elif section.part == "A" and reader.places.between(start, end):
        yield of_stretch(reader, "posture_gait", start, end, end - 1)
    elif section.title in LABELLED and reader.places.between(start, end) and RATED.search(words):
        if not DENIED.search(words):
            yield of_stretch(reader, LABELLED[section.title], start, end, end - 1)
    elif section.title in TITLED and not mentions and (less := LESS.search(words)) and not DENIED.search(words):
        yield of_stretch(reader, TITLED[section.title], start, end, start + less.start())


def _ticked_place(reader: Reader, stretch: Stretch) -> bool:
    """Whether a stretch is a ticked place in a line that asks where it is tender: "Palpation: [x] AC joint"."""
    mark = reader.mark(reader.page.starts[min(reader.page.token_at(stretch.start), len(reader.page.starts) - 1)])
    if stretch.mentions or mark is None or mark.status != "affirmed":
        return False
    line = reader.page.low.rfind("\n", max(0, stretch.start - 200), stretch.start) + 1
    asked = PALPATION.match(reader.page.low, line, stretch.start)
    return bool(asked and reader.places.between(stretch.start, stretch.end))


def _with_label(reader: Reader, stretch: Stretch) -> str:
    """The words of a stretch behind those that label its line: "MMT  flex 4, abd 4-"."""
    line = reader.page.low.rfind("\n", max(0, stretch.start - 120), stretch.start) + 1
    label = STRENGTH_LABEL.search(reader.page.low, line, min(stretch.start, line + 30)) if line else None
    words = spoken(reader, stretch.start, stretch.end)
    titled = reader.sections.at(stretch.start).title in ("strength", "mmt", "motor")
    return f"mmt {words}" if label or titled else words


def of_motion(reader: Reader, stretch: Stretch) -> Iterator[ObjectiveFinding]:
    """A movement that is said or measured to be less than normal, or to hurt."""
    words = spoken(reader, stretch.start, stretch.end)
    move = MOVE.search(words)
    if move is None or TREATED.search(words):
        return
    region = stretch.mentions[0].region if stretch.mentions else None
    if region is None:
        low, high = reader.page.sentence(reader.page.sentence_of(stretch.start))
        site = reader.places.near(stretch.start, stretch.end, low, high)
        region = site.region if site else _main_region(reader)
    at = stretch.start + move.start()
    if move[0] == "rr" and VITALS.search(reader.page.low, max(0, at - 60), at + 60):
        return
    if is_limited(words, region) and not _denied(reader, at):
        kind = "special_test_positive" if RESISTED.search(words) else "rom_limited"
        yield of_stretch(reader, kind, stretch.start, stretch.end, at)


def _main_region(reader: Reader) -> str | None:
    """The region of the first complaint or diagnosis, else the first place, for a movement that stands without one."""
    told = (m for m in reader.mentions[:40] if m.kind in ("complaint", "diagnosis") and m.status == "affirmed")
    named = next((m.region for m in told if m.region), None)
    return named or next((site.region for site in reader.places.all[:8] if site.region not in VAGUE), None)


def _denied(reader: Reader, offset: int) -> bool:
    mark = reader.mark(offset)
    if mark is not None:
        return mark.status != "affirmed"
    token = reader.page.token_at(offset)
    return reader.judge.judge(token, token + 1).status in ("negated", "hypothetical", "historical", "family")
