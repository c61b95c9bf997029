"""What the patient cannot do, and what a treatment is for."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleanbill.model.reading import Span
from cleanbill.notes.mentions import Reader

LIMIT = re.compile(
    r"\b(?:can'?t|cannot|can not|could not|couldn'?t|unable to|inability to|not able to|difficulty"
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
    r"(?:within (?:normal|functional|full)|normal|within|no|without|denies(?: any)?|w/o|not|any)\s+$"
)
NOT_FUNCTION = re.compile(
    r"\s*(?:swelling|inflammation|edema)\b|\s*:"
    r"|\s*(?:rule out|r/o|exclude|breath\w*|swallow\w*|urinat\w*|recall|remember|be \w+(?:ed|en|de)\b|take\b"
    r"|determine|appreciate|palpate|elicit|identify|find|give|have an?\b|get it"
    r"|assess)"
)
DOING = (
    r"(?:sit|stand|walk|lie|lay|sleep|driv|lift|reach|bend|dress|squat|kneel|turn|climb|carry|work|typ|gripp?"
    r"|open|roll|gett?"
    r"|putt?|push|pull|run+|stair|twist|cook|clean|vacuum|shower|wash|comb|writ)"
)
HURTS = re.compile(
    rf"\b(?=[dhprs])(?:hurts|painful|hard|difficult|stiff|slow|sore|rough)(?: to| when| with| while| for)? {DOING}\w*"
    r"|\bsleeps? (?:only )?(?:in|on|sitting up in) (?:an? |the |his |her )?(?:recliner|couch|chair)\b"
)
WORST = re.compile(
    r"\b(?:is|are) (?:still )?(?:the )?(?:worst|bad|hard|tough|difficult|painful|limited|rough|a problem)\b"
)
WHAT = re.compile(rf"\b{DOING}ing\b[^.;,\n]*$")
LIMITED_IN = re.compile(r"(?m)^[^\n:]{0,12}\b(?:function\w*|adls?|difficulty|activit\w+)\b[^\n:]{0,24}:")
CUT = re.compile(r"[.,;\n](?!\d)|\b(?:but|and states|due to|because|until|which)\b")
VERBS = (
    r"limit(?= (?:the )?(?:swelling|inflammation|edema|pain|spasm|stiffness))|"
    r"reduc\w*|decreas\w*|dec|decr|↓|increas\w*|inc|↑|improv\w*|restor\w*|normaliz\w*|relie\w*"
    r"|lessen\w*|strengthen\w*|address\w*|facilitat\w*|promot\w*|centraliz\w*|control\w*"
    r"|relax\w*|eliminat\w*|allow\w*|return\w*|maximi\w*|minimi\w*|correct\w*|regain\w*|stabili\w*"
    r"|enabl\w*|alleviat\w*|manag\w*|mobiliz\w*|achiev\w*|enhanc\w*|treat\w*|work on|help\w*"
    r"|inhibit\w*|loosen\w*|calm\w*|resolv\w*|desensitiz\w*|abolish|progress|maintain|gain|build"
    r"|ease|prevent|incr|decr?|lengthen\w*|support|unload|offload|activate|be able|get|resume|reach|lift|sit"
    r"|stand|walk|tie|drive|sleep|dress|turn|reeducate|re-educate|retrain"
)
ACTS = (  # what only "to" makes a purpose: "to rest the tendon", but "and the lower back"
    r"hold|rest|load|extend|rehearse|take (?:\w+ )?(?:pressure|load|stress|tension|strain|weight) off|keep|meet"
    r"|confirm|let"
    r"|make|lower"
    r"|run|jog|start"
    r"|squat|settle|break|protect|immobili[sz]e|unweight|off-?load|open|quiet|soothe|wean|advance|optimi[sz]e|balance"
    r"|re-?establish|rebuild|retain|preserve|recover|develop|train|challenge|target|free|decompress|distract"
    r"|stretch|heal|climb"
    r"|carry|bend|throw|swim|kneel|transfer|modulate|mobilise|offset|limit(?! \d)|discourage|encourage|assist"
    r"|ensure|provide"
)
TIED = re.compile(
    r"(?:^|[;,.] ?)(?:decr?|incr?|improve|reduce|restore|increase|decrease) (?:\w+ )?(?:pain|rom|strength|tone|spasm"
    r"|stiffness|motion)\b|"
    rf"\b(?:aims?|purpose|goal) (?:to |of )?(?:{VERBS})(?!\w)|\bso (?:that )?(?:\w+ ){{1,3}}(?:can|could|comes? back"
    rf"|returns?|is able)\b"
    rf"|\bto (?:\w+ )?(?:{ACTS})(?!\w)|\b(?:to|in order to|and|for|will)\s+(?:\w+\s+)?(?:{VERBS})(?!\w)"
    rf"|[↓↑](?! ?(?:wt\b|weight|resist|reps?\b|load|sets?\b|\d))"
    rf"|\bto (?:stop|avoid|abolish)(?!\w)"
    rf"|\bfor\s+(?:\w+[ -]){{0,3}}(?:pain|spasm\w*|rom|strength\w*|stiffness|tightness|mobility"
    rf"|function|motion|inflammation|swelling|flexibility|stabili\w*|posture|balance|endurance"
    rf"|soreness|muscle|radicul\w*|sciatica|headaches?|comfort|trigger|restriction|hypertonicity"
    rf"|lifting|sitting|walking|standing|driving|sleep\w*|reaching|work|adl\w*|safe|activation"
    rf"|stabilization|alignment|conditioning|relief|recovery|tissue|tolerance|control|capacity|independence|return"
    r"|transfers?|gait|stairs|safety|healing|protection|support|mobility|upright|hygiene|sport|school|activities|access"
    r"|reversing|reaching|turning|bending|carrying|climbing|dressing|push|pull|grip|hold)"
    r"|\bget (?:him|her|them|pt|patient|back) (?:back )?to\b|\bgoals?\s*[:\-]?\s*\w|\bneeds? (?!to\b|for\b|rest\b"
    r"|new\b|refill)"
    r"[^.;\n]{3,50}\b(?:for|to)\b"
    r"|\b(?:deficits?|weakness|stiffness|pain|rom|strength|tightness|valgus|instability|endurance"
    r"|mobility)\b[^.;\n]{0,40}"
    r"\blimit(?:s|ing)?\b|\b(?:so (?:that )?(?:pt|he|she|patient|they)|due to (?:painful"
    r"|limited|decreased|weak\w*|pain|tight\w*)|addressing|targeting|focus(?:ed|ing)? on|aimed at"
    r"|directed at|indicated for|medically necessary|2/2|based on|because|secondary to|for the following"
    r"|given (?:the|that|his|her|their|limited|decreased|persistent|weak|spasm|pain)"
    r"|in (?:the )?hopes? (?:of|that|he|she|to)|(?:idea|aim|purpose|intent|intention|point) (?:here )?(?:is|being)"
    r"|with (?:a|the) (?:aim|goal|view) (?:to|of)|since (?:this|that|it|there)(?:'s| is) (?:where|what)"
    r"|being (?:what|where)|enough to|so as to|why:|all towards?|aimed towards?|work(?:ing)? towards?"
    r"|(?:until|till?) (?:he|she|they|pt|patient) (?:can|is able|gets?|tolerates?))\b"
)
TREATING = re.compile(
    r"\b(?:exercis\w*|ther ?-?ex|therex|\bte\b|stm|mfr|manual|massage|mt\b|us\b|ultrasound"
    r"|e-?stim\w*|ems|ifc|tens|mhp|hp\b|heat|ice|cmt|adjust\w*|manipul\w*|mobili\w*|mobs"
    r"|stretch\w*|strengthen\w*|traction|needling|dn\b|nmr\w*|neuro re|ther ?act\w*|ta\b"
    r"|gait training|tap(?:e|ing)|hep|home exercise|pt\b|physical therapy|therapy|treatment|tx"
    r"|skilled|injection|nsaid\w*|naproxen|naprosyn|ibuprofen|meloxicam|mobic|cyclobenzaprine"
    r"|flexeril|methocarbamol|robaxin|diazepam|gabapentin|acetaminophen|tylenol|tizanidine"
    r"|baclofen|prednisone|medrol|brace|sling|boot|orthotic\w*|splint|training|bracing|program"
    r"|blocks?|ablation|rhizotomy|arthroscop\w*|splints?|decompression|laser|cupping|graston|iastm|97\d{3}"
    r"|989\d\d|interventions?|poc|plan"
    r"|modalit\w*|corticosteroid|cortisone|motrin|diclofenac|tramadol|muscle relax\w*|eccentric\w*"
    r"|core|(?:continue|encourage\w*|resume|daily) (?:\w+ )?(?:walking|activity|swimming|cycling)"
    r"|inject\w*|spica|collar|cane|walker|rollator|work conditioning|glides?|mobs?|mbb|rfa|stay active|rows|bridges?"
    r"|flexion-biased|extension-biased|mckenzie|posture|ergonomic\w*)\b"
)
DOSED = re.compile(r"\d ?(?:min\b|mins\b|')|\b\d{1,2} ?x ?\d{1,2}\b")
GIVEN = re.compile(r"\d{1,2} ?(?:min|'|x)|97\d{3}")
JUSTIFIES = frozenset({"justification", "skilled need", "skilled care", "skilled care needed"})
"""Sections in which a therapist says why treatment is needed."""
LEAVES = re.compile(r"\b(?:return|rtc|rto|call|ring|follow|f/u|r/v|recheck|see|if|should|er|ed|back)\b")
PLAN_LIKE = frozenset({"plan", "assessment", "other", "objective", "subjective"})


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
    for limit in sorted([*_said(reader), *_hurting(reader), *_ticked(reader)], key=lambda span: span.start):
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


def _hurting(reader: Reader) -> Iterator[Span]:
    """What the patient does in pain: "hurts to sit", "rolling in bed is the worst", "sleeps in a recliner"."""
    page = reader.page
    for match in [*HURTS.finditer(page.low), *WORST.finditer(page.low)]:
        low, high = page.sentence(page.sentence_of(match.start()))
        what = WHAT.search(page.low, max(low, match.start() - 50), match.start()) if match.re is WORST else match
        told = reader.sections.at(match.start()).name in ("subjective", "other")
        if what and told and not reader.sections.is_copied(match.start()):
            cut = CUT.search(page.low, match.end(), min(high, match.end() + 60))
            end = cut.start() if cut else min(high, match.end() + 60)
            text = page.text[what.start() : end].rstrip(' \n,.;"')
            yield Span(what.start(), what.start() + len(text), text)


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


TOLD = re.compile(
    r"\b(?:instructed|advised|told|asked|reminded|warned|knows?|ready|happy|wants?|wishes|unable|able|going)\s+$"
)


def _treated_near(reader: Reader, offset: int, high: int) -> bool:
    """Whether the plan names a treatment shortly before `offset`, or between it and `high`."""
    page = reader.page
    first, last = page.token_at(max(0, offset - 600)), page.token_at(high)
    index = bisect_left(reader.treated, first, key=lambda match: match.first)
    for match in reader.treated[index : index + 40]:
        if match.first >= last:
            return False
        if reader.sections.at(page.starts[match.first]).name in ("plan", "assessment", "other"):
            return True
    return False


def rationale(reader: Reader, goals: list[Span]) -> Span | None:
    """The first place where a treatment is tied to a finding, an impairment or a goal, else the treatment's goal."""
    if (tied := _tied(reader)) or not goals:
        return tied
    low = reader.page.low
    return goals[0] if reader.treated or TREATING.search(low) or DOSED.search(low) else None


def _may_plan(reader: Reader, low: int, high: int) -> bool:
    """Whether a sentence may say what a treatment is for: in story and examination only one that doses it."""
    name = reader.sections.at(low).name
    return name in PLAN_LIKE and (
        name not in ("subjective", "objective") or bool(GIVEN.search(reader.page.low, low, high))
    )


NO_TREATMENT = re.compile(  # what is looked for, told or asked, and not treated: "negative for", "return for"
    r"\b(?:negative|positive|notable|significant|work-?up|evaluat\w+|eval|check\w*|screen\w*|rule out|return|call"
    r"|watch|monitor\w*"
    r"|history|seen|here|presents?|presenting|consult\w*|responsible|source|cause|explanation|need)\s+(?:\w+ ){0,2}$"
)
TESTED = re.compile(
    r"(?:to |and |will |can )*get\b[^.;]{0,40}\b(?:x-?rays?|mri|ct|labs?|results?|blood|cultures?|films?|scan"
    r"|angiogram|protein|emg)\b"
)
FOR = re.compile(r"\bfor (?=(?:\w+[ -]){0,3}\w)")


def _for_complaint(reader: Reader, low: int, high: int) -> re.Match[str] | None:
    """ "for" with a finding, a complaint or a diagnosis close behind it: "tape for the instability"."""
    for match in FOR.finditer(reader.page.low, low, high):
        if NO_TREATMENT.search(reader.page.low, max(low, match.start() - 40), match.start()):
            continue
        near = reader.mentions_between(match.end(), min(high, match.end() + 24))
        if any(m.kind != "cause" and m.status != "negated" for m in near):
            return match
    return None


def _treats(reader: Reader, low: int, high: int) -> bool:
    """Whether a treatment is named in a stretch."""
    first, last = reader.page.token_at(low), reader.page.token_at(high)
    index = bisect_left(reader.treated, first, key=lambda match: match.first)
    named = index < len(reader.treated) and reader.treated[index].first < last
    return named or bool(TREATING.search(reader.page.low, low, high))


def _tied(reader: Reader) -> Span | None:
    page = reader.page
    best: tuple[int, Span] | None = None
    for index in range(len(page.bounds)):
        low, high = page.sentence(index)
        if reader.sections.at(low).name == reader.sections.at(high - 1).name and not _may_plan(reader, low, high):
            continue
        tied = TIED.search(page.low, low, min(high, low + 1500)) or _for_complaint(reader, low, high)
        if tied is None or TOLD.search(page.low, max(low, tied.start() - 16), tied.start()):
            continue
        at = reader.sections.at(tied.start())
        if at.name not in PLAN_LIKE or reader.sections.is_copied(tied.start()):
            continue
        if TESTED.match(page.low, tied.start(), min(high, tied.end() + 60)):
            continue
        before = page.low[low : tied.start()]
        dosed = at.name in ("plan", "other") and bool(DOSED.search(before))
        planned = at.name == "plan" and before.split() and not LEAVES.search(before)
        treated = dosed or planned or _treats(reader, low, tied.start())
        needed = at.title in JUSTIFIES or tied[0].startswith(
            ("need", "get ", "deficit", "weakness", "idea", "aim", "goal")
        )  # a plan's words wherever they stand
        if not treated and (at.name == "plan" or (needed and at.name in ("assessment", "other"))):
            treated = _treated_near(reader, tied.start(), min(high, tied.end() + 160))
        if not treated or (at.name in ("subjective", "objective") and not GIVEN.search(before)):
            continue
        rank = 0 if at.name == "plan" else 1
        text = page.text[tied.start() : tied.end()]
        if best is None or rank < best[0]:
            best = (rank, Span(tied.start(), tied.end(), text))
    return best[1] if best else None
