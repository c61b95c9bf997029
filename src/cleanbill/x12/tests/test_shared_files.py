"""The published and made-up 837P files that lie beside the repository: each claim is read, each damage is told."""

from pathlib import Path

import pytest

from cleanbill.x12 import Reader

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "x12"
FILES = sorted(path.name for path in FOLDER.glob("*.edi"))
# What outside validators accept, and two they refuse for reasons that are no damage (numbering that begins above 1;
# a pointer to a diagnosis that is not there, which a rule finds).
SOUND = {
    "837p_auto_accident_own.edi": 1,
    "837p_batch_two_sets_mixed_payers_own.edi": 4,
    "837p_chiro_medicare_cr2_own.edi": 2,
    "837p_hccinfhir_five_sets.edi": 5,
    "837p_moov_sample.edi": 8,
    "837p_pt_eval_priorauth_own.edi": 1,
    "837p_replacement_and_void_own.edi": 2,
    "837p_secondary_cob_line_own.edi": 1,
    "837p_tr3_01_commercial_dependent.edi": 1,
    "837p_tr3_02_encounter.edi": 1,
    "837p_tr3_03a_cob_primary.edi": 1,
    "837p_tr3_03b_cob_secondary.edi": 1,
    "837p_tr3_05_ambulance.edi": 1,
    "837p_tr3_06_chiropractic_cr2.edi": 1,
    "837p_tr3_09_anesthesia_mj.edi": 1,
    "837p_tr3_10a_drug_lin.edi": 1,
    "837p_tr3_11_ppo_repriced.edi": 1,
    "837p_uhin.edi": 1,
}
# Damage that must be told, with its position; the first where a file has several of a kind.
DAMAGED = {
    "837p_bad_imsweb_hl_code.edi": ("XR012", 9),
    "837p_bad_imsweb_loop_repeat.edi": ("XR013", 15),
    "837p_bad_imsweb_missing_elements.edi": ("XR015", 7),
    "837p_bad_imsweb_missing_loops.edi": ("XR014", 8),
    "837p_bad_imsweb_no_isa.edi": ("XR001", 1),
    "837p_bad_imsweb_segment_errors.edi": ("XR014", 9),
    "837p_bad_oopfactory_missing_entity.edi": ("XR015", 25),
    "837p_imsweb_valid.edi": ("XR011", 27),
    "837p_kw_25_claims.edi": ("XR015", 28),
    "837p_oopfactory_medicaid.edi": ("XR014", 22),
}

pytestmark = pytest.mark.skipif(not FILES, reason="the shared folder is not beside the repository")


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_read_whole_and_without_damage(name: str) -> None:
    with (FOLDER / name).open("rb") as stream:
        reader = Reader(stream)
        claims = list(reader)
    assert reader.damage == []
    assert len(claims) == SOUND[name]
    assert all(claim.claim_id and claim.lines and claim.dx and claim.patient.last_name for claim in claims)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_told_at_the_right_place(name: str) -> None:
    with (FOLDER / name).open("rb") as stream:
        reader = Reader(stream)
        list(reader)
    assert DAMAGED[name] in [(found.rule, found.where.position) for found in reader.damage]


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("837p_")])
def test_every_claim_of_every_837p_is_given(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    with (FOLDER / name).open("rb") as stream:
        claims = list(Reader(stream))
    segments = [segment.strip() for segment in data.replace(b"_\n", b"~").split(b"~")]
    expected = sum(segment.startswith((b"CLM*", b"CLM~")) or segment == b"CLM" for segment in segments)
    assert len(claims) == (0 if name.endswith("no_isa.edi") else expected)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("837p_")])
def test_other_transactions_are_not_taken_for_claims(name: str) -> None:
    with (FOLDER / name).open("rb") as stream:
        reader = Reader(stream)
        assert list(reader) == []
    assert {found.rule for found in reader.damage} & {"XR001", "XR007"}
