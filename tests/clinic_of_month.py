"""The synthetic clinic with a month that nothing was sent of, and how its books and claims stand."""

import datetime as dt
import json
import sys
from collections.abc import Iterator
from typing import Any

from cleanbill.web.serving import django, migrate
from served import PASSWORD

MONTH = dt.timedelta(days=31)
WHO = "dana"  # the owner, who may do all that is done here


def lay() -> None:
    """Build the clinic, and give its owner a password."""
    from django.utils import timezone

    from cleanbill.web.accounts.models import User
    from cleanbill.web.audit.keep import keep
    from cleanbill.web.demo.build import build

    build(timezone.localdate(), unsent=MONTH)
    owner = User.objects.get(username=WHO)
    owner.set_password(PASSWORD)
    keep(owner, owner)


def standing() -> dict[str, list[str]]:
    """What of the books does not add up, and the claims that are neither paid, owed by the patient, appealed nor ended
    by a person."""
    from cleanbill.web.accounts.models import Clinic
    from cleanbill.web.remits.proof import prove

    clinic = Clinic.objects.get()
    return {"faults": list(prove(clinic)), "open": [f"{one} {one.state}" for one in _open(clinic)]}


def _open(clinic: Any) -> Iterator[Any]:
    from cleanbill.web.claims.models import Claim
    from cleanbill.web.remits.matching import account_of
    from cleanbill.web.remits.models import OpenItem

    for claim in Claim.objects.of(clinic).exclude(state__in=("closed", "replaced", "voided", "withdrawn")):
        account = account_of(claim)
        unanswered = OpenItem.objects.of(clinic).filter(decision__claim=claim, closed=None, appeals=None)
        if claim.state not in ("paid", "denied") or account is None or account.open or unanswered.exists():
            yield claim


if __name__ == "__main__":
    django()
    if sys.argv[1:] == ["standing"]:
        for _ in sys.stdin:  # a line each time that it is asked
            print(json.dumps(standing()), flush=True)
    else:
        migrate()
        lay()
