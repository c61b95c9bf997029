"""What the numbers come to, and that each is the sum of the list behind it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.dashboards import closing
from cleanbill.web.dashboards.definitions import definitions, groups
from cleanbill.web.dashboards.measures import MEASURES
from cleanbill.web.dashboards.models import Fact
from cleanbill.web.dashboards.period import month_of
from cleanbill.web.dashboards.reckoning import Narrowed, grouped, reckon, results, shares
from cleanbill.web.dashboards.tests.booked import TODAY, billed, books, decided
from cleanbill.web.remits.models import Account, OpenItem

NOVEMBER = month_of(TODAY, 0, TODAY)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def booked(practice: Practice) -> Practice:
    """The clinic with books, without the one account that every test has."""
    practice.records["appeal"].delete()
    practice.records["item"].delete()
    practice.records["decision"].delete()
    practice.records["account"].delete()
    books(practice)
    return practice


def test_every_number_has_its_definition_and_its_records() -> None:
    assert set(definitions()) == set(MEASURES)
    for one in definitions().values():
        assert one.group in groups(), one.id
        assert one.stays or MEASURES[one.id].now, one.id


EXPECTED = {
    "clean": 100 * 5 / 6, "first_pass": 50.0, "denial_volume": 100 * 1 / (4 / 3), "denial_dollars": 100 * 1 / (4 / 3),
    "denial_lines": 100 * 3 / 8, "refused": 150_00, "silence": None, "write_offs": 0.0, "allowed": 1,
    "mgma_days": 365 * 650_00 / 1000_00, "net_collection": 100 * 240_00 / (500_00 - 110_00), "gross_collection": 48.0,
    "over_90": 0.0, "aged_30": 450_00, "aged_60": 200_00, "aged_90": 0, "aged_over": 0,
    "notes_clean": 50.0, "findings": 100.0, "days_to_sign": 1.0, "mended": 50.0, "note_allowed": 100 / 3, "due": 150_00,
    "primary_denial": 100 / 4, "days_to_appeal": 11.0, "overturned": 100.0, "days_to_resolution": None,
}  # fmt: skip


@pytest.mark.parametrize("id", EXPECTED)
def test_a_number_comes_to_what_is_reckoned_by_hand(booked: Practice, id: str) -> None:
    value = reckon(booked.clinic, id, NOVEMBER).value
    assert value == (None if EXPECTED[id] is None else pytest.approx(EXPECTED[id]))


def test_a_refusal_takes_the_days_until_a_person_closes_it(booked: Practice) -> None:
    closed = {"closed": TODAY, "outcome": "patient"}
    OpenItem.objects.filter(opened=dt.date(2026, 11, 10)).update(**closed)
    assert reckon(booked.clinic, "days_to_resolution", NOVEMBER).value == 6.0
    OpenItem.objects.filter(opened=dt.date(2026, 11, 3)).update(**closed)
    assert reckon(booked.clinic, "days_to_resolution", NOVEMBER).value == (6 + 13) / 2


def test_net_days_count_what_is_undecided_as_contracts_leave_it(booked: Practice) -> None:
    left = 1 - 110 / 500  # of a dollar decided on
    owed, revenue = 150_00 + 500_00 * left, 500_00 - 110_00 + 500_00 * left
    assert reckon(booked.clinic, "net_days", NOVEMBER).value == pytest.approx(90 * owed / revenue)


def _behind(practice: Practice, browse: SignIn, id: str, query: str = "") -> Iterator[tuple[int, int]]:
    client, page, last = browse(practice.owner), 1, 1
    while page <= last:
        answer = client.get(f"/numbers/2026/11/{id}/?page={page}{query}")
        assert answer.status_code == 200
        listed = answer.context["page"]
        last, page = listed.paginator.num_pages, page + 1
        yield from ((one.part, one.whole) for one, _, _ in answer.context.get("rows", ()))


@pytest.mark.parametrize("id", list(MEASURES))
def test_the_list_behind_a_number_sums_up_to_it(booked: Practice, browse: SignIn, id: str) -> None:
    for n in range(60):
        billed(booked, dt.date(2026, 11, 1 + n % 14))
    found, rows = reckon(booked.clinic, id, NOVEMBER), list(_behind(booked, browse, id))
    below = reckon(booked.clinic, MEASURES[id].over, NOVEMBER).part if MEASURES[id].over else None
    assert sum(part for part, _ in rows) == found.part
    assert (sum(whole or 0 for _, whole in rows) if below is None else below) == found.whole
    assert sum(row[2] or 0 for row in grouped(booked.clinic, id, NOVEMBER)) == found.part


def test_a_number_narrowed_to_a_payer_has_only_that_payers_records(booked: Practice, browse: SignIn) -> None:
    payer = booked.records["payer"]
    other = type(payer).objects.create(clinic=booked.clinic, name="Other plan", profile="commercial")
    Account.objects.filter(pk=Account.objects.latest("pk").pk).update(payer=other)
    assert reckon(booked.clinic, "clean", NOVEMBER, Narrowed(payer=other.pk)).whole == 1
    assert len(list(_behind(booked, browse, "clean", f"&payer={other.pk}"))) == 1
    assert reckon(booked.clinic, "notes_clean", NOVEMBER, Narrowed(payer=other.pk)).said == "—"


def test_another_clinics_books_are_no_part_of_a_number(booked: Practice, other: Practice) -> None:
    assert reckon(other.clinic, "clean", NOVEMBER).whole == 1  # the one that every clinic of these tests has
    assert reckon(other.clinic, "refused", NOVEMBER).part == other.records["item"].amount


def test_denials_are_told_apart_by_their_causes(booked: Practice) -> None:
    causes = shares(booked.clinic, "refused", NOVEMBER)
    assert [(one.name, one.part, one.records) for one in causes] == [("CO-50", 100_00, 1), ("CO-97", 50_00, 1)]


def test_a_month_that_is_closed_and_kept_stays_as_it_is(booked: Practice) -> None:
    december = dt.date(2026, 12, 1)
    closed = month_of(TODAY, 0, december)
    assert closing.close_months(booked.owner, booked.clinic, december) > 0
    ids = [id for id, one in MEASURES.items() if not one.now]
    before = [one.said for one in results(booked.clinic, ids, closed)]
    for account in list(Account.objects.filter(decided=None)):
        decided(booked, account, dt.date(2026, 11, 20), 0, account.charge)
    OpenItem.objects.update(traced="silent")
    assert [one.said for one in results(booked.clinic, ids, closed)] == before
    assert [one.said for one in (reckon(booked.clinic, id, closed) for id in ids)] != before
    assert closing.close_months(booked.owner, booked.clinic, december) == 0


def test_later_decisions_do_not_change_a_first_pass_rate_even_where_it_is_not_kept(booked: Practice) -> None:
    closed = month_of(TODAY, 0, dt.date(2026, 12, 20))
    before = [reckon(booked.clinic, id, closed).said for id in ("clean", "first_pass", "denial_volume", "denial_lines")]
    for account in list(Account.objects.filter(decided=None)):
        decided(booked, account, dt.date(2026, 12, 5), 0, account.charge)
    after = [reckon(booked.clinic, id, closed).said for id in ("clean", "first_pass", "denial_volume", "denial_lines")]
    assert after == before


def test_a_balance_that_was_not_kept_is_not_told(booked: Practice) -> None:
    december = dt.date(2026, 12, 20)
    closed = month_of(TODAY, 0, december)
    closing.close_months(booked.owner, booked.clinic, december)
    assert not Fact.objects.of(booked.clinic).filter(number="net_days").exists()
    assert results(booked.clinic, ["net_days"], closed)[0].why == "Not kept at the month's end"


def test_a_kept_number_is_narrowed_as_its_records_are(booked: Practice) -> None:
    payer, december = booked.records["payer"], dt.date(2026, 12, 1)
    closing.close_months(booked.owner, booked.clinic, december)
    closed = month_of(TODAY, 0, december)
    for to in (Narrowed(payer.pk), Narrowed(provider=booked.records["provider"].pk), Narrowed(payer=999)):
        for id in ("clean", "aged_30", "refused"):
            found = results(booked.clinic, [id], closed, to)[0]
            assert found.kept
            assert (found.part, found.whole) == (0, 0) or to.payer != 999
            if to.payer != 999 and id != "aged_30":
                assert found.part == reckon(booked.clinic, id, closed, to).part
