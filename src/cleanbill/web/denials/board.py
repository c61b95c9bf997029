"""The board: open items in columns by their next act, those with the fewest days left above."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from cleanbill.codes.adjustments import meaning
from cleanbill.web.accounts.models import User
from cleanbill.web.denials.models import Appeal
from cleanbill.web.remits.models import OpenItem

CARDS = 25
SOON = 14  # days
NAMES = ("payer", "provider", "code", "carc", "rule", "traced")
"""By what the board can be narrowed, each a name in the address."""


class Column(NamedTuple):
    """The items of one next act: how many, their cents, and the first of them as cards."""

    next: OpenItem.Next
    held: int
    cents: int
    cards: list["Card"]


class Card(NamedTuple):
    """An item as the board shows it; `left` is the days to act, None where nobody knows."""

    item: OpenItem
    words: str
    left: int | None


def asked(said: Mapping[str, str]) -> dict[str, str]:
    """What of an address narrows the board."""
    found = {name: said[name][:40] for name in NAMES if said.get(name)}
    found |= {name: "1" for name in ("mine", "late") if said.get(name) == "1"}
    return {name: text for name, text in found.items() if text.isdecimal() or name not in ("payer", "provider")}


def listed(user: User, said: Mapping[str, str], on: dt.date) -> "QuerySet[OpenItem]":
    """The open items that an address asks for; closed ones are never among them."""
    items = OpenItem.objects.of(user.clinic).filter(closed=None)
    fields = {"payer": "account__payer", "provider": "account__provider"}
    items = items.filter(**{fields.get(name, name): said[name] for name in NAMES if name in said})
    if "mine" in said:
        items = items.filter(assigned=user)
    if "late" in said:
        items = items.filter(due__lte=on + dt.timedelta(days=SOON))
    return items


def columns(user: User, said: Mapping[str, str], on: dt.date) -> list[Column]:
    """The columns of the board, each with the first of its cards."""
    items = listed(user, said, on)
    sums = items.order_by().values("next").annotate(count=Count("pk"), cents=Sum("amount"))
    by_next = {row["next"]: row for row in sums}
    empty: dict[str, Any] = {"count": 0, "cents": 0}
    return [
        Column(one, row["count"], row["cents"], cards(user, items, one, on) if row["count"] else [])
        for one in OpenItem.Next
        for row in [by_next.get(one, empty)]
    ]


def cards(user: User, items: "QuerySet[OpenItem]", column: str, on: dt.date, first: int = 0) -> list[Card]:
    """The cards of a column from the `first` on: the fewest days left above, then the oldest.

    An item of theirs knows whether it `awaits` the answer to a letter.
    """
    letters = Appeal.objects.of(user.clinic)
    whole = items.filter(next=column).select_related("account__claim__patient", "account__payer", "assigned")
    whole = whole.annotate(awaits=Exists(letters.filter(item=OuterRef("pk"), outcome=Appeal.Outcome.PENDING)))
    whole = whole.defer(
        "account__lines", *(f"account__claim__{name}" for name in ("document", "findings", "proposals"))
    )
    ordered = whole.order_by(F("due").asc(nulls_last=True), "opened", "pk")
    return [card(item, on) for item in ordered[first : first + CARDS]]


def card(item: OpenItem, on: dt.date) -> Card:
    """An item as the board shows it."""
    return Card(item, meaning(item.carc.partition("-")[2]).meaning, (item.due - on).days if item.due else None)
