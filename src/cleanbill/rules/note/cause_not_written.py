"""The note leaves the cause open: not told, after an activity without an event, or told in two ways.

Chapter 13 or chapter 19 depends on it (a spasm or a strain). Where no code of the note depends on it, it is a remark.
"""

from collections.abc import Iterator

from cleanbill.coding import story
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial, Severity
from cleanbill.model.reading import Fact, NoteReading
from cleanbill.rules import noted
from cleanbill.rules.authorities import guidelines

_DEPEND = ("M62.83", "M54", "M79.1", "M25.5", "M23", "M75.1", "S")
_SEARCHED = ("an event or injury", "a denial of injury", "a cause such as posture or overuse")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the cause is open."""
    reading = visit.reading
    if reading is None or noted.not_seen(visit) or "non_trauma" not in reading.missing:
        return
    told = story.events(reading.facts)
    spans = story.contradiction(reading.facts)
    if spans:
        both = " and ".join(story.quoted([span]) for span in spans[:2])
        message, fix = f"The note contradicts itself on the cause: {both}.", "What happened, and when?"
    elif reading.facts.trauma == "ambiguous" and told:
        spans = tuple(story.span(fact) for fact in told[:2])
        message, fix = f"Whether there was an injury is not clear: {story.quoted(told, 2)}.", _ask(told)
    else:
        message, fix = "The note does not say how this began.", "How did this begin?"
    severity, searched = _severity(visit, reading), () if spans else _SEARCHED
    yield Fault(message, field="note/text", evidence=spans, searched=searched, severity=severity, fix=fix)


def _ask(told: tuple[Fact, ...]) -> str:
    return f"The note connects this with {story.quoted(told, 1)}. How did it begin, and was there any event?"


def _severity(visit: Visit, reading: NoteReading) -> Severity:
    """A warning where a code hangs on the cause, or where the note is not clear in itself."""
    codes = visit.claim.dx or tuple(one.code for one in reading.codes if one.listed)
    unclear = reading.facts.trauma == "ambiguous"
    return "warning" if unclear or any(code.startswith(_DEPEND) for code in codes) else "info"


_NOTE = (
    "S: Low back spasm for 3 days{cause}. No leg pain.\nO: Right lumbar paraspinal spasm, flexion 50%.\n"
    "A: Muscle spasm of back.\nP: Manual therapy 15 min to reduce spasm."
)

rule = Rule(
    id="NO104",
    version=3,
    name="cause_not_written",
    title="The note leaves the cause open",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        guidelines(
            "section I.C.13.b, Acute traumatic versus chronic or recurrent musculoskeletal conditions",
            "Any current, acute injury should be coded to the appropriate injury code from chapter 19. Chronic or "
            "recurrent conditions should generally be coded with a code from chapter 13. If it is difficult to "
            "determine from the documentation in the record which code is best to describe a condition, query the "
            "provider.",
        ),
    ),
    denials=(Denial("11"),),
    fix="How did this begin?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("no cause told", note={"text": _NOTE.format(cause="")}, dx=["M62.830"]),
        fails(
            "an activity without an event", note={"text": _NOTE.format(cause=" after shoveling snow")}, dx=["M62.830"]
        ),
        fails(
            "told in two ways",
            note={"text": "Intake form: Injury? NO.\n" + _NOTE.format(cause=", fell off a step stool")},
            dx=["M62.830"],
        ),
        passes("injury denied", note={"text": _NOTE.format(cause=", no injury")}, dx=["M62.830"]),
        near_miss(
            "an old injury is not this episode's cause",
            note={"text": _NOTE.format(cause=", no injury. Car accident 10 years ago, fully resolved")},
            dx=["M62.830"],
        ),
    ),
)
