"""What articles say of a service and a diagnosis, by contractor, state and date."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill import data
from cleanbill.articles import coverage
from cleanbill.articles.paragraph import names, plain
from cleanbill.articles.tests.conftest import Tables, covered

Shelf = Callable[[Tables], data.Holding]
OCTOBER = dt.date(2026, 10, 2)


@pytest.fixture
def _added(shelf: Shelf, download: Tables) -> None:
    shelf(download)


def verdicts(code: str, dx: str, on: dt.date = OCTOBER, **asked: str) -> dict[str, str]:
    return {article.id: article.verdict for article in coverage(code, on, dx, **asked).articles}


@pytest.mark.usefixtures("_added")
def test_a_listed_diagnosis_supports_and_an_article_without_a_list_says_nothing() -> None:
    assert verdicts("97110", "M54.50") == {"A58000": "supports", "A58001": "no_list"}
    assert verdicts("97110", "m54 50")["A58000"] == "supports"


@pytest.mark.usefixtures("_added")
def test_what_is_expressly_not_covered_and_what_is_not_listed_are_two_things() -> None:
    assert verdicts("97110", "Z00.00")["A58000"] == "not_covered"
    assert verdicts("97110", "M54.59")["A58000"] == "not_listed"
    assert verdicts("97110", "")["A58000"] == "not_asked"


@pytest.mark.usefixtures("_added")
def test_a_group_whose_paragraph_names_other_services_does_not_support_this_one() -> None:
    assert verdicts("64405", "M54.81") == {"A57067": "supports"}
    assert verdicts("64450", "M54.81") == {"A57067": "other_service"}


@pytest.mark.usefixtures("_added")
def test_the_group_is_shown_with_its_paragraph_and_asterisk() -> None:
    (group,) = coverage("64405", OCTOBER, "M54.81").articles[0].found
    assert (group.role, group.number, group.codes) == ("covered", 2, 1)
    assert group.paragraph == "The following support CPT® 64405:"
    assert group.asterisk == "* Report a second code."


def test_a_diagnosis_on_both_lists_is_not_called_supporting(shelf: Shelf, download: Tables) -> None:
    download["article_x_icd10_covered"].append(covered(58000, "Z00.00"))
    shelf(download)
    article = coverage("97110", OCTOBER, "Z00.00", contractor="cgs").articles[0]
    assert article.verdict == "not_covered"
    assert {group.role for group in article.found} == {"covered", "noncovered"}


@pytest.mark.usefixtures("_added")
def test_only_articles_in_force_that_day_answer_and_the_others_are_named() -> None:
    answer = coverage("97110", dt.date(2022, 1, 1))
    assert [article.id for article in answer.articles] == ["A58002", "A58001"]
    assert answer.other_times == (
        "A58000 version 3 begins on 2024-01-01; what an earlier version says is not in the download",
    )
    assert coverage("97110", OCTOBER).other_times == ("A58002 version 3 ended on 2023-12-31",)
    assert coverage("97110", dt.date(2023, 12, 31)).articles[0].id == "A58002"
    assert [article.id for article in coverage("97110", dt.date(2024, 1, 1)).articles] == ["A58000", "A58001"]


@pytest.mark.usefixtures("_added")
def test_a_contractor_is_asked_for_by_name_or_number() -> None:
    assert set(verdicts("97110", "M54.50", contractor="government services")) == {"A58001"}
    assert set(verdicts("97110", "M54.50", contractor="15101")) == {"A58000"}


@pytest.mark.parametrize("state", ["NY", "ny", "New York", "un"])
@pytest.mark.usefixtures("_added")
def test_a_state_is_all_its_parts(state: str) -> None:
    (article,) = coverage("97110", OCTOBER, state=state).articles
    assert article.id == "A58001"
    assert article.contractors[0].states == ("New York - Upstate",)


@pytest.mark.usefixtures("_added")
def test_a_contractor_serves_a_state_only_while_it_has_the_contract() -> None:
    assert coverage("97110", dt.date(2024, 6, 30), state="CT").articles
    assert coverage("97110", dt.date(2024, 7, 1), state="CT").outcome == "no_article"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"state": "ZZ"}, "'ZZ' is no state"),
        ({"contractor": "palmetto"}, "it has CGS – Café, LLC; National Government"),
    ],
)
@pytest.mark.usefixtures("_added")
def test_a_place_or_contractor_that_is_not_there_is_asked_back(asked: dict[str, str], words: str) -> None:
    answer = coverage("97110", OCTOBER, **asked)
    assert (answer.outcome, answer.articles) == ("contractor", ())
    assert words in answer.reason


@pytest.mark.usefixtures("_added")
def test_a_diagnosis_that_is_not_billable_that_day_is_told() -> None:
    assert "M54.5 is a heading" in coverage("97110", OCTOBER, "M54.5").remark
    assert coverage("97110", OCTOBER, "M54.50").remark == ""


@pytest.mark.usefixtures("_added")
def test_a_service_that_no_article_lists_has_no_article() -> None:
    answer = coverage("97530", OCTOBER)
    assert (answer.outcome, answer.articles) == ("no_article", ())
    assert answer.reason == "No article lists 97530 on 2026-10-02."


@pytest.mark.usefixtures("_added")
def test_a_date_before_every_article_is_not_guessed() -> None:
    assert coverage("97110", dt.date(2017, 12, 31)).outcome == "no_file"


def test_with_nothing_added_nothing_is_said_of_coverage(shelf: Shelf) -> None:
    answer = coverage("97110", OCTOBER)
    assert (answer.outcome, answer.articles) == ("no_file", ())
    assert "cleanbill data add current_article.zip" in answer.reason


def test_a_later_download_replaces_an_earlier_one(shelf: Shelf, download: Tables) -> None:
    shelf(download)
    download["article_x_icd10_covered"].append(covered(58000, "M54.59"))
    shelf(download)
    assert verdicts("97110", "M54.59")["A58000"] == "supports"


@pytest.mark.parametrize(
    ("paragraph", "code", "named"),
    [
        ("For CPT codes 64405, 64450", "64450", True),
        ("For CPT codes 64447-64449", "64448", True),
        ("For 64447 through 64449", "64450", False),
        ("For HCPCS G0283", "97110", False),
        ("One primary and one secondary code, from 10/01/2024", "97110", None),
        ("", "97110", None),
    ],
)
def test_a_paragraph_names_services_alone_and_in_ranges(paragraph: str, code: str, named: bool | None) -> None:
    assert names(paragraph, code) is named


def test_a_paragraph_is_read_out_of_its_markup() -> None:
    assert plain("<p>a&nbsp;b</p><br/>c &amp;lt; d") == "a b c < d"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(code=st.text(), dx=st.text(), contractor=st.text(), state=st.text(), day=st.dates())
@pytest.mark.usefixtures("_added")
def test_no_text_raises(code: str, dx: str, contractor: str, state: str, day: dt.date) -> None:
    assert coverage(code, day, dx, contractor, state).reason
    assert coverage("97110", OCTOBER, dx).articles
