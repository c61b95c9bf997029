"""Tests of payments begin without the payment that each clinic of the tests has."""

import pytest

from cleanbill.web.conftest import Practice, without_payments


@pytest.fixture
def practice(practice: Practice) -> Practice:
    """The clinic of the test, without any payment."""
    without_payments()
    return practice
