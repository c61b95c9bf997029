"""Trigger point injection or dry needling is billed for more muscles than the note names.

20553 and 20561 are for three muscles and more, 20552 and 20560 for one or two. Only today's words count.
"""

from collections.abc import Iterator

from cleanbill.codes.documentation import described, meets
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import need
from cleanbill.rules.authorities import code_meaning

_SAYS = "names fewer muscles than the code is for."


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where no passage on the needle names enough muscles."""
    yield from need.lacking(visit, "muscles", _named, _SAYS, ("the muscles, each by name",))


def _named(words: str, found: NoteFacts, code: str) -> bool:
    named = {muscle.lower() for muscle in meets("muscles").findall(words)}
    return len(named) >= described()[code].muscles


def _claim(plan: str, code: str) -> dict[str, object]:
    text = f"S: Neck pain for 3 weeks, no injury.\nO: Taut bands, tender.\nA: Myofascial pain of the neck.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="NO124",
    version=2,
    name="muscles_not_named",
    title="Fewer muscles are named than the code is for",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(code_meaning("20552, 20560: one or two muscles; 20553, 20561: three or more"),),
    denials=(Denial("150", "M25"),),
    fix="Which muscles were treated?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("needled, no muscle named", **_claim("Dry needling, twitch response, tolerated well.", "20560")),
        fails("two muscles for the code of three", **_claim("Dry needling of UT and levator scapulae.", "20561")),
        passes("three muscles", **_claim("Dry needling: upper trapezius, levator scapulae, infraspinatus.", "20561")),
        near_miss("one muscle is enough for the lower code", **_claim("Trigger point injection R QL, 1 mL.", "20552")),
        near_miss("muscles before the act", **_claim("Upper trapezius and levator: trigger points injected.", "20552")),
    ),
)
