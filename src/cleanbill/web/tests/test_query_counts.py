"""How many queries each page asks the database, written down here: a page that asks more with more rows shows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Coverage, Episode, Patient, Payer, PlanOfCare, Provider, Referrer
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.models import Intake
from cleanbill.web.remits.models import Account, Decision, OpenItem, Remittance, Statement
from cleanbill.web.schedule.models import Appointment, Task, Waiting

# Of each, 4 are the session's (read, written), the person's and the clinic's; 2 more write down who read a chart.
COUNTS = {
    "patients": 8, "payers": 6, "providers": 6, "referrers": 6, "people": 5, "audit": 6, "patient": 14,
    "day": 17, "week": 16, "appointment": 17, "intakes": 8, "intake": 11, "patient_visits": 20,
    "tasks": 8, "waitlist": 8, "notes": 9,
    "claims": 13, "unanswered": 8, "claim": 15, "charges": 5, "routes": 6,
    "payments": 11, "payment": 9, "decision": 7, "unmatched": 8, "next_payers": 7,
    "patient_balances": 12, "patient_balance": 12,
    "denials": 10, "denial": 11, "denial_causes": 8, "denial_backtest": 8, "backtest_list": 8, "draft_of_rule": 7,
    "item_records": 11, "claim_records": 10,
    "numbers": 13, "behind": 12, "today": 30, "jobs": 6,
}  # fmt: skip

TODAY = dt.date.today()  # balances are known as of today
ARGUMENTS: dict[str, Callable[[Practice], list[Any]]] = {
    "patient": lambda many: [many.records["patient"].pk],
    "patient_balance": lambda many: [many.records["patient"].pk],
    "patient_visits": lambda many: [many.records["patient"].pk],
    "appointment": lambda many: [many.records["appointment"].pk],
    "intake": lambda many: [many.records["intake"].pk],
    "claim": lambda many: [many.records["claim"].pk],
    "payment": lambda many: [many.records["payment"].pk],
    "item_records": lambda many: [many.records["item"].pk],
    "claim_records": lambda many: [many.records["claim"].pk],
    "denial": lambda many: [many.records["item"].pk],
    "draft_of_rule": lambda many: [many.records["item"].pk],
    "decision": lambda many: [many.records["decision"].pk],
    "numbers": lambda _: [TODAY.year, TODAY.month],
    "behind": lambda _: [TODAY.year, TODAY.month, "aged_30"],
    "day": lambda _: [dt.date(2026, 11, 4)],
    "week": lambda _: [dt.date(2026, 11, 4)],
}


@pytest.fixture
def many(practice: Practice) -> Practice:
    """Sixty patients with ten episodes on the first, sixty rows in each register."""
    clinic, patient, payer = practice.clinic, practice.records["patient"], practice.records["payer"]
    name = {"clinic": clinic, "first_name": "Ann"}
    Patient.objects.bulk_create(Patient(**name, last_name=f"Lee {n}", dob="1984-03-02", sex="F") for n in range(60))
    Payer.objects.bulk_create(Payer(clinic=clinic, name=f"Plan {n}", profile="commercial") for n in range(60))
    Provider.objects.bulk_create(
        Provider(**name, last_name="Lee", npi=str(n), credential="PT", active=False) for n in range(60)
    )
    Referrer.objects.bulk_create(Referrer(**name, last_name="Lee", npi=str(n)) for n in range(60))
    held = {"clinic": clinic, "patient": patient}
    Coverage.objects.bulk_create(Coverage(**held, payer=payer, start="2020-01-01", end="2020-02-01") for _ in range(9))
    episodes = Episode.objects.bulk_create(
        Episode(**held, title="Pain", opened="2026-01-01", provider=practice.records["provider"]) for _ in range(9)
    )
    PlanOfCare.objects.bulk_create(
        PlanOfCare(clinic=clinic, episode=e, established="2026-01-01", certifier=practice.records["referrer"])
        for e in episodes
    )
    own = {"clinic": clinic, "provider": practice.records["provider"], "discipline": "PT"}
    Appointment.objects.bulk_create(
        Appointment(**own, patient=one, start=dt.datetime(2026, 11, 4, 9 + n % 8, tzinfo=dt.UTC))
        for n, one in enumerate(Patient.objects.of(clinic)[:40])
    )
    asked = {"clinic": clinic, "made_by": practice.owner, "ends": "2099-12-31"}
    made = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    Intake.objects.bulk_create(
        Intake(**asked, patient=one, episode=episodes[0], made_at=made) for one in Patient.objects.of(clinic)[:40]
    )
    billed = {"payer": payer, "coverage": practice.records["coverage"], "rank": 1, "service_date": "2026-11-04"}
    Claim.objects.bulk_create(
        Claim(clinic=clinic, appointment=one, patient=one.patient, claim_id=f"{one.pk}P9", state="ready", **billed)
        for one in Appointment.objects.of(clinic).select_related("patient").exclude(claims__isnull=False)
    )
    told = {"clinic": clinic, "claim": practice.records["claim"], "kind": "note", "at": made}
    Event.objects.bulk_create(Event(**told, text="Called.") for _ in range(20))
    _payments(clinic, practice, made)
    refused = {"clinic": clinic, "account": practice.records["account"], "decision": practice.records["decision"]}
    OpenItem.objects.bulk_create(
        OpenItem(**refused, part=n, amount=100, whole=True, carc="CO-50", opened=dt.date(2026, 11, 1), next="appeal")
        for n in range(1, 40)
    )
    waits = {"clinic": clinic, "until": "2099-12-31", "provider": practice.records["provider"]}
    Waiting.objects.bulk_create(Waiting(**waits, patient=one) for one in Patient.objects.of(clinic)[:40])
    asks = {"clinic": clinic, "what": "Ask", "why": "It ends.", "role": "biller", "due": "2026-11-04"}
    Task.objects.bulk_create(
        Task(**asks, key=f"many-{one.pk}", patient=one.patient, appointment=one)
        for one in Appointment.objects.of(clinic).select_related("patient")[:40]
    )
    return practice


def _payments(clinic: Clinic, practice: Practice, made: dt.datetime) -> None:
    """Forty payments that wait, one of them of forty claims, of which twenty are nobody's."""
    own = {"clinic": clinic, "received_at": made, "amount": 0}
    waiting = Remittance.objects.bulk_create(Remittance(**own, key=f"many {n}", state="waiting") for n in range(40))
    claims = list(Claim.objects.of(clinic).filter(claim_id__endswith="P9").select_related("appointment"))
    opened = {"clinic": clinic, "sent": made, "charge": 600, "patient": 600, "open": 0}
    accounts = Account.objects.bulk_create(
        Account(
            **opened, claim=one, payer_id=one.payer_id, provider_id=one.appointment.provider_id,
            service_date=one.service_date,
        )
        for one in claims
    )  # fmt: skip
    Statement.objects.bulk_create(
        Statement(clinic=clinic, patient=claims[n % 9].patient, on=made, at=made, cents=500, by=practice.owner)
        for n in range(20)
    )
    for payment, first in ((practice.records["payment"], 1), (waiting[0], 0)):
        Decision.objects.bulk_create(
            Decision(
                clinic=clinic, remittance=payment, at=first + n, claim=one.claim if n % 2 else None, charge=0, paid=0,
                account=one if n % 2 else None, named=f"C{n}", status="1",
            )
            for n, one in enumerate(accounts)
        )  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_a_page_asks_the_database_so_often(many: Practice, browse: SignIn, name: str) -> None:
    client = browse(many.owner)
    address = reverse(name, args=ARGUMENTS[name](many) if name in ARGUMENTS else [])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    asked = [query["sql"][:120] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == COUNTS[name], "\n".join(asked)
