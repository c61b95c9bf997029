"""Batches of claims: never more in memory than is worth it."""

from cleanbill.cli.batches import LARGEST, batches
from cleanbill.cli.inputs import Item


def sizes(*lengths: int, most: int = 3) -> list[list[int]]:
    """How long the documents of each batch are, of documents of these lengths."""
    return [
        [len(item.raw) for item in batch.items] for batch in batches("f", [Item(raw=b"x" * n) for n in lengths], most)
    ]


def test_a_batch_has_so_many_claims() -> None:
    assert sizes(1, 1, 1, 1) == [[1, 1, 1], [1]]
    assert sizes() == []


def test_a_batch_of_long_notes_has_fewer() -> None:
    assert sizes(LARGEST - 1, 1, 1) == [[LARGEST - 1, 1], [1]]
    assert sizes(LARGEST + 1, 1) == [[LARGEST + 1], [1]]
