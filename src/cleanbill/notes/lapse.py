"""Time that has passed since it began: how it is kept and classed, and what tells of another time."""

import re
from typing import NamedTuple

from cleanbill.model.reading import Onset
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import Phrases

NOT_ONSET = re.compile(
    r"(?:\b(?:\d+|one|two|three|four) (?:more )?\w+ in the (?:last|past) $"
    r"|(?<!started )(?<!began )(?<!started w/)(?<!began w/)\b(?:with)?in\s*(?:of |the |about |next )?$"
    r"|\b(?:pt|ot|tx|therapy|chiro|cmt|seen|visits)\b[^.;\n]{0,12}\d ?x? ?/ ?(?:wk|week|mo)\w* x ?$"
    r"|\b(?:every|q|each|once|twice|times|per|next|recheck|re-?eval\w*|f/u|rtc|follow\w*(?: "
    r"|-)?up(?: in)?|return(?: in)?|until|another|goal\w*|after \w+ for|hold|holds?|yo"
    r"|(?:baby|infant|newborn|toddler) (?:is |now )?(?:almost |about |only )?|no (?:more )?(?:[a-z]+ ){1,2}(?:for|x|in)"
    r"|0(?:/10)? (?:x|for)"
    r"|latest|(?<!less )(?<!more )than|age[ds]?|week|wk|worse|better|improved|x ?\d|was \d{1,2}(?:/10)?"
    r"|(?:crept|came|coming|built|building|developed|worked|began|started) (?:up |on |in |itself )?over|, over"
    r"|\b[ls]tgs?:?|out of (?:the )?(?:boot|sling|brace|cast|collar))\s*(?:of |the |about |next |a )?)$"
)
EVENT = (
    r"(?:after|following|since|post|s/p|out from|removed from) (?:an? |the |his |her |being |this "
    r"|that )?(?:[a-z-]+ ){0,2}"
    r"(?:collision|accident|mv[ac]|rta|injury|fall|incident|crash|sprain|strain|falling|twist\w*|slip\w*|trip\w*|fell"
    r"|rolling|impact|roll\w*|struck|hit|landed|jumped|lifted|swung|injured|hurt)\b"
)
AFTERWARDS = re.compile(
    rf"(?: or so| later)? (?!{EVENT}|before (?:the )?(?:start of care|soc\b|eval|coming|being seen))(?:after"
    rf"|before|into|later than|following) (?!\d)|"
    r"\s*(?:after|following|post) (?:the |her )?(?:delivery|birth|baby|c-section|surgery|op\b)"
    r"|[ -](?:boy|girl|male|female|lady|woman|man|gentleman)\b|"
    r"\s*(?:'s)?\s*(?:/|since (?:he|she|they|her|his|the)? ?last|g\d|along\b(?! with)|gestation|pregnan"
    r"|postpartum|pp\b|iup|of age\b"
    r"|(?:a|per|each|every) (?:week|wk|month|day)\b|per\b|x\b|holds?\b|goals?\b|from now|follow(?!ing)|(?:of "
    r"|for )?(?:pt"
    r"|physical therapy|therapy|treatment|tx)\b(?! (?:has|had|is|was|reports?|states?|c/o|with|w/|notes?|denies))"
    r"|out of\b|old|hx of smoking|smok\w*|course|supply|post[ -]?op|at a (?:time|stretch)\b)"
)
LONG_TASK = re.compile(r"\s*(?:'s)?\s*(?:shifts?\b|drive|flight|workout|trip|walk\b)")  # "a 3 hour drive"
COMPLAINED = (
    r"(?:[a-z/-]+ ){0,4}(?:\w*pain|lbp|\w*ache|sciatica|stiffness|soreness|spasms?|swelling|numbness|symptoms)\b"
)
OWN_HISTORY = re.compile(  # "3/7 hx of pain", "h/o LBP x 10 days", "f/u neck pain x 2 wks" tell how long
    r"\b(?:long|lengthy|years-long) (?:hx|history|h/o)\b|\bhx (?:recap|summary|review)\b|\bhx:? (?=began|start|onset"
    r"|insidious|gradual|since)|"
    r"(?<=[\dkshryo])[ -](?:hx|history|h/o)\b(?: of\b)?"
    r"|\bhx:? (?=\d{1,3} ?(?:days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y)\b(?! ago| prior))"
    r"|\s?\bprior to (?:the |his |her |my )?(?:first|initial|1st|today'?s?|this)?\s?(?:visit|eval\w*|appointment"
    r"|exam\w*|presentation)\b"
    r"|\bbefore (?:the )?(?:start of care|soc|eval\w*)\b"
    rf"|\b(?:follow[- ]?up|f/u)(?: visit)?(?:\s?[:-]|(?: for| of)? (?={COMPLAINED}))"
    rf"|\b(?:hx|history|h/o)(?: of)? (?={COMPLAINED},? (?:x ?|for |of )?(?:about |~ ?|the past |many |several )?"
    r"(?:\d{1,3} ?[dwmy][a-z]*|weeks|wks|months|mos|years|yrs)\b(?! ago| prior))"
)
OTHER_TIME = Phrases("lapse.other_time")


class Time(NamedTuple):
    """How long the complaint has lasted and the words that say so. `onset` is `not_stated` for a bare date."""

    onset: Onset
    start: int
    end: int
    days: float | None = None


def rank(reader: Reader, offset: int) -> int:
    return {"subjective": 0, "assessment": 4, "objective": 4}.get(reader.sections.at(offset).name, 2)


def other_time(reader: Reader, start: int, end: int) -> bool:
    """Whether the clause speaks of another time: surgery, work, medication, an old and healed event."""
    low, high = reader.clause(start, end)
    clause = reader.page.low[max(low, reader.sections.at(start).start, start - 70) : min(high, end + 45)]
    return bool(OTHER_TIME.search(OWN_HISTORY.sub(" ", clause)))


def classed(days: float) -> Onset:
    if days < 42:
        return "acute"
    return "subacute" if days <= 84 else "chronic"


def may_tell(reader: Reader, offset: int) -> bool:
    section, mark = reader.sections.at(offset), reader.mark(offset)
    if mark is not None and mark.status != "affirmed" and "," not in reader.page.low[mark.tick_end : offset]:
        return False  # "[ ] acute (< 6 wks)"
    if section.name in ("plan", "history", "family_history", "medications", "imaging", "review_of_systems"):
        return False
    return not reader.sections.is_copied(offset)
