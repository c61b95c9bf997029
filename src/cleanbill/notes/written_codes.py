"""ICD-10-CM codes that an assessment lists without words: "Dx: 1) M99.03 2) M99.05 3) acute LBP"."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from cleanbill.model.reading import Fact
from cleanbill.notes.mentions import Reader

CONCEPT = "written_code"
CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b")
ITEM = re.compile(r"[,;|\n]|(?<!\S)#?\d{1,2}[.)](?=\s)")


def written_codes(reader: Reader) -> Iterator[Fact]:
    """Each code of the assessment that stands in an item without the name of a diagnosis or complaint."""
    text = reader.page.text
    if not (found := [m for m in CODE.finditer(text) if _is_assessed(reader, m.start())]):
        return
    bounds = [0, *(m.end() for m in ITEM.finditer(text)), len(text)]
    for match in found:
        item = bisect_right(bounds, match.start())
        named = (
            m for m in reader.mentions_between(bounds[item - 1], bounds[item]) if m.kind in ("diagnosis", "complaint")
        )
        if next(named, None) is None:
            yield Fact(
                "", match.start(), match.end(), match[0], "diagnosis", CONCEPT, section="assessment",
                source="clinician_assessment", value=match[0], rule="a code as written",
            )  # fmt: skip


def _is_assessed(reader: Reader, offset: int) -> bool:
    return reader.sections.at(offset).name == "assessment" and not reader.sections.is_copied(offset)
