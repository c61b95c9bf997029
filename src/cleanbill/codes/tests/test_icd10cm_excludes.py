"""Excludes1: both directions, inherited, with what contradicts it; and the codes that notes name."""

import datetime as dt
import re

import pytest

from cleanbill import codes
from cleanbill.codes.icd10cm.references import Order, resolve

NOW = dt.date(2026, 11, 2)


@pytest.fixture(scope="module")
def release() -> codes.Release:
    return codes.release(NOW)


@pytest.fixture(scope="module")
def order(release: codes.Release) -> Order:
    return Order({key: (first, last) for key, first, last in release.rows("SELECT key, id, last FROM node")})


@pytest.mark.parametrize(
    ("one", "two", "owner"),
    [
        ("M62.830", "M79.18", "M62"),
        ("M54.59", "S39.012A", "M54.5"),
        ("M54.50", "M54.41", "M54.5"),
        ("M62.838", "M33.10", "M60-M63"),
    ],
)
def test_excludes1_is_found_in_either_order(release: codes.Release, one: str, two: str, owner: str) -> None:
    found = release.excludes1(one, two)
    assert found is not None
    assert (found.code, found.other, found.owner) == (one, two, owner)
    assert release.excludes1(two, one) == found
    assert found.contradicted_by is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("M62.830", "M54.16"),
        ("M62.830", "S39.012A"),  # chapter 13 names injuries in an Excludes2 only
        ("M54.50", "G89.29"),
        ("M62.830", "M54.50"),
        ("M54.50", "M54.50"),
        ("M54.50", "nonsense"),
    ],
)
def test_codes_that_may_stand_together_are_silent(release: codes.Release, one: str, two: str) -> None:
    assert release.excludes1(one, two) is None
    assert release.excludes1(two, one) is None


def test_cramp_with_back_spasm_is_contradicted_by_the_other_side(release: codes.Release) -> None:
    found = release.excludes1("R25.2", "M62.830")
    assert found is not None
    assert found.owner == "M62"
    assert found.contradicted_by is not None
    assert (found.contradicted_by.owner, found.contradicted_by.kind) == ("R25.2", "excludes2")


def test_a_note_of_an_umbrella_section_is_inherited(release: codes.Release) -> None:
    owners = {note.owner for note in release.lookup("V43.52XA", NOW).notes if note.kind == "excludes1"}
    assert "V00-V99" in owners


def test_the_most_specific_owner_is_named(release: codes.Release) -> None:
    found = release.excludes1("M54.31", "M54.41")
    assert found is not None
    assert (found.owner, found.depth) == ("M54.3", 4)


def labels(text: str, order: Order) -> list[str]:
    return [stretch.label for stretch in resolve(text, order)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nontraumatic hematoma of muscle (M79.81)", ["M79.81"]),
        ("drug-induced myopathy (G72.0), of any kind", ["G72.0"]),
        ("neoplasm (C49.-, C79.89, D21.-, D48.1-)", ["C49.-", "C79.89", "D21.-", "D48.1-"]),
        ("injury (S00-T88)", ["S00-T88"]),
        ("injury (S00 - S09)", ["S00-S09"]),
        ("arthritis (M05.00 to M05.8A)", ["M05.00-M05.8A"]),
        ("fever (B65.0 -B83.9)", ["B65.0-B83.9"]),
        ("poisoning (T40.0-T40.2-)", ["T40.0-T40.2"]),
        ("atherosclerosis (I70.2--I70.7-)", ["I70.2-I70.7"]),
        ("apnea (P28.3- - P28.4-)", ["P28.3-P28.4"]),
        ("disorders (F10.--F19.-)", ["F10-F19"]),
        ("spondylosis (M47.2.-)", ["M47.2-"]),
        ("hemorrhage (I60.-. I61.-, I62.-)", ["I60.-", "I61.-", "I62.-"]),
        ("infections (J00-J06; J20-J22)", ["J00-J06", "J20-J22"]),
        ("abscess (K50.914,)", ["K50.914"]),
        ("osteomyelitis (M45.0-)", ["M45.0"]),
        ("jaw pain R68.84", ["R68.84"]),
        ("conditions classified to A74.-", ["A74.-"]),
        ("weight (BMI), viral (HPV), enzyme (G6PD), gene (GH1)", []),
        ("deficiency of vitamin B12", []),
        ("dementia (G31.90)", []),
        ("current injury - see injury of spine by body region", []),
    ],
)
def test_the_codes_a_note_names_are_read(order: Order, text: str, expected: list[str]) -> None:
    assert labels(text, order) == expected


@pytest.mark.parametrize(
    ("text", "meant", "not_meant"),
    [
        ("drug (T36-T50 with fifth or sixth character 5)", ["T360X5A", "T3695XA"], ["T360X1A", "T43651A"]),
        ("disc (M51.- with fifth character 4)", ["M5104"], ["M5106"]),
        ("diabetes (E08-E13 with .51-.52)", ["E1151", "E1152"], ["E1159"]),
        ("skull fracture (S02.- with 7th character B)", ["S020XXB"], ["S020XXA"]),
        ("open fracture (S92.-with 7th character B)", ["S92001B"], ["S92001A"]),
        ("stuttering (I69. with final characters -23)", ["I69023"], ["I69020"]),
        ("hyperosmolarity (E08, E09, E11, E13 with final characters .00 or .01)", ["E1100", "E0801"], ["E119"]),
        ("effects (T36-T65 with fifth or sixth character 1-4 or 6)", ["T360X6A", "T510X1A"], ["T360X5A"]),
        ("fracture of elbow (S52.- with open fracture 7th character)", ["S52001B"], ["S52001A"]),
    ],
)
def test_conditions_on_characters_are_kept(order: Order, text: str, meant: list[str], not_meant: list[str]) -> None:
    stretches = list(resolve(text, order))

    def named(key: str) -> bool:
        first, _ = order.span(key) or (0, 0)
        return any(s.first <= first <= s.last and (s.pattern is None or re.search(s.pattern, key)) for s in stretches)

    assert all(stretch.firm for stretch in stretches)
    assert all(named(key) for key in meant)
    assert not any(named(key) for key in not_meant)


def test_a_range_goes_by_tabular_order(order: Order) -> None:
    [stretch] = resolve("other diseases (K65-K68)", order)
    k6a, _ = order.span("K6A") or (0, 0)
    assert stretch.first < k6a < stretch.last


def test_a_condition_that_cannot_be_read_keeps_nobody_apart(release: codes.Release) -> None:
    assert release.excludes1("E87.20", "E11.9") is None
