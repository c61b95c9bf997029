"""Payers and what they want."""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill import payers
from cleanbill.model.claim import Authorization, Line, Payer, PayerType
from cleanbill.payers.profile import TRAITS

DAY = dt.date(2026, 3, 16)
SHIPPED = payers.shipped()
TYPES = get_args(PayerType)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_trait_of_a_profile_is_known_and_names_its_source(name: str) -> None:
    for trait, rows in SHIPPED[name].traits.items():
        assert trait in TRAITS
        assert rows
        assert all(len(row.source) > 10 for row in rows), trait


@pytest.mark.parametrize("name", SHIPPED)
def test_the_values_of_a_trait_stand_in_order_of_their_dates(name: str) -> None:
    for rows in SHIPPED[name].traits.values():
        starts = [row.from_ for row in rows]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize("name", payers.profiles())
def test_a_profile_resolves_to_its_own_type(name: str) -> None:
    assert payers.resolve(Payer(profile=name), DAY).type == SHIPPED[name].type


@pytest.mark.parametrize("type_", TYPES)
def test_every_payer_type_has_a_profile_of_its_name(type_: PayerType) -> None:
    assert SHIPPED[type_].type == type_


def test_medicare_part_b_wants_what_its_manuals_say() -> None:
    medicare = payers.resolve(Payer(type="medicare_b"), DAY)
    assert medicare == payers.Traits(
        type="medicare_b", unit_rule="cms8", timely_filing="1 year from date of service", ncci=True,
        requires_therapy_modifier=True, assistant_modifier=True, accepts_97014=False, accepts_G0283=True,
        pays_97010=False, covers_98943=False, active_treatment_modifier=True, subluxation_first=True,
        initial_treatment_date=True, therapists_bill_visits=False, asks_authorization=False,
    )  # fmt: skip


@pytest.mark.parametrize("type_", ["commercial", "workers_comp", "auto", "medicare_advantage", "medicaid"])
def test_what_a_contract_or_a_state_decides_is_not_guessed(type_: PayerType) -> None:
    traits = payers.resolve(Payer(type=type_), DAY)
    for name in ("unit_rule", "timely_filing", "accepts_97014", "accepts_G0283", "pays_97010", "covers_98943"):
        assert getattr(traits, name) is None


def test_a_payer_of_which_nothing_is_known_has_no_trait() -> None:
    assert payers.resolve(Payer(), DAY) == payers.Traits()


def test_what_the_claim_states_overrides_the_profile() -> None:
    stated = Payer(type="medicare_b", unit_rule="ama_midpoint", ncci=False)
    traits = payers.resolve(stated, DAY)
    assert (traits.unit_rule, traits.ncci, traits.accepts_G0283) == ("ama_midpoint", False, True)


def test_a_trait_holds_from_its_date_of_service_on() -> None:
    payer = Payer(profile="unitedhealthcare")
    assert payers.resolve(payer, dt.date(2020, 6, 30)).requires_therapy_modifier is None
    assert payers.resolve(payer, dt.date(2020, 7, 1)).requires_therapy_modifier is True


def test_a_line_without_a_date_is_judged_by_the_newest_values() -> None:
    assert payers.resolve(Payer(profile="unitedhealthcare"), None).requires_therapy_modifier is True


def test_a_profile_inherits_what_it_does_not_say() -> None:
    assert payers.resolve(Payer(profile="unitedhealthcare"), DAY).subluxation_first is False


def test_a_profile_that_only_serves_others_is_not_offered() -> None:
    assert "private" in SHIPPED
    assert "private" not in payers.profiles()


@pytest.mark.parametrize("name", ["no such plan", "private"])
def test_a_profile_name_that_is_not_offered_counts_for_nothing(name: str) -> None:
    assert payers.resolve(Payer(type="medicare_b", profile=name), DAY).unit_rule == "cms8"
    assert payers.resolve(Payer(profile=name), DAY) == payers.Traits()


payer_documents = st.builds(
    Payer,
    type=st.none() | st.sampled_from(TYPES),
    profile=st.none() | st.sampled_from(payers.profiles()) | st.text(max_size=5),
    unit_rule=st.sampled_from([None, "cms8", "ama_midpoint"]),
    timely_filing=st.none() | st.text(max_size=10),
    ncci=st.sampled_from([None, True, False]),
    accepts_97014=st.sampled_from([None, True, False]),
)


@given(payer_documents, st.none() | st.dates())
def test_every_payer_resolves_and_keeps_what_it_states(payer: Payer, on: dt.date | None) -> None:
    traits = payers.resolve(payer, on)
    for name in ("type", "unit_rule", "timely_filing", "ncci", "accepts_97014"):
        stated = getattr(payer, name)
        assert stated is None or getattr(traits, name) == stated
    assert hash(traits) == hash(payers.resolve(payer, on))


def test_an_authorization_counts_the_codes_on_it_and_not_those_it_excepts() -> None:
    lines = tuple(Line(code) for code in ("97161", "97110", "97530"))
    auth = Authorization(codes=("97110", "97140"), codes_not_counted=("97161",))
    assert [line.code for line in payers.needing(auth, lines)] == ["97110", "97530"]
    assert [line.code for line in payers.counted(auth, lines)] == ["97110"]


def test_an_authorization_without_a_list_of_codes_counts_every_code() -> None:
    lines = (Line("97110"), Line("97530"))
    assert payers.counted(Authorization(), lines) == list(lines)
