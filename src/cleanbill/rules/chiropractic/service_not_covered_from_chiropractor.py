"""A chiropractor bills Medicare Part B for something else than manipulation of the spine, as if it would be paid.

Visits, therapy, tests and x-rays are excluded when a chiropractor gives or orders them. GY says so, for the denial that
a secondary payer asks for. Extraspinal manipulation is CH110; codes that only report quality are not for payment.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from cleanbill.codes.procedures import SPINAL_MANIPULATION, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import therapy_record
from cleanbill.rules.mend import with_modifiers

_NOT_JUDGED = SPINAL_MANIPULATION | {"98943", "S8990"}
_QUALITY = re.compile(r"\d{4}F|[GM][0189]\d{3}")
_A_CENT = Decimal("0.01")
_EXCLUDED = frozenset({"GX", "GY"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line."""
    payer = visit.payer.type
    if payer not in (None, "medicare_b"):
        return
    billed = [line for line in visit.lines if _is_judged(line) and visit.credential(line) == "DC"]
    if billed and payer is None:
        yield Fault("Not checked: payer.type is not known.", field="payer/type", severity="not_checked")
        return
    for line in billed:
        if _EXCLUDED.isdisjoint(line.modifiers):
            rest = [m for m in line.modifiers if m not in ("GA", "GZ")]
            yield Fault(
                f"{label(line.code)} from a chiropractor is not covered by Medicare and carries no GY.",
                line,
                "code",
                edits=with_modifiers(visit, line, [*rest, "GY"]),
            )


def _is_judged(line: Line) -> bool:
    """Whether a line is neither manipulation nor a report of a quality measure, at no charge or a cent."""
    free = line.charge is not None and line.charge <= _A_CENT
    return line.code not in _NOT_JUDGED and not (free and _QUALITY.fullmatch(line.code))


def _claim(
    written: str, credential: str | None = "DC", payer: str | None = "medicare_b", taxonomy: str | None = None
) -> dict[str, object]:
    code, *modifiers = written.split("-")
    line = {"code": code, "modifiers": modifiers, "date": "2026-03-16"}
    rendering = {"credential": credential, "taxonomy": taxonomy}
    return {"payer": {"type": payer}, "rendering": rendering, "lines": [line]}


rule = Rule(
    id="CH106",
    version=3,
    name="service_not_covered_from_chiropractor",
    title="A service that Medicare does not cover from a chiropractor",
    catalogue="CMT-06",
    severity="error",
    stage=("claim",),
    authority=(
        therapy_record(
            "30.5, Chiropractor's services",
            "Coverage extends only to treatment by means of manual manipulation of the spine to correct a subluxation "
            "provided such treatment is legal in the State where performed. All other services furnished or ordered "
            "by chiropractors are not covered.",
        ),
    ),
    check=check,
    fix="Bill the patient; where a secondary payer wants the denial, add GY (and GP, if the code is therapy).",
    fix_safety="ask",
    denials=(Denial("96", "N95", group="PR"), Denial("170", "N95")),
    examples=(
        fails("exercise", **_claim("97110-GP")),
        fails("a visit", **_claim("99203-25")),
        fails("an x-ray", **_claim("72100")),
        fails("GA is not the word for what is excluded", **_claim("97140-GP-GA")),
        fails("a chiropractor known by taxonomy", **_claim("97012-GP", credential=None, taxonomy="111N00000X")),
        passes("spinal manipulation", **_claim("98940-AT")),
        near_miss("ultrasound with GY, for the denial", **_claim("97035-GP-GY")),
        near_miss("a voluntary notice of it", **_claim("97035-GP-GX-GY")),
        near_miss("the same from a physical therapist", **_claim("97110-GP", credential="PT")),
        near_miss("one line is a physical therapist's", payer={"type": "medicare_b"}, rendering={"credential": "DC"},
                  lines=[{"code": "97110", "date": "2026-03-16", "rendering": {"credential": "PT"}}]),
        near_miss("a commercial plan", **_claim("97110-GP", payer="commercial")),
        near_miss("extraspinal manipulation is another fault", **_claim("98943")),
        near_miss("a quality measure at a cent",
                  **(_claim("98940-AT") | {"lines": [{"code": "G8539", "charge": 0.01, "date": "2026-03-16"}]})),
        unknown("a chiropractor, and the payer is not known", **_claim("97110-GP", payer=None)),
    ),
)  # fmt: skip
