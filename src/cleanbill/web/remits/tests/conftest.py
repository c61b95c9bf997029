"""Tests of payments begin without the payment that each clinic of the tests has."""

import pytest

from cleanbill.web.conftest import Practice
from cleanbill.web.denials.models import Appeal
from cleanbill.web.remits.models import Account, Decision, OpenItem, Remittance


@pytest.fixture
def practice(practice: Practice) -> Practice:
    """The clinic of the test, without any payment."""
    for model in (Appeal, OpenItem, Decision, Remittance, Account):
        model.objects.all().delete()
    return practice
