"""Who signed the note."""

import re

from cleanbill.model.reading import Signature
from cleanbill.notes.mentions import Reader

TITLES = {  # as written, without points and blanks: the credential of a claim
    "pt": "PT", "dpt": "PT", "mpt": "PT", "mspt": "PT", "rpt": "PT", "pta": "PTA", "lpta": "PTA",
    "ot": "OT", "otr": "OT", "otr/l": "OT", "otd": "OT", "mot": "OT", "ota": "OTA", "cota": "OTA", "cota/l": "OTA",
    "dc": "DC", "md": "MD", "do": "DO", "np": "NP", "fnp": "NP", "fnp-c": "NP", "fnp-bc": "NP", "aprn": "NP",
    "arnp": "NP", "crnp": "NP", "dnp": "NP", "agnp": "NP", "anp": "NP", "np-c": "NP", "pa": "PA", "pa-c": "PA",
    "slp": "SLP", "ccc-slp": "SLP", "chiropractor": "DC", "physical therapist": "PT", "occupational therapist": "OT",
    "physical therapist assistant": "PTA", "nurse practitioner": "NP", "physician assistant": "PA",
}  # fmt: skip
TITLE = (
    r"(?:D\.?P\.?T|M\.?P\.?T|MSPT|RPT|L?P\.?T\.?A|P\.?T|C?OTA(?:/L)?|OTR(?:/L)?|O\.?T\.?D|MOT|O\.?T|D\.?C|M\.?D|D\.?O"
    r"|F?A?G?NP(?:-B?C)?|N\.?P|A?[AC]?RNP|APRN|DNP|P\.?A(?:-C)?|(?:CCC-)?SLP|Chiropractor"
    r"|Physical Therapist Assistant"
    r"|Physical Therapist|Occupational Therapist|Nurse Practitioner|Physician Assistant)\.?(?![\w./-])"
)
NAME = r"(?:(?:Dr|Mr|Ms|Mrs)\.? )?[A-Z][A-Za-z'’-]*\.?(?: [A-Z][A-Za-z'’-]*\.?){0,3}"
SIGNED = re.compile(
    r"(?P<how>\b(?i:(?:electronically|digitally) signed(?: and locked)?(?: by)?|e-?signed(?: by)?|signed(?: by)?"
    r"|signature(?: of (?:clinician|therapist|provider))?|(?:treating |rendering )?(?:therapist|clinician"
    r"|provider)(?: signature)?"
    r"|authenticated by|attested by)\s{0,3}[:,]?|/s/|/es/)\s{0,4}"
    rf"(?P<who>{NAME}(?:,? {{0,2}}{TITLE})*)"
)
CLOSING = re.compile(
    rf"(?:^|\n)[ \t\-–—~_]{{0,6}}(?P<who>{NAME},? {{1,2}}{TITLE}(?:,? {{0,2}}{TITLE})*)[^\n]{{0,60}}\s*$"
)
INITIALS = re.compile(rf"(?:[ ./\n-]|^)(?P<who>[A-Z]{{2,3}},? {TITLE})\s*$")
UNSIGNED = re.compile(r"\b(?:unsigned|not signed|pending signature|signature pending|awaiting signature|draft)\b", re.I)
SIGNS = ("signed", "signature", "/s/", "/es/", "therapist:", "clinician:", "provider:", "authenticated", "attested")
LAST = 200  # characters at the end of a note in which a bare name is a signature


def signature(reader: Reader) -> Signature | None:
    """The signature of the author: the first that says it is one, else a name with a title that ends the note."""
    text = reader.page.text
    tail = max(0, len(text) - LAST)
    if UNSIGNED.search(text, tail):
        return None
    found = SIGNED.search(text) if any(word in reader.page.low for word in SIGNS) else None
    found = found if found and _is_signature(found) else None
    found = found or CLOSING.search(text, tail) or INITIALS.search(text, max(0, len(text) - 24))
    if found is None:
        return None
    start = found.start("how") if "how" in found.re.groupindex else found.start("who")
    return Signature(start, found.end("who"), text[start : found.end("who")], _credential(found["who"]))


def _is_signature(found: re.Match[str]) -> bool:
    """ "Provider: Dr. Lee" heads many notes; only with a title of its own is it more than a name."""
    how = found["how"].lower()
    return "sign" in how or how[0] == "/" or "by" in how


def _credential(who: str) -> str | None:
    """The credential of a claim that the last of the titles gives: "PT, DPT" is PT, "DC" is DC."""
    titles = [m[0].rstrip(".").replace(".", "").lower() for m in re.finditer(TITLE, who)]
    known = [TITLES[title] for title in titles if title in TITLES]
    return known[0] if known else None
