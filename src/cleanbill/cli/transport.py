"""What the commands on claims on their way share: the store and the routes of the configuration."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import refuse

if TYPE_CHECKING:
    from cleanbill.cli.config import Config
    from cleanbill.model.claim import Claim
    from cleanbill.transport.routes import Route
    from cleanbill.transport.store import Store
    from cleanbill.x12 import Trading

RouteName = Annotated[str, typer.Option("--route", metavar="NAME", help="A route of cleanbill.toml.")]


def store_place(config: "Config") -> str:
    """The path or URL of the store, "" where none is configured. The environment outranks the file."""
    return os.environ.get("CLEANBILL_STORE") or config.store.place


@contextmanager
def store(config: "Config") -> Iterator["Store"]:
    """The store, as long as it is used. Ends the command where there is none, or where it cannot be used."""
    from cleanbill.transport.store import StoreError, open_store

    place = store_place(config)
    if not place:
        refuse('There is no store; give its file in cleanbill.toml: [store] place = "claims.sqlite3".')
    try:
        with open_store(place) as opened:
            yield opened
    except StoreError as error:
        refuse(str(error))


def route(config: "Config", name: str) -> str:
    """The name of a route: the one that is asked for, or the only one."""
    names = sorted(config.routes)
    if not names:
        refuse("There is no route; say in cleanbill.toml where files go: [routes.NAME].")
    if not name and len(names) > 1:
        refuse(f"There are several routes; say which with --route: {', '.join(names)}.")
    if name and name not in names:
        refuse(f"There is no route {name!r}; cleanbill.toml has {', '.join(names)}.")
    return name or names[0]


def routes(config: "Config", name: str) -> "dict[str, Route]":
    """The route that is asked for, or all. Ends the command where one lacks something."""
    from cleanbill.cli.config import FILE

    chosen = [route(config, name)] if name or not config.routes else sorted(config.routes)
    for one in chosen:
        if lacks := config.routes[one].lacking():
            refuse(f"{FILE}: routes.{one}.{lacks}: an SFTP route needs this key.")
    return {one: config.routes[one] for one in chosen}


def trading(config: "Config", name: str) -> "Trading":
    """Between whom the files of a route go: as the route says, else as the whole configuration does."""
    return config.routes[name].x12 or config.x12


def next_number(config: "Config", first: "Claim") -> int:
    """The number of a file that begins with a claim: the store's next for its partners, 1 without a store."""
    from cleanbill.transport import numbers
    from cleanbill.x12.trading import filled

    if not store_place(config):
        return 1
    with store(config) as kept:
        return numbers.next_number(kept, numbers.Partner.of(filled(config.x12, first)))


def now() -> dt.datetime:
    """The moment: every command has one."""
    return dt.datetime.now(dt.UTC)


def claims(count: int) -> str:
    """Claims, counted in words."""
    return "1 claim" if count == 1 else f"{count:,} claims"
