"""`cleanbill inbox`: what payers and clearinghouses answer."""

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, refuse, tell
from cleanbill.cli.transport import RouteName, now, routes, store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleanbill.transport.inbox import Taken

_MOST = 20  # rows of a table

inbox_app = typer.Typer(help="What payers and clearinghouses answer.", no_args_is_help=True)


@inbox_app.command("fetch")
def fetch(name: RouteName = "") -> None:
    """Fetch what payers answer. It is kept, and each answer is matched to its claims."""
    from cleanbill.cli.config import load
    from cleanbill.transport import inbox
    from cleanbill.transport.folder import RouteError
    from cleanbill.transport.routes import opened

    config = load()
    failed = False
    with store(config) as kept:
        for chosen, way in routes(config, name).items():
            try:
                with opened(way) as (_, in_):
                    inbox.fetch(kept, chosen, in_, now(), way.remove)
            except RouteError as error:
                tell(f"{chosen}: {error}")
                failed = True
        failed |= _told(inbox.take(kept, now()))
    raise typer.Exit(int(failed))


@inbox_app.command("take")
def take() -> None:
    """Try to match once more what is quarantined."""
    from cleanbill.cli.config import load
    from cleanbill.transport import inbox

    with store(load()) as kept:
        failed = _told(inbox.take(kept, now(), again=True))
    raise typer.Exit(int(failed))


@inbox_app.command("show")
def show(
    every: Annotated[bool, typer.Option("--all", help="Also what was taken.")] = False,
    json: Json = False,
) -> None:
    """Show what is quarantined, and how many documents were taken."""
    import msgspec

    from cleanbill.cli import show_transport
    from cleanbill.cli.config import load
    from cleanbill.cli.show import console
    from cleanbill.transport import standing

    states = ["received", "quarantined", "repeated", *(["taken", "replaced"] if every else [])]
    with store(load()) as kept:
        count, found = standing.document_counts(kept), standing.documents(kept, states, _MOST)
    if json:
        encoded = msgspec.json.encode({"counts": count, "documents": found})
        sys.stdout.write(msgspec.json.format(encoded, indent=2).decode() + "\n")
    else:
        show_transport.show_inbox(console(), count, found)


@inbox_app.command("save")
def save(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id that `inbox show` gives.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="The file to write; standard output if none.")
    ] = "",
) -> None:
    """Write a document as it came, byte for byte."""
    from cleanbill.cli.config import load
    from cleanbill.cli.written import check_place, put
    from cleanbill.transport import standing

    check_place(out)
    with store(load()) as kept:
        data = standing.content(kept, id)
    if data is None:
        refuse(f"There is no document {id!r}, or several begin so; `cleanbill inbox show --all` lists them.")
    put(BytesIO(data), out)


def _told(taken: "Sequence[Taken]") -> bool:
    """Print what became of each document; whether one is quarantined."""
    from cleanbill.cli.show import console
    from cleanbill.cli.show_transport import show_sentences

    told = [f"{one.name}: {one.kind or 'document'} {one.state}. {one.reason}" for one in taken]
    show_sentences(console(), told or ["There is nothing new."])
    return any(one.state == "quarantined" for one in taken)
