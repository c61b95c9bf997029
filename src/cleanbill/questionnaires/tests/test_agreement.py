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

SCALARS = ("region", "onset", "trauma", "spasm", "cmt_regions", "timed_minutes_total", "total_treatment_minutes")
FREE_TYPES = ("posture_gait", "joint_restriction", "rom_limited")  # what a free text on asymmetry or motion may tell
FREE_ELEMENTS = {"chiropractic": {"finding"}, "primary_care_back": {"rationale"}}  # what a free text may supply


@pytest.mark.parametrize("name", list(forms()))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_note_of_a_form_reads_as_the_form_states(name: str, data: st.DataObject) -> None:
    form = data.draw(filled(name))
    note = write(form)
    said, found = stated(form, note), read(note.text)
    assert [getattr(said, each) for each in SCALARS] == [getattr(found, each) for each in SCALARS]
    assert said.laterality in (None, found.laterality)
    assert dosed(said.treatments) == dosed(found.treatments)
    assert types(said, form) == types(found, form)
    assert lacking(said, said, name) == lacking(found, said, name)
    assert missing_of(found) <= missing_of(said)
    if all("asymmetry" in row.answers for row in form.rows("part")) and not list(form.rows("motion")):
        assert said.part == found.part
    assert facts(form).conflicts == ()


def dosed(treatments: Iterable[Treatment]) -> list[tuple[int | None, int | None, int | None, str | None]]:
    """Treatments with a figure or a code; a name alone is no row of a flowsheet."""
    figures = [(each.minutes, each.sets, each.reps, each.cpt) for each in treatments]
    return [each for each in figures if any(value is not None for value in each)]


def types(facts_: NoteFacts, form: Filled) -> Counter[str]:
    """The types of finding, without those that a free text of P.A.R.T. may tell."""
    free = FREE_TYPES if list(form.rows("part")) else ()
    return Counter(finding.type for finding in facts_.objective_findings if finding.type not in free)


def missing_of(facts_: NoteFacts) -> set[str]:
    return set(missing(facts_))


def lacking(facts_: NoteFacts, said: NoteFacts, name: str) -> set[str]:
    """The elements that the facts lack: without a side answered, a limb's side may stand in another row."""
    return missing_of(facts_) - FREE_ELEMENTS.get(name, set()) - ({"site"} if said.laterality is None else set())
