"""`cleanbill outbox`: claims that are to be sent, on their way, and at the payer."""

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, On, day, refuse
from cleanbill.cli.practice import PayersFolder, RulesFolder
from cleanbill.cli.transport import RouteName, claims, now, route, routes, store, trading

if TYPE_CHECKING:
    from cleanbill.cli.inputs import Item
    from cleanbill.model.claim import Claim

_MOST = 20  # rows of a table
_QUIET = 3  # days after which a claim without an answer is shown

outbox_app = typer.Typer(help="Claims to be sent, on their way, and at the payer.", no_args_is_help=True)


@outbox_app.command("add")
def add(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Claims as JSON or JSONL; - is standard input.")],
    name: RouteName = "",
    force: Annotated[bool, typer.Option("--force", help="Queue claims with errors, too.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Queue what was rejected as it is once more.")] = False,
    on: On = "",
    rules: RulesFolder = "",
    payers: PayersFolder = "",
) -> None:
    """Queue claims that are clean. Each version of a claim is sent once, however often it is added."""
    from cleanbill.cli import outgoing
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.judge import Judge
    from cleanbill.cli.practice import choice, own
    from cleanbill.data import Unchanging
    from cleanbill.transport.queue import NotQueuedError, queue
    from cleanbill.x12 import UnwritableError

    def enqueue(claim: "Claim") -> str:
        try:
            what = queue(kept, claim, chosen, trading(config, chosen), date, now(), again)
        except (UnwritableError, NotQueuedError) as error:
            return str(error)
        count["known" if what == "known" else "queued"] += 1
        return ""

    def takes(item: "Item") -> str:
        return "" if item.raw else "The file is an 837P already; the outbox takes claim documents."

    config, date = load(), day(on)
    chosen = route(config, name)
    added = own(config, rules, payers)
    judge = Judge(date, choice(config, added, "", ""), config.allow, added)
    count = {"queued": 0, "known": 0}
    prepare()
    with store(config) as kept, Unchanging():
        told = [outgoing.add_each(file, judge, enqueue, force, "queue", takes) for file in files]
    print(f"{claims(count['queued'])} queued for {chosen}.", file=sys.stderr)
    if count["known"]:
        print(f"{claims(count['known'])} known already in this very form; left as is.", file=sys.stderr)
    raise typer.Exit(0 if all(told) else 1)


@outbox_app.command("send")
def send(
    name: RouteName = "",
    on: On = "",
    at_once: Annotated[bool, typer.Option("--now", help="Try also what waits after a failure.")] = False,
) -> None:
    """Write what is queued into files and carry them to the payer's folder. Broken off, it goes on the next time."""
    from cleanbill.cli import show_transport
    from cleanbill.cli.config import load
    from cleanbill.cli.show import console
    from cleanbill.transport import sending
    from cleanbill.transport.folder import RouteError
    from cleanbill.transport.routes import opened

    config, date = load(), day(on)
    tried = []
    with store(config) as kept:
        for chosen, way in routes(config, name).items():
            sending.write(kept, chosen, trading(config, chosen), date, now())
            due = sending.due(kept, chosen, None if at_once else now())
            if not due:
                continue
            try:
                with opened(way) as (out, _):
                    tried += sending.carry(kept, due, out, now())
            except RouteError as error:
                tried += [sending.put_off(kept, file, str(error), now()) for file in due]
    told = [f"{one.name} not sent: {one.reason}" if one.reason else f"{one.name} sent." for one in tried]
    show_transport.show_sentences(console(), told or ["There is nothing to send."])
    raise typer.Exit(1 if any(one.reason for one in tried) else 0)


@outbox_app.command("show")
def show(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id: all that happened to it.")] = "",
    json: Json = False,
) -> None:
    """Show where claims and files stand, or what happened to one claim."""
    from cleanbill.cli import show_transport
    from cleanbill.cli.config import load
    from cleanbill.cli.show import console
    from cleanbill.transport import standing
    from cleanbill.transport.queue import stamp

    with store(load()) as kept:
        if claim:
            versions = {one: standing.said(kept, one.version) for one in standing.of_claim(kept, claim)}
            if not versions:
                refuse(f"There is no claim {claim!r} in the outbox.")
            if json:
                _print([{"claim": one, "answers": words} for one, words in versions.items()])
            else:
                show_transport.show_claim(console(), versions)
            return
        found = {
            "claims": standing.counts(kept),
            "files": [*standing.open_files(kept), *standing.last_files(kept, _MOST)],
            "unanswered": standing.unanswered(kept, stamp(now() - dt.timedelta(days=_QUIET)), _MOST),
            "rejected": standing.in_state(kept, "rejected", _MOST),
            "failed": standing.in_state(kept, "failed", _MOST),
        }
        found["files"] = list(dict.fromkeys(found["files"]))
        if json:
            _print(found)
        else:
            show_transport.show_outbox(console(), found)


def _print(document: object) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")
