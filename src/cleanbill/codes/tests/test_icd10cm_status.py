"""Status, record and dates of single codes."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill import codes
from cleanbill.model.code import CodeRecord, Status

NOW = dt.date(2026, 11, 2)
ANY_TEXT = st.text(max_size=12)
LIKE_A_CODE = st.from_regex(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{0,4})?", fullmatch=True)


def status(code: str, on: dt.date = NOW) -> Status:
    return codes.release(on).status(code, on)


def lookup(code: str, on: dt.date = NOW) -> CodeRecord:
    return codes.release(on).lookup(code, on)


@pytest.mark.parametrize("code", ["M62.830", "m62.830", "M62830", " M62.830 ", "m62 830", "M62.830\n"])
def test_a_code_is_accepted_in_any_writing(code: str) -> None:
    assert codes.release(NOW).billable(code, NOW)
    assert status(code).code == "M62.830"


def test_a_code_that_never_was_offers_its_neighbours() -> None:
    record = lookup("M62.839")
    assert record.status.kind == "unknown"
    assert not record.status.exists
    assert [t.code for t in record.did_you_mean] == ["M62.830", "M62.831", "M62.838"]
    assert record.children == ()


def test_a_header_code_is_not_billable_and_names_what_followed_it() -> None:
    record = lookup("M54.5")
    assert (record.status.kind, record.status.exists, record.status.billable) == ("header", True, False)
    assert "since 2021-10-01" in record.status.reason
    assert [s.code for s in record.successors] == ["M54.50", "M54.51", "M54.59"]


def test_low_back_pain_was_billable_until_september_2021() -> None:
    assert status("M54.5", dt.date(2021, 9, 30)).billable
    assert not status("M54.5", dt.date(2021, 10, 1)).billable
    assert status("M54.50", dt.date(2021, 9, 30)).kind == "not_yet"


def test_plantar_fasciitis_moved_in_october_2026() -> None:
    assert status("M72.2", dt.date(2026, 9, 30)).billable
    record = lookup("M72.2")
    assert record.status.kind == "header"
    assert "M67.A0-" in record.status.reason
    assert ("M67.A0-", "plantar fasciitis") in [(s.code, s.what) for s in record.successors]
    assert status("M67.A01", dt.date(2026, 9, 30)).kind == "not_yet"
    assert status("M67.A01").billable


def test_a_stem_asks_for_its_seventh_character_with_its_meaning() -> None:
    record = lookup("S39.012")
    assert record.status.kind == "needs_seventh"
    assert [(s.char, s.meaning, s.code) for s in record.sevenths] == [
        ("A", "initial encounter", "S39.012A"),
        ("D", "subsequent encounter", "S39.012D"),
        ("S", "sequela", "S39.012S"),
    ]


@pytest.mark.parametrize(("typed", "meant"), [("S16.1A", "S16.1XXA"), ("W21.89A", "W21.89XA"), ("M54.5O", "M54.50")])
def test_a_missing_filler_or_a_misread_digit_is_seen(typed: str, meant: str) -> None:
    assert [t.code for t in lookup(typed).did_you_mean] == [meant]


def test_a_complete_code_has_no_seventh_character() -> None:
    record = lookup("M62.830A")
    assert "complete with 6 characters" in record.status.reason
    assert "no 7th character" in record.status.reason
    assert [t.code for t in record.did_you_mean] == ["M62.830"]


def test_a_deleted_code_names_what_took_its_place() -> None:
    assert status("T52.8X1A", dt.date(2026, 9, 30)).billable
    retired = status("T52.8X1A")
    assert (retired.kind, retired.exists, retired.end) == ("retired", False, dt.date(2026, 9, 30))
    assert "T52.891A" in retired.reason


def test_head_injury_with_death_takes_only_the_initial_encounter() -> None:
    assert [s.char for s in lookup("S06.1X7").sevenths] == ["A"]
    assert [s.char for s in lookup("S06.1X0").sevenths] == ["A", "D", "S"]


def test_the_nearest_seventh_character_definition_holds() -> None:
    assert [s.char for s in lookup("S52.011").sevenths] == ["A", "D", "G", "K", "P", "S"]
    assert len(lookup("S52.001").sevenths) == 16


@pytest.mark.parametrize("code", ["QA0.0131", "QA1.71", "C4A.0", "M1A.00X0", "M86.8X11", "Z87.8901", "J4B", "K6A.01"])
def test_odd_shapes_are_decided_by_the_table(code: str) -> None:
    assert status(code).billable


def test_the_path_runs_through_the_umbrella_section() -> None:
    path = [step.code for step in lookup("M62.830").path]
    assert path == ["13", "M60-M79", "M60-M63", "M62", "M62.8", "M62.83"]


def test_notes_carry_their_owner_and_the_codes_they_name() -> None:
    record = lookup("M62.830")
    note = next(n for n in record.notes if "cramp" in n.text)
    assert (note.kind, note.owner, note.inherited, note.codes) == ("excludes1", "M62", True, ("R25.2",))
    assert not [n for n in record.notes if not n.inherited]
    assert any(n.owner == "13" and n.kind == "notes" for n in record.notes)


def test_own_inclusion_terms_are_marked_as_own() -> None:
    own = [n.text for n in lookup("M54.50").notes if n.kind == "inclusionTerm" and not n.inherited]
    assert own == ["Loin pain", "Lumbago NOS"]


def test_siblings_and_index_paths_are_shown() -> None:
    record = lookup("M62.830")
    assert [s.code for s in record.siblings] == ["M62.831", "M62.838"]
    assert [(t.path, t.code) for t in record.index] == [("Spasm(s), spastic, spasticity, muscle NEC, back", "M62.830")]


def test_sections_and_chapters_are_headers() -> None:
    assert status("M60-M79").kind == "header"
    assert lookup("13").title.startswith("Diseases of the musculoskeletal system")


def test_a_title_that_is_not_official_says_so() -> None:
    assert lookup("I49.81").title_source == "secondary"
    assert lookup("R78.72").title_source == "none"
    assert lookup("M67.A01").title_source == "official"


def test_an_old_date_and_a_far_date_are_remarked_upon() -> None:
    assert "FY2026" in lookup("M62.830", dt.date(2020, 1, 1)).remark
    assert lookup("M62.830").remark == ""
    assert "2027-03-31" in lookup("M62.830", dt.date(2028, 1, 1)).remark


def test_manifestations_and_external_causes_may_not_be_first() -> None:
    release = codes.release(NOW)
    assert release.never_first("m02.80") == "manifestation"
    assert release.never_first("W21.89XA") == "external cause"
    assert release.never_first("M62.830") == ""


def test_the_edition_follows_the_date_of_service() -> None:
    assert codes.release(dt.date(2026, 9, 30)).edition == "ICD-10-CM FY2026 (April 1, 2026)"
    assert codes.release(dt.date(2026, 10, 1)).edition == "ICD-10-CM FY2027"


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.text(max_size=12), st.from_regex(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{0,4})?", fullmatch=True)), st.dates()
)
def test_no_text_and_no_date_ever_raises(text: str, on: dt.date) -> None:
    release = codes.release(on)
    assert release.billable(text, on) == release.status(text, on).billable
    assert release.lookup(text, on).status == release.status(text, on)
    assert release.title(text) == release.lookup(text, on).title
    release.excludes1(text, "M62.830")
    release.search(text, on, limit=3, billable=True)


def test_a_lone_surrogate_is_no_code() -> None:
    assert not codes.release(NOW).billable("\ud800M62.830", NOW)
