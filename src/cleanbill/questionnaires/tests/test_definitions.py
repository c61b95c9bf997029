"""The forms that ship are well formed: every item asks something, is written into the note, and names what exists."""

import re
from typing import Any

import msgspec
import pytest

from cleanbill.codes.procedures import PROCEDURES
from cleanbill.model.claim import Claim
from cleanbill.questionnaires import Item, Questionnaire, forms
from cleanbill.questionnaires.computed import COMPUTED
from cleanbill.questionnaires.definition import path_of
from cleanbill.questionnaires.fhir import UCUM
from cleanbill.questionnaires.phrase import names

TYPES = {
    "palpation_tenderness", "palpation_tone", "trigger_point", "spasm", "guarding", "rom_limited", "strength_deficit",
    "neuro_deficit", "special_test_positive", "posture_gait", "swelling_bruising", "joint_restriction",
}  # fmt: skip
LEADING = re.compile(r"spasm|trauma|necess|billable|cover|payer|reimburs|m62|m54")
CLAIM = msgspec.json.schema(Claim)["$defs"]
every_form = pytest.mark.parametrize("form", forms().values(), ids=list(forms()))


def test_the_five_forms_are_there() -> None:
    assert list(forms()) == ["chiropractic", "intake", "primary_care_back", "pt_daily", "pt_evaluation"]


@every_form
def test_a_form_says_what_it_is_for_and_holds_groups_in_the_order_of_the_note(form: Questionnaire) -> None:
    assert form.title
    assert form.purpose.endswith(".")
    assert all(item.kind == "group" for item in form.items)
    letters = [group.section for group in form.items if group.section]
    assert letters == sorted(letters, key="SOAP".index)
    paths = [path for path, _ in form.walk()]
    assert len(paths) == len(set(paths))


@every_form
def test_an_item_asks_something_and_has_what_its_kind_needs(form: Questionnaire) -> None:
    for path, item in form.walk():
        assert item.text, path
        assert bool(item.options) == (item.kind == "choice"), path
        assert bool(item.items) == (item.kind == "group"), path
        assert len({option.value for option in item.options}) == len(item.options), path
        assert all(option.label for option in item.options), path
        assert item.help or not (item.kind == "group" and item.repeats), f"{path} does not say what one row is"
        assert item.kind in ("integer", "decimal") or (item.least, item.most, item.unit) == (None, None, ""), path
        assert not item.unit or item.unit in UCUM, path
        assert item.initial is None or item.kind != "choice" or item.option(item.initial), path


@every_form
def test_every_name_in_an_item_is_an_item_of_the_form(form: Questionnaire) -> None:
    items = dict(form.walk())
    for path, item in items.items():
        group = path if item.kind == "group" else path.rpartition(".")[0]
        said = names(item.say).union(*(names(option.say) for option in item.options))
        assert {path_of(name, group) for name in said} <= set(items), path
        assert all(items[path_of(each.item, group)].option(each.is_) for each in item.enable_when), path
        assert len({each.item for each in item.enable_when}) <= 1, path
        assert not item.not_after or items[item.not_after].kind == "date", path
        assert not item.computed or item.computed in COMPUTED, path


@every_form
def test_every_answer_has_words_in_the_note(form: Questionnaire) -> None:
    for group in form.items:
        options = [option.say for item in group.items for option in item.options]
        said = names(group.say).union(*map(names, [item.say for item in group.items] + options))
        silent = [item.id for item in group.items if item.id not in said and not item.computed and not _speaks(item)]
        assert not silent, group.id


def _speaks(item: Item) -> bool:
    """Whether the answers are sentences of their own."""
    if item.kind == "yes_no":
        return bool(item.yes and item.no)
    return bool(item.options) and all(option.say.endswith(".") for option in item.options)


@every_form
def test_a_procedure_code_exists_and_a_finding_is_of_a_known_type(form: Questionnaire) -> None:
    for path, item in form.walk():
        assert item.id != "code" or {option.value for option in item.options} <= set(PROCEDURES), path
        assert item.fact != "finding" or {option.states for option in item.options} - {""} <= TYPES, path


@every_form
def test_a_claim_pointer_is_a_place_of_the_claim(form: Questionnaire) -> None:
    for path, item in form.walk():
        node: dict[str, Any] = {"$ref": "#/$defs/Claim"}
        for name in item.claim.split("/")[1:]:
            reference = next(each["$ref"] for each in (node, *node.get("anyOf", ())) if "$ref" in each)
            assert name in CLAIM[reference.rpartition("/")[2]]["properties"], path
            node = CLAIM[reference.rpartition("/")[2]]["properties"][name]
        assert not item.claim or item.kind != "choice" or any(option.states for option in item.options), path


@every_form
def test_a_question_leads_to_no_finding_that_pays(form: Questionnaire) -> None:
    assert not [path for path, item in form.walk() if LEADING.search(f"{item.text} {item.help}".lower())]
