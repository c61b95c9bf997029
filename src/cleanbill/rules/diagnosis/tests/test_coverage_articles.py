"""A diagnosis against the articles of the contractor that pays, with a small download on the shelf."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleanbill import data
from cleanbill.articles import KINDS
from cleanbill.articles.tests.conftest import Tables, covered, service, tables, zipped
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.diagnosis.diagnosis_not_in_coverage_article import rule

Change = Callable[[Tables], None]


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: tmp_path / "cache")

    def add(change: Change) -> None:
        found = tables()
        change(found)
        data.add(zipped(tmp_path / "current_article.zip", found), KINDS, dt.datetime.now(dt.UTC))

    return add


def faults(code: str, *dx: str, pointers: str = "", **payer: str) -> list[Fault]:
    line = {"code": code, "dx_pointers": [int(pointer) for pointer in pointers], "date": "2026-10-02"}
    claim: dict[str, Any] = {"payer": {"type": "medicare_b"} | payer, "dx": list(dx), "lines": [line]}
    context = Context(dt.date(2026, 11, 23))
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, context)]


def as_it_is(_: Tables) -> None:
    """The small download itself."""


def with_lists_of_two(found: Tables) -> None:
    """The other contractor has a list for therapy as well, of another diagnosis."""
    found["article_x_icd10_covered"][:] = [row for row in found["article_x_icd10_covered"] if row[0] != "58001"]
    found["article_x_icd10_covered"].append(covered(58001, "M54.2"))


def test_a_diagnosis_that_the_article_does_not_list_is_found(added: Callable[[Change], None]) -> None:
    added(as_it_is)
    (fault,) = faults("97110", "M54.59", contractor="CGS")
    assert fault.message == "97110 (exercise): M54.59 not supported by A58000 version 3."


def test_one_listed_diagnosis_among_those_pointed_at_is_enough(added: Callable[[Change], None]) -> None:
    added(as_it_is)
    assert not faults("97110", "M54.59", "M62.830", contractor="CGS")
    assert faults("97110", "M54.59", "M62.830", pointers="1", contractor="CGS")


def test_an_article_without_a_list_says_nothing(added: Callable[[Change], None]) -> None:
    added(as_it_is)
    assert not faults("97110", "M54.59", contractor="National Government")


@pytest.mark.parametrize("payer", [{"id": "15101"}, {"name": "cgs"}, {"name": "Medicare", "contractor": "CGS"}])
def test_the_contractor_may_be_the_payers_number_or_name(
    added: Callable[[Change], None], payer: dict[str, str]
) -> None:
    added(as_it_is)
    assert [fault.severity for fault in faults("97110", "M54.59", **payer)] == [None]


def test_without_a_contractor_it_is_asked_for_where_one_would_refuse(added: Callable[[Change], None]) -> None:
    added(with_lists_of_two)
    assert [fault.severity for fault in faults("97110", "M54.50", name="Medicare")] == ["not_checked"]
    assert not faults("97110", "M54.50", "M54.2", name="Medicare")


def test_a_service_that_no_article_lists_is_silent(added: Callable[[Change], None]) -> None:
    added(lambda found: found["article_x_hcpc_code"].append(service(58002, "97140")))
    assert not faults("97140", "M54.59", contractor="CGS")
