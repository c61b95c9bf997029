"""Payer profiles as a biller reads them, at 80 columns."""

import datetime as dt
import textwrap

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH
from cleanbill.cli.show import show_heading, show_labelled, show_verdict, show_wrapped
from cleanbill.guide.traits import meaning, topic
from cleanbill.payers import TRAITS, Held, Library


def show_payers(out: Console, library: Library, on: dt.date) -> None:
    """Name and title of each profile, how many traits are known on the date, and what it inherits from."""
    widest = max(map(len, library.offered))
    for name in library.offered:
        title = library.profiles[name].title + (" (your own)" if name in library.own else "")
        known = f"{len(library.held(name, on))} of {len(TRAITS)}"
        room = WIDTH - widest - len(known) - 3
        out.print(
            Text.assemble((f"{name:<{widest}} ", "bold"), f"{textwrap.shorten(title, room):<{room}}  ", (known, "dim"))
        )
    out.print()
    show_wrapped(out, f"Traits known on {on}. `cleanbill payers show NAME` shows each with its source.", style="dim")


def show_payer(out: Console, library: Library, name: str, on: dt.date) -> None:
    """Each trait with its value in words, since when, its source and where it is inherited from; then the unknown."""
    show_verdict(out, library.profiles[name].title, f"{name}, on {on}", "dim")
    if len(library.chain(name)) > 1:
        show_wrapped(out, "inherits from " + ", then ".join(library.chain(name)[1:]), style="dim")
    held = library.held(name, on)
    for trait, one in held.items():
        _show_trait(out, trait, one, "" if one.profile == name else f"from {one.profile}")
    missing = [trait for trait in TRAITS if trait not in held]
    if missing:
        show_heading(out, "Not known, so rules that need them say “not checked”")
        for trait in missing:
            show_wrapped(out, f"{trait:<26} {topic(trait)}", "   ", hang=" " * 27)


def _show_trait(out: Console, trait: str, held: Held, inherited: str) -> None:
    row = held.row
    out.print()
    show_verdict(out, f"{trait} = {_as_written(row.value)}", inherited or "its own", "dim")
    show_labelled(out, "Means", meaning(trait, row.value))
    if row.from_ > dt.date.min:
        show_labelled(out, "Since", f"dates of service from {row.from_}")
    show_labelled(out, "Source", row.source + (" (verified)" if row.verified else ""))
    if not row.verified:
        show_labelled(out, "But", "not verified against the source: what rests on it is a warning at most", strong=True)


def _as_written(value: bool | str) -> str:
    """As the profile has it: true, "cms8"."""
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'
