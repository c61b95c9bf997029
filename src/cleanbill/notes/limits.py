"""What the patient cannot do or does with trouble."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import Span
from cleanbill.notes.hampered import CUT, hampered
from cleanbill.notes.mentions import Reader

LIMIT = re.compile(
    r"\b(?:can'?t|cannot|can not|could not|couldn'?t|(?:can|could) (?:barely|hardly|scarcely)|unable to|inability to"
    r"|(?:not|never) (?:yet )?(?:been )?able to|difficulty"
    r"|difficult to|diff\b|trouble|hard to|hard time|struggles? (?:to|with)|limits?\b(?! of)"
    r"|limited (?:to|in|with|by)"
    r"|limited(?= (?:turning|driving|sitting|standing|walking|lifting|reaching|bending|carrying|sleeping"
    r"|climbing|dressing"
    r"|looking|kneeling|squatting|gripping|typing|working)\b)"
    r"|avoid(?:s|ing)|needs? (?:help|assist\w*)|requires? (?:help|assist\w*)|has to stop"
    r"|had to stop|missed work|missing work|interferes? with|disrupts?|wakes? (?:him|her|pt"
    r"|from|up (?:at|from|with|due|several|\d))|difficulties|impaired|problems? with (?=\w+ing\b|stairs|adls?\b"
    r"|sleep|work\b)|pain limits|only able to|can only|no longer able"
    r"|no longer can|restricted in|off work|out of work"
    r"|(?:decreased|reduced|poor|limited) (?:\w+ )?(?:tolerance|tol|ability|endurance)|(?:sit"
    r"|sitting|stand|standing|walk|walking|driving|drive|lifting|sleep)\w* (?:tol\w*|limited"
    r"|restricted))(?!\w)"
)
NOT_LIMIT = re.compile(
    r"(?:within (?:normal|functional|full)|normal|within|no|without|denies(?: any)?|w/o|not|any|bladder|bowel"
    r"|swallowing|heart|stomach|breathing|improve|bring|increase|restore|regain)\s+$"
)
NOT_FUNCTION = re.compile(
    r"\s*(?:swelling|inflammation|edema)\b|\s*[:|]"
    r"|\s*(?:name|say|tell|tie (?:it|this)|point|pinpoint|pick|think of|put (?:a|his|her) (?:date|finger)|demonstrate"
    r"|keep|get (?:him|her|them|it|comfortable)|began|begun|crept|started|since|after (?:the )?last|beyond|before)\b"
    r"|\s*(?:rule out|r/o|exclude|breath\w*|swallow\w*|urinat\w*|recall|remember|be \w+(?:ed|en|de)\b|take\b"
    r"|determine|appreciate|palpate|elicit|identify|find|give|have an?\b|get it"
    r"|assess)"
)
LIMITED_IN = re.compile(r"(?m)^[^\n:]{0,12}\b(?:function\w*|adls?|difficulty|activit\w+)\b[^\n:]{0,24}:")
EXAMINED = frozenset(
    {"limited", "limited to", "limited by", "impaired", "limited in", "limited with", "restricted in", "difficult to"}
)
UNSAID = {  # where such words speak of a joint or of advice and not of what the patient does
    "objective": EXAMINED | {"cannot", "avoiding"},
    "plan": EXAMINED | {"cannot", "avoiding"},
    "assessment": EXAMINED - {"limited", "limited in", "limited with"} | {"avoiding"},
}


def limits(reader: Reader) -> list[Span]:
    """What the patient cannot do or does with trouble, as the note says it."""
    kept: list[Span] = []
    for limit in sorted([*_said(reader), *hampered(reader), *_ticked(reader)], key=lambda span: span.start):
        if not kept or limit.start >= kept[-1].end:
            kept.append(limit)
    return kept


def _ticked(reader: Reader) -> Iterator[Span]:
    """What is ticked in a line that asks for functions: "Functional limits: [x] reaching [ ] driving"."""
    page = reader.page
    for label in LIMITED_IN.finditer(page.low) if reader.marks else ():
        line = page.low.find("\n", label.end())
        for mark in reader.marks_between(label.end(), len(page.low) if line < 0 else line):
            if mark.status == "affirmed":
                yield Span(mark.start, mark.end, page.text[mark.start : mark.end])


def _said(reader: Reader) -> Iterator[Span]:
    page = reader.page
    for match in LIMIT.finditer(page.low):
        section = reader.sections.at(match.start()).name
        if section in ("family_history", "medications", "imaging", "history") or reader.sections.is_copied(
            match.start()
        ):
            continue
        if NOT_LIMIT.search(page.low, max(0, match.start() - 14), match.start()):
            continue
        if NOT_FUNCTION.match(page.low, match.end()):
            continue
        if match[0] in UNSAID.get(section, ()):
            continue
        _, high = page.sentence(page.sentence_of(match.start()))
        cut = CUT.search(page.low, match.end(), min(high, match.end() + 120))
        end = cut.start() if cut else min(high, match.end() + 120)
        text = page.text[match.start() : end].rstrip(" \n,.;")
        if len(text) > len(match[0].rstrip()):
            yield Span(match.start(), match.start() + len(text), text)
