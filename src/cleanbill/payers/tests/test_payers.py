"""Payers and what they want."""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill import payers
from cleanbill.model.claim import Authorization, Line, Payer, PayerType
from cleanbill.payers import TRAITS, Library, Profile, TraitValue

DAY = dt.date(2026, 3, 16)
SHIPPED = payers.shipped()
TYPES = get_args(PayerType)


@pytest.mark.parametrize("name", SHIPPED.profiles)
def test_every_trait_of_a_profile_is_known_and_names_its_source(name: str) -> None:
    for trait, rows in SHIPPED.profiles[name].traits.items():
        assert trait in TRAITS
        assert rows
        assert all(len(row.source) > 10 for row in rows), trait


@pytest.mark.parametrize("name", SHIPPED.profiles)
def test_the_values_of_a_trait_stand_in_order_of_their_dates(name: str) -> None:
    for rows in SHIPPED.profiles[name].traits.values():
        starts = [row.from_ for row in rows]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize("name", SHIPPED.offered)
def test_a_profile_resolves_to_its_own_type(name: str) -> None:
    assert SHIPPED.resolve(Payer(profile=name), DAY).type == SHIPPED.type_of(name)


@pytest.mark.parametrize("type_", TYPES)
def test_every_payer_type_has_a_profile_of_its_name(type_: PayerType) -> None:
    assert SHIPPED.type_of(type_) == type_


def test_medicare_part_b_wants_what_its_manuals_say() -> None:
    medicare = SHIPPED.resolve(Payer(type="medicare_b"), DAY)
    assert medicare == payers.Traits(
        type="medicare_b", unit_rule="cms8", timely_filing="1 year from date of service", ncci=True,
        requires_therapy_modifier=True, assistant_modifier=True, accepts_97014=False, accepts_G0283=True,
        pays_97010=False, covers_98943=False, active_treatment_modifier=True, subluxation_first=True,
        initial_treatment_date=True, therapists_bill_visits=False, asks_authorization=False,
        unverified=frozenset({"asks_authorization"}),
    )  # fmt: skip


@pytest.mark.parametrize("type_", ["commercial", "workers_comp", "auto", "medicare_advantage", "medicaid"])
def test_what_a_contract_or_a_state_decides_is_not_guessed(type_: PayerType) -> None:
    traits = SHIPPED.resolve(Payer(type=type_), DAY)
    for name in ("unit_rule", "timely_filing", "accepts_97014", "accepts_G0283", "pays_97010", "covers_98943"):
        assert getattr(traits, name) is None


def test_a_payer_of_which_nothing_is_known_has_no_trait() -> None:
    assert SHIPPED.resolve(Payer(), DAY) == payers.Traits()


def test_what_the_claim_states_overrides_the_profile() -> None:
    stated = Payer(type="medicare_b", unit_rule="ama_midpoint", ncci=False)
    traits = SHIPPED.resolve(stated, DAY)
    assert (traits.unit_rule, traits.ncci, traits.accepts_G0283) == ("ama_midpoint", False, True)


def test_a_trait_holds_from_its_date_of_service_on() -> None:
    payer = Payer(profile="unitedhealthcare")
    assert SHIPPED.resolve(payer, dt.date(2020, 6, 30)).requires_therapy_modifier is None
    assert SHIPPED.resolve(payer, dt.date(2020, 7, 1)).requires_therapy_modifier is True


def test_a_line_without_a_date_is_judged_by_the_newest_values() -> None:
    assert SHIPPED.resolve(Payer(profile="unitedhealthcare"), None).requires_therapy_modifier is True


def test_a_profile_inherits_what_it_does_not_say() -> None:
    assert SHIPPED.resolve(Payer(profile="unitedhealthcare"), DAY).subluxation_first is False


def _value(value: bool, from_: dt.date = dt.date.min, verified: bool = True) -> TraitValue:
    return TraitValue(value, "the contract of 2026", from_, verified)


def _with(**profiles: Profile) -> Library:
    return Library(SHIPPED.profiles | profiles, frozenset(profiles))


PLAN = Profile("Gold plan", inherits="unitedhealthcare", traits={"pays_97010": (_value(True, DAY),)})


def test_a_plan_inherits_from_its_payer_and_the_payer_from_its_type() -> None:
    library = _with(gold=PLAN)
    assert library.chain("gold") == ("gold", "unitedhealthcare", "commercial", "private")
    assert library.type_of("gold") == "commercial"
    held = library.held("gold", DAY)
    assert {trait: one.profile for trait, one in held.items()} == {
        "pays_97010": "gold", "requires_therapy_modifier": "unitedhealthcare", "assistant_modifier": "unitedhealthcare",
        "therapists_bill_visits": "unitedhealthcare", "active_treatment_modifier": "private",
        "subluxation_first": "private", "initial_treatment_date": "private", "asks_authorization": "private",
    }  # fmt: skip
    assert library.resolve(Payer(profile="gold"), DAY).pays_97010 is True


def test_before_a_plans_first_value_that_of_its_payer_holds() -> None:
    library = _with(
        payer=Profile("A payer", type="commercial", inherits="commercial", traits={"ncci": (_value(False),)}),
        plan=Profile("Its plan", inherits="payer", traits={"ncci": (_value(True, DAY),)}),
    )
    plan = Payer(profile="plan")
    assert library.resolve(plan, DAY - dt.timedelta(days=1)).ncci is False
    assert library.resolve(plan, DAY).ncci is True


def test_a_claim_finds_its_profile_by_the_payers_id_where_the_type_agrees() -> None:
    library = _with(acme=Profile("Acme", type="commercial", ids=("12345",)))
    assert library.named(Payer(id="12345")) == "acme"
    assert library.named(Payer(id="12345", type="commercial")) == "acme"
    assert library.named(Payer(id="12345", type="medicare_advantage")) == "medicare_advantage"
    assert library.named(Payer(id="99999", type="commercial")) == "commercial"


def test_a_claim_belongs_to_its_profile_and_to_all_that_it_inherits_from() -> None:
    library = _with(gold=PLAN)
    assert all(library.belongs(Payer(profile="gold"), name) for name in ("gold", "unitedhealthcare", "commercial"))
    assert not library.belongs(Payer(profile="unitedhealthcare"), "gold")
    assert not library.belongs(Payer(), "commercial")


def test_a_trait_of_an_unseen_source_is_marked_unless_the_claim_states_it() -> None:
    library = _with(acme=Profile("Acme", type="commercial", traits={"ncci": (_value(True, verified=False),)}))
    assert "ncci" in library.resolve(Payer(profile="acme"), DAY).unverified
    assert "ncci" not in library.resolve(Payer(profile="acme", ncci=True), DAY).unverified


def test_a_profile_that_only_serves_others_is_not_offered() -> None:
    assert "private" in SHIPPED.profiles
    assert "private" not in SHIPPED.offered


@pytest.mark.parametrize("name", ["no such plan", "private"])
def test_a_profile_name_that_is_not_offered_counts_for_nothing(name: str) -> None:
    assert SHIPPED.resolve(Payer(type="medicare_b", profile=name), DAY).unit_rule == "cms8"
    assert SHIPPED.resolve(Payer(profile=name), DAY) == payers.Traits()


payer_documents = st.builds(
    Payer,
    type=st.none() | st.sampled_from(TYPES),
    profile=st.none() | st.sampled_from(SHIPPED.offered) | st.text(max_size=5),
    unit_rule=st.sampled_from([None, "cms8", "ama_midpoint"]),
    timely_filing=st.none() | st.text(max_size=10),
    ncci=st.sampled_from([None, True, False]),
    accepts_97014=st.sampled_from([None, True, False]),
)


@given(payer_documents, st.none() | st.dates())
def test_every_payer_resolves_and_keeps_what_it_states(payer: Payer, on: dt.date | None) -> None:
    traits = SHIPPED.resolve(payer, on)
    for name in ("type", "unit_rule", "timely_filing", "ncci", "accepts_97014"):
        stated = getattr(payer, name)
        assert stated is None or getattr(traits, name) == stated
    assert hash(traits) == hash(SHIPPED.resolve(payer, on))


def test_an_authorization_counts_the_codes_on_it_and_not_those_it_excepts() -> None:
    lines = tuple(Line(code) for code in ("97161", "97110", "97530"))
    auth = Authorization(codes=("97110", "97140"), codes_not_counted=("97161",))
    assert [line.code for line in payers.needing(auth, lines)] == ["97110", "97530"]
    assert [line.code for line in payers.counted(auth, lines)] == ["97110"]


def test_an_authorization_without_a_list_of_codes_counts_every_code() -> None:
    lines = (Line("97110"), Line("97530"))
    assert payers.counted(Authorization(), lines) == list(lines)
