"""A file that the system does not give is refused with its reason, whoever runs the command."""

import pytest

from cleanbill.cli.options import why_unreadable


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(), "its permissions forbid it"),
        (IsADirectoryError(), "is a directory"),
        (FileNotFoundError(), "does not exist"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_the_reason_is_one_plain_sentence(error: OSError, words: str) -> None:
    sentence = why_unreadable("claim.json", error)
    assert words in sentence
    assert sentence.startswith("claim.json ")
    assert sentence.endswith(".")
