"""What a page says of a code, as a biller would check it."""

import datetime as dt

import pytest

from cleanbill.guide.build import guide
from cleanbill.guide.markdown import render
from cleanbill.guide.page import Guide, Path, Questions, Section, Statements, Table

ON = dt.date(2026, 11, 2)


def section(page: Guide, kind: str) -> Section:
    return next(section for section in page.sections if section.kind == kind)


def kinds(page: Guide) -> set[str]:
    return {section.kind for section in page.sections}


def texts(section: Section) -> str:
    """All words of a section in one string."""
    said: list[str] = []
    for block in section.blocks:
        match block:
            case Statements(items):
                said += [item.text for item in items]
            case Table(_, rows):
                said += [" ".join(row.cells) for row in rows]
            case Path(steps):
                said += [f"{step.kind} {step.code} {step.title}" for step in steps]
            case Questions(questions):
                said += [f"{question.ask} {question.answer.text}" for question in questions]
    return "\n".join(said)


def words(code: str, kind: str, on: dt.date = ON) -> str:
    return texts(section(guide(code, on), kind))


def test_the_flagship_has_every_part_of_the_published_guides() -> None:
    assert kinds(guide("M62.830", ON)) == {
        "key_points", "status", "definition", "hierarchy", "choosing", "note_must_say", "conflicts", "order",
        "procedures", "payers", "denials", "corrections", "questions", "synonyms",
    }  # fmt: skip


def test_six_characters_are_complete_and_a_seventh_is_no_code() -> None:
    assert "complete with 6 characters and takes no 7th" in words("M62.830", "status")
    assert not guide("M62.830A", ON).found


def test_a_seventh_place_that_is_part_of_the_code_is_not_called_a_phase_of_care() -> None:
    assert "complete with 7 characters, the last of them part of the code itself" in words("M86.8X11", "status")
    assert "Nothing may be added" in words("M86.8X11", "questions")
    assert "seventh" not in kinds(guide("M86.8X11", ON))


def test_the_notes_of_the_category_stand_on_the_page_with_their_owner_and_the_titles_of_their_codes() -> None:
    said = words("M62.830", "conflicts")
    assert "myalgia (M79.1-) M79.1- Myalgia M62 Other disorders of muscle" in said
    assert "cramp and spasm (R25.2) R25.2 Cramp and spasm M62 Other disorders of muscle" in said


def test_no_inclusion_term_is_called_official_where_the_tabular_list_has_none() -> None:
    assert "prints no inclusion term at M62.830" in words("M62.830", "definition")
    rows = [
        row
        for block in section(guide("M62.830", ON), "synonyms").blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    assert {row.standing for row in rows if "our own list" in row.cells[1]} == {"ours"}
    assert not [row for row in rows if row.cells[1].startswith("Tabular List")]


def test_the_words_of_a_heading_are_not_passed_off_as_the_codes_own() -> None:
    assert "Brachial neuritis or radiculitis NOS Tabular List, inclusion term of the heading M54.1" in words(
        "M54.16", "synonyms"
    )


@pytest.mark.parametrize(
    ("code", "other", "says"),
    [
        ("M62.830", "M79.18", "Excludes1 at M62: not together"),
        ("M62.830", "R25.2", "the notes disagree"),
        ("M62.830", "S39.012-", "no Excludes1 note between them"),
        ("M54.50", "S39.012-", "Excludes1 at M54.5: not together"),
        ("S39.012A", "M54.5-", "Excludes1 at M54.5: not together"),
        ("M54.50", "M51.-", "Excludes1 at M54.5 for M51.24, M51.25, M51.26, M51.27, M51.360 and M51.370"),
        ("M54.2", "S13.4-", "Excludes1 at M50-M54: “current injury"),
        ("S13.4XXA", "M54.2", "Excludes1 at M50-M54: “current injury"),
        ("M54.16", "M51.1-", "Excludes1 at M5"),
    ],
)
def test_a_neighbour_says_whether_both_may_be_listed(code: str, other: str, says: str) -> None:
    table = section(guide(code, ON), "choosing").blocks[0]
    assert isinstance(table, Table)
    row = next(row for row in table.rows if row.cells[0] == other)
    assert says in row.cells[3]


def test_a_code_is_never_its_own_neighbour() -> None:
    for code in ("M62.838", "M62.831", "S13.4XXA", "M54.31", "M75.41"):
        table = section(guide(code, ON), "choosing").blocks[0]
        assert isinstance(table, Table)
        assert not [row for row in table.rows if code.startswith(row.cells[0].rstrip("-"))]


def test_the_phase_of_care_is_explained_where_there_is_one_and_only_there() -> None:
    said = words("S39.012A", "seventh")
    assert "A is for active treatment" in said
    assert "S39.012D D subsequent encounter" in said
    assert "X fills" not in said
    assert "S16.1 has 4 characters: X fills the places" in words("S16.1XXA", "seventh")
    assert "for an open fracture B or C" in words("S72.001D", "seventh")
    assert "active treatment" not in words("M1A.0710", "seventh")
    assert "seventh" not in kinds(guide("M62.830", ON))


def test_the_stem_of_an_injury_shows_its_complete_codes() -> None:
    page = guide("S39.012", ON)
    assert page.verdict == "needs a 7th character"
    assert "S39.012A" in words("S39.012", "seventh")


def test_what_sets_a_code_apart_is_told_only_where_its_title_tells_it() -> None:
    assert "“back”" in words("M62.830", "note_must_say")
    assert "“without complications”" in words("E11.9", "note_must_say")
    assert "by its title" not in words("M54.50", "note_must_say")


def test_the_side_in_the_title_must_be_in_the_note() -> None:
    assert "the right side: the note must say the same" in words("M17.11", "note_must_say")
    assert "both sides" in words("M17.0", "note_must_say")
    assert "codes that name it stand beside it" in words("M17.10", "note_must_say")


def test_a_code_outside_the_specialty_has_no_procedures_and_no_payers() -> None:
    for code in ("E11.9", "Z00.00", "O26.891", "W18.30XA", "C50.911"):
        assert not kinds(guide(code, ON)) & {"procedures", "payers", "corrections"}
        assert "NO101" not in words(code, "denials")


def test_a_code_that_may_never_be_first_says_so_first() -> None:
    assert "may never be the first diagnosis: it is an external cause" in words("W18.30XA", "key_points")
    assert "DX104" in words("W18.30XA", "denials")
    assert "may never be the first diagnosis: it is a manifestation" in words("M01.X0", "key_points")
    assert "DX104" not in words("M62.830", "denials")


def test_procedures_name_their_rules_and_what_the_note_must_show() -> None:
    said = words("M62.830", "procedures")
    assert "P.A.R.T." in said
    assert "CH105" in said
    assert "97110 exercise one unit for each 15 minutes" in said


def test_each_payer_says_what_it_wants_and_what_is_not_known() -> None:
    payers = {block.heading: block for block in section(guide("M62.830", ON), "payers").blocks}
    medicare = payers["Medicare Part B"]
    assert isinstance(medicare, Statements)
    assert any("subluxation" in item.text for item in medicare.items)
    commercial = payers["Commercial payer, contract not known"]
    assert isinstance(commercial, Statements)
    assert commercial.items[-1].text.startswith("Not known, so not assumed: how timed units are counted")


def test_what_rests_on_an_unverified_source_alone_says_so() -> None:
    assert "What is each treatment meant to change? | CO-50 with N706 | NO105 | [not verified," in render(
        guide("M62.830", ON)
    )
    assert "(not verified against the source)" in render(guide("M62.830", ON))


def test_a_heading_sends_to_its_codes() -> None:
    page = guide("M54.5", ON)
    assert page.found
    assert not page.billable
    assert "choose M54.50, M54.51 or M54.59" in words("M54.5", "key_points")
    assert "note_must_say" not in kinds(page)


def test_an_unknown_code_gets_a_short_page_that_says_what_to_use() -> None:
    page = guide("m62.839 ", ON)
    assert not page.found
    assert kinds(page) == {"key_points", "status", "questions"}
    assert "M62.831 Muscle spasm of calf" in words("M62.839", "key_points")


def test_a_retired_code_keeps_its_title_and_names_what_took_over() -> None:
    page = guide("T52.8X1A", ON)
    assert page.title.startswith("Toxic effect of other organic solvents")
    assert "T52.891A" in words("T52.8X1A", "key_points")
    assert "FY2016 to FY2026 billable all year\nFY2027 not billable" in words("T52.8X1A", "status")


def test_the_same_code_answers_by_the_date_of_service() -> None:
    assert guide("M72.2", dt.date(2026, 9, 30)).billable
    assert not guide("M72.2", ON).billable
    assert "corrections" not in kinds(guide("M72.2", dt.date(2026, 9, 30)))
    assert "M67.A0-" in words("M72.2", "corrections")


def test_a_code_that_is_still_billable_is_not_said_to_have_gone() -> None:
    page = guide("E11.9", ON)
    headings = [block.heading for block in section(page, "status").blocks]
    assert "Codes made since for what was coded here" in headings
    assert "took over" not in words("E11.9", "questions")


def test_the_same_code_gives_the_same_page() -> None:
    assert guide("M62.830", ON) == guide(" m62830", ON)


def test_nonsense_never_raises() -> None:
    for code in ("", "?", "ß", "M62.830.830", "🙂", "x" * 10_000, "-", "13", "M60-M79"):
        assert render(guide(code, ON))
