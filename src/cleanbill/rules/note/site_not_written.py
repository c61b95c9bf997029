"""The note does not say which part of the body is treated: no region, or a limb without its side.

Code, units and manipulation level all hang on the site. The question asks; it suggests no place.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import guidelines

_SEARCHED = ("a region of the body", "a side, where the region is a limb")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the reader finds no site."""
    if visit.reading is None or noted.not_seen(visit) or "site" not in visit.reading.missing:
        return
    site = visit.reading.facts.site
    if site is None:
        yield Fault("The note names no part of the body that is treated.", field="note/text", searched=_SEARCHED)
    else:
        message = f"The note names «{site.span}» and no side."
        yield Fault(message, field="note/text", evidence=(site,), searched=_SEARCHED[1:], fix="Which side is treated?")


rule = Rule(
    id="NO101",
    version=3,
    name="site_not_written",
    title="The note does not say where",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        guidelines(
            "section I.C.13.a, Site and laterality",
            "Most of the codes within Chapter 13 have site and laterality designations.",
        ),
    ),
    denials=(Denial("50", "N706"),),
    fix="Which part of the body is treated, and on which side?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("a visit without a place", note={"text": "S: Feels better, pain 3/10.\nP: Same as last visit, see prn."}),
        fails(
            "a knee without its side",
            note={"text": "S: Knee pain since Monday, no injury.\nO: Tender medial joint line.\nA: Knee pain."},
        ),
        passes(
            "region and side",
            note={"text": "S: Right knee pain since Monday, no injury.\nO: Tender R knee.\nA: Right knee pain."},
        ),
        near_miss(
            "the low back needs no side",
            note={"text": "S: Low back pain since Monday, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain."},
        ),
    ),
)
