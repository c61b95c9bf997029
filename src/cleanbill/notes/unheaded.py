"""The examination of a note that does not head it: the sentences that only an examiner writes, and those among them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleanbill.notes.motion import GRADE, LSI, SPAN, uneven
from cleanbill.notes.page import Page
from cleanbill.notes.phrases import Phrases

MOVEMENT = (
    r"(?:flex(?:ion|n)?|ext(?:ension|n)?|rot(?:ation)?|abd(?:uction)?|add(?:uction)?|[ie]r|df|pf|dorsiflexion"
    r"|plantar ?flexion|sup(?:ination)?|pron(?:ation)?|elevation|side[- ]?bend(?:ing)?|sb|ff|f/e)"
)
SHOWN = re.compile(  # what only an examiner writes; each counts two
    r"\b(?:ttp|(?:non-?)?tender(?:ness)?(?! points? injection)|palpat\w+|nt\b(?= to)|sore to (?:touch|palp\w*)"
    r"|reflex(?:es)?|dtrs?|jerks?|mmt|[ap]rom|end[- ]?feel|joint play|hyper-?tonic\w*|hypo-?mobil\w*"
    r"|slr|lasegue|spurling\w*|kemp\w*|hawkins|neer|lachman|mcmurray|phalen\w*|tinel\w*|finkelstein\w*|faber|fadir"
    r"|trendelenburg|thompson|hoffmann?|babinski|clonus|romberg|lhermitte|empty can|speed'?s|o'?brien'?s?"
    r"|drawer|valgus|varus|slump|ober'?s?|thomas test|squeeze test|grind test|watson|apprehension|cozen'?s?|mills"
    r"|minor'?s|yeoman'?s?|ely'?s|nachlas|gaenslen'?s?|adson'?s?|roos|cr ?<|cap(?:illary)? refill"
    r"|(?:on|to) (?:inspection|palpation|examination|exam)|sens(?:ation)? (?:is )?(?:intact|ok|dull|decreased|reduced)"
    r"|crepitus|antalgic|dyskinesi[sa]|winging|effusion|ligament\w* (?:stable|intact)|heel[- ]walk\w*|toe[- ]walk\w*"
    r"|5/5|grip \d+)\b"
    r"|\b(?:[ctl]-?\d{1,2}|sacrum|ilium|atlas|occiput|rib \d+)\b[^.;\n]{0,16}\b(?:restrict\w*|fixed|fixat\w*|stuck"
    r"|hypomob\w*"
    r"|subluxat\w*|blocked|locked)|\bpainful arc\b|\b(?:visible|palpable|in (?:visible |palpable )?) ?spasm\b"
    r"|\bresisted \w+|\b(?:pressing|pressure|squeezing)\b[^.;\n]{0,50}"
    r"\b(?:repro\w*|sore|tender|painful|hurts?)\b"
    rf"|\b{MOVEMENT}\b:?[ |]{{0,30}}(?:(?:is|to|of|at (?:the )?side|at|about|approx|only|[rlb]|right|left)[: ]+){{0,3}}"
    r"\d{1,3}\b(?! ?(?:x|min|reps?|sets?|lbs?|/10|sec))"
)
HINTED = re.compile(  # what examiners write, and patients too; each counts one
    r"\b(?:swell\w*|swollen|puff\w*|edema|bruis\w*|ecchymo\w*|gait|posture|stable|intact|wnl|wfl|nl|normal"
    r"|symmetric\w*|strength|strong|sensation|pulses?|2pt|tone|taut|ropy|knotty|tight|stuck|fixed|restrict\w*"
    r"|head (?:fwd|forward|tilt\w*)|reproduces?|provokes?|neg(?:ative)?|pos(?:itive)?|stance|squat|full"
    r"|deg(?:rees)?|limited|guard\w*|trigger points?|trps?|inspection|skin|portals?|scar|incision|erythema"
    r"|warmth|redness|deform\w*|rom|range|weak\w*|hand behind|motion)\b|\(\+\)|\(-\)|°|(?<=[a-z]) \+(?= |,|\.|;|$)"
)
AIM = re.compile(r"(?:^|[.;] )\s*(?:aims?|goals?|targets?) ?:")  # "Aim: quads to 5/5" is no examination
DIAGNOSED = re.compile(  # "Primary osteoarthritis of the right hip." ends what was examined
    r"\s*(?:(?:primary|acute|subacute|chronic|left|right|bilateral|lumbar|cervical|thoracic|mechanical|medial"
    r"|lateral|[lr])"
    r"[ ,]+){0,3}(?:osteoarthritis|sprain|strain|radiculopathy|sciatica|tendin\w+|bursitis|(?:plantar )?fasciitis"
    r"|impingement|adhesive capsulitis|spondylosis|spinal stenosis|cervicalgia|lumbago|epicondylitis|(?:low back"
    r"|neck|knee"
    r"|hip|shoulder|ankle|elbow) pain|torticollis|(?:carpal tunnel|patellofemoral|myofascial|(?:it"
    r"|iliotibial) band) (?:pain |friction )?syndrome"
    r"|frozen shoulder|de quervain\w*|trigger (?:finger|thumb))\b"
    r"(?! (?:test|sign))"
)
TALK = Phrases("unheaded.talk")
SHORT_LINE = 160  # characters of a line that makes one statement
GAP = 1  # statements without a word of examination that may stand within one


def examined(page: Page) -> Iterator[tuple[int, int]]:
    """The stretches of a note without headers that are its examination, each from its first statement to its last."""
    run: list[tuple[int, int]] = []
    led: list[tuple[int, int]] = []  # a statement of hints alone that an examination may begin with
    bridged = 0
    for low, high in _statements(page):
        weight = _weight(page.low[low:high])
        if run and weight < 1 and (weight < 0 or bridged >= GAP):
            yield run[0][0], run[-1][1]
            run, bridged = [], 0
        elif run and weight < 1:
            bridged += 1
        elif weight >= 2 or run:
            run += [*led, (low, high)]
            bridged = 0
        led = [(low, high)] if weight == 1 and not run else []
    if run:
        yield run[0][0], run[-1][1]


def is_examined(page: Page, low: int, high: int) -> bool:
    """Whether any statement of a stretch is one of an examiner."""
    for start, end in _statements(page, low):
        if start >= high:
            return False
        if _weight(page.low[start:end]) >= 2:
            return True
    return False


def _statements(page: Page, offset: int = 0) -> Iterator[tuple[int, int]]:
    """The lines of a note where they are short, the sentences of the long ones, and what such a line ends with."""
    start, count = bisect_left(page.bounds, offset), len(page.bounds)
    while start < count:
        low, stop = page.bounds[start], start + 1
        line = page.low.find("\n", low, low + SHORT_LINE)
        line = line + 1 if line >= 0 else min(low + SHORT_LINE + 1, len(page.low))
        several = line - low <= SHORT_LINE and stop < count and page.bounds[stop] < line
        if several and (page.low[max(0, low - 1) : low] in ("", "\n") or _weight(page.low[low:line]) > 0):
            while stop < count and page.bounds[stop] < line:
                stop += 1
        yield low, page.bounds[stop] if stop < count else len(page.low)
        start = stop


def _weight(words: str) -> int:
    """How much a statement says that an examiner writes, less what is told or planned; below zero: no examination."""
    if ":" in words and AIM.search(words):
        return -1
    shown = len({match[0] for match in SHOWN.finditer(words)})
    shown += bool(GRADE.search(words) or LSI.search(words) or SPAN.search(words) or uneven(words))
    if not shown and DIAGNOSED.match(words):
        return -1
    hinted = len({match[0] for match in HINTED.finditer(words)})
    told = len({match[0] for match in TALK.finditer(words)})
    if told and shown <= told:
        return -1
    return 2 * shown + hinted - 2 * told if shown else min(hinted, 1)
