"""Two diagnoses that an Excludes1 note keeps apart, read in both directions and with the notes of their parents.

The guidelines except conditions that are unrelated to each other, which a claim cannot show: so this is a warning
that asks. Where another note allows both codes (R25.2 beside M62.830), the message says so.
"""

from collections.abc import Iterator
from functools import lru_cache

from cleanbill.codes.icd10cm import Release
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.code import Exclusion
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import guidelines


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each diagnosis that an earlier one excludes."""
    codes = visit.claim.dx
    if len(codes) < 2:
        return
    for index, notes in _excluded(codes, context.icd10cm(visit.date)):
        yield Fault(" ".join(_sentence(note) for note in notes) + " Are they related?", dx=index)


@lru_cache(maxsize=65536)
def _excluded(codes: tuple[str, ...], release: Release) -> tuple[tuple[int, list[Exclusion]], ...]:
    """The indexes of the diagnoses that earlier ones exclude, with the notes that say so."""
    found = (
        (index, [note for other in codes[:index] if (note := release.excludes1(other, code))])
        for index, code in enumerate(codes)
    )
    return tuple((index, notes) for index, notes in found if notes)


def _sentence(note: Exclusion) -> str:
    text = f'{note.code} with {note.other}: Excludes1 at {note.owner}, "{note.text}".'
    if note.contradicted_by:
        text += f' The note at {note.contradicted_by.owner} allows both: "{note.contradicted_by.text}" (Excludes2).'
    return text


rule = Rule(
    id="DX103",
    version=1,
    name="excluded_codes_together",
    title="Two diagnoses exclude each other",
    catalogue="DX-03",
    severity="warning",
    stage=("claim",),
    authority=(
        guidelines(
            "section I.A.12.a, Excludes1",
            "An exception to the Excludes1 definition is the circumstance when the two conditions are unrelated to "
            "each other. If it is not clear ... query the provider.",
        ),
    ),
    denials=(Denial("11"), Denial("16", "M64")),
    fix="Keep the code that the note supports best; keep both only if the note shows that they are unrelated.",
    fix_safety="never",
    check=check,
    examples=(
        fails("muscle spasm of back and myalgia", dx=["M62.830", "M79.18"]),
        fails("the same two the other way round", dx=["M79.18", "M62.830"]),
        fails("low back pain and strain of the lower back", dx=["M54.59", "S39.012A"]),
        fails("two notes disagree: muscle spasm of back and cramp", dx=["R25.2", "M62.830"]),
        passes("muscle spasm of back and lumbar radiculopathy", dx=["M62.830", "M54.16"]),
        near_miss("muscle spasm of back and low back pain: no note links them", dx=["M62.830", "M54.59"]),
        near_miss("muscle spasm of back and strain: Excludes2 only", dx=["M62.830", "S39.012A"]),
    ),
)
