"""Filled forms for tests: any answers that a form allows, with free texts of plain clinic words.

A free text can say anything, also the contrary of an answer; those here tell neither how it began nor when, and name
no finding. One visit has one problem on one side.
"""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from cleanbill.questionnaires import fill, library
from cleanbill.questionnaires.answers import Filled, Scope
from cleanbill.questionnaires.definition import Item

TEXTS: dict[str, list[str]] = {
    "visit.clinician": ["J. Rivera", "A. Lee"],
    "complaint.report": ["Feels better getting up from a chair", "Did the home program as shown", "About the same"],
    "complaint.limits": ["sitting longer than 30 minutes at work", "climbing stairs", "putting on shoes"],
    "history.conditions": ["hypertension", "diabetes", "none"],
    "history.episodes": ["two, eased with heat", "none"],
    "palpation.structure": ["paraspinals", "quadratus lumborum", "upper trapezius", "gastrocnemius"],
    "palpation.level": ["L3-L5", "C5", "T4-T6"],
    "strength.muscle": ["hip abductors", "quadriceps", "deltoid", "wrist extensors"],
    "tests.name": ["prone instability test", "Gaenslen's test"],
    "tests.response": ["at 40 degrees", "at end of range"],
    "neuro.where": ["L5", "C6"],
    "assessment.diagnosis": ["mechanical in nature", "movement impairment"],
    "assessment.impression": ["Tolerated treatment well", "Good progress toward goals"],
    "exercises.exercise": ["bridging", "lower trunk rotation", "step-ups", "quad sets", "rows", "heel slides"],
    "exercises.resistance": ["green band", "5 lb", "level 3"],
    "exercises.rationale": ["restore trunk control", "improve balance for stairs", "increase shoulder reach"],
    "manual.technique": ["soft tissue mobilization", "joint mobilization grade III", "manual stretching"],
    "manual.structure": ["paraspinals", "glutes"],
    "manual.rationale": ["improve mobility", "restore motion for driving"],
    "modalities.modality": ["moist heat", "ultrasound", "ice pack", "interferential"],
    "modalities.settings": ["1 MHz", "level 4"],
    "modalities.rationale": ["relax the muscles before exercise"],
    "next.plan": ["progress resistance", "add step-ups"],
    "goals.goal": ["climb 12 stairs without a rail", "sit for a full meeting"],
    "complexity.factors": ["diabetes", "works nights"],
    "complexity.elements": ["balance", "stair climbing", "lifting from the floor"],
    "part.pain": ["over the facet", "dull"],
    "part.asymmetry": ["rotated left", "posterior"],
    "part.motion": ["restricted in rotation", "restricted in extension"],
    "manipulation.technique": ["side posture", "drop piece"],
    "care.purpose": ["restore motion", "improve sitting"],
    "care.response": ["moved more freely"],
    "accident.number": ["WC-1234"],
    "plan.advice": ["Naproxen with food to reduce pain", "Physical therapy to restore motion"],
    "plan.return": ["in 4 weeks"],
}  # fmt: skip
EVENTS = {"event": ["slipped on a wet floor", "fell off a ladder"], "activity": ["yard work", "moving furniture"]}
SEGMENTS = {
    "cervical": "C5", "thoracic": "T6", "lumbar": "L4", "sacral": "sacrum", "pelvic": "SI joint",
    "upper_extremity": "left shoulder", "lower_extremity": "right knee", "head": "jaw",
}  # fmt: skip
UNREAD = {  # what the reader of notes does not know yet
    "manipulation.region": {"rib_cage", "abdomen"},  # taken for thoracic, and not taken
    "complaint.problem": {"stiffness"},  # "acute hand stiffness" is no onset to it
}
DATES = (dt.date(2024, 1, 1), dt.date(2026, 11, 1))


@st.composite
def filled(draw: st.DrawFn, name: str) -> Filled:
    """The form of that name with any answers that it allows."""
    form = library.form(name)
    side = draw(st.sampled_from(["left", "right", "bilateral"]))
    answers: dict[str, Any] = {}
    for group in form.items:
        if group.required or draw(st.booleans()):
            count = draw(st.integers(1, 3)) if group.repeats else 1
            rows = [_group(draw, group, Scope(answers, group.id, {}), side) for _ in range(count)]
            answers[group.id] = rows if group.repeats else rows[0]
    return fill(form, answers)


def _group(draw: st.DrawFn, group: Item, scope: Scope, side: str) -> dict[str, Any]:
    here: dict[str, Any] = {}
    for item in group.items:
        asked = Scope(scope.root, group.id, here).enables(item) and not item.computed
        if asked and (item.required or draw(st.booleans())):
            here[item.id] = _answer(draw, item, f"{group.id}.{item.id}", here, side)
    return here


def _answer(draw: st.DrawFn, item: Item, path: str, here: dict[str, Any], side: str) -> Any:
    if item.id == "side":
        return side
    if item.kind == "choice":
        return draw(_choice(item, path))
    if item.kind == "text":
        one = st.sampled_from(_texts(path, here))
        return draw(st.lists(one, min_size=1, max_size=3, unique=True) if item.repeats else one)
    if item.kind == "yes_no":
        return draw(st.booleans())
    if item.kind == "date":
        return "2026-11-02" if path == "visit.date" else draw(st.dates(*DATES)).isoformat()
    least, most = int(item.least or 0), int(item.most or 100)
    return draw(st.integers(least, min(most, 89)))  # "90/90" is the name of a test to the reader


def _choice(item: Item, path: str) -> st.SearchStrategy[Any]:
    """One of the options, or several that stand beside each other."""
    known = [option for option in item.options if option.value not in UNREAD.get(path, ())]
    if not item.repeats:
        return st.sampled_from([option.value for option in known])
    together = st.sampled_from([option.value for option in known if not option.alone])
    alone = [st.just([option.value]) for option in known if option.alone]
    return st.one_of(st.lists(together, min_size=1, unique=True), *alone)


def _texts(path: str, here: dict[str, Any]) -> list[str]:
    if path == "complaint.event":
        return EVENTS[here["origin"]]
    if path in ("manipulation.segment", "part.level"):
        return [SEGMENTS[here["region"]]]
    return TEXTS[path]
