"""What a treatment is for: where it is tied to a finding, an impairment, a diagnosis, a symptom or a goal."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleanbill.model.reading import Span
from cleanbill.notes.mentions import Reader

IMPAIRED = (  # what a treatment may be for, besides the complaints and diagnoses of the word list
    r"(?:\w*pain|spasms?|rom|strength\w*|stiffness|tightness|mobility|function|motion|inflammation|swelling|edema|flexibility"
    r"|stabili\w*|posture|balance|endurance|soreness|radicul\w*|sciatica|headaches?|comfort|restrictions?|hypertonicity|lifting"
    r"|sitting|walking|standing|driving|sleep\w*|reaching|work|adls?|activation|stabilization|alignment|conditioning|relief"
    r"|recovery|tolerance|control|capacity|independence|transfers?|gait|stairs|safety|protection|support|upright|hygiene|sport"
    r"|school|reversing|turning|bending|carrying|climbing|dressing|grip|healing|burning|ache|access)"
)
TO = re.compile(r"\bto (?!be able to\b)(?P<verb>[a-z][a-z-]+)(?: (?P<next>[a-z]+))?")
NO_VERB = frozenset(  # behind "to" these are no act of a treatment: places, people, and what is only arranged
    """the a an his her their my our this that these those it him them each both all any tolerance patient pt left
    right l r b bilat bilateral er ed pcp md ortho pt ot home self clinic office work gym bed school day today
    tomorrow date end discharge same side next knee shoulder hip ankle back neck wrist elbow hand foot heel leg
    arm trunk spine lumbar cervical thoracic touch palpation light rom painfree include continue return follow
    call see be schedule monitor rule evaluate assess consider hold report bring contact message obtain
    determine discuss review send begin proceed go have take do perform come attend complete tell ins insurance
    ring phone watch make-up ask answer sign file bill mild moderate severe and or as in on at of from with
    under two three four five six seven eight ten twelve week weeks treatment therapy physical care hep
    exercises exercise ice heat benefit""".split()
)
EASED = re.compile(r"(?:hold|take|have|bring) (?:\w+ )?(?:" + IMPAIRED + r"|pressure|load|strain|stress|edge)\b")
BEFORE_TO = re.compile(  # what makes a "to" no purpose of a treatment
    r"\b(?:refer\w*|return\w*|due|according|similar|proximal|distal|prior|secondary|able|unable|instructed|advised|told|asked"
    r"|reminded|warned|knows?|ready|happy|wants?|wishes|going|motivated|agrees?|responds?|responded|response|compliant|adherence"
    r"|access|addition|related|added|applied|up|close|near|c/o|tender|radiat\w*|resistance|secondary|progress\w*|transition\w*"
    r"|hoping|sit|sits|supine|tries|trying|used|has|have|had|needs?|plans?|planning|willing|wait\w*|unwilling|tolerated|back|attempts?|how"
    r"|ok|okay|fine|opposed|compared|exposed|limited|restricted|down|available|unresponsive|allergic)\s*$"
)
AIMED = re.compile(
    r"\b(?:rationale|medical(?:ly)? necess\w+|purpose|aims?|reason|why|skilled (?:need|care)(?: needed| required)?"
    r"|justification"
    r"|intent(?:ion)?|priority|objective of (?:care|treatment)|treatment (?:target|focus))\b\s*(?::|=|-|is|being"
    r"|here is|for|to|of|was"
    r"|are|this|we|restore|improve|reduce|regain)|\baim(?:s|ed|ing)?\b(?! (?:high|low))"
)
BECAUSE = re.compile(
    r"\b(?:because|in view of|on account of|owing to|warranted|indicated (?:by|for|given|due)|indication|justif(?:y"
    r"|ies)|stems? from|hence|therefore|on that account|in light of|in response|2/2"
    r"|secondary to|due to (?!insurance|schedul|time|weather|cost|no[- ]show|visit|auth)|which is (?:why|the reason"
    r"|what)|is what|is why"
    r"|given (?!today|at|to|by|in|for|handout|written|verbal|prior)|with that \w+ in view|in view\b|based on"
    r"|since (?!(?:s?he|they|pt) w|last|\d|the last|visit|then|surgery|onset|eval|start|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|jan|feb"
    r"|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yesterday|doi)|being (?:what|where)"
    r"|as (?:the|he|she|it|they|pt|her|his|there) (?!tolerat|needed|able|directed|before))\b"
)
SO = re.compile(
    r"\b(?:so (?:that|she|he|they|pt|patient|the patient|it|as to)|in order to|(?:allow|lett|enabl)(?:ing|s)|lets"
    r"|before (?:he|she|they|pt"
    r"|return)|(?:until|till?) (?:he|she|they|pt|patient) (?:can|is able|gets?|tolerates?)|enough to"
    r"|in (?:the )?hopes?|until (?:\w+ ){0,3}(?:is |are )?(?:full|upright|normal|equal|pain ?free))\b"
)
WORKS = re.compile(
    r"\b(?:helps|eases|address(?:es|ing)|target(?:s|ing)|restor(?:es|ing)|correct(?:s|ing)|relieves|prevents|unloads|off-?loads"
    r"|centralizes|geared (?:to|at|towards?)|aimed (?:at|towards?)|directed at|intended (?:to|for)|designed (?:to"
    r"|for)|meant (?:to|for)"
    r"|work(?:s|ed|ing) on (?:\w+ ){0,2}"
    + IMPAIRED
    + r"|focus(?:es|ed|ing)? on|serves? (?:that|to)|takes the edge|keeps? (?:her|him|them"
    r"|pt) \w+ing|hop(?:e|es|ing) to|(?:with|w/) (?:a|the) (?:view|goal|aim|hope)|buy(?:s|ing)? (?:her|him|time)"
    r"|facilitat(?:es|ing)"
    r"|promot(?:es|ing)|treat(?:ing|ed)? (?:this|it|him|her) as|less (?:strain|load|pain|stress) (?:on|at|with)"
    r"|all towards?|work towards?"
    r"|what(?:'s| is) (?:keeping|limiting|stopping)|has to (?:come up|improve)|get (?:him|her|them|pt|patient"
    r"|back) (?:back )?to"
    r"|cut(?:ting)? down|bring(?:ing)? down|(?:reduc|improv|increas|decreas|regain|strengthen|normaliz|maximiz"
    r"|minimiz)(?:es|ing)"
    r"|gets? him|gets? her|tackl(?:es|ing)|building|counteract\w*|taking (?:the )?(?:pressure|load|stress)"
    r"|gives? the|designed around"
    r"|speaks to|mak(?:es|ing) \w+ \w+ bearable|take care of|should stop|break(?:ing)? \w+ up|working up to"
    r"|being treated|the object of|(?:3 ?x ?\d+|min|reps) ?(?:→|-+>|=>) ?(?=[a-z])"
    r"|best shot at|drove|wants? (?:it|them) down)\b|[↓↑](?! ?(?:wt\b|weight|resist|reps?\b|load|sets?\b|\d))"
)
FOR = re.compile(r"\b(?:for|prn(?: for)?)\s+(?=(?:\w+[ -]){0,3}\w)")
FOR_IMPAIRED = re.compile(r"\bfor\s+(?:\w+[ -]){0,3}" + IMPAIRED + r"\b")
GAINS = re.compile(
    r"(?:(?<=[;,.:\n-])|(?<=[;,.:-] ))(?:decr?|incr?|improve|reduce|restore|increase|decrease|regain) (?:\w+ )?"
    + IMPAIRED
    + r"\b"
)
LACKS = re.compile(  # the impairment and what it keeps from, in a plan or an assessment
    r"\b(?:deficits?|weakness|stiffness|pain|rom|strength|tightness|valgus|instability|endurance|mobility)\b[^.;\n]{0,40}"
    r"\b(?:limit(?:s|ing)?|keeps?)\b|\bneeds? (?!to\b|for\b|rest\b|new\b|refill|appt|follow)[^.;\n]{3,50}\b(?:for|to)\b"
)
IMPAIRED_WORD = re.compile(r"\b" + IMPAIRED + r"\b")
TOLD = re.compile(
    r"\b(?:is|are|was|were|the|her|his|she|he|it|they|that|which|this|these|will|can|could|should|i|we|i've|we've)\b|->|→"
)
STATUS = re.compile(  # how treatment went, what was talked over, when the patient comes back
    r"\b(?:tolerat\w+|respon\w+|improv(?:ed|ing)|less pain|no adverse|adverse|better|well\b|discuss\w*|options"
    r"|review\w*|declin\w*|defer\w*"
    r"|goals? met|progressing|met\b|return|rtc|call|follow|f/u|if|unless|explain\w*|think about|consent\w*"
    r"|question\w*|next visit"
    r"|c/o|complain\w*|came on|ago|underwent|he did|she did|recheck|schedul\w*|refill\w*|continue(?:d)? (?:poc|plan)"
    r"|denies|states|reports|prior|previous\w*|last|avoid\w*|should (?:the )?(?:patient|pt|he|she|symptoms?|you))\b"
)
MEASURES = frozenset({"rom", "strength", "gait", "reflexes", "sensory", "neuro", "surgery", "special_test"})
NO_TREATMENT = re.compile(  # what is looked for, told or asked, and not treated: "negative for", "return for"
    r"\b(?:negative|positive|notable|significant|work-?up|evaluat\w+|eval|check\w*|screen\w*|rule out|return|call"
    r"|message|us|watch"
    r"|monitor\w*|history|hx|seen|here|presents?|presenting|consult\w*|responsible|source|cause|explanation|need|ring|phone|back"
    r"|er|ed|rtc|recheck|treated elsewhere|risk|risks)\s+(?:\w+ ){0,2}$"
)
TESTED = re.compile(
    r"\b(?:x-?rays?|mri|ct|labs?|results?|blood|cultures?|films?|scan|angiogram|protein|emg|imaging|biopsy)\b"
)
LEAVES = re.compile(
    r"\b(?:return|rtc|rto|call|ring|message|follow|f/u|r/v|recheck|see(?! \d)|if|should|er|ed|refer\w*)\b"
)
TREATING = re.compile(
    r"\b(?:exercis\w*|ther ?-?ex|therex|\bte\b|tke|stm|mfr|manual|massage|mt\b|us\b|ultrasound|e-?stim\w*|ems|ifc"
    r"|tens|mhp|hp\b"
    r"|heat|ice|cmt|adjust\w*|manipul\w*|mobili\w*|mobs?|mwm|snags?|stretch\w*|strengthen\w*|traction|needling|dn\b"
    r"|nmr\w*|neuro re"
    r"|ther ?act\w*|ta\b|gait training|tap(?:e|ed|ing)|hep|home exercise|pt\b|physical therapy|therapy|treatment"
    r"|treating|tx|skilled"
    r"|inject\w*|nsaid\w*|brace|sling|boot|orthotic\w*|orthos[ie]s|splint\w*|inserts?|lifts? (?:in|both)|training"
    r"|bracing|program\w*"
    r"|blocks?|ablation|rhizotomy|arthroscop\w*|decompression|compression|laser|cupping|graston|iastm|97\d{3}|989\d\d|interventions?"
    r"|poc|plan|modalit\w*|corticosteroid|cortisone|steroid|viscosupplement\w*|euflexxa|synvisc|muscle relax\w*"
    r"|eccentric\w*|isometric\w*"
    r"|isotonic\w*|core|(?:continue|encourage\w*|resume|daily) (?:\w+ )?(?:walking|activity|swimming|cycling)|spica"
    r"|collar|cane|walker"
    r"|rollator|crutch\w*|conditioning|glides?|mbb|rfa|stay active|rows|bridges?|raises?|curls?|squats?|drills?"
    r"|flexion-biased"
    r"|extension-biased|mckenzie|posture|ergonomic\w*|instruct\w*|educat\w*|taught|trained|cue(?:s|d|ing)|desensiti\w+|retrain\w*"
    r"|reposition\w*|strap|wrap\w*|cream|gel|patch|diet|hydrat\w*|tucks?|hinges?|abd\b|hikes?|step-?downs?|hikes)\b"
    r"|\b(?:ibuprofen|naproxen|naprosyn|meloxicam|mobic|cyclobenzaprine|flexeril|methocarbamol|robaxin|diazepam|gabapentin"
    r"|acetaminophen|tylenol|tizanidine|baclofen|prednisone|medrol|motrin|diclofenac|tramadol|colchicine|celebrex|celecoxib"
    r"|duloxetine|pregabalin|ketorolac|toradol|voltaren|lidocaine)\b"
    r"|\b[a-z]{5,} \d+(?:\.\d)? ?(?:mg|mcg|g)?,? (?:po )?(?:bid|tid|qid|qd|daily|qhs|q\d|prn|od|bd|tds)\b"
)
DOSED = re.compile(r"\d ?(?:min\w*\b|mins\b|')|\b\d{1,2} ?x ?\d{1,2}\b")
GIVEN = re.compile(
    r"\d{1,2} ?(?:min|'|x)|97\d{3}|\b(?:i|we)(?: have|'ve)? (?:injected|prescribed|referred|started|fitted|placed"
    r"|gave)\b"
)
JUSTIFIES = frozenset({"justification", "skilled need", "skilled care", "skilled care needed", "why"})
"""Sections in which a therapist says why treatment is needed."""
PLANS = frozenset({"plan", "assessment", "other"})
AROUND = 600  # characters before an aim in which the treatment that it is of may stand


def rationale(reader: Reader, goals: list[Span]) -> Span | None:
    """The first place, in the plan if there is one, where a treatment is tied to its reason; else its goal."""
    page = reader.page
    found = [tie for index in range(len(page.bounds)) for tie in _ties(reader, *page.sentence(index))]
    if not found:
        return goals[0] if goals and _treats(reader, 0, len(page.low)) else None
    start, end = min(found, key=lambda tie: (reader.sections.at(tie[0]).name != "plan", tie))
    return Span(start, end, page.text[start:end])


def _ties(reader: Reader, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The first place in a sentence that ties a treatment to a reason."""
    ends = {reader.sections.at(low).name, reader.sections.at(high - 1).name}
    if ends.isdisjoint(PLANS) and not GIVEN.search(reader.page.low, low, high):
        return
    for start, end, near in sorted(_connected(reader, low, min(high, low + 1500))):
        section = reader.sections.at(start)
        if section.name not in PLANS and not GIVEN.search(reader.page.low, low, start):
            continue
        if section.name in PLANS or section.name in ("objective", "subjective"):
            if reader.sections.is_copied(start):
                continue
            wide = near or section.title in JUSTIFIES
            planned = section.name == "plan" and _says_some(reader, low, start)
            if planned or _treats(reader, max(0, low - AROUND) if wide else low, high):
                yield start, end
                return


def _connected(reader: Reader, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    """Where a sentence says what something is for; True: the treatment may stand in the sentences before."""
    text = reader.page.low
    for pattern, near in ((AIMED, True), (LACKS, True), (GAINS, True), (BECAUSE, False), (SO, False), (WORKS, False)):
        if match := pattern.search(text, low, high):
            yield match.start(), match.end(), near
    for match in TO.finditer(text, low, high):
        if _is_aim(text, low, match):
            yield match.start(), match.end(), _opens(text, low, match)
            break
    if (beside := _beside(reader, low, high)) is not None:
        yield *beside, False
    for match in (*FOR_IMPAIRED.finditer(text, low, high), *_for_complaints(reader, low, high)):
        if not NO_TREATMENT.search(text, max(low, match.start() - 40), match.start()):
            yield match.start(), match.end(), _opens(text, low, match)
            break


def _opens(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether a sentence begins with its aim, so that the treatment stands before it: "For pain, so he can walk"."""
    return not text[low : match.start()].strip(" -*,")


def _beside(reader: Reader, low: int, high: int) -> tuple[int, int] | None:
    """An impairment or a complaint that a sentence, told and not listed, brings together with a treatment."""
    text = reader.page.low
    if STATUS.search(text, low, high) or not TOLD.search(text, low, high):
        return None
    for mention in reader.mentions_between(low, high):
        if (
            mention.kind != "cause"
            and mention.concept not in MEASURES
            and mention.status in ("affirmed", "hypothetical")
        ):
            return mention.start, mention.end
    said = IMPAIRED_WORD.search(text, low, high)
    return said.span() if said else None


def _is_aim(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether "to" leads to what a treatment does: not to a place, a person, a test or an appointment."""
    verb, following = match["verb"], match["next"] or ""
    if EASED.match(text, match.start("verb")):
        return True
    if verb in NO_VERB or (verb in ("get", "help") and TESTED.search(text, match.end(), match.end() + 40)):
        return False
    if verb == "improve" and not following:
        return False
    return not BEFORE_TO.search(text, max(low, match.start() - 24), match.start())


def _for_complaints(reader: Reader, low: int, high: int) -> Iterator[re.Match[str]]:
    """ "for" or "prn" with a finding, a complaint or a diagnosis close behind it: "tape for the instability"."""
    for match in FOR.finditer(reader.page.low, low, high):
        near = reader.mentions_between(match.end(), min(high, match.end() + 24))
        if any(m.kind != "cause" and m.status != "negated" for m in near):
            yield match


def _says_some(reader: Reader, low: int, start: int) -> bool:
    """Whether a plan says something before a reason, and no appointment or precaution."""
    before = reader.page.low[low:start]
    return len(before.split()) > 1 and not LEAVES.search(before) and not TESTED.search(before)


def _treats(reader: Reader, low: int, high: int) -> bool:
    """Whether a treatment is named in a stretch."""
    first, last = reader.page.token_at(low), reader.page.token_at(high)
    index = bisect_left(reader.treated, first, key=lambda match: match.first)
    if index < len(reader.treated) and reader.treated[index].first < last:
        return True
    return bool(TREATING.search(reader.page.low, low, high) or DOSED.search(reader.page.low, low, high))
