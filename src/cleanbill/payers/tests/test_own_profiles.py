"""A practice's own payer profiles, as they are read from its folder."""

import datetime as dt
from pathlib import Path

import pytest

from cleanbill.model.claim import Payer
from cleanbill.payers import TRAITS, shipped
from cleanbill.payers.own import library, profile

DAY = dt.date(2026, 3, 16)
RIGHT = 'title = "Acme"\ninherits = "commercial"\n'
TRAIT = '[[traits.{}]]\nvalue = {}\nsource = "{}"\n'


def told(text: str) -> list[str]:
    return [wrong.sentence for wrong in profile(text.encode(), "acme.toml")[1]]


def test_an_own_profile_stands_beside_those_that_ship(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(RIGHT + TRAIT.format("unit_rule", '"ama_midpoint"', "the contract"))
    (tmp_path / "acme_gold.toml").write_text('title = "Gold"\ninherits = "acme"\n')
    found, wrong = library(tmp_path)
    assert wrong == ()
    assert set(found.offered) == {*shipped().offered, "acme", "acme_gold"}
    assert found.resolve(Payer(profile="acme_gold"), DAY).unit_rule == "ama_midpoint"
    assert found.held("acme_gold", DAY)["unit_rule"].profile == "acme"


def test_the_shipped_profiles_are_as_right_as_own_ones_must_be() -> None:
    folder = Path(__file__).parents[1] / "profiles"
    for path in folder.glob("*.toml"):
        assert profile(path.read_bytes(), path.name)[1] == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('titel = "A"', "acme.toml: titel: there is no key 'titel'; 'title' is probably meant."),
        ("", "acme.toml: title: this key is required."),
        ("title = ", "acme.toml: this is not TOML: Invalid value, at end of document."),
        ('title = "A"\ntype = "hmo"', "acme.toml: type: 'hmo' is not one of medicare_b, medicare_advantage"),
        (RIGHT + TRAIT.format("unit_rul", '"cms8"', "x"), "traits.unit_rul: there is no trait 'unit_rul'; 'unit_rule'"),
        (RIGHT + TRAIT.format("unit_rule", '"cms9"', "x"), "traits.unit_rule[1].value: 'cms9' is not one of cms8, ama"),
        (RIGHT + TRAIT.format("ncci", '"yes"', "x"), "traits.ncci[1].value: expected true or false, got text."),
        (RIGHT + TRAIT.format("ncci", "true", " "), "traits.ncci[1].source: say who says so"),
        (RIGHT + TRAIT.format("timely_filing", '"soon"', "x"), "'soon' is not understood; write it as '180 days from"),
        (RIGHT + "[[traits.ncci]]\nvalue = true", "acme.toml: traits.ncci[1].source: this key is required."),
        (RIGHT + "[traits]\nncci = []", "traits.ncci: no value is given; leave the trait out where it is not known."),
        (RIGHT + "[traits]\nncci = true", "acme.toml: traits.ncci: expected a list, got true or false."),
        (RIGHT + 2 * TRAIT.format("ncci", "true", "x"), "each value needs a later `from` than the one before it."),
        (RIGHT + TRAIT.format("ncci", "true", "x") + 'from = "2026"', "traits.ncci[1].from: expected a date"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_key_and_what_would_be_right(text: str, sentence: str) -> None:
    assert sentence in told(text)[0]


def test_the_profile_in_the_guide_is_right() -> None:
    guide = (Path(__file__).parents[4] / "docs" / "guide" / "payers.md").read_text()
    assert told(guide.split("```toml\n")[1].split("```")[0]) == []


def test_a_date_may_be_written_as_text() -> None:
    later = TRAIT.format("ncci", "false", "x") + 'from = "2026-01-01"\n'
    assert told(RIGHT + TRAIT.format("ncci", "true", "x") + later) == []


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = 'tpye = "auto"\n' + RIGHT + TRAIT.format("ncci", '"no"', "x") + TRAIT.format("unit_rul", "true", "x")
    assert [sentence.split(": ")[1] for sentence in told(text)] == ["tpye", "traits.ncci[1].value", "traits.unit_rul"]


@pytest.mark.parametrize("trait", TRAITS)
def test_every_trait_may_stand_in_a_profile(trait: str) -> None:
    value = {"unit_rule": '"cms8"', "timely_filing": '"90 days"'}.get(trait, "true")
    assert told(RIGHT + TRAIT.format(trait, value, "the contract")) == []


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a": 'title = "A"\ninherits = "comercial"'}, "there is no profile 'comercial'; 'commercial' is probably mea"),
        ({"a": 'title = "A"\ninherits = "b"', "b": 'title = "B"\ninherits = "a"'}, "inherits: a -> b -> a goes round"),
        ({"a": 'title = "A"\ninherits = "b"', "b": "title = 3"}, "inherits: b is wrong itself; mend that first"),
        ({"a": 'title = "A"\ninherits = "b"', "b": 'title = "B"\ninherits = "c"'}, "b.toml: inherits: there is no"),
        ({"a": 'title = "A"\ninherits = "b"', "b": 'title = "B"\ninherits = "c"'}, "a.toml: inherits: b is wrong"),
        ({"a": 'title = "A"'}, "type: no payer type, not even an inherited one"),
        ({"a": 'title = "A"\ntype = "auto"\ninherits = "commercial"'}, "'auto' is not the type 'commercial' of what"),
        ({"medicaid": 'title = "A"\ntype = "medicaid"'}, "medicaid is the name of a shipped profile"),
        ({"A B": RIGHT}, "name the file in small letters"),
        ({"a": RIGHT + 'ids = ["1"]', "b": RIGHT + 'ids = ["1"]'}, "ids: '1' is also an id of a"),
    ],
)  # fmt: skip
def test_profiles_that_do_not_fit_together_are_told_and_left_out(
    tmp_path: Path, files: dict[str, str], sentence: str
) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text)
    found, wrong = library(tmp_path)
    assert any(sentence in one.sentence for one in wrong), [one.sentence for one in wrong]
    assert set(shipped().offered) <= set(found.offered)
    assert "b" not in found.own or "ids" in wrong[0].key
