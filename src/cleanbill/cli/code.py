"""`cleanbill code`: what the official source says of one code on a date of service."""

import sys
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import WIDTH, Json, On, day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from cleanbill.model.code import CodeRecord, CodeTitle, NoteLine

_KINDS = {
    "inclusionTerm": "Inclusion terms",
    "includes": "Includes",
    "notes": "Note",
    "excludes1": "Excludes1",
    "excludes2": "Excludes2",
    "codeFirst": "Code first",
    "useAdditionalCode": "Use additional code",
    "codeAlso": "Code also",
    "sevenChrNote": "7th character",
}


def code(
    code: Annotated[str, typer.Argument(help="An ICD-10-CM code, a section such as M60-M79, or a chapter's number.")],
    on: On = "",
    json: Json = False,
) -> None:
    """Look a code up: status on a date, title, place, notes, neighbours, successors."""
    from cleanbill import codes
    from cleanbill.cli.data import prepare

    date = day(on)
    prepare()
    record = codes.release(date).lookup(code, date)
    if json:
        import msgspec

        sys.stdout.write(msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n")
    else:
        from cleanbill.cli.show import console

        _show(console(), record)
    raise typer.Exit(0 if record.status.exists else 1)


def _show(out: "Console", record: "CodeRecord") -> None:
    _show_head(out, record)
    _show_path(out, record.path)
    _show_titles(out, "Did you mean", record.did_you_mean)
    _show_sevenths(out, record)
    _show_successors(out, record)
    _show_notes(out, record.notes)
    if not record.sevenths:
        _show_titles(out, "Under it", record.children)
    _show_titles(out, "Beside it", record.siblings)
    _show_index(out, record)
    if record.remark:
        out.print()
        _wrapped(out, record.remark, "")


def _show_head(out: "Console", record: "CodeRecord") -> None:
    from cleanbill.cli.show import show_verdict

    status = record.status
    verdict, style = ("✓ billable", "bold green") if status.billable else (f"✗ {_said(status.kind)}", "bold red")
    show_verdict(out, record.code, verdict, style)
    if record.title:
        doubt = "" if record.title_source == "official" else " (title from a secondary source)"
        _wrapped(out, record.title + doubt, "", "bold")
    _wrapped(out, f"{record.edition}, on {record.on}. {status.reason}", "")
    _wrapped(out, _dates(record), "")


def _said(kind: str) -> str:
    return {"needs_seventh": "needs a 7th character", "not_yet": "not yet in force", "unknown": "no such code"}.get(
        kind, kind
    )


def _dates(record: "CodeRecord") -> str:
    """The periods in words, empty where it never was billable."""
    spans = [f"from {start} to {end}" if end else f"from {start} on" for start, end in record.periods]
    return f"Billable {' and '.join(spans)}." if spans else ""


def _show_path(out: "Console", path: "Iterable[CodeTitle]") -> None:
    from rich.text import Text

    steps = list(path)
    if steps:
        out.print()
    for depth, step in enumerate(steps):
        name = f"Chapter {step.code}" if step.level == "chapter" else step.code
        indent = "  " * depth
        lines = textwrap.wrap(f"{name}  {step.title}", WIDTH - len(indent), subsequent_indent="  ")
        for line in lines:
            out.print(Text(indent + line, "dim"))


def _show_titles(out: "Console", heading: str, titles: "Iterable[CodeTitle]") -> None:
    rows = list(titles)
    if not rows:
        return
    _heading(out, heading)
    for row in rows:
        _row(out, row.code, row.title, "✓" if row.billable else "·")


def _show_sevenths(out: "Console", record: "CodeRecord") -> None:
    if record.sevenths:
        _heading(out, "7th character")
        for seventh in record.sevenths:
            _row(out, seventh.code, seventh.meaning, seventh.char)


def _show_successors(out: "Console", record: "CodeRecord") -> None:
    if not record.successors:
        return
    _heading(out, "Where it went")
    for successor in record.successors:
        what = f" ({successor.what})" if successor.what else ""
        _row(out, successor.code, f"{successor.title}{what}, {successor.effective}, {successor.source}", "→")


def _show_notes(out: "Console", notes: "Iterable[NoteLine]") -> None:
    """By owner and kind. Inclusion terms of a heading above are not this code's, and are left out."""
    mine = [note for note in notes if not (note.inherited and note.kind == "inclusionTerm")]
    for (kind, owner), lines in groupby(mine, key=lambda note: (note.kind, note.owner)):
        group = list(lines)
        name = f"chapter {owner}" if owner.isdigit() else owner
        above = f", from {name} {group[0].owner_title}" if group[0].inherited else ""
        _heading(out, f"{_KINDS[kind]}{above}")
        for note in group:
            _wrapped(out, f"– {note.text}", "  ", hang="  ")


def _show_index(out: "Console", record: "CodeRecord") -> None:
    if record.index:
        _heading(out, "In the Index (a selection)")
    for term in record.index:
        _wrapped(out, f"– {term.path}: {term.code}", "  ", hang="  ")


def _heading(out: "Console", text: str) -> None:
    from cleanbill.cli.show import show_heading

    show_heading(out, text)


def _row(out: "Console", code: str, title: str, mark: str) -> None:
    _wrapped(out, f"{mark} {code:<10} {title}", "  ", hang=" " * 13)


def _wrapped(out: "Console", text: str, indent: str, style: str = "", hang: str = "") -> None:
    from cleanbill.cli.show import show_wrapped

    show_wrapped(out, text, indent, style, hang)
