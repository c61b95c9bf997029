"""What an edition changes for codes in use."""

import datetime as dt

from cleanbill import codes
from cleanbill.codes.icd10cm.updates import updates
from cleanbill.model.code import CodeUpdate

SINCE, ON = dt.date(2026, 9, 30), dt.date(2026, 10, 1)


def update(*used: str, since: dt.date = SINCE, on: dt.date = ON) -> list[CodeUpdate]:
    return list(updates(used, codes.release(since), since, codes.release(on), on))


def test_plantar_fasciitis_left_its_old_code() -> None:
    [found] = update("M72.2")
    assert (found.before.billable, found.after.billable) == (True, False)
    assert ("M67.A0-", "plantar fasciitis") in [(went.code, went.what) for went in found.successors]
    assert [note.text for note in found.notes_dropped] == ["Plantar fasciitis"]


def test_a_code_that_stays_as_it_was_is_not_reported() -> None:
    assert update("M62.830", "M54.50", "S39.012A") == []


def test_a_retired_code_names_what_took_its_place_and_no_notes() -> None:
    [found] = update("T52.8X1A")
    assert found.after.kind == "retired"
    assert [went.code for went in found.successors] == ["T52.891A"]
    assert found.notes_dropped == ()


def test_a_code_that_never_was_is_reported_although_nothing_changed() -> None:
    [found] = update("M62.839")
    assert (found.changed, found.after.kind) == (False, "unknown")


def test_a_new_code_is_reported_as_new() -> None:
    [found] = update("M67.A01")
    assert (found.before.kind, found.after.kind) == ("not_yet", "billable")


def test_low_back_pain_was_split_in_2021() -> None:
    [found] = update("M54.5", since=dt.date(2021, 9, 30), on=dt.date(2021, 10, 1))
    assert [went.code for went in found.successors] == ["M54.50", "M54.51", "M54.59"]


def test_a_change_before_the_dates_compared_is_not_told_again() -> None:
    [found] = update("M54.5")
    assert found.successors == ()
