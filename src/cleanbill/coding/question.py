"""The one open question whose answer would settle a code. It never leads and never speaks of payment."""

from cleanbill.coding.case import is_muscular
from cleanbill.coding.coded import Coded, Setting
from cleanbill.coding.story import contradiction, events, is_current_injury, quoted
from cleanbill.coding.table import diagnoses
from cleanbill.model.reading import Fact


def question(one: Coded, setting: Setting) -> str | None:
    """The question for a code, or None where nothing is open."""
    return (
        _cause(one, setting)
        or _side(one)
        or _doubt(one, setting)
        or _leg(one, setting)
        or _sign(one, setting)
        or _phase(one)
    )


def _cause(one: Coded, setting: Setting) -> str | None:
    facts = setting.facts
    if not (is_muscular(one) or one.named.kind == "injury"):
        return None
    if clash := contradiction(facts):
        return f"The note says both {' and '.join(quoted([s]) for s in clash[:2])}. What happened, and when?"
    if facts.trauma == "ambiguous":
        told = events(facts)
        about = f"The note connects this with {quoted(told, 1)}. " if told else ""
        return f"{about}How did it begin, and was there any event?"
    if is_current_injury(facts) and is_muscular(one):
        return (
            f"The note tells of {quoted(events(facts), 1) or 'an event'} and diagnoses {one.named.diagnosis.label}. "
            "What is your diagnosis: this alone, a strain or another injury, or something else?"
        )
    if facts.trauma == "not_stated" or (facts.trauma == "none" and one.encounter):
        return "How did this episode begin?"
    return None


def _side(one: Coded) -> str | None:
    return "Which side is treated?" if one.unsided else None


def _doubt(one: Coded, setting: Setting) -> str | None:
    here = (None, one.named.region)
    doubtful = [f for f in setting.facts.facts if f.assertion == "uncertain" and f.concept in diagnoses()]
    doubtful = [f for f in doubtful if f.region in here]
    if not doubtful:
        return None
    return f"Has {quoted(doubtful, 1)} been confirmed, ruled out, or does it remain open?"


def _leg(one: Coded, setting: Setting) -> str | None:
    """Pain that travels, beside a diagnosis of pain that stays."""
    if one.named.concept not in ("low_back_pain", "back_pain", "neck_pain"):
        return None
    travels = [f for f in setting.facts.facts if f.concept == "radiation" and f.assertion == "affirmed"]
    return f"What, in your judgement, explains {quoted(travels, 1)}?" if travels else None


def _sign(one: Coded, setting: Setting) -> str | None:
    if one.named.concept == "muscle_spasm" or one.named.kind == "injury":
        return None
    found = [f for f in setting.facts.facts if _is_found_spasm(f)]
    return f"What is the clinical significance, if any, of {quoted(found, 1)}?" if found else None


def _is_found_spasm(fact: Fact) -> bool:
    return fact.concept == "muscle_spasm" and fact.kind == "finding" and fact.assertion == "affirmed"


def _phase(one: Coded) -> str | None:
    if one.encounter and not one.encounter.sure:
        return "Is this visit part of the active treatment of the injury, or of recovery after it?"
    return None
