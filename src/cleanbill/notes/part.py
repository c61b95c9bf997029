"""P.A.R.T., by which a subluxation is shown in an examination: pain, asymmetry, range of motion, tissue tone.

Medicare Benefit Policy Manual ch. 15 s. 240.1.2. Labels are taken at their word; else findings show the letter.
"""

import re
from typing import Literal

from cleanbill.model.reading import ObjectiveFinding, PartElement
from cleanbill.notes.mentions import Reader

Letter = Literal["P", "A", "R", "T"]
LETTERS: tuple[Letter, ...] = ("P", "A", "R", "T")
SHOWN_BY: dict[str, Letter] = {
    "palpation_tenderness": "P", "posture_gait": "A", "rom_limited": "R", "joint_restriction": "R",
    "palpation_tone": "T", "spasm": "T", "trigger_point": "T", "guarding": "T", "swelling_bruising": "T",
}  # fmt: skip
ASYMMETRY = re.compile(
    r"\b(?:asymmetr\w+|misalign\w+|(?:iliac crest|ilium|psis|asis|shoulder|occiput|mastoid|scapula|hip)s?(?: is"
    r"| are)?"
    r" (?:\w+ )?(?:high|low|elevated|depressed|uneven|unlevel)\w*"
    r"|(?:high|low|elevated|uneven|unlevel) (?:\w+ )?(?:iliac crest"
    r"|ilium|psis|asis|shoulder|hip)|leg length (?:inequality|discrepancy|difference)|short (?:left|right|l|r)? ?leg"
    r"|(?:c[1-7]|t\d{1,2}|l[1-5]|sacrum|atlas|axis)[ -](?:p[lr]s?(?:-?[ims])?|body (?:left|right)|rotat\w+"
    r"|spinous (?:left|right)))\b"
)
NOTHING = re.compile(r"[\s:.-]*(?:none|no\b[^.;]{0,30}|neg(?:ative)?|n/a|nil|wnl|normal|[-_0])?[\s.;,]*$")


def letters(reader: Reader) -> tuple[Letter, ...]:
    """The letters that the note labels."""
    labelled = {section.part for section in reader.sections.found if section.part}
    return tuple(letter for letter in LETTERS if letter in labelled)


def part_elements(reader: Reader, found: list[ObjectiveFinding]) -> list[PartElement]:
    """The words that show each letter: what stands under its label, and the findings elsewhere."""
    shown = [*_labelled(reader), *_asymmetries(reader)]
    shown += [PartElement(SHOWN_BY[f.type], f.start, f.end, f.span) for f in found if f.type in SHOWN_BY]
    kept: list[PartElement] = []
    for one in sorted(shown, key=lambda e: (e.start, -e.end)):
        if not any(one.letter == other.letter and one.start < other.end for other in kept[-4:]):
            kept.append(one)
    return kept


def _labelled(reader: Reader) -> list[PartElement]:
    found = []
    for section, end in reader.sections.stretches():
        text = reader.page.text[section.start : end]
        if section.part not in LETTERS or NOTHING.match(text.lower()):
            continue
        start = section.start + len(text) - len(text.lstrip())
        line = text.strip().split("\n\n")[0].rstrip(" .;,")
        found.append(PartElement(section.part, start, start + len(line), line))
    return found


def _asymmetries(reader: Reader) -> list[PartElement]:
    """Asymmetry in words that are no finding type of their own: "left iliac crest high"."""
    found = []
    for match in ASYMMETRY.finditer(reader.page.low):
        start, end = match.span()
        if reader.sections.at(start).name not in ("objective", "other") or reader.sections.is_copied(start):
            continue
        first = reader.page.token_at(start)
        if reader.judge.judge(first, first + 1).status == "affirmed":
            found.append(PartElement("A", start, end, reader.page.text[start:end]))
    return found
