"""Words to codes."""

import datetime as dt

import pytest

from cleanbill import codes

NOW = dt.date(2026, 11, 2)


def found(text: str, **options: int | bool) -> list[str]:
    return [hit.code for hit in codes.release(NOW).search(text, NOW, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("LBP", "M54.50"),
        ("lumbago", "M54.50"),
        ("back spasm", "M62.830"),
        ("charley horse", "M62.831"),
        ("frozen shoulder right", "M75.01"),
        ("tennis elbow left", "M77.12"),
        ("plantar fasciitis left", "M67.A02"),
        ("neck pain", "M54.2"),
        ("sciatica left side", "M54.32"),
        ("lumbar radiculopathy", "M54.16"),
        ("lumbar subluxation", "M99.03"),
        ("lumbar strain initial encounter", "S39.012A"),
        ("whiplash subsequent", "S13.4XXD"),
        ("SIJ dysfunction", "M99.04"),
        ("M54.5", "M54.50"),
    ],
)
def test_the_words_of_the_clinic_find_their_code(text: str, first: str) -> None:
    assert found(text, billable=True)[0] == first


def test_only_billable_codes_are_offered_when_asked_for() -> None:
    assert found("lumbar strain", billable=True) == ["S39.012A", "S39.012D", "S39.012S"]
    stem = codes.release(NOW).search("lumbar strain", NOW)[0]
    assert (stem.code, stem.billable, stem.needs_seventh) == ("S39.012", False, True)


def test_a_side_that_is_said_is_respected() -> None:
    assert found("shoulder pain right") == ["M25.511"]


def test_plantar_fasciitis_is_found_where_it_was_before_october_2026() -> None:
    before = dt.date(2026, 9, 30)
    assert codes.release(before).search("plantar fasciitis", before, billable=True)[0].code == "M72.2"


def test_a_word_that_does_not_occur_is_passed_over() -> None:
    assert found("xyzzy back spasm") == ["M62.830"]
    assert found("xyzzy") == []
    assert found('"; DROP') != []


def test_a_whole_page_of_words_is_answered() -> None:
    assert found("back spasm " * 10_000) == ["M62.830"]


def test_no_more_than_the_limit_comes_back() -> None:
    assert len(found("pain", limit=3)) == 3
