"""What the patient does in pain, slowly or with help: "worse on stairs", "sits 15 min max", "needs both hands"."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import Span
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import alternatives

ACTIVITY = alternatives("hampered.activity")
LEAD = r"(?: (?:now|still|mostly|mainly|only|especially|esp|just))?:? ?"
BY = r"(?:w/ ?|with |w |when |while |on |in |during |to )?"
WHO = r"(?:(?:he|she|they|pt|i) (?:\w+s )?)?"
BEFORE_IT = (  # what is said before the activity
    rf"(?:worse(?:ns|ned)?|worst|aggravated|aggs?|agg factors|flares)\b{LEAD}(?:{BY}|by |after |at the end of |p )",
    r"(?:hurts|aches?|sore|painful|stiff|unsteady|hard|difficult|tough|slow|struggl(?:es|ing)|fights) "
    rf"(?!since|after|from|for|x ){BY}",
    r"(?:pain|ache|symptoms|catch) (?:w/ ?|with |w |on |going |getting |in )",
    r"\d{1,2}/10 (?:w/ ?|with |on |when |at worst after )?",
    r"(?:stopped|skipping|skips|gave up|given up|quit|avoids?|avoiding|dropping) ",
)
ALONE = (  # what tells of it without an activity that the list has
    r"(?:\d{1,2}/10 (?:w/ ?|with |on |when )?|(?:stopped|gave up|given up|quit|avoids?|avoiding) )\w{2,}ing\b",
    r"(?:hurts|hard|difficult|tough|painful|struggl(?:es|ing)) (?:to|for (?:him|her|them) to) \w+",
    r"(?:needs?|uses?|using) (?:his|her|their|both|the)? ?(?:arms?|hands?|rail|banister|cane|walker|help|stick)\b",
    r"(?:stairs|steps|takes them) one (?:step )?at a time|holds (?:on to )?the rail|turns (?:his|her|their) whole body",
    r"(?:wife|husband|daughter|son|mother|mom|partner|roommate) (?:has to|is helping|helps|must)\b",
    r"not (?:working|driving|running|playing|training|exercising)\b|out of training",
    r"drop(?:s|ping) (?!off|down|to\b|by\b|in\b|out|foot|head|her|him|the kids|son|daughter)\w+",
    r"sleeps? (?:only )?(?:in|on|sitting up in) (?:an? |the |his |her )?(?:recliner|couch|chair)\b",
)
HAMPERED = re.compile(rf"\b(?:(?:{'|'.join(BEFORE_IT)}){WHO}(?:[\w']+ ){{0,2}}?{ACTIVITY}\b|{'|'.join(ALONE)})")
AMOUNT = r"~?\d+ ?(?:min\w*|hrs?|hours?|blocks?|ft|feet|yds?|yards|miles?)"
SO_FAR = re.compile(  # how much it hurts, how long or how far it goes: "stairs 4/10", "sits 15 min max"
    rf"\b{ACTIVITY} (?:\d{{1,2}}/10|(?:tol\w*|max|only|up to|limited to|no more than) ?:? ?(?:is |now )?{AMOUNT}"
    rf"|{AMOUNT} (?:max|only|at most|tops))"
)
FAR = ("/10", " max", " only", " tol", "limited to", "up to", "no more", "at most", "tops")  # SO_FAR has one of these
WORST = re.compile(  # what stands before it is the activity
    r"\b(?:worst|bad\b|hard\b|tough|difficult|painful|limited|rough|a problem|hurts?\b|out of the question"
    r"|(?<!was )sore\b|slow\b|takes? forever|reproduces? pain)(?! (?:of|to|when|with|w/|for|pain))"
)
WHAT = re.compile(
    r"(?:(?:^|[.,;\n:\"]) ?|\b(?:and|but|still|states?|reports?|says?) )"
    rf"(?P<what>(?:[\w']+ ){{0,3}}?(?:{ACTIVITY}|\w{{2,}}ing)\b[^.;,\n]{{0,50}})$"
)
DENIED = re.compile(
    r"\b(?:no|not|isn't|denies|denied|without|w/o|never|nil|less|neither|nor|longer|any|better)[ :]+(?:\w+ ){0,2}$"
)
CUT = re.compile(  # where what is told of an activity ends
    r"[.,;\n](?!\d)|\b(?:but|and states|due to|because|until|which)\b"
)
BEFORE = 80  # characters before what is said of an activity
LONGEST = 60  # characters behind the words that tell of it


def hampered(reader: Reader) -> Iterator[Span]:
    """What the patient says is done in pain or with trouble, in the words of the note."""
    low = reader.page.low
    far = any(word in low for word in FAR)
    for start, end in _told(reader):
        for match in (*HAMPERED.finditer(low, start, end), *(SO_FAR.finditer(low, start, end) if far else ())):
            if not _is_denied(reader, match.start()):
                yield _span(reader, match.start(), match.end())
        for match in WORST.finditer(low, start, end):
            at = max(reader.page.sentence(reader.page.sentence_of(match.start()))[0], match.start() - BEFORE)
            what = WHAT.search(low[at : match.start()])
            if what and not _is_denied(reader, at + what.start("what")):
                yield _span(reader, at + what.start("what"), match.end())


def _told(reader: Reader) -> Iterator[tuple[int, int]]:
    """The stretches in which the patient tells, or in which it is not said who does."""
    for section, end in reader.sections.stretches():
        if section.name in ("subjective", "other"):
            yield section.start, end


def _is_denied(reader: Reader, start: int) -> bool:
    return reader.sections.is_copied(start) or bool(DENIED.search(reader.page.low, max(0, start - 24), start))


def _span(reader: Reader, start: int, end: int) -> Span:
    page = reader.page
    _, high = page.sentence(page.sentence_of(start))
    high = max(end, min(high, end + LONGEST))
    cut = CUT.search(page.low, end, high)
    text = page.text[start : cut.start() if cut else high].rstrip(' \n,.;"')
    return Span(start, start + len(text), text)
