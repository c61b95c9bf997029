"""`cleanbill search`: words to codes, best first, with the words that led to each where they are not its title."""

import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import WIDTH, Json, On, day

if TYPE_CHECKING:
    from rich.console import Console

    from cleanbill.model.code import SearchHit

_REASON = {"inclusion term": "inclusion term", "index term": "index", "ours": "ours"}  # a title speaks for itself


def search(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT", help="What to look for: words, an abbreviation, part of a code.")
    ],
    on: On = "",
    limit: Annotated[int, typer.Option(min=1, max=500, metavar="N", help="How many codes at most.")] = 20,
    billable: Annotated[bool, typer.Option("--billable", help="Only complete codes.")] = False,
    json: Json = False,
) -> None:
    """Search the ICD-10-CM code set in force on a date."""
    from cleanbill import codes
    from cleanbill.cli.data import prepare

    date, words = day(on), " ".join(text)
    prepare()
    release = codes.release(date)
    hits = release.search(words, date, limit, billable)
    if json:
        import msgspec

        answer = {"text": words, "on": date, "edition": release.edition, "hits": hits}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n")
        return
    from cleanbill.cli.show import console

    out = console()
    out.print(f"{release.edition}, on {date}", style="dim")
    for hit in hits:
        _show(out, hit)
    if not hits:
        out.print(f"Nothing answers {words!r}; try fewer words.", markup=False)


def _show(out: "Console", hit: "SearchHit") -> None:
    from rich.text import Text

    mark, style = ("✓", "green") if hit.billable else ("…", "yellow") if hit.needs_seventh else ("·", "dim")
    first, *rest = textwrap.wrap(hit.title, WIDTH - 13)
    out.print(Text.assemble((mark, style), " ", (f"{hit.code:<10} ", "bold"), first))
    for line in rest:
        out.print(Text(" " * 13 + line))
    if hit.origin in _REASON:
        reason = f"{_REASON[hit.origin]}: {hit.found_by}"
        out.print(Text(" " * 13 + textwrap.shorten(reason, WIDTH - 13, placeholder=" …"), style="dim"))
