"""What a form states is what the reader of notes reads in its note."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.model.reading import NoteFacts, Treatment
from cleanbill.notes import missing, read
from cleanbill.questionnaires import Filled, facts, forms, write
from cleanbill.questionnaires.stated import stated
from cleanbill.questionnaires.tests.filled import filled

SCALARS = (
    "region", "onset", "trauma", "spasm", "cmt_regions", "timed_minutes_total", "total_treatment_minutes",
    "date_of_service",
)  # fmt: skip
FREE_TYPES = ("posture_gait", "joint_restriction", "rom_limited")  # what a free text on asymmetry or motion may tell
FREE_ELEMENTS = {  # what a free text, or a goal that stands by itself, may supply
    "chiropractic": {"finding", "rationale"}, "primary_care_back": {"rationale"}, "pt_evaluation": {"rationale"},
}  # fmt: skip


@pytest.mark.parametrize("name", list(forms()))
@given(data=st.data())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_note_of_a_form_reads_as_the_form_states(name: str, data: st.DataObject) -> None:
    form = data.draw(filled(name))
    note = write(form)
    said, found = stated(form, note), read(note.text)
    assert [getattr(said, each) for each in SCALARS] == [getattr(found, each) for each in SCALARS]
    assert said.laterality in (None, found.laterality)
    assert said.note_type in (None, found.note_type)
    assert_treated_alike(dosed(said.treatments), dosed(found.treatments))
    assert types(said, form) == types(found, form)
    assert lacking(said, said, name) == lacking(found, said, name)
    assert missing_of(found) <= missing_of(said)
    if all("asymmetry" in row.answers for row in form.rows("part")) and not list(form.rows("motion")):
        assert said.part == found.part
    assert goals(said) == goals(found)
    assert [(x.name, x.score) for x in said.measures] == [(x.name, x.score) for x in found.measures]
    assert segments(said) == segments(found)
    assert planned(said) == planned(found)
    assert {x.letter for x in said.part_elements} <= {x.letter for x in found.part_elements}
    assert facts(form).conflicts == ()


def goals(facts_: NoteFacts) -> list[str]:
    return [goal.span for goal in facts_.goals]


def planned(facts_: NoteFacts) -> set[tuple[str, int | None, int | None]]:
    """Frequency and duration of the plan of care."""
    times = {("frequency", each.times, None) for each in facts_.plan if each.part == "frequency"}
    return times | {("duration", None, each.weeks) for each in facts_.plan if each.part == "duration"}


def dosed(treatments: Iterable[Treatment]) -> list[Treatment]:
    """Treatments with a figure or a code; a name alone is no row of a flowsheet."""
    return [x for x in treatments if any(value is not None for value in (x.minutes, x.sets, x.reps, x.cpt))]


def assert_treated_alike(said: list[Treatment], found: list[Treatment]) -> None:
    """The rows one by one. Where a form gives no code or place, the reader may take it from the words."""
    assert [(x.minutes, x.sets, x.reps, x.one_on_one) for x in said] == [
        (x.minutes, x.sets, x.reps, x.one_on_one) for x in found
    ]
    for one, other in zip(said, found, strict=True):
        assert one.cpt in (None, other.cpt)
        assert one.timed in (None, other.timed)
        assert one.region in (None, other.region)


def segments(facts_: NoteFacts) -> list[tuple[str, str]]:
    """The segments of the spine; of what lies beyond it the reader names only some."""
    return [(each.region, each.level) for each in facts_.segments if each.region != "extraspinal"]


def types(facts_: NoteFacts, form: Filled) -> Counter[str]:
    """The types of finding, without those that a free text of P.A.R.T. may tell."""
    free = FREE_TYPES if list(form.rows("part")) else ()
    return Counter(finding.type for finding in facts_.objective_findings if finding.type not in free)


def missing_of(facts_: NoteFacts) -> set[str]:
    return set(missing(facts_))


def lacking(facts_: NoteFacts, said: NoteFacts, name: str) -> set[str]:
    """The elements that the facts lack: without a side answered, a limb's side may stand in another row."""
    return missing_of(facts_) - FREE_ELEMENTS.get(name, set()) - ({"site"} if said.laterality is None else set())
