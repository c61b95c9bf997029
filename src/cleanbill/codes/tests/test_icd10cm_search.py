"""Words to codes, with the paths of the Index that we ship and no other."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill import codes
from cleanbill.codes.icd10cm.search.spelling import compared
from cleanbill.codes.icd10cm.search.vocabulary import Vocabulary, one_slip_from
from cleanbill.model.code import SearchHit

NOW = dt.date(2026, 11, 2)


def hits(text: str, limit: int = 20, billable: bool = True) -> tuple[SearchHit, ...]:
    return codes.release(NOW).search(text, NOW, limit, billable)


def found(text: str, limit: int = 20, billable: bool = True) -> list[str]:
    return [hit.code for hit in hits(text, limit, billable)]


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
        ("bilateral knee oa", "M17.0"),
        ("htn", "I10"),
        ("type 2 diabetes", "E11.9"),
        ("UTI", "N39.0"),
        ("pinched nerve neck", "M54.12"),
        ("shoulder pain", "M25.519"),
    ],
)
def test_the_words_of_the_clinic_find_their_code(text: str, first: str) -> None:
    assert found(text)[0] == first


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("right rotator cuff tear subsequent", "S46.011D"),
        ("SIJ dysfunction", "M99.04"),
        ("acl tear r knee", "S83.511A"),
        ("post-op follow up", "Z48.89"),
        ("total hip aftercare", "Z47.1"),
        ("heel spur", "M77.30"),
        ("water on the knee", "M25.469"),
        ("slipped disc lumbar", "M51.26"),
        ("torn meniscus", "S83.209A"),
        ("c5-6 disc herniation", "M50.222"),
    ],
)
def test_the_code_is_among_the_first_ten(text: str, code: str) -> None:
    assert code in found(text, limit=10)


def test_only_billable_codes_are_offered_when_asked_for() -> None:
    assert set(found("lumbar strain")[:3]) <= {"S39.012A", "S39.012D", "S39.012S", "S39.011A", "S39.013A"}
    assert all(hit.billable for hit in hits("lumbar strain"))
    stem = hits("lumbar strain", billable=False)[0]
    assert (stem.code, stem.billable, stem.needs_seventh) == ("S39.012", False, True)


def test_each_encounter_of_an_injury_can_be_picked() -> None:
    assert {"S39.012A", "S39.012D", "S39.012S"} <= set(found("lumbar strain"))


def test_a_side_that_is_said_comes_first() -> None:
    assert found("shoulder pain right")[0] == "M25.511"
    assert found("pain in the rt shoulder")[0] == "M25.511"


def test_a_tear_is_offered_as_an_injury_and_as_wear() -> None:
    offered = found("rotator cuff tear", limit=10)
    assert any(code.startswith("M75.1") for code in offered)
    assert any(code.startswith("S46.01") for code in offered)


def test_the_first_ten_are_not_ten_of_one_diagnosis() -> None:
    stems = {code[:6] for code in found("ankle sprain", limit=10)}
    assert len(stems) > 3


@pytest.mark.parametrize("text", ["M54.5", "m545", "M54.5 pain"])
def test_the_beginning_of_a_code_is_one_with_or_without_its_dot(text: str) -> None:
    assert found(text) == ["M54.50", "M54.51", "M54.59"]
    assert hits(text)[0].origin == "code"


def test_words_beside_a_code_choose_among_what_stands_under_it() -> None:
    assert found("M25.5 left knee")[0] == "M25.562"


def test_of_a_code_that_does_not_exist_the_part_that_does_is_found() -> None:
    assert found("M62.830A") == ["M62.830"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("plantar facsiitis", "plantar fasciitis"),
        ("siatica", "sciatica"),
        ("bursitus shoulder", "bursitis shoulder"),
        ("zcoliosis", "scoliosis"),
        ("spondilolisthesis", "spondylolisthesis"),
        ("oedema", "edema"),
        ("tumour of bone", "tumor of bone"),
        ("anaemia", "anemia"),
        ("disk degeneration", "disc degeneration"),
        ("sprains of the ankles", "sprain of the ankle"),
    ],
)
def test_what_is_misspelt_or_spelt_otherwise_finds_the_same(text: str, meant: str) -> None:
    assert found(text)[:3] == found(meant)[:3]


def test_a_word_that_exists_is_never_mended() -> None:
    """Ileum is one letter from ilium."""
    vocabulary = Vocabulary(codes.release(NOW))
    assert vocabulary.weight("ileum")
    assert vocabulary.weight("ilium")
    assert "Z90.49" not in found("fracture of ilium", limit=3)


def test_one_slip_is_a_letter_more_or_less_another_or_two_that_changed_places() -> None:
    near = one_slip_from("hip")
    assert {"ship", "hp", "hit", "ihp"} <= near
    assert "hippo" not in near


def test_plurals_and_british_spelling_are_compared_as_one() -> None:
    assert compared("Tumours of the vertebrae") == compared("tumor of the vertebra")
    assert compared("Baker's cysts") == compared("baker cyst")
    assert compared("Sjögren") == compared("sjogren")


def test_every_hit_says_whose_words_found_it() -> None:
    origins = {text: hits(text)[0].origin for text in ("low back pain", "charley horse", "LBP", "M54.2")}
    assert origins == {"low back pain": "title", "charley horse": "inclusion term", "LBP": "ours", "M54.2": "code"}
    assert hits("whiplash injury")[0].origin in ("inclusion term", "index term", "ours")
    assert hits("LBP")[0].found_by.startswith("lbp: ")
    assert hits("charley horse")[0].found_by == "Charley-horse"


def test_plantar_fasciitis_is_found_where_it_was_before_october_2026() -> None:
    before = dt.date(2026, 9, 30)
    assert codes.release(before).search("plantar fasciitis", before, billable=True)[0].code == "M72.2"


def test_a_word_that_does_not_occur_is_passed_over() -> None:
    assert found("xyzzyqv back spasm")[0] == "M62.830"
    assert found("xyzzyqv") == []
    assert found('"; DROP') != []


def test_a_whole_page_of_words_is_answered() -> None:
    assert found("back spasm " * 10_000)[0] == "M62.830"
    assert found("M99.99X A1Z " * 10_000) is not None


def test_no_more_than_the_limit_comes_back() -> None:
    assert len(found("pain", limit=3)) == 3


WORDS = st.sampled_from("right knee oa no 's l4-5 M54.5 * \" ( AND é ß ² status follow up".split())


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_no_text_ever_raises(text: str) -> None:
    for hit in (*hits(text), *hits(text, billable=False)):
        assert hit.found_by
