"""The table of claim statuses: what it names is there, and each row is for one thing."""

import typing
from collections import Counter

import msgspec
import pytest

from cleanbill.codes.claim_status import ENTITIES, meaning
from cleanbill.codes.tables import rows
from cleanbill.model.claim import Claim

ROWS = list(rows("claim_status.csv"))


def field(pointer: str) -> bool:
    """Whether a claim document has the field of this JSON pointer."""
    kind: typing.Any = Claim
    for name in pointer.split("/")[1:]:
        options = [one for one in (kind, *typing.get_args(kind)) if one is not type(None)]
        if name.isdigit():
            kind = next(typing.get_args(one)[0] for one in options if typing.get_origin(one) is tuple)
            continue
        struct = next(one for one in options if isinstance(one, type) and issubclass(one, msgspec.Struct))
        hints = typing.get_type_hints(struct)
        if name not in hints:
            return False
        kind = hints[name]
    return True


@pytest.mark.parametrize("row", [row for row in ROWS if row["pointer"]], ids=lambda row: row["code"] + row["entity"])
def test_every_field_to_mend_is_one_of_the_claim_document(row: dict[str, str]) -> None:
    assert field(row["pointer"])
    assert row["mend"]


def test_a_field_that_is_none_is_found_out() -> None:
    assert not field("/rendering/nip")


def test_no_status_has_two_rows_and_every_entity_has_a_name() -> None:
    assert max(Counter((row["code"], row["entity"]) for row in ROWS).values()) == 1
    assert {row["entity"] for row in ROWS} - {""} <= set(ENTITIES)


def test_a_status_of_another_entity_has_the_words_for_any() -> None:
    found = meaning("562", "P3")
    assert found
    assert found.pointer == ""
    assert meaning("9999") is None
