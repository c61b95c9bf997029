"""Who wrote a note, of what kind, on what day: signature, type, dates, and what was carried forward."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "span", "credential"),
    [
        (
            "P: HEP.\nElectronically signed by Jo Q. Public, PT, DPT",
            "Electronically signed by Jo Q. Public, PT, DPT",
            "PT",
        ),
        ("P: CMT L4.\nDr. A. Lee DC", "Dr. A. Lee DC", "DC"),
        ("P: rest.\n/s/ Ana Roe, NP", "/s/ Ana Roe, NP", "NP"),
        ("P: TE 3x10.\nSigned: Pat Doe, PTA 11/02/2026", "Signed: Pat Doe, PTA", "PTA"),
        ("P: brace.\nKim Poe, M.D.", "Kim Poe, M.D.", "MD"),
    ],
)
def test_a_signature_is_read_with_its_credential(text: str, span: str, credential: str) -> None:
    signed = read(text).signature
    assert signed is not None
    assert (signed.span, signed.credential) == (span, credential)


@pytest.mark.parametrize(
    "text",
    [
        "Referred by Dr. Roe MD.\nO: TTP L4. P: HEP, return in one week for the next visit and bring the brace.",
        "P: HEP.\nUnsigned draft. Kim Poe, PT",
        "S: signs of improvement. P: HEP.",
    ],
)
def test_a_referrer_and_a_draft_sign_nothing(text: str) -> None:
    assert read(text).signature is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PT INITIAL EVALUATION\nS: L knee pain.", "evaluation"),
        ("Daily note. S: better. Ther ex 15 min.", "daily"),
        ("PROGRESS REPORT\nSeen 10 visits.", "progress"),
        ("Recertification of plan of care\nS: LBP.", "recertification"),
        ("PT discharge summary\nGoals met.", "discharge"),
        ("Office visit\nCC: neck pain.", "visit"),
        ("S: sore. P: adjusted C5.", "daily"),
        ("S: LBP.", None),
    ],
)
def test_the_kind_of_note_goes_by_its_heading(text: str, kind: str | None) -> None:
    assert read(text).note_type == kind


@pytest.mark.parametrize(
    ("text", "service", "injury"),
    [
        ("DOS: 11/02/2026  DOI: 10/20/2026\nS: LBP.", dt.date(2026, 11, 2), dt.date(2026, 10, 20)),
        ("11-2-26\nS: fell off a step on 10/25/26, L hip pain.", dt.date(2026, 11, 2), dt.date(2026, 10, 25)),
        ("Datum: 02.11.2026. Geb. 15.03.1980. S: LBP.", dt.date(2026, 11, 2), None),
        ("DOS (surgery) 9/24/26. Visit date 11/2/26. S: sore.", dt.date(2026, 11, 2), None),
        ("S: hamstring strain 10/14/26 at practice.", None, dt.date(2026, 10, 14)),
        ("S: LBP. Date of birth: 3/4/1970. Next visit 11/9/26.", None, None),
    ],
)
def test_dates_of_visit_and_injury_keep_apart(text: str, service: dt.date | None, injury: dt.date | None) -> None:
    facts = read(text, ON)
    assert (facts.date_of_service, facts.date_of_injury) == (service, injury)


def test_a_year_of_two_figures_that_is_to_come_is_of_the_last_century() -> None:
    assert read("DOS: 4/23/93\nS: LBP.", ON).date_of_service == dt.date(1993, 4, 23)


def test_what_was_carried_forward_is_marked() -> None:
    text = "[copied from 10/1: severe spasm, 9/10]\nToday: better. O: TTP L5."
    (copied,) = read(text).copied
    assert copied.span.startswith("[copied from 10/1")
    assert read(text).spasm != "affirmed"
