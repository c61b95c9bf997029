"""Total minutes as the note states them."""

import re

from cleanbill.notes.mentions import Reader

TOTAL = re.compile(
    r"(?=[tso\d])(?:\btotal (?P<k>timed|time-based|one[- ]on[- ]one|treatment|tx|session|visit)?[ -]*(?:code "
    r"|codes |treatment |tx |one-on-one |direct |therapy |session )?(?:time|minutes|mins?"
    r"|tx time)?(?: \(?min(?:utes|s)?\)?)?\s*(?:[:=-]|is|was|of)?\s*(?P<n>\d{1,3})(?: ?(?:min|')"
    r"|\b)"
    r"|\b(?P<k2>timed(?: code)?|treatment|tx|session|one-on-one)(?: codes?| treatment)? (?:minutes"
    r"|mins?|time)(?: total)?\s*[:=]?\s*(?P<n2>\d{1,3})\b"
    r"|(?P<n3>\d{1,3}) ?(?:min\w*) total(?: (?P<k3>timed|treatment))?|(?P<n4>\d{1,3}) (?P<k4>timed"
    r"|total(?: treatment)?) min)"
)


def totals(reader: Reader) -> tuple[int | None, int | None]:
    """Total minutes as the note states them: of timed services, of the whole treatment."""
    low = reader.page.low
    if "total" not in low and "time" not in low and "minutes" not in low:
        return None, None
    timed: int | None = None
    whole: int | None = None
    for match in TOTAL.finditer(low):
        number = int(match["n"] or match["n2"] or match["n3"] or match["n4"])
        kind = match["k"] or match["k2"] or match["k3"] or match["k4"] or ""
        if kind.startswith(("timed", "time-based", "one")):
            timed = number if timed is None else timed
        else:
            whole = number if whole is None else whole
    return timed, whole
