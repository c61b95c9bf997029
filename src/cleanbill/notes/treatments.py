"""What was done: treatments with minutes, sets and repetitions; totals of minutes."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import msgspec

from cleanbill.model.reading import Treatment
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import Phrases
from cleanbill.notes.words import Match

MINUTES = re.compile(
    r"(?<![\w.:/])(?:x? ?(?P<min>\d{1,3})|\b(?P<word>five|eight|ten|twelve|fifteen|twenty|thirty)) ?(?:-\s?)?"
    r"(?:min(?:ute)?s?\b|mns?\b|'(?![\w'])|m\b(?! ?(?:walk|run)))"
)
BARE_MINUTES = re.compile(r"[a-z] {1,8}(?P<min>[5-9]|[1-3]\d)$")
CODED_MINUTES = re.compile(r" x ?(?P<min>[89]|[1-5]\d)\s*(?=$|\()")  # "97140 STM x 15": more than units can be
IN_WORDS = {"five": 5, "eight": 8, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
MODALITIES = frozenset(
    "hot_cold_pack whirlpool paraffin vasopneumatic electrical_stimulation electrical_stimulation_attended"
    " electrical_stimulation_unattended traction ultrasound laser diathermy".split()
)
SETS = re.compile(
    r"(?<![\w./-])(?P<s>\d{1,2}) ?x ?(?P<r>\d{1,3})(?P<u> ?(?:sec\w*|s\b|\"|min\w*|'))?(?!\s?(?:/"
    r"|per|a |times|wk|week|cm|day|mg|month))(?![\d.])(?:'' ?)?"
    r"|(?P<s2>\d{1,2}) sets? ?(?:of|x) ?(?P<r2>\d{1,3})"
    r"|(?P<r3>\d{1,3}) ?reps? ?x ?(?P<s3>\d{1,2})(?: sets?)?|(?P<s4>\d{1,2}) sets?\b"
)
REPS = re.compile(
    r"(?<![\w./])x ?(?P<r>\d{1,3})(?: ?reps?\b|(?! ?(?:min|m\b|'|/|units?|wk|week|day|visit|d\b"
    r"|w\b|mo|yr|month|year|sec|s\b|hour|hr)|\d|x))|(?<![\w./])(?P<q>\d{1,3}) ?(?:reps?"
    r"|repetitions)\b"
)
CODE = re.compile(r"(?P<c>[9GgS](?<![\d.$#-].)(?:(?<=9)\d{4}|(?<=[Gg])0\d{3}|(?<=S)8\d{3}))(?![\d-])")
TIMED_CODE = re.compile(
    r"(?<!\d)9\d{4}(?: ?[(x-])? ?\d{1,3} ?(?:min(?:ute)?s?\b|')\)?|\bmin(?:ute)?s?(?=\s?:)|\bunits?(?=\s?:)"
)
FIGURE = re.compile(r"\d")
CUT = re.compile(
    r"(?=[,;ftp.)\s\[(☐☑☒•])(?:[,;\n]|\.(?=\s|$)|(?<!\w)(?:followed by|then|plus)(?!\w)|\s-\s|\)\s(?=\()|\[[ x]?\]"
    r"|\([ x]?\)|[☐☑☒•])"
)
PURPOSE = re.compile(r"\s(?:to|for|in order to|so (?:that|he|she|pt)|due to|because|2/2|secondary to|->|→)\s")
DONE = re.compile(r"(?:[^:]{0,40}:)?[ \d.)*x-]*(?:[a-z][a-z/&+-]*[ ,]+){1,6}[(x]?\s*")
NOT_DONE = Phrases("treatments.not_done")
VAGUE = frozenset({"back_unspecified", "other", None})
IN_BRACKETS = 40  # characters of a bracket on either side of a comma in it
TREATED = frozenset({"plan", "other", "objective", "assessment", "subjective"})


ONE_ON_ONE = re.compile(
    r"\b(?:one[- ]on[- ]one|1[- ]?(?::|on|-)[- ]?1|direct (?:one-on-one )?contact|individual(?:ly)?)\b"
)
NOT_ONE_ON_ONE = Phrases("treatments.not_one_on_one")
ALL_ONE_ON_ONE = re.compile(
    r"\b(?:all|entire|throughout|whole)\b[^.;\n]{0,50}\b(?:one[- ]on[- ]one|1[- ]?(?::|on|-)[- ]?1)\b"
    r"|\b(?:one[- ]on[- ]one|1[- ]?(?::|on|-)[- ]?1)\b[^.;\n]{0,40}\b(?:throughout|entire|whole|for all"
    r"|all (?:timed|treatment))"
)


def treatments(reader: Reader) -> list[Treatment]:
    """Treatments in the order of the note, each with the figures and the code that are written beside it."""
    coded = bool(CODE.search(reader.page.text))
    told = any(words in reader.page.low for words in ("on one", "on-one", "1:1", "1 on 1", "1-on-1"))
    all_so = True if told and ALL_ONE_ON_ONE.search(reader.page.low) else None
    return [_told(reader, item, coded, all_so) for item in _given(reader)]


def _told(reader: Reader, item: Treatment, coded: bool, all_so: bool | None) -> Treatment:
    """`item` with the code its words decide, where the note writes no codes itself; timed, one-on-one and where."""
    page = reader.page
    low, high = page.sentence(page.sentence_of(item.start))
    cut = CUT.search(page.low, item.end, min(high, item.end + 80))
    high = cut.start() if cut else min(high, item.end + 80)
    codes = {item.cpt} if item.cpt else _open_codes(reader, item.start, max(item.end, high))
    measured = item.minutes or item.sets or item.reps
    decided = next(iter(codes)) if len(codes) == 1 and measured and not coded else item.cpt
    timed = {code in _timed() for code in codes}
    around = (max(low, item.start - 40), high)
    group, alone = NOT_ONE_ON_ONE.search(page.low, *around), ONE_ON_ONE.search(page.low, *around)
    places = (site.region for site in reader.places.between(item.start, high) if site.region not in VAGUE)
    return msgspec.structs.replace(
        item,
        cpt=decided,
        timed=timed.pop() if len(timed) == 1 else None,
        one_on_one=False if group else True if alone else all_so,
        region=next(places, None),
    )


def _open_codes(reader: Reader, start: int, stop: int) -> set[str]:
    """The procedure codes that the names of treatments in a stretch leave open; none where one of them has no code."""
    named = [m.entry.row[1] for m in _names(reader, start, stop)]
    return set() if "-" in named else {code for codes in named for code in codes.split("|")}


@cache
def _timed() -> frozenset[str]:
    """The codes that are billed by the quarter of an hour. Imported here: a note is read without the code set."""
    from cleanbill.codes.procedures import TIMED

    return TIMED


def _given(reader: Reader) -> list[Treatment]:
    found = list(_measured(reader))
    starts = [item.start for item in found]
    for item in _named(reader):
        at = bisect_left(starts, item.end)
        if at == 0 or found[at - 1].end <= item.start:
            found.insert(at, item)
            starts.insert(at, item.start)
    return found


def _measured(reader: Reader) -> Iterator[Treatment]:
    """Stretches with minutes, sets or a procedure code."""
    low = reader.page.low
    at = 0
    cuts = CUT.finditer(low) if "(" not in low else (c for c in CUT.finditer(low) if not _in_brackets(low, c.start()))
    for cut in [*cuts, None]:
        stop = cut.start() if cut else len(low)
        start, at = at, (cut.end() if cut else stop)
        figured = stop - start >= 3 and (FIGURE.search(low, start, stop) or low.find(" min", start, stop) >= 0)
        if not figured or reader.sections.at(start).name not in TREATED:
            continue
        if reader.sections.is_copied(start) or _unticked(reader, start):
            continue
        stop = min(stop, start + 400)
        for part_start, part_end in _parts(low, start, stop):
            item = _item(reader, part_start, part_end)
            if item:
                yield item


def _in_brackets(low: str, at: int) -> bool:
    """Whether a comma stands between brackets that belong to what is before them: "gait 150 ft (97116, 15 min)"."""
    if low[at] != ",":
        return False
    opened = low.rfind("(", max(0, at - IN_BRACKETS), at)
    closed = low.find(")", at, at + IN_BRACKETS) if opened >= 0 else -1
    return closed >= 0 and low.find(")", opened, at) < 0 and low.find("\n", opened, closed) < 0


def _unticked(reader: Reader, start: int) -> bool:
    """Whether a stretch is an item of a list of boxes that is not ticked."""
    mark = reader.mark(reader.page.starts[min(reader.page.token_at(start), len(reader.page.starts) - 1)])
    return mark is not None and mark.status != "affirmed"


def _parts(low: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at "and" or "+", or behind "97110 30 min", where each side carries its own figures."""
    coded = TIMED_CODE.search(low, start, stop)
    if coded and coded.end() < stop:
        yield start, coded.end()
        start = coded.end()
    for joint in re.finditer(r"\s(?:and|&|\+|w/|with)\s", low[start:stop]):
        left, right = low[start : start + joint.start()], low[start + joint.end() : stop]
        if (MINUTES.search(left) or SETS.search(left)) and (MINUTES.search(right) or SETS.search(right)):
            yield start, start + joint.start()
            start += joint.end()
            break
    yield start, stop


def _item(reader: Reader, start: int, stop: int) -> Treatment | None:
    low = reader.page.low
    words = low[start:stop]
    figure = FIGURE.search(words)
    purpose = PURPOSE.search(words, figure.start()) if figure else None
    if purpose:
        words = words[: purpose.start()]
    minutes, sets, code = _minutes(reader, start, words), SETS.search(words), CODE.search(words)
    reps = REPS.search(words, code.end() + 4) if code else REPS.search(words)  # "97110 x2" counts units
    if not (minutes or sets or code or reps) or _other_minutes(reader, start, words, minutes, sets, code):
        return None
    named = _names_treatment(reader, start, stop) or (minutes and _is_done(reader, start, start + minutes.start()))
    if not (sets or code or named):
        return None
    end = max(m.end() for m in (minutes, sets, code, reps) if m)
    head = max(words.rfind(":", 0, (sets or minutes or code or reps).start()) + 1, 0)  # type: ignore[union-attr]
    if head and code and code.start() < head:
        head = 0
    stop = start + end
    start = max(start + head, min(reader.sections.at(stop - 1).start, stop - 1))
    while start < stop and low[start] in " -.*:)]":
        start += 1
    return Treatment(
        start, stop, reader.page.text[start:stop],
        _count(minutes), *_sets(sets, reps), _code(code),
    )  # fmt: skip


def _minutes(reader: Reader, start: int, words: str) -> re.Match[str] | None:
    """The minutes of a stretch; behind the name of a modality they stand without their unit: "ice 10"."""
    found = MINUTES.search(words) or (CODED_MINUTES.search(words) if CODE.search(words) else None)
    bare = None if found else BARE_MINUTES.search(words)
    if bare is None:
        return found
    names = {match.entry.row[0] for match in _names(reader, start, start + bare.start())}
    return bare if names & MODALITIES else None


def _count(minutes: re.Match[str] | None) -> int | None:
    if minutes is None:
        return None
    word = minutes.groupdict().get("word")
    return IN_WORDS[word] if word else int(minutes["min"])


def _code(code: re.Match[str] | None) -> str | None:
    return code["c"].upper() if code else None


def _sets(sets: re.Match[str] | None, reps: re.Match[str] | None) -> tuple[int | None, int | None]:
    if sets is None:
        return None, int(reps["r"] or reps["q"]) if reps else None
    count = sets["s"] or sets["s2"] or sets["s3"] or sets["s4"]
    repeated = None if sets["u"] else sets["r"] or sets["r2"] or sets["r3"]
    if repeated is None and reps and not sets["u"]:
        repeated = reps["r"] or reps["q"]
    return int(count), int(repeated) if repeated else None


def _other_minutes(
    reader: Reader,
    start: int,
    words: str,
    minutes: re.Match[str] | None,
    sets: re.Match[str] | None,
    code: re.Match[str] | None,
) -> bool:
    """Minutes and counts that are no treatment: tolerance, totals, doses, home advice, frequency."""
    if reader.sections.at(start).name == "subjective":
        return True
    if re.search(
        r"\b(?:mg|ml|tabs?|tablets?|tolerat\w*|tolerance|total|goal|after|unable|sits?|stands?|walks for"
        r"|times per|per day|a day|daily|every|stiffness|x-?ray|mri)\b",
        words,
    ):
        return not (sets or code)
    return bool(minutes and re.search(r"(?:up to|within|for (?:more|less) than)\s*$", words[: minutes.start()]))


def _is_done(reader: Reader, start: int, minutes: int) -> bool:
    """Whether a plan gives minutes to something done, whatever it is called: "pulleys 3 min", "ergonomic ed 10 min"."""
    words = reader.page.low[start:minutes]
    return reader.sections.at(minutes).name == "plan" and bool(DONE.fullmatch(words)) and not NOT_DONE.search(words)


def _names_treatment(reader: Reader, start: int, stop: int) -> bool:
    return bool(_names(reader, start, stop))


def _names(reader: Reader, start: int, stop: int) -> list[Match]:
    """The names of treatments in a stretch."""
    first, last = reader.page.token_at(start), reader.page.token_at(stop)
    low = bisect_left(reader.treated, first, key=lambda match: match.first)
    return reader.treated[low : bisect_left(reader.treated, last, key=lambda match: match.first)]


def _named(reader: Reader) -> Iterator[Treatment]:
    """Treatments named in the plan without figures."""
    page = reader.page
    for match in reader.treated:
        start, end = page.starts[match.first], page.ends[match.last - 1]
        section = reader.sections.at(start).name
        if section != "plan" and not (match.entry.row[0] == "manipulation" and section in TREATED):
            continue
        if reader.sections.is_copied(start):
            continue
        if reader.judge.judge(match.first, match.last).status in ("negated", "historical", "family"):
            continue
        yield Treatment(start, end, page.text[start:end])
