"""The published and made-up 835 files that lie beside the repository: each is read, what does not balance is told."""

from pathlib import Path

import pytest

from cleanbill.x12 import RemittanceReader

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "x12"
# Claims of each set, and what has to be told with its position.
FILES = {
    "835_blue_cross_nc_no_envelope.edi": ([], [("XR001", 1)]),
    "835_emedny.edi": ([3], []),
    "835_moov_sample2.edi": ([1], [("XR017", 4), ("RA002", 19)]),
    "835_moov_two_sets.edi": ([1, 1], [("RA006", 4), ("RA002", 18), ("RA006", 35)]),
    "835_msk_denials_mixed_own.edi": ([7], []),
    "835_pyx12_mult_loops.edi": ([1], []),
    "835_reversal_correction_plb_own.edi": ([3], []),
    "835_secondary_payer_oa23_own.edi": ([1], []),
    "835_tr3_managed_care.edi": ([2], [("XR017", 4)]),
    "835_tr3_multiple_claims.edi": ([9], []),
    "835_tr3_secondary.edi": ([2], []),
    "835_tr3_together.edi": ([2], []),
    "835_uhc_legacy.edi": ([2], []),
    "835_zero_pay_deductible_own.edi": ([1], []),
}
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared folder is not beside the repository")


def test_every_remittance_of_the_folder_is_expected() -> None:
    assert {path.name for path in FOLDER.glob("835_*.edi")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_remittance_is_read_and_told_of_as_it_is(name: str) -> None:
    claims, told = FILES[name]
    with (FOLDER / name).open("rb") as stream:
        reader = RemittanceReader(stream)
        assert [len(received.whole().claims) for received in reader] == claims
    assert [(found.rule, found.where.position) for found in reader.damage] == told
