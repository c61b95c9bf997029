"""The plan of care as written: diagnosis, goals, type, amount, frequency and duration.

The parts are those of Medicare Benefit Policy Manual ch. 15 s. 220.1.2.
"""

import re
from collections.abc import Iterator

from cleanbill.model.reading import Fact, PlanElement, PlanPart, Span
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import Phrases

WORDS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8,
         "ten": 10, "twelve": 12}  # fmt: skip
N = r"\d{1,2}|one|two|three|four|five|six|eight|ten|twelve"
WEEK = r"(?:weeks?|wks?|wk|w)\b"
WEEKS = rf"(?:(?: ?,)? ?(?:x|for|times|over)? ?(?:the (?:next|first) )?(?P<w>{N})(?: ?(?:-|to) ?(?P<w2>{N}))? ?{WEEK})"
FREQUENCY = re.compile(
    rf"(?=[\dobtfsemw])(?<![\w./])(?:(?P<n>{N})(?: ?(?:-|to|or) ?(?P<m>{N}))? ?(?:x|times?|visits?|sessions?|tx"
    rf"|days?)?"
    rf" ?(?:/|per|a|each|every) ?(?:week|wk|w)\b|(?P<once>once|twice)(?: ?(?:-|to|or) ?(?:twice|three times))?"
    rf" ?(?:/|per|a|every)? ?(?:week(?:ly)?|wk)\b|(?P<t>{N})(?: ?(?:-|to|or) ?(?P<t2>{N}))? ?(?:x"
    rf"|times) ?(?:weekly|week|wk)\b"
    rf"|(?P<x>\d) ?x ?(?P<xw>\d{{1,2}}) ?(?:wks?|weeks?)\b|(?P<days>mwf|m/w/f|tu?/?th|tues/thurs|t/th|biw|tiw"
    rf"|weekly)\b"
    rf"(?! (?:goal|mileage)))(?P<dur>{WEEKS}| ?x ?(?P<bare>\d{{1,2}})(?! ?(?:visits?|/|x|min|sec|d\b|days?|mo)))?"
)
DAYS = {
    "mwf": 3,
    "m/w/f": 3,
    "tth": 2,
    "tuth": 2,
    "tu/th": 2,
    "t/th": 2,
    "tues/thurs": 2,
    "biw": 2,
    "tiw": 3,
    "weekly": 1,
}
DURATION = re.compile(
    rf"\b(?=[dfox\dcp])(?:duration(?: of (?:care|treatment|poc))?\s*[:=]?\s*(?P<d>{N}) ?(?:-\s?)?(?P<u>weeks?"
    rf"|wks?|days?|months?|mos?)\b"
    rf"|(?:for|over|x) (?:the next |an? (?:anticipated |estimated )?)?(?P<f>{N}) ?(?P<fu>weeks?|wks?|wk|months?"
    rf"|mos?)\b"
    rf"|(?P<c>\d{{1,3}})[- ](?P<cu>week|day|month)s? (?:plan|course|certification|cert|poc|program)"
    rf"|(?:certification|cert|poc) period\s*[:=]?\s*\d[^\n;]{{4,28}}\d)"
)
AMOUNT = re.compile(
    r"\b(?=[aot12\dsv])(?:amount\s*[:=]\s*[^\n.;,]{2,30}|(?:once|twice|one session|1 session|1 ?x|2 ?x|one time"
    r"|two times) ?(?:a|per|/) ?day\b"
    r"(?! (?:for|with|x|prn))|\d{2} ?-?(?:min(?:ute)?s?) ?(?:/|per|a)? ?(?:sessions?|visits?|tx)\b"
    r"|one[- ]hour (?:sessions?|visits?)"
    r"|(?:sessions?|visits?) (?:of|lasting) \d{2}(?:-\d{2})? ?min\w*)"
)
TYPE = re.compile(
    r"\b(?=[posct])(?:physical therapy|occupational therapy|skilled (?:pt|ot|therapy|physical therapy)"
    r"|chiropractic (?:care|treatment)"
    r"|type\s*[:=]\s*[^\n.;]{2,40})"
)
NOT_PLANNED = re.compile(
    r"\b(?:works?|runs?|walks?|gym|exercis\w+|drinks?|smok\w+|takes?|takin\w+|mg|tab\w*|hep|home|plays?|swims?"
    r"|yoga|pilates"
    r"|wakes?|nights?|attended|completed|had|stretch\w*|ice|heat|prn|golf\w*|mi|miles)\b[^.;\n]{0,40}$"
)
WEEKLY = ("week", "wk", "/w", "/th", "tth", "mwf", "biw", "tiw")  # without one of these no frequency is written
TELLING: dict[PlanPart, tuple[str, ...]] = {  # without one of these no such part is written
    "amount": ("amount", "day", "session", "visit", "tx"), "type": ("therapy", "skilled", "chiropractic", "type"),
}  # fmt: skip
CARE = Phrases("plan_of_care.care")
SAID_IN = frozenset({"plan", "assessment", "other", "objective"})
MOST_TYPES = 6


def plan_of_care(reader: Reader, goals: list[Span], facts: list[Fact]) -> list[PlanElement]:
    """The elements in the order of the note. Of a range of visits the most is given: "2-3x/week" is 3."""
    found = [PlanElement("goal", goal.start, goal.end, goal.span) for goal in goals]
    found += [PlanElement("diagnosis", f.start, f.end, f.span) for f in facts if _is_diagnosis(f)]
    frequencies = list(_frequencies(reader))
    found += frequencies + list(_durations(reader, {element.end for element in frequencies}))
    found += [*_plain(reader, "amount", AMOUNT), *_types(reader)]
    return sorted(found, key=lambda element: (element.start, element.end))


def _is_diagnosis(fact: Fact) -> bool:
    return fact.kind == "diagnosis" and fact.assertion == "affirmed" and fact.section == "assessment"


def _frequencies(reader: Reader) -> Iterator[PlanElement]:
    if not any(word in reader.page.low for word in WEEKLY):
        return
    for match in FREQUENCY.finditer(reader.page.low):
        if not _planned(reader, match.start()):
            continue
        times, weeks = _times(match), _weeks(match)
        yield _element(reader, "frequency", match.start(), match.end(), times, weeks)
        if weeks:
            start = match.start("dur") if match["dur"] else match.start("xw")
            said = reader.page.text[start : match.end()]
            yield _element(reader, "duration", start + len(said) - len(said.lstrip(" ,")), match.end(), weeks=weeks)


def _times(match: re.Match[str]) -> int | None:
    if match["once"]:
        return 3 if "three" in match[0] else 2 if "twice" in match[0] else 1
    if match["days"]:
        return DAYS.get(match["days"])
    return _number(match["m"] or match["n"] or match["t2"] or match["t"] or match["x"])


def _weeks(match: re.Match[str]) -> int | None:
    return _number(match["w2"] or match["w"] or match["bare"] or match["xw"])


def _number(said: str | None) -> int | None:
    return None if said is None else WORDS.get(said) or int(said)


def _durations(reader: Reader, taken: set[int]) -> Iterator[PlanElement]:
    """Durations that do not end a frequency; `taken`: where those end."""
    for match in DURATION.finditer(reader.page.low):
        if _planned(reader, match.start()) and _of_treatment(reader, match) and match.end() not in taken:
            yield _element(reader, "duration", match.start(), match.end(), weeks=_lasting(match))


def _of_treatment(reader: Reader, match: re.Match[str]) -> bool:
    """Whether a duration is said of the treatment and not of rest, work or a drug."""
    if match["f"] is None:
        return True
    low, high = reader.page.sentence(reader.page.sentence_of(match.start()))
    return bool(CARE.search(reader.page.low, max(low, match.start() - 80), min(high, match.end() + 40)))


def _lasting(match: re.Match[str]) -> int | None:
    """Whole weeks where weeks, or days that make whole weeks, are written; a month is not a number of weeks."""
    number = _number(match["d"] or match["f"] or match["c"])
    unit = match["u"] or match["fu"] or match["cu"] or ""
    if number and unit.startswith("w"):
        return number
    return number // 7 if number and unit.startswith("d") and number % 7 == 0 else None


def _plain(reader: Reader, part: PlanPart, pattern: re.Pattern[str]) -> Iterator[PlanElement]:
    said = any(word in reader.page.low for word in TELLING[part])
    for match in pattern.finditer(reader.page.low) if said else ():
        if _planned(reader, match.start()):
            yield _element(reader, part, match.start(), match.end())


def _types(reader: Reader) -> Iterator[PlanElement]:
    """The kinds of treatment that the plan names: the discipline, else what is to be done, each once."""
    page, seen = reader.page, set[str]()
    yield from (e for e in _plain(reader, "type", TYPE) if reader.sections.at(e.start).name in ("plan", "assessment"))
    for match in reader.treated:
        start, end = page.starts[match.first], page.ends[match.last - 1]
        name = match.entry.row[0]
        if len(seen) < MOST_TYPES and name not in seen and reader.sections.at(start).name == "plan":
            if name in ("medication", "rest", "taping", "physical_therapy") or reader.sections.is_copied(start):
                continue
            seen.add(name)
            yield _element(reader, "type", start, end)


def _planned(reader: Reader, offset: int) -> bool:
    """Whether words stand where a plan is made, and not for a drug, a job or a habit."""
    if reader.sections.at(offset).name not in SAID_IN or reader.sections.is_copied(offset):
        return False
    low, _ = reader.page.sentence(reader.page.sentence_of(offset))
    return not NOT_PLANNED.search(reader.page.low, max(low, offset - 60), offset)


def _element(
    reader: Reader, part: PlanPart, start: int, end: int, times: int | None = None, weeks: int | None = None
) -> PlanElement:
    return PlanElement(part, start, end, reader.page.text[start:end], times, weeks)
