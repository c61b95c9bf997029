"""Each box of a CMS-1500 says what the claim document says; what has no room is told."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from cleanbill.forms import boxes
from cleanbill.forms.places import PLACES
from cleanbill.forms.tests.conftest import CLAIM, LINE, ON
from cleanbill.model.claim import Accident, Claim, Patient, Payer
from cleanbill.model.other_payer import OtherPayer
from cleanbill.model.parties import Facility, Provider, Remark, Subscriber
from cleanbill.x12.tests.given_claims import whole

BOXES = {
    "payer.1": "EXAMPLE HEALTH PLAN INC", "payer.2": "PO BOX 17", "payer.4": "PEORIA IL 61601-0001",
    "1.group": "X", "1a": "MBR1-22", "2": "OSAMPLE-JONES JR, JOSE, Q", "3": "04 04 1971", "3.f": "X",
    "4": "SAMPLE, PAT", "5": "12 OAK ST APT 4", "5.city": "SPRINGFIELD", "5.state": "IL", "5.zip": "62704-0002",
    "5.area": "217", "5.phone": "5550111", "6.child": "X", "7": "12 OAK ST APT 4", "7.city": "SPRINGFIELD",
    "7.state": "IL", "7.zip": "62704-0002", "7.area": "217", "7.phone": "5550112",
    "9": "OTHER, ANN", "9a": "G-9", "9d": "FIRST PLAN", "10a.no": "X", "10b.yes": "X", "10b.state": "IL",
    "10c.yes": "X", "10d": "W2 W3", "11": "GRP100", "11a": "01 02 1950", "11a.m": "X", "11b.qualifier": "Y4",
    "11b": "PC17", "11c": "EXAMPLE HEALTH PLAN INC", "11d.yes": "X", "12": "SIGNATURE ON FILE",
    "13": "SIGNATURE ON FILE", "14": "09 30 2026", "14.qualifier": "431", "15": "10 02 2026", "15.qualifier": "454",
    "16.from": "10 01 2026", "16.to": "10 09 2026", "17.qualifier": "DN", "17": "PAT REFERRER", "17b": "1200000440",
    "18.from": "10 02 2026", "18.to": "10 03 2026", "19.2": "SEE THE PLAN OF CARE   PWKPZBMACAT1",
    "20.yes": "X", "20": "10 00", "21.icd": "0", "21.A": "M5450", "21.B": "M62830", "21.C": "M5416",
    "22": "7", "22.original": "26261XYZ", "23": "AUTH1",
    "1/24a": "10 05 26 10 05 26", "1/24b": "11", "1/24d": "97110", "1/24d.1": "GP", "1/24d.2": "KX", "1/24e": "AB",
    "1/24f": "90 00", "1/24g": "2", "1/24j": "1200000119", "1/24i": "ZZ", "1/24j.other": "225100000X",
    "2/24": "N400003029305   ML1.5   ZZKNEE, LEFT", "2/24a": "10 05 26 10 06 26", "2/24b": "24", "2/24c": "Y",
    "2/24d": "J3301", "2/24e": "C", "2/24f": "12345 67", "2/24g": "4", "2/24h": "Y", "2/24j": "1200000440",
    "2/24i": "ZZ", "2/24j.other": "207Q00000X",
    "25": "123456789", "25.ein": "X", "26": "A12026", "27.yes": "X", "28": "12435 67", "29": "120 50",
    "31": "SIGNATURE ON FILE", "31.date": "11 02 2026", "32.1": "EXAMPLE CLINIC INC", "32.2": "100 MAIN ST STE 200",
    "32.3": "SPRINGFIELD IL 62701-0001", "32a": "1234567893", "33.area": "217", "33.phone": "5550100",
    "33.1": "EXAMPLE CLINIC INC", "33.2": "100 MAIN ST STE 200", "33.3": "SPRINGFIELD IL 62701-0001",
    "33a": "1234567893", "33b": "ZZ225100000X",
}  # fmt: skip


def page(claim: Claim) -> dict[str, str]:
    (found,) = boxes(claim, ON).pages
    return found


def test_a_full_claim_fills_its_boxes_one_by_one() -> None:
    form = boxes(CLAIM, ON)
    assert (form.cut, form.refused) == ((), ())
    assert form.pages == (BOXES,)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"payer": Payer("medicare_b")}, {"1.medicare": "X"}),
        ({"payer": Payer("medicaid")}, {"1.medicaid": "X"}),
        ({"payer": Payer(filing_code="CH")}, {"1.tricare": "X"}),
        ({"payer": Payer(filing_code="VA")}, {"1.champva": "X"}),
        ({"payer": Payer("workers_comp")}, {"1.other": "X"}),
        ({"subscriber": None}, {"6.self": "X", "4": "OSAMPLE-JONES JR, JOSE, Q", "11a": "04 04 1971", "11a.f": "X"}),
        ({"subscriber": Subscriber("employee")}, {"6.other": "X"}),
        ({"other_payers": ()}, {"11d.no": "X", "29": "20 00"}),
        ({"accident": Accident("employment", ON)}, {"10a.yes": "X", "10b.no": "X", "10c.no": "X"}),
        ({"accident": None}, {"10a.no": "X", "10b.no": "X", "10c.no": "X"}),
        ({"benefits_assigned": False}, {"13": ""}),
        ({"signature_on_file": False}, {"31": "", "31.date": ""}),
        ({"accident": None, "date_last_menstruation": ON}, {"14": "11 02 2026", "14.qualifier": "484"}),
        ({"date_initial_treatment": None, "date_last_xray": ON}, {"15": "11 02 2026", "15.qualifier": "455"}),
        ({"disability": None, "date_last_worked": ON}, {"16.from": "11 02 2026"}),
        ({"referring_npi": None, "referring": None, "supervising_npi": "1200000119"}, {"17.qualifier": "DQ"}),
        ({"lines": (LINE,)}, {"20.no": "X", "20.yes": "", "28": "90 00"}),
        ({"frequency_code": "1", "original_claim_ref": None}, {"22": "", "22.original": ""}),
        ({"auth": None, "referral_number": "REF-7"}, {"23": "REF7"}),
        ({"auth": None, "clia_number": "14D1234567"}, {"23": "14D1234567"}),
        ({"assignment": "C"}, {"27.no": "X", "27.yes": ""}),
        ({"place_of_service": "12"}, {"32.1": "", "1/24b": "12"}),
        ({"facility": Facility("Gym", "1200000119")}, {"32.1": "GYM", "32a": "1200000119"}),
    ],
)
def test_another_claim_fills_a_box_in_another_way(changes: dict[str, Any], expected: dict[str, str]) -> None:
    found = page(replace(CLAIM, **changes))
    assert {box: found.get(box, "") for box in expected} == expected


def test_medicare_as_the_first_payer_has_no_other_insured() -> None:
    found = page(replace(CLAIM, payer=Payer("medicare_b"), subscriber=None, other_payers=()))
    assert found["11"] == "NONE"
    assert not {"4", "7", "9", "11a", "11c", "11d.yes", "11d.no"} & found.keys()


def test_medicare_as_a_later_payer_is_told_of_the_first() -> None:
    claim = replace(CLAIM, payer=Payer("medicare_b"), subscriber=Subscriber(priority="secondary", insurance_type="12"))
    found = page(claim)
    assert (found["4"], found["11"], found["11c"]) == ("OTHER, ANN", "G-9", "FIRST PLAN")


def test_what_a_claim_does_not_say_leaves_its_box_empty() -> None:
    assert page(Claim()) == {
        "6.self": "X", "10a.no": "X", "10b.no": "X", "10c.no": "X", "11d.no": "X",
        "12": "SIGNATURE ON FILE", "13": "SIGNATURE ON FILE", "20.no": "X", "31": "SIGNATURE ON FILE",
        "31.date": "11 02 2026",
    }  # fmt: skip


def test_seven_services_take_two_pages_and_the_total_stands_on_the_last() -> None:
    first, second = boxes(replace(CLAIM, lines=(LINE,) * 7), ON).pages
    assert (first["28.continued"], first["page"], second["page"]) == ("CONTINUED", "PAGE 1 OF 2", "PAGE 2 OF 2")
    assert "28" not in first
    assert "29" not in first
    assert (second["28"], second["29"]) == ("630 00", "120 50")
    assert {box for box in first if box.startswith("6/")}
    assert {box[:2] for box in second if "/" in box} == {"1/"}
    assert {box: first[box] for box in ("2", "21.A", "33.1")} == {box: second[box] for box in ("2", "21.A", "33.1")}


def test_more_than_twelve_diagnoses_go_to_the_pages_of_their_services() -> None:
    dx = tuple(f"M{number}.1" for number in range(10, 26))
    lines = tuple(replace(LINE, dx_pointers=tuple(range(at, at + 4))) for at in (1, 5, 9, 13))
    first, second = boxes(replace(CLAIM, dx=dx, lines=lines), ON).pages
    assert [first[f"21.{letter}"] for letter in "AL"] == ["M101", "M211"]
    assert [first[f"{n}/24e"] for n in (1, 2, 3)] == ["ABCD", "EFGH", "IJKL"]
    assert (second["21.A"], second["1/24e"]) == ("M221", "ABCD")
    assert "21.E" not in second


def test_a_diagnosis_that_no_service_points_to_takes_what_room_is_left() -> None:
    dx = tuple(f"M{number}.1" for number in range(10, 24))
    form = boxes(replace(CLAIM, dx=dx, lines=(replace(LINE, dx_pointers=(14, 13)),)), ON)
    assert form.pages[0]["21.L"] == "M231"
    assert form.pages[0]["1/24e"] == "LK"
    assert form.cut == (
        "Diagnosis 11 is on no page: no service points to it.",
        "Diagnosis 12 is on no page: no service points to it.",
    )


def test_such_a_diagnosis_stands_on_one_page() -> None:
    dx = tuple(f"M{number}.1" for number in range(10, 23))
    first, second = boxes(replace(CLAIM, dx=dx, lines=(LINE,) * 7), ON).pages
    assert [box for box in second if box.startswith("21.")] == ["21.icd", "21.A", "21.B", "21.C"]
    assert (first["21.L"], second["21.C"]) == ("M211", "M221")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"patient": Patient("M", "A" * 20, "B" * 20)}, "Box 2 holds 28 of 42 characters; the rest is cut off."),
        ({"remark": Remark("w" * 80)}, "Box 19.2 holds 48 of "),
        ({"date_last_xray": ON}, "Box 15 holds one date: date_last_xray stands on no page."),
        ({"supervising": Provider("A", "B")}, "Box 17 holds one name: supervising stands on no page."),
        ({"referral_number": "R1", "clia_number": "C1"}, "Box 23 holds one number: referral_number, clia_number "),
        ({"claim_id": "A-1"}, "Box 26 has letters and digits only: it shows the claim's id without the rest."),
        ({"other_payers": (OtherPayer("primary"), OtherPayer("secondary"))}, "The form has room for one other payer"),
    ],
)  # fmt: skip
def test_what_has_no_room_is_told_and_cut(changes: dict[str, Any], sentence: str) -> None:
    form = boxes(replace(CLAIM, **changes), ON)
    assert any(sentence in one for one in form.cut), form.cut
    assert form.refused == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"claim_id": "A" * 15}, "Box 26 holds 14 characters, and there are 15."),
        ({"patient": Patient("M", "Ann", "Łukasz")}, "Box 2 has a letter that is on no plain keyboard."),
        ({"lines": (replace(LINE, charge=Decimal("123456.00")),)}, "Box 24f of service 1 holds 8 characters"),
        ({"lines": (replace(LINE, modifiers=("A1", "A2", "A3", "A4", "A5")),)}, "a service has room for four modif"),
        ({"lines": (replace(LINE, dx_pointers=(1, 9)),)}, "Box 24e of service 1 points to diagnosis 9"),
        ({"lines": (replace(LINE, units=1000),)}, "Box 24g of service 1 holds 3 characters, and there are 4."),
    ],
)  # fmt: skip
def test_a_number_that_does_not_fit_is_refused(changes: dict[str, Any], sentence: str) -> None:
    assert any(sentence in one for one in boxes(replace(CLAIM, **changes), ON).refused)


def test_a_sentence_on_a_box_holds_nothing_of_the_patient() -> None:
    form = boxes(replace(CLAIM, patient=Patient("M", "A" * 20, "Secretname" * 3)), ON)
    assert form.cut
    assert "SECRET" not in " ".join(form.cut).upper()


@settings(max_examples=60, deadline=None)
@given(whole())
def test_every_claim_of_an_837p_has_its_form(claim: Claim) -> None:
    form = boxes(claim, ON)
    assert [one for one in form.refused if "Box 26" not in one] == []
    assert len(form.pages) == 1
    for found in form.pages:
        assert found.keys() <= PLACES.keys()
        assert all(0 < len(text) <= PLACES[box].width for box, text in found.items())
        assert all(text == text.upper() and text.isascii() for text in found.values())


def test_no_two_boxes_stand_on_each_other() -> None:
    taken: dict[tuple[int, int], str] = {}
    for box, place in PLACES.items():
        if box == "28.continued":  # stands instead of 28
            continue
        for column in range(place.column, place.column + place.width):
            assert (place.line, column) not in taken, (box, taken.get((place.line, column)))
            taken[place.line, column] = box
    assert max(line for line, _ in taken) == 61
    assert max(column for _, column in taken) <= 79
