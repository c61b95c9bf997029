"""What opens a section of a note: headers with or without colon, single letters, and the damage of exports."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple, cast

from cleanbill.model.reading import SectionName
from cleanbill.notes.page import Page
from cleanbill.notes.unheaded import DIAGNOSED
from cleanbill.notes.words import rows

COLON = re.compile(r":|;(?= )|\)(?= )| --?(?= )|=(?= )|\|")
NUMBERED = re.compile(r"[a-z]{2}( ?#?\d{1,2})$")
LOOK_BACK = 48
ARROW = re.compile(r"(?<=[.;\n]) ?(?:-{1,2}>|→) ?(?=[a-z])")
BRACKET = re.compile(r" {0,2}(?:\[[^\[\]\n]{0,40}\]|\([^()\n]{0,40}\))$")  # "Exam [11/02, initials]:"
NOT_HEADER = re.compile(r"cop(?:y|ied)|forward|prior|previous|last|from|c/f|fam|hx|histor|\[\s?x?\s?\]|\(\s?x?\s?\)")
LABEL = re.compile(
    r"(?=[SOAPRT(\[])(?:(?<![A-Za-z/.])([SOAPRT])(?: ?\([^()\n]{1,24}\))? ?(?::|=| -(?= ))|[(\[]([PART])[)\]]|(?:^"
    r"|(?<=\n))([SOAP])(?:[/;-]|\))(?=\s)|(?<=[.;] )([SOAP])[)/](?= )|(?:^|(?<=\n))([SOAPRT]) {2,}(?=\S))"
)
SMALL = re.compile(r"(?m)^[ ]{0,3}([soap]) ?(?:[:/).]|-(?= ))(?=\s)")  # "s: ... o: ... a: ... p: ..."
SMALL_LETTERS = 3  # of the four, without which small letters label nothing
NOT_NAMED = (  # "This is a 36-year-old gentleman", "this is her third visit"
    r"(?!\d|my|what|how|why|where|when|[^.\n]{0,80}(?:year|y/?o\b|lady|gentleman|\bman\b|male\b|patient|visit|note"
    r"|letter"
    r"|call\b|form|problem|episode|first|follow|child|boy|girl|pleasant))"
)
STATED = re.compile(  # a sentence that is the assessment: "My impression is ...", "This is a frozen shoulder"
    rf"[\s,]{{0,4}}(?:so,? )?(?:(?P<this>this is) (?:an? |the |just |simply |clearly )?{NOT_NAMED}"
    r"|(?:(?:my|the|our|overall|clinical|working|pt|initial|final) ){0,3}(?:impression|diagnosis|assessment)"
    r" (?:is|was|remains|today is|would be)\b|i(?: am|'m| would|'d)? (?:call(?:ing)? (?:this|it)"
    r"|keep(?:ing)? the (?:diagnosis|dx|impression))\b)"
)
CODED = re.compile(  # a sentence that is a diagnosis with its code: "Cervicalgia M54.2."
    r"[\s,]{0,4}[a-z][a-z ,/-]{4,60} \(?[a-tv-z]\d[0-9a-z]\.[0-9a-z]{1,4}\)?[.;,]?\s*(?:$|\n)"
)
EXAMINED = re.compile(r"\b(?:exam\w*|o/e|palpat\w*|tender\w*|on assessment)\b")
BARE = re.compile(
    r"[\s,\"*#>-]{0,12}(?:(o/e|on exam(?:ination)?|on physical exam(?:ination)?"
    r"|(?:physical )?exam(?:ination)?|pe|palp|palpation|objectively)"
    r"|(imp|impr|impression|dx|a/p|diagnos[ei]s|assessment|conclusions?)|(tx|rx|plan|recommendations?)"
    r"|(cc|hpi|pc|chief complaint|subjective|history))"
    r"[,.]?(?=\s+\S)(?! +(?:of care|of\b|to\b|is to\b|room|table|was|were|if|includes?|will|notes?\b|#|sessions?\b"
    r"|visits?\b|day"
    r"|codes?\b|list|card|and|by\b|from\b|in\b|on\b|-|/|\d{1,2}[-/]\d{1,2}|\d{1,2} ?[/,|]|\d{1,2} of\b))"
)
BRACKETED = re.compile(r"(?:^|(?<=\n))[ ]{0,3}\[([A-Za-z/& ]{1,24})\]")  # "[PLAN] heat 10 min"
SPELLED = re.compile(
    r"\b(?:(?P<P>pain(?:/tenderness)?|tenderness)|(?P<A>asymmetry(?:/misalignment)?|misalignment|asymm)"
    r"|(?P<R>rom|range of motion(?: abnormality)?|motion)|(?P<T>tissue(?:[ /]tone)?(?: changes"
    r"| texture)?|tone)) ?[:=]"
)
EXAM_LABEL = re.compile(
    r"(?m)^[ *-]{0,4}(?P<h>(?:[ap]?rom|range of motion|mmt|strength|palp(?:ation)?|special tests?"
    r"|ortho(?:pedic)? tests?"
    r"|posture|gait|observations?|inspection|reflexes|neuro|tenderness|swelling)\b[a-z /]{0,20}"
    r"|(?:[a-z/-]+ ){1,3}exam(?:ination)?):"
)
TABLED = re.compile(
    r"(?m)^[ *-]{0,4}(?P<h>[ap]?rom|mmt|strength|palpation|posture|gait|reflexes|sensation)(?= {2,}\S|\t| ?\|)"
)
PROBLEM = re.compile(r"(?m)^[ ]{0,3}(#)(?=[A-Za-z][A-Za-z ]{3})")  # "#Subacromial bursitis  #CKD3": a list of problems
IMAGES = re.compile(  # "MRI C-spine, 12/1/92:", "XR hip:", "EMG 10/14:"
    r"\b(?=[mxcenrubfpswd])(mri|x-?rays?|xr|ct|emg(?:/ncv)?|ncv|radiographs?|ultrasound|(?:bedside|diagnostic"
    r"|msk) us|us in room"
    r"|(?:weight[- ]?bearing |standing |plain )?films?)\b[^.:\n]{0,40}:(?! ?\d\d\b)"
)
IMAGED = (
    "mri",
    "ray",
    "xr",
    "emg",
    "ncv",
    "radiogr",
    "ultras",
    " ct",
    "film",
    " us",
)  # without one of these no image is headed
WORDS: dict[str, SectionName] = {
    "EXAM": "objective", "PRESENT": "subjective", "IMPRESSION": "assessment", "DIAGNOSTIC": "imaging",
    "DIAGNOS": "assessment", "PLAN": "plan", "RECOMMEND": "plan",
}  # fmt: skip
CAPITAL_LINE = re.compile(
    r"(?=[ ,A-Z])(?:^|(?<=[.,\n]))[ ,]{0,3}([A-Z][A-Z /&]{3,40}),(?=[ ,]{0,3}(?:\d|[A-Z]))"
)  # a lost line break
CAPITALS = re.compile(r"([A-Z][A-Z /&-]{5,44}):")
STOPPED = frozenset({"subjective", "history", "conclusion", "conclusions", "recommendation", "recommendations"})
"""Words that head a section without a colon only as a sentence of their own: "History. The patient ..." """
LONGEST_LINE = 2000  # characters that are looked through for a line's end
LONGEST_PROCEDURE = 140  # characters of a line that names one, behind which the story goes on
LONGEST_DIAGNOSIS = 60  # characters
FIGURE = re.compile(r"\d|:")
REFERRED = frozenset(
    [
        "md dx",
        "md diagnosis",
        "referral dx",
        "referring dx",
        "referral diagnosis",
        "referring diagnosis",
        "dx on script",
    ]
)
SHORT = frozenset({"dx", "a/p", "tx", "rx", "imp", "cc", "hpi"})  # no ordinary words, so small letters will do
SHOUTED = re.compile(r"[A-Z]{2} $")  # in capitals no capital tells a header: "PRIOR NECK TREATMENT: NONE"
FAMILIES = ("objective", "assessment", "plan", "subjective")


Letter = tuple[str, int, int]  # the letter, and where its label begins and ends


class Section(NamedTuple):
    """`head` to `start` is the header, `start` to `end` the text. `part`: a letter of P.A.R.T."""

    head: int
    start: int
    name: SectionName
    title: str
    part: str = ""


@cache
def headers() -> dict[str, tuple[SectionName, str]]:
    """Header words to section and rank."""
    found: dict[str, tuple[SectionName, str]] = {}
    for (name, rank), phrases in rows("sections.tsv"):
        for phrase in phrases:
            found.setdefault(phrase, (cast(SectionName, name), rank))
    return found


def opened(page: Page, letters: list[Letter], parts: list[Letter]) -> list[tuple[Section, str]]:
    """Every section that a header may open, each with the rank of its header, in the order of the note."""
    found = [
        *_headed(page),
        *_labelled(page),
        *_bare(page),
        *(_arrowed(page) if "->" in page.low or "→" in page.low else ()),
        *_lettered(letters, parts),
        *_spelled_parts(page),
    ]
    found += _line_ends(page, found)
    if not any(section.name == "assessment" for section, _ in found):
        found += _diagnosed(page)
    return sorted(found, key=lambda item: (item[0].head, not item[0].part))


def _line_ends(page: Page, found: list[tuple[Section, str]]) -> list[tuple[Section, str]]:
    """What stands below a line that only quotes: films in a story, a referral's diagnosis, an operation."""
    ends = []
    for section, _ in found:
        stop = page.low.find("\n", section.start, section.start + LONGEST_LINE)
        if stop >= 0 and _quotes(page, section, stop) and page.low[section.start : stop].strip():
            ends.append((Section(stop, stop, "other", ""), "line"))
    return ends


def _quotes(page: Page, section: Section, stop: int) -> bool:
    """Whether a section goes no further than its line, which ends at `stop`."""
    within = section.name == "imaging" and page.low[max(0, section.head - 1) : section.head] not in ("", "\n")
    named = section.title == "procedure" and stop - section.start < LONGEST_PROCEDURE
    return within or named or section.title in REFERRED


def _diagnosed(page: Page) -> list[tuple[Section, str]]:
    """A sentence behind the examination that is a diagnosis and no more, in a note that heads no assessment."""
    found: list[tuple[Section, str]] = []
    examined = EXAMINED.search(page.low)
    for bound, following in pairwise([*page.bounds, len(page.low)]) if examined else ():
        stop = page.low.find("\n", bound, following)
        stop = following if stop < 0 else stop
        if stop - bound > LONGEST_DIAGNOSIS or not DIAGNOSED.match(page.low, bound):
            continue
        if not FIGURE.search(page.low, bound, stop) and examined and examined.start() < bound:
            found += [(Section(bound, bound, "assessment", "impression"), "major")]
            found += [(Section(stop, stop, "other", ""), "line")]
    return found


def _arrowed(page: Page) -> list[tuple[Section, str]]:
    """What follows from an examination, behind an arrow at the end of its sentence: "No spasm. -> naproxen + PT"."""
    return [(Section(m.start(), m.end(), "other", ""), "arrow") for m in ARROW.finditer(page.low)]


def _headed(page: Page) -> list[tuple[Section, str]]:
    found = []
    known = headers()
    for colon in COLON.finditer(page.low):
        hit = _header_before(page, colon.start(), known) or _before_bracket(page, colon.start(), known)
        if hit is None:
            continue
        head, (name, rank) = hit
        opens = _opens(page, head)
        if colon[0] != ":" and not (opens and rank == "major"):
            continue
        if head == 0 and colon[0] != ":" and name == "plan":
            continue  # the title of the document: "PLAN OF CARE - RECERT"
        if opens or (rank != "system" and _mid_line(page, head, rank)):
            found.append((Section(head, colon.end(), name, page.low[head : colon.start()].strip()), rank))
    return found + _alone(page, known)


def _alone(page: Page, known: dict[str, tuple[SectionName, str]]) -> list[tuple[Section, str]]:
    """Headers in brackets, in capitals before a lost line break, or alone on their line."""
    found = []
    for match in BRACKETED.finditer(page.low) if "[" in page.low else ():
        line = known.get(match[1].strip())
        if line is not None and line[1] == "major":
            found.append((Section(match.start(), match.end(), line[0], match[1].strip()), line[1]))
    for match in CAPITAL_LINE.finditer(page.text):
        line = known.get(match[1].lower())
        if line is not None and line[1] == "major":
            found.append((Section(match.start(1), match.end(), line[0], match[1].lower()), line[1]))
    for match in re.finditer(r"(?m)^[ ]{0,8}([a-z][a-z&/' -]{1,40}?) {0,4}$", page.low):
        line = known.get(match[1])
        if line is not None and line[1] != "exam":
            found.append((Section(match.start(1), match.end(), line[0], match[1]), line[1]))
    return found


def _labelled(page: Page) -> list[tuple[Section, str]]:
    """Lines that open with an examination word: "AROM L shoulder: flex 110"."""
    found = [(Section(m.start("h"), m.end(), "objective", m["h"]), "label") for m in EXAM_LABEL.finditer(page.low)]
    tabled = [(Section(m.start("h"), m.end(), "objective", m["h"]), "exam") for m in TABLED.finditer(page.low)]
    listed = [(Section(m.start(1), m.end(1), "assessment", "#"), "major") for m in PROBLEM.finditer(page.text)]
    imaged = [
        (Section(m.start(), m.end(), "imaging", m[1]), "major")
        for m in (IMAGES.finditer(page.low) if any(word in page.low for word in IMAGED) else ())
        if _begins(page, m.start())
    ]
    return found + tabled + listed + imaged + _by_word(page)


def _begins(page: Page, at: int) -> bool:
    """Whether `at` begins a line or a sentence."""
    return page.low[max(0, at - 3) : at].rstrip(" ")[-1:] in ("", "\n", ".", ",")


def _by_word(page: Page) -> list[tuple[Section, str]]:
    """Headers in capitals that the list does not hold, by the word in them: "CLINICAL/PHYSICAL EXAMINATION:"."""
    found: list[tuple[Section, str]] = []
    for match in CAPITALS.finditer(page.text):
        name = next((name for word, name in WORDS.items() if word in match[1] and "PLANTAR" not in match[1]), None)
        if name and _begins(page, match.start()):
            found.append((Section(match.start(), match.end(), name, match[1].lower()), "major"))
    return found


def _header_before(
    page: Page, colon: int, known: dict[str, tuple[SectionName, str]]
) -> tuple[int, tuple[SectionName, str]] | None:
    """The longest header that ends at `colon`."""
    low = page.low
    end = colon
    while end > 0 and low[end - 1] == " " and colon - end < 4:
        end -= 1
    if end == 0 or not (low[end - 1].isalnum() or low[end - 1] in ")'"):
        return None
    numbered = NUMBERED.search(low, max(0, end - 8), end)  # "PLAN1:", "Dx #2:"
    end = numbered.start(1) if numbered else end
    floor = max(0, end - LOOK_BACK)
    floor = max(floor, low.rfind("\n", floor, end) + 1)
    for head in range(floor, end):
        if (head == 0 or not low[head - 1].isalnum()) and low[head:end] in known:
            if end - head == 1:
                return None  # single letters are read apart
            return head, known[low[head:end]]
    return None


def _before_bracket(
    page: Page, colon: int, known: dict[str, tuple[SectionName, str]]
) -> tuple[int, tuple[SectionName, str]] | None:
    """The header of a section before a date, initials or the like in brackets that end at `colon`."""
    if page.low[max(0, colon - 1) : colon] not in ("]", ")"):
        return None
    bracket = BRACKET.search(page.low, max(0, colon - 44), colon)
    if bracket is None or NOT_HEADER.search(bracket[0]):
        return None
    hit = _header_before(page, bracket.start(), known)
    return hit if hit and hit[1][1] == "major" else None


def _opens(page: Page, head: int) -> bool:
    """Whether `head` stands at the start of a line or a sentence, after a bullet or a number at most."""
    if page.low[max(0, head - 4) : head] == "per ":
        return False  # "Dx per Rx:"
    before = page.low[max(0, head - 12) : head].rstrip(" *#>-\"'([]\u2022")
    if not before or before[-1] in ".\n:;?!,|" or before[-2:-1].isdigit():
        return True
    return "\n" in page.low[max(0, head - 3) : head]


def _mid_line(page: Page, head: int, rank: str) -> bool:
    """A header within a line is written with a capital; a label of the examination stands apart besides."""
    if page.low[max(0, head - 4) : head] == "per ":
        return False
    shouted = SHOUTED.search(page.text, max(0, head - 24), head) and page.text[head : head + 2].isupper()
    apart = page.low[max(0, head - 2) : head] if rank == "exam" or shouted else page.low[head - 1]
    return page.text[head].isupper() and not apart.strip()


def _bare(page: Page) -> list[tuple[Section, str]]:
    found: list[tuple[Section, str]] = []
    for index, bound in enumerate(page.bounds):
        stated = STATED.match(page.low, bound)
        if (stated and (not stated["this"] or EXAMINED.search(page.low, 0, bound))) or CODED.match(page.low, bound):
            found.append((Section(bound, bound, "assessment", "impression"), "major"))
            following = page.sentence(index)[1]
            if "\n" not in page.text[bound:following].rstrip() and following < len(page.low):
                found.append((Section(following, following, "other", ""), "major"))
        match = BARE.match(page.low, bound)
        if match and match.lastindex:
            name = cast(SectionName, FAMILIES[match.lastindex - 1])
            word = match.start(match.lastindex)
            stop = page.low[match.end() - 1] == "."
            if (page.text[word].isupper() and (stop or match[match.lastindex] not in STOPPED)) or (
                name == "objective" or match[match.lastindex] in SHORT
            ):
                found.append((Section(word, match.end(), name, match[match.lastindex]), "major"))
    return found


def letters_of(page: Page) -> list[Letter]:
    """Single letters that label a section or an element of P.A.R.T.; small ones where they stand for S.O.A.P."""
    small = [(m[1].upper(), m.start(1), m.end()) for m in SMALL.finditer(page.text)]
    small = small if len({letter for letter, _, _ in small}) >= SMALL_LETTERS else []
    return sorted([*((m[m.lastindex or 1], m.start(), m.end()) for m in LABEL.finditer(page.text)), *small], key=_start)


def _start(letter: Letter) -> int:
    return letter[1]


def part_runs(page: Page, letters: list[Letter]) -> list[Letter]:
    """Letters that label the elements of P.A.R.T. and not the sections of S.O.A.P.: R or T is among them."""
    heads = [letter for letter in letters if page.text[max(0, letter[1] - 1) : letter[1]] in ("", "\n")]
    if len(heads) == 2 and heads == letters and heads[0][0] in "PA" and heads[1][0] in "RT":
        return heads  # "P - tender C2", "R - C2 hypomobile" and no other letters
    run: list[Letter] = []
    best: list[Letter] = []
    for letter in [*letters, ("S", 0, 0)]:
        if letter[0] in "PART" and (letter[0] not in [x[0] for x in run]):
            run.append(letter)
            continue
        while run and run[-1][0] not in "RT":
            run.pop()
        if len(run) >= 3 and len(run) > len(best):
            best = run
        run = [letter] if letter[0] in "PA" else []
    return best


def _lettered(letters: list[Letter], parts: list[Letter]) -> list[tuple[Section, str]]:
    known = headers()
    found = []
    for letter, start, end in letters:
        if (letter, start, end) in parts:
            found.append((Section(start, end, "objective", letter.lower(), letter), "major"))
        elif letter in "SOAP":
            found.append((Section(start, end, known[letter.lower()][0], letter.lower()), "major"))
    return found


def _spelled_parts(page: Page) -> list[tuple[Section, str]]:
    """P.A.R.T. with its words as labels; "asymmetry" among them tells it from other labels."""
    if "asymm" not in page.low and "misalign" not in page.low:
        return []
    found = [(match.lastgroup or "", match) for match in SPELLED.finditer(page.low)]
    if "A" not in [letter for letter, _ in found]:
        return []
    return [
        (Section(match.start(), match.end(), "objective", match[0].rstrip(" :-="), letter), "major")
        for letter, match in found
    ]
