"""The examination does not show a subluxation by P.A.R.T.: two of pain, asymmetry, range of motion and tissue tone, one
of them asymmetry or range of motion.

Medicare's rule, asked of payers that want a subluxation first. Letters that the note labels count, and so do findings
of their kind. An x-ray shows a subluxation as well.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import noted
from cleanbill.rules.authorities import subluxation

_WORD = {"P": "pain", "A": "asymmetry", "R": "range of motion", "T": "tissue tone"}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the manipulation, naming the letters that are there."""
    found, wanted = noted.facts(visit), visit.payer.subluxation_first
    if wanted is False or (found is None and visit.codes.isdisjoint(SPINAL_MANIPULATION)):
        return
    line = next(iter(visit.having(SPINAL_MANIPULATION)), None)
    if line is None and not (wanted and found and found.cmt_regions):
        return
    stated = _stated(visit.note.cmt.part if visit.note.cmt else None)
    if wanted is None or (stated is None and found is None):
        lack, path = ("not given", "note/cmt/part") if wanted else ("is not known", "payer/subluxation_first")
        yield Fault(f"Not checked: {path.replace('/', '.')} {lack}.", field=path, severity="not_checked")
        return
    letters = (stated or set()) | (_shown(found) if found else set())
    by_x_ray = visit.claim.date_last_xray or (found and any(f.type == "imaging" for f in found.objective_findings))
    if by_x_ray or (len(letters) >= 2 and letters & {"A", "R"}):
        return
    named = ", ".join(_WORD[letter] for letter in "PART" if letter in letters) or "none of the four"
    lacking = tuple(word for letter, word in _WORD.items() if letter not in letters)
    place = "code" if line else "note/text"
    yield Fault(f"Of P.A.R.T. the examination shows {named}.", line, place, searched=lacking)


def _stated(part: tuple[str, ...] | dict[str, bool] | str | None) -> set[str] | None:
    """The letters as the claim gives them: a list, a text, or each with yes or no."""
    if part is None:
        return None
    if isinstance(part, dict):
        return {letter for letter, there in part.items() if there}
    return {letter for letter in "PART" if letter in part}


def _shown(found: NoteFacts) -> set[str]:
    """The letters that the note labels or shows in its findings; a complaint shows pain."""
    letters: set[str] = {*found.part, *(element.letter for element in found.part_elements)}
    if any(f.kind == "complaint" and f.assertion == "affirmed" for f in found.facts):
        letters.add("P")
    return letters


def _claim(payer: str = "medicare_b", text: str = "", **cmt: object) -> dict[str, object]:
    note: dict[str, object] = {"cmt": cmt} | ({"text": text} if text else {})
    return {"payer": {"type": payer}, "note": note, "lines": [{"code": "98940", "date": "2026-03-16"}]}


rule = Rule(
    id="CH108",
    version=1,
    name="subluxation_not_shown",
    title="The examination does not show the subluxation",
    catalogue="CMT-08",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        subluxation(
            "two of the four criteria mentioned under “physical examination” are required, one of which must be "
            "asymmetry/misalignment or range of motion abnormality"
        ),
    ),
    check=check,
    fix="What did the examination of the spine show: on palpation, alignment, motion and tissue?",
    fix_safety="never",
    denials=(Denial("50"),),
    examples=(
        fails("pain and tissue tone", **_claim(part=["P", "T"])),
        fails("range of motion alone", **_claim(part={"P": False, "A": False, "R": True, "T": False})),
        fails("the note finds tenderness alone", **_claim(text="O: Tender L4-5.\nP: CMT lumbar.")),
        passes("asymmetry and tissue tone", **_claim(part=["A", "T"])),
        near_miss("found without the letters", **_claim(text="O: Tender L4-5, flexion 50%.\nP: CMT lumbar.")),
        near_miss("a commercial plan: the letters are Medicare's", **_claim("commercial", part=["P"])),
        near_miss("an x-ray shows it", **(_claim(part=["P"]) | {"date_last_xray": "2026-02-01"})),
        unknown("nothing is known of the examination", **_claim()),
    ),
)
