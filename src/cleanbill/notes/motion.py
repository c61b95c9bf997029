"""Range of motion, strength and reflexes as written, and whether the figure is less than normal.

Normal degrees: American Academy of Orthopaedic Surgeons / AMA Guides averages, lowered to the least usual value, so
that only a clear loss counts.
"""

import re

from cleanbill.notes.phrases import Phrases

MOVE = Phrases("motion.move")
NUMBER = r"(?P<v>\d{1,3}(?:\.\d)?)"
PERCENT = re.compile(r"(\d{1,3}) ?(?:%|pct\b|percent\b)")
OF_NORMAL = re.compile(r"(?<![\d.a-z])(\d{1,3})(?: ?(?:-|to) ?(\d{1,3}))? ?/ ?(\d{1,3})(?!\d)")
DEGREES = re.compile(
    r"(?<![\d./a-z])(?:0 ?(?:-|to) ?)?(\d{1,3}) ?(?:deg\w*|°|º|')?(?![\d%/]|\.\d| ?(?:/10|x|min"
    r"|sec|lb|kg|wk|visit|cm|mm|inch|plus))"
)
LOSS = re.compile(
    r"\b(?:limit(?:ed|ation|ations)?|decreas(?:ed|e|es)|reduc(?:ed|tion)|restrict(?:ed|ion|ions)?"
    r"|painful|pain|p!|loss|lacks?|lacking|diminished|stiff(?:ness)?|moderate"
    r"|guarded|dec'?d?|decr|slow|impaired|deficits?|min|mod|lim|ltd|unable|short of|difficulty"
    r"|hesitant|block(?:ed)?|poor|sore|hypomobile|tight|aberrant|half|quarter|third|reproduces"
    r"|provokes|ache|lmtd|lmt|restr|limted|limitd|decrsd|decreasd|painfull|pn|hurts|tender"
    r"|w/ ?p|stopped|stops|limited to|only (?:to|until)|half|1/[234]|2/3|3/4)\b|↓|p!|<"
)
WHOLE = Phrases("motion.whole")
GRADE = re.compile(r"(?P<g>[0-5])(?<![\w./].)(?P<s> ?(?:[+-]|plus|minus)(?:/-)?)? ?(?:/|out of) ?5(?!\d|/|\.\d)")
LESS = re.compile(
    r"\b(?:decreas\w*|reduc\w*|dimin\w*|absent|impair\w*|hypo\w*|hyper\w*|altered|brisk|trace|lost"
    r"|loss|gone|dec\b|decr\b|red\b|dull\w*|blunted|asymmetric\w*|sluggish|0/4|1/4|3/4|4/4|1/2|0/2)\b|\b[0134] ?\+"
    r"|\b[0134] plus|↓|(?<!\w)[01]/4"
)
NORMAL: tuple[tuple[str, dict[str, int], int], ...] = (
    (
        r"flex|forward|fwd|ff",
        {
            "cervical": 45, "thoracic": 45, "lumbar": 60, "lumbosacral": 60, "shoulder": 165, "elbow": 135,
            "wrist_hand": 60, "hip": 105, "knee": 130,
        },
        60,
    ),
    (r"inv", {}, 25),
    (r"ev", {}, 12),
    (r"dorsi|df", {"ankle_foot": 15}, 15),
    (r"plantar|pf", {"ankle_foot": 40}, 40),
    (
        r"ext",
        {
            "cervical": 55, "thoracic": 25, "lumbar": 25, "lumbosacral": 25, "shoulder": 50, "elbow": 0,
            "wrist_hand": 60, "hip": 20, "knee": 0,
        },
        25,
    ),
    (r"side|sb|lat|lf", {"cervical": 40, "thoracic": 25, "lumbar": 25, "lumbosacral": 25}, 25),
    (r"rot|lr|rr", {"cervical": 75, "thoracic": 35, "lumbar": 30, "shoulder": 80, "hip": 40}, 75),
    (r"ir|er", {"shoulder": 65, "hip": 35}, 60),
    (r"abd|scapt|elev", {"shoulder": 165, "hip": 40}, 165),
    (r"sup|pron|p/s", {}, 70),
    (r"f/e", {}, 55),
    (r"turn", {}, 75),
    (r"rom|range|arc", {"shoulder": 165, "elbow": 135, "hip": 105, "knee": 125}, 60),
)  # fmt: skip


SPAN = re.compile(  # "knee 5-115", "right elbow 10 to 130", "range 0 to 110": from straight to bent
    r"\b(?P<j>range|motion|rom|knees?|elbows?)\b(?: is| of| from| active"
    r"| passive)?[: ]{1,3}(?P<a>-?\d{1,2}) ?(?:-|to) ?(?P<b>\d{2,3})"
    r"(?![\d/%]| ?(?:reps?|x|min|lbs?|weeks?|wks?|days?|sec|mi\b|years?|y\b|#|months?|mo\b|times|steps|inches|cm))"
)
STRAIGHT_TO_BENT = {"knee": 130, "elbow": 135}
SHORT = re.compile(  # muscle length: short, or so many degrees from straight with the hip bent
    r"\b(?:90/90|ake|popliteal angle|hamstring(?:s| length| flexibility)?|thomas|ely|hip flexors?|gastroc\w*"
    r"|pec\w*)\b"
    r"[^.;\n]{0,40}\b(?:short|restricted)\b|\b(?:90/90|ake|popliteal angle)\b[^.;\n\d]{0,24}\b[2-6]\d\b"
)
REACH = re.compile(  # bending forward without coming near the floor
    r"\b(?:flex(?:ion|n)?|bend(?:s|ing)?|fingertips?|ftf|toe touch|reach(?:es)?)\b[^.;\n]{0,24}\b(?:to|reach(?:es"
    r"|ing)?|at|past)"
    r"\b(?: the| his| her)? (?:mid[- ]?|proximal |distal |lower |upper )?(?:shins?|thighs?|knees?|patella|tibia"
    r"|calf|calves)\b"
)
BEHIND_BACK = re.compile(  # a hand that does not come above the belt
    r"\b(?:(?:functional )?(?:ir|internal rotation)|hand behind (?:the |his |her )?back|hbb)\b[^.;\n]{0,20}\b(?:to"
    r"|reach(?:es)?|at)"
    r"(?: the| his| her)? (?:back )?(?:pocket|buttocks?|glutes?|sacrum|belt|hip|greater troch\w*|gt|si joint|sij"
    r"|l[1-5])\b"
)
LACKS = re.compile(r"\b(?:ext(?:ension|n)?|flex(?:ion|n)?|df|er|ir)(?: \w+)? lack(?:s|ing)? \d")
GIRTH = re.compile(  # a limb that measures more than the other: "girth +3 cm", "figure 8 R 53.5 cm, L 51.0 cm"
    r"\b(?:girth|circumference|fig(?:ure)?[- ](?:of[- ])?(?:8|eight))\b[^.;\n]{0,40}?(?:(?P<more>\+ ?\d)"
    r"|\b(?P<m>\d{2}(?:\.\d)?) ?(?:cm)?[,/ ]{1,3}(?:vs\.? ?)?(?:r|l|right|left)?:? ?(?P<n>\d{2}(?:\.\d)?)(?: ?cm\b"
    r"|(?=[\s.;]*$)))"
)
SWOLLEN = 1.0  # centimetres between the sides; less is the usual error of measurement
SIDES = re.compile(  # the degrees of both sides: "R 48 L 70", "rotation R 52, L 70"
    r"\b(?P<a>r|l|right|left):? (?P<m>\d{1,3})(?: deg\w*|°)?[,/; ]{1,3}(?P<b>r|l|right"
    r"|left):? (?P<n>\d{1,3})(?![\d%/]|\.\d)"
)
SHORT_OF = re.compile(
    r"\b(?:short of|only to|to neutral only|(?:barely|only) (?:reaches|gets|to)|and (?:quits|stops|no further))\b"
)
HEADING = re.compile(r"[ap]?rom|ranges? of motion|motion|movements?|mobility")
FAIR = re.compile(r"\b(?:fair|poor|trace|weak\w*|less (?:on|than)|[1-4] (?:to|-) 5 strength)\b")
MINUS = re.compile(
    r"\bext(?:ension|n)?[: ]+(?:lacks )?-\s?\d{1,2}\b(?! ?/)"
)  # "ext -10": ten degrees short of straight
BARE_GRADE = re.compile(r"[a-z)] ?:? ?(?P<g>[0-5]) ?(?P<s>[+-])?(?=[\s,;/.(]|$)(?! ?(?:/|x\b|sec|min|lb|rep|\d))")
STRENGTH_LABEL = re.compile(r"\b(?:mmt|manual muscle test(?:ing)?|strength|myotomes?|resisted)\b")
LSI = re.compile(
    r"\b(?:lsi|limb symmetry(?: index)?)\b[^.;\n\d%]{0,12}(?P<n>\d{2})(?:\.\d)? ?%|(?P<m>\d{2}) ?% (?:lsi"
    r"|limb symmetry)"
)
SYMMETRIC = 90  # percent of the other side that is taken as recovered strength
SIDED = re.compile(
    r"\b(?=[bcdeghpst])(?P<what>grip|pinch|strength|dynamomet\w*|heel[- ]raises?|calf raises?|toe raises?|squats?"
    r"|step[- ]?downs?|bridges?|plank"
    r"|endurance|press|curls?|hop)\b[^.;\n\d]{0,24}?\b(?P<a>r|l|right|left)\b[: ]*x? ?(?P<m>\d{1,3}(?:\.\d)?)"
    r" ?(?:#|lbs?|kgs?|reps?|s|sec)?\b[^.;\n\d]{0,12}?\b(?P<b>r|l|right"
    r"|left)\b[: ]*x? ?(?P<n>\d{1,3}(?:\.\d)?)(?![\d/])"
)
AGAINST = re.compile(  # "grip 14 kg the other hand 26", "heel rise 6 against 20"
    r"\b(?P<what>grip|pinch|strength|heel[- ](?:raises?|rises?)|calf raises?|bridges?|plank|hop|hold)\b[^.;\n\d]{0,20}"
    r"(?P<m>\d{1,3}(?:\.\d)?) ?(?:#|lbs?|kgs?|reps?|s|sec)?,? (?:the other(?: \w+)?|against|vs\.?|versus"
    r"|compared (?:to|with)|on the other(?: side)?|(?:the )?(?:uninvolved|unaffected|opposite|contralateral)(?: side)?)"
    r" ?(?P<n>\d{1,3}(?:\.\d)?)(?![\d/])"
)
BEHIND = re.compile(  # "grip measured 24 kg on the right and 38 kg on the left"
    r"\b(?P<what>grip|pinch|strength|dynamomet\w*|heel[- ]raises?|calf raises?|squats?|bridges?|plank|hop|holds?)\b"
    r"[^.;\n\d]{0,24}(?P<m>\d{1,3}(?:\.\d)?) ?(?:#|lbs?|pounds|kgs?|reps?|s|sec)?(?: on)?(?: the)? ?(?P<a>r|l|right"
    r"|left)\b"
    r"[^.;\n\d]{0,16}(?P<n>\d{1,3}(?:\.\d)?) ?(?:#|lbs?|pounds|kgs?|reps?|s|sec)?(?: on)?(?: the)? ?(?P<b>r|l|right"
    r"|left)\b"
)
FIGURE = re.compile(r"\d")
HELD = re.compile(  # seconds that the trunk or the deep neck flexors were held
    r"\b(?P<what>sorensen|(?:trunk|back) extensor endurance|dnf|deep neck flexors?|craniocervical flexion"
    r"|side (?:bridge|plank)"
    r"|prone plank|plank)\b[^.;\n\d]{0,30}(?P<s>\d{1,3}) ?(?:s|sec\w*)\b"
)
LEAST_HELD = {"s": 60, "t": 60, "b": 60, "d": 20, "c": 20, "p": 40}  # our own cutoffs, well below published means
UNEVEN = 0.8  # one side with less than this part of the other: more than the usual difference of hands


def moved(words: str) -> re.Match[str] | None:
    """The movement of a stretch: the one behind a heading such as "AROM", where one follows."""
    move = MOVE.search(words)
    while move and HEADING.fullmatch(move[0]):
        following = MOVE.search(words, move.end())
        if following is None:
            break
        move = following
    return move


def uneven(words: str) -> re.Match[str] | None:
    """A test of strength with clearly less on one side: "Grip R 45 / L 80"."""
    if not FIGURE.search(words):
        return None
    found = SIDED.search(words)
    if found is not None and found["a"][0] == found["b"][0]:
        return None
    found = found or AGAINST.search(words) or BEHIND.search(words)
    if found is None:
        return None
    one, other = sorted((float(found["m"]), float(found["n"])))
    return found if one < UNEVEN * other else None


def held_short(words: str) -> re.Match[str] | None:
    """A hold of trunk or neck muscles for clearly fewer seconds than is usual."""
    found = HELD.search(words)
    return found if found and int(found["s"]) < LEAST_HELD[found["what"][0]] else None


def larger_girth(words: str) -> re.Match[str] | None:
    """A limb whose girth is clearly more than the other's."""
    found = GIRTH.search(words)
    return found if found and (found["more"] or abs(float(found["m"]) - float(found["n"])) >= SWOLLEN) else None


def short_span(words: str, region: str | None) -> re.Match[str] | None:
    """A joint's range from straight to bent that lacks some of either end: "knee 5-115"."""
    found = SPAN.search(words)
    if found is None:
        return None
    joint = found["j"].rstrip("s") if found["j"].rstrip("s") in STRAIGHT_TO_BENT else region or ""
    full = STRAIGHT_TO_BENT.get(joint)
    return found if full and (int(found["a"]) > 0 or int(found["b"]) < full) else None


def is_limited(words: str, region: str | None) -> bool:
    """Whether a stretch that names a movement says that it is less than normal or hurts. `words` in small letters."""
    move = moved(words)
    if move is None or GRADE.search(words):
        return False
    if any(short.search(words) for short in (REACH, BEHIND_BACK, SHORT_OF, MINUS, LACKS)):
        return True
    figures = _figures(words, move, region)
    if figures is not None:
        return figures or bool(re.search(r"\b(?:painful|pain|p!)|p!", words) and not WHOLE.search(words))
    if WHOLE.search(words):
        return False
    return bool(LOSS.search(words))


def _figures(words: str, move: re.Match[str], region: str | None) -> bool | None:
    """Whether a figure is below normal; None where there is none."""
    percents = [int(m[1]) for m in PERCENT.finditer(words)]
    if percents:
        return min(percents) < 100
    parts = [
        (int(m[2] or m[1]), int(m[3])) for m in OF_NORMAL.finditer(words) if int(m[3]) >= 4 or int(m[1]) < int(m[3])
    ]
    parts = [(got, full) for got, full in parts if full != 10]
    if parts:
        return any(got < full for got, full in parts)
    sides = SIDES.search(words, move.end())
    if sides and sides["a"][0] != sides["b"][0]:
        less, more = sorted((int(sides["m"]), int(sides["n"])))
        if less < UNEVEN * more:
            return True
    degrees = [int(m[1]) for m in DEGREES.finditer(words, move.end())]
    if not degrees and not HEADING.fullmatch(move[0]):
        degrees = [int(m[1]) for m in DEGREES.finditer(words, 0, move.start())]
    if not degrees:
        return None
    return min(degrees) < _least(move[0], region)


def _least(move: str, region: str | None) -> int:
    for names, by_region, otherwise in NORMAL:
        if re.match(names, move):
            return by_region.get(region or "", otherwise)
    return 60


def weak_side(words: str) -> re.Match[str] | None:
    """A limb symmetry index under 90 %."""
    found = LSI.search(words)
    return found if found and int(found["n"] or found["m"]) < SYMMETRIC else None


def weak_grades(words: str) -> re.Match[str] | None:
    """A bare grade below 5 in a line labelled as strength: "MMT flex 4, abd 4-, IR 5"."""
    label = STRENGTH_LABEL.search(words)
    if label is None or GRADE.search(words):
        return None
    if said := FAIR.search(words):
        return said
    grades = list(BARE_GRADE.finditer(words, label.end() - 1))
    return next((m for m in grades if m["g"] != "5" or m["s"] == "-"), None)


def is_weak(words: str) -> bool:
    """Whether a muscle grade below 5 of 5 is written."""
    return any(m["g"] != "5" or (m["s"] or "").strip() in ("-", "minus") for m in GRADE.finditer(words))
