"""What the patient was at when it began: "after yard work", "since hanging drywall"; not where it hurts since."""

import re
from collections.abc import Iterator

from cleanbill.notes.days import DAY
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.phrases import Phrases

OTHER_SENSE = re.compile(
    r" (?:\d|forward|fwd|over from|in (?:the )?chart|normal|high|low|about|around|a fever|nose|late|out(?! (?:an?"
    r"|the|some|french)\b)|well"
    r"|in the)\b| (?:exacerbat|aggravat|hurt|worsen"
    r"|increas|bother|provok)"
)  # blood pressure "running high"
WHERE_WORST = re.compile(
    r"\b(?:such as|keep(?:s|ing)?|especially|particularly|mostly|mainly|aggravated|worse|increases|worsens|flares"
    r"|builds|returns|recurs|spikes|comes on|kicks in|acts up)\b[^.;]{0,30}$"
    r"|\b(?:bothers?|hurts?|aches?|catch(?:es)?|painful|sore)\b (?:\w+ ){0,2}(?:when|while|if|with|on) (?:\w+ ){0,3}$"
    r"|\b(?:feels? it\b (?:\w+ ){0,12}|during the (?:first|last) \w+ of )(?:(?:when|while|after"
    r"|during) )?(?:\w+ ){0,3}$"
    r"|\b(?:difficulty|trouble|unable to|limited (?:in|with)|limits|increases|agg)\b[^.;]{0,80}$"
)
AFTER = re.compile(
    r"\b(?:after|following|while|when|from|since|during|evening after|day after|post|secondary to"
    r"|due to|was|had been|began with|started with|with|doing|did|does|noticed|hx of|s/p|began"
    r"|started|p|went out|seized(?: up)?|locked up|grabbed|spasmed|tightened(?: up)?)\s+(?:[\w']+[ -]){0,5}$"
    r"|\b(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?|yesterday|(?:all"
    r"|the other) (?:day|weekend|morning"
    r"|afternoon)|weekend)\s+(?:\w+ )?$"
)
BROKEN = re.compile(
    r"\b(?:pain with|worse with|worse when|worse w/|worse after|increased? with|aggravated by"
    r"|difficulty|trouble|unable|limits|limited|can't|cannot|avoid|return to|goal|improve"
    r"|tolerat\w*|able to|ability|no|better with|better after|with|w/|exacerbat\w*|resume|enjoys"
    r"|denies|hurts (?:with|when|to)|provoked by|worse|especially|particularly|mostly|mainly"
    r"|can|could|will|would|should|must|(?:rest(?:ing)?|off|away|refrain\w*|abstain\w*|break|excused|restricted|out)"
    r" from|for)\s+(?:\w+[ ,/&]+){0,4}$"
)
DONE = re.compile(
    r"(?:\w+ed|dug|bent over(?! the (?:chair|desk|table|sink|counter|patient|keyboard))|bent to|ran a|went)\b(?! work)"
)
GRADUAL = re.compile(r"\b(?:gradual|gradually|insidious|overuse|repetitive)\b")
FOLLOWED = re.compile(  # "half marathon 10/25, knee sore ever since", "lifting boxes on Tuesday, sore by evening"
    r"[^.;\n]{0,60}\b(?:ever since|since then|since(?=[.;\n]|$)|by (?:that |the next |the following )?(?:evening"
    r"|morning"
    r"|night|dinner|noon)|(?:the )?(?:next|following) (?:day|morning)|(?:later )?that (?:day|night|evening"
    r"|afternoon))\b"
    rf"|(?: \w+){{0,3}},? (?:on |last |this past )?(?:yesterday|{DAY}|over the weekend|the other day)\b"
)
BEHIND_AFTER = re.compile(r"\bafter (?:\w+ ){0,3}$")
BEGUN = re.compile(  # an activity that no list has: "since hanging drywall", "onset p̄ shifting boxes"
    r"\b(?:after|following|since|p̄|from|post|d/t|due to)\s+(?:(?:a|an|the|some|all|his|her|long|heavy|lots of"
    r"|hours of|(?:few"
    r"|couple of)? ?days? of|weekend of)\s+)*(?P<act>(?!(?:waking|sleeping|sitting|standing|lying|morning|evening|being"
    r"|having|starting|treatment|seeing|stopping|taking|getting|nothing|anything|something|everything|spring|string"
    r"|during"
    r"|swelling|bleeding|feeling|looking|icing|resting|stretching|walking|driving|following|beginning|thing|training"
    r"|meeting"
    r"|wedding|receiving|undergoing|discontinuing|finishing|completing|returning|switching|changing meds|wearing"
    r"|using|eating"
    r"|leaving|retiring|losing|gaining|delivering|imaging|dressing|hearing|visiting|traveling|flying|missing"
    r"|injuring|hurting"
    r"|falling|slipping|tripping|landing|twisting|tearing|coughing|sneezing)\b)[a-z]{3,}ing)\b"
)
TOIL = re.compile(  # "laid sod all weekend. Monday he could barely get out of bed"
    r"\b(?P<act>(?!was\b|had\b|has\b|been\b|worked\b|works\b|lasted\b|hurts?\b|rest\w*"
    r"|slept\b)[a-z]{3,}) (?:[\w'-]+ ){0,6}?"
    r"(?:all|the whole|a whole|whole|most of) (?:of )?(?:the |last )?(?:weekend|day|afternoon|morning"
    r"|saturday|sunday)\b"
    r"[^\n]{0,30}?\b(?:(?:the )?(?:next|following) (?:day|morning)|that (?:night|evening)|monday|tuesday|sunday)\b"
)
MARKED = Phrases("activities.marked")  # that the sentence tells of a beginning


def led_to_it(reader: Reader, mention: Mention) -> bool:
    """Whether an activity stands where the complaint began ("after yard work"), not where it hurts ("with lifting")."""
    if mention.section in ("history", "objective") or OTHER_SENSE.match(reader.page.low, mention.end):
        return False
    low = reader.page.low
    start, _ = reader.page.sentence(reader.page.sentence_of(mention.start))
    before = low[max(start, mention.start - 60) : mention.start]
    if WHERE_WORST.search(before):
        return False
    if BROKEN.search(before) and not re.search(r"\bafter (?:\w+ ){0,2}$", before):
        return False
    if GRADUAL.search(low, max(start, mention.start - 120), mention.start):
        return bool(BEHIND_AFTER.search(before))
    if mention.section == "assessment":
        return bool(AFTER.search(before))
    told = mention.section in ("subjective", "other") and FOLLOWED.match(low, mention.end)
    return bool(AFTER.search(before) or told or mention.phrase.endswith("twinge") or DONE.match(low, mention.start))


def begun(reader: Reader) -> Iterator[Mention]:
    """Activities without an entry in the word list behind which a complaint began."""
    for match in BEGUN.finditer(reader.page.low):
        section = reader.sections.at(match.start())
        low, high = reader.page.sentence(reader.page.sentence_of(match.start()))
        if section.name not in ("subjective", "other") or reader.sections.is_copied(match.start()):
            continue
        before = reader.page.low[max(low, match.start() - 30) : match.start()]
        if WHERE_WORST.search(before) or GRADUAL.search(reader.page.low, low, match.start()):
            continue
        if MARKED.search(reader.page.low, low, high) and _complains(reader, low, high):
            yield _acted(reader, match)
    yield from _toiled(reader)


def _toiled(reader: Reader) -> Iterator[Mention]:
    """Work that went on all day, behind which it began on the next."""
    for match in TOIL.finditer(reader.page.low) if "all " in reader.page.low or "whole" in reader.page.low else ():
        section = reader.sections.at(match.start())
        if section.name in ("subjective", "other") and not reader.sections.is_copied(match.start()):
            yield _acted(reader, match)


def _acted(reader: Reader, match: re.Match[str]) -> Mention:
    first, section = reader.page.token_at(match.start("act")), reader.sections.at(match.start()).name
    return Mention(
        "activity", "cause", match["act"], first, first + 1, match.start("act"), match.end("act"), "affirmed", None,
        section, "patient",
    )  # fmt: skip


STARTED = re.compile(
    r"\s*(?:how|started|onset|began|when|since when|how (?:did )?it (?:start|begin|began|started))\s*[:?]"
)


def _complains(reader: Reader, low: int, high: int) -> bool:
    """Whether a sentence tells of a complaint, or answers when it began."""
    if STARTED.match(reader.page.low, low):
        return True
    kinds = ("complaint", "diagnosis", "finding")
    return any(m.kind in kinds and m.status == "affirmed" for m in reader.mentions_between(low, high))
