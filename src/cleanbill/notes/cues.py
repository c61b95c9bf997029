"""Words beside a mention that tell whether a denial, a history or a condition reaches it."""

import re

POSITIVE = frozenset(
    [
        "over",
        "at",
        "along",
        "to",
        "with",
        "marked",
        "positive",
        "limited",
        "decreased",
        "reduced",
        "restricted",
        "painful",
        "ttp",
        "upon",
        "w",
        "worse",
        "increased",
        "rated",
        "x",
        "deg",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "remains",
        "began",
    ]
)
GRADED = frozenset(
    ["mild", "mildly", "moderate", "moderately", "marked", "minimal", "slight", "slightly", "severe", "some", "trace"]
)
PREDICATES = frozenset(
    [
        "tender",
        "tight",
        "swollen",
        "hypertonic",
        "tense",
        "taut",
        "ttp",
        "antalgic",
        "rounded",
        "forward",
        "flexed",
        "stooped",
        "slouched",
    ]
)
LASTED = re.compile(
    r"(?:\d/(?:7|52|12)|(?:\d[ -]?|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)[ -])"
    r"(?:hours?|hrs?|days?|d|weeks?|wks?|w|months?|mos?|mths?|years?|yrs?|y))[ -]*$"
)  # "3/7 hx of neck pain"
LASTS = re.compile(
    r"[ ,]*(?:x ?|for |of )?(?:(?:about |~ ?|the past )?\d{1,3}(?: ?- ?\d+)?|(?:for|x) (?:many|several|some)"
    r"|for) ?(?:days?|d|weeks?|wks?|w"
    r"|months?|mos?|years?|yrs?|y)\b"
    r"(?! ago| prior| back| old)"
)  # "h/o back pain x 10 days"
CONDITION = re.compile(
    r"\b(?=[aceghflmnprs])"
    r"(?:(?:call|notify|seek|come back|go to (?:the )?(?:nearest )?(?:er|ed|a&e|emergency|hospital|urgent)"
    r"|proceed to|contact (?:us|me|our|the|his|her|your)|present to|report to)\b(?:[^.;\n]|(?<=dr)\.){0,60}?"
    r"\b(?P<c>if|should|in case|when|(?:with|for) (?:any|new|worse\w*))\b"
    r"|(?:return|rtc|rto|follow[- ]?up|f/u)\b[^.;\n]{0,60}?"
    r"\b(?P<d>if|should|in case|(?:with|for) (?:any|new|worse\w*))\b"
    r"|(?:er|ed|a&e|sooner) (?P<h>if|for|with|w/)"
    r"|(?:risks?|complications)\b[^.;\n]{0,60}?\b(?P<e>includ\w+|such as|like|consist\w*|are|being)\b"
    r"|(?:call|ring|message|notify us|come in|er|ed) (?P<i>w/|with)"
    r"|(?P<f>(?:can|could|may|might) (?:lead to|result in|cause)|(?:high(?:er)? )?(?:likelihood|chance|risk) of)\b)"
)
GOAL_WORDS = ("goal", "tg", "consent", "risk", "return", "safety", "red flag")  # without one of these GOAL is not tried
GOAL = re.compile(
    r"(?=[\s\d.)*#cglrs-])(?:^|(?<=[\n.;])|(?<=[a-z]:))[\s\d.)*#-]{0,6}(?P<c>(?:short|long)[- ]term goals?|goals?"
    r"|[ls]tgs?|consent|risks(?: reviewed| discussed| explained)?|return precautions|return|safety[- ]net(?:t?ed"
    r"|ting)?|red flag advice)"
    r"\b(?! (?:not )?met)[^:\n.;]{0,20}[:=]"
)
