"""An unlisted procedure is billed, and nothing on the claim says what was done.

The number says only of what kind the service was; the payer prices it by its description. Words in the line's or the
claim's remark (NTE) count as one.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import UNLISTED, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line without words of its own, where the claim has none either."""
    for line in visit.having(UNLISTED):
        if not any(words and words.strip() for words in _words(visit, line)):
            yield Fault(f"{label(line.code)} is billed without a description.", line, "description")


def _words(visit: Visit, line: Line) -> Iterator[str | None]:
    yield line.description
    for remark in (line.remark, visit.claim.remark):
        yield remark.text if remark else None


def _claim(code: str = "97139", description: str | None = None, **claim: object) -> dict[str, object]:
    line = {"code": code, "modifiers": ["GP"], "units": 1, "description": description, "date": "2026-03-16"}
    return {"lines": [line]} | claim


rule = Rule(
    id="PR112",
    version=1,
    name="unlisted_procedure_not_described",
    title="An unlisted procedure without a description",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("ASC X12N 837 Professional", "loop 2400, SV101-7 description, NTE*ADD", "005010X222A1"),
        Authority(
            "X12 remittance advice remark codes", "N350: description of an unlisted procedure", "list of June 2024"
        ),
    ),
    check=check,
    fix="What was done, for how long and with what? Say it in the line's description.",
    fix_safety="never",
    procedures=UNLISTED,
    denials=(Denial("16", "N350"),),
    examples=(
        fails("an unlisted therapy procedure, no words", **_claim()),
        fails("a blank is no description", **_claim("97039", " ")),
        passes("what was done is said", **_claim("97139", "Whole body vibration, 10 min, 30 Hz")),
        near_miss("the claim's remark says it", **_claim("97799", remark={"text": "Driving assessment, 60 min"})),
        near_miss("a code that says what it is", **_claim("97110")),
    ),
)
