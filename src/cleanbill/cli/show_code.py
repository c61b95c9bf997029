"""The record of a code as a coder reads it, at 80 columns."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console

from cleanbill.cli.show import show_heading, show_row, show_verdict, show_wrapped
from cleanbill.guide.words import NOTE_KINDS
from cleanbill.model.code import CodeRecord, CodeTitle, NoteLine, Succession

_MOST_NAMED = 12


def show_code(out: Console, record: CodeRecord) -> None:
    """The record, from what matters most down: status, place, choices, notes, neighbours."""
    _show_head(out, record)
    _show_path(out, record.path)
    _show_titles(out, "Did you mean", record.did_you_mean)
    _show_sevenths(out, record)
    _show_succession(out, "Where it went", record.successors)
    _show_succession(out, "Where it came from", record.predecessors)
    _show_notes(out, record.notes)
    _show_sides(out, record)
    if not record.sevenths:
        _show_titles(out, record.question.text if record.question else "Under it", record.children)
    beside = {side.code for side in record.sides}
    _show_titles(out, "Beside it", (title for title in record.siblings if title.code not in beside))
    _show_named_by(out, record)
    _show_index(out, record)
    if record.remark:
        out.print()
        show_wrapped(out, record.remark, "")


def _show_head(out: Console, record: CodeRecord) -> None:
    status = record.status
    verdict, style = ("✓ billable", "bold green") if status.billable else (f"✗ {_said(status.kind)}", "bold red")
    show_verdict(out, record.code, verdict, style)
    if record.title:
        doubt = "" if record.title_source == "official" else " (title from a secondary source)"
        show_wrapped(out, record.title + doubt, "", "bold")
    if record.short_title and record.short_title != record.title:
        show_wrapped(out, record.short_title, "", "dim")
    show_wrapped(out, f"{record.edition}, on {record.on}. {status.reason}", "")
    show_wrapped(out, _dates(record), "")
    if record.never_first:
        article = "An" if record.never_first[0] == "e" else "A"
        show_wrapped(out, f"{article} {record.never_first}: may not be the first diagnosis.", "")


def _said(kind: str) -> str:
    return {"needs_seventh": "needs a 7th character", "not_yet": "not yet in force", "unknown": "no such code"}.get(
        kind, kind
    )


def _dates(record: CodeRecord) -> str:
    """The periods in words, empty where it never was billable."""
    spans = [f"from {start} to {end}" if end else f"from {start} on" for start, end in record.periods]
    return f"Billable {' and '.join(spans)}." if spans else ""


def _show_path(out: Console, path: Iterable[CodeTitle]) -> None:
    for depth, step in enumerate(path):
        if not depth:
            out.print()
        name = f"Chapter {step.code}" if step.level == "chapter" else step.code
        show_wrapped(out, f"{name}  {step.title}", "  " * depth, "dim", hang="  ")


def _show_titles(out: Console, heading: str, titles: Iterable[CodeTitle]) -> None:
    for number, row in enumerate(titles):
        if not number:
            show_heading(out, heading)
        show_row(out, row.code, row.title, "✓" if row.billable else "·")


def _show_sevenths(out: Console, record: CodeRecord) -> None:
    if record.sevenths:
        asks = record.question is not None and record.question.asks == "phase"
        show_heading(out, "7th character: active treatment or healing phase?" if asks else "7th character")
    for seventh in record.sevenths:
        besides = f" (also: {'; '.join(seventh.notes)})" if seventh.notes else ""
        show_row(out, seventh.code, seventh.meaning + besides, seventh.char)


def _show_succession(out: Console, heading: str, found: Iterable[Succession]) -> None:
    for number, other in enumerate(found):
        if not number:
            show_heading(out, heading)
        what = f" ({other.what})" if other.what else ""
        show_row(out, other.code, f"{other.title}{what}, {other.effective}, {other.source}", "→")


def _show_notes(out: Console, notes: Iterable[NoteLine]) -> None:
    """By owner and kind. Inclusion terms of a heading above are not this code's, and are left out."""
    mine = [note for note in notes if not (note.inherited and note.kind == "inclusionTerm")]
    for (kind, owner), lines in groupby(mine, key=lambda note: (note.kind, note.owner)):
        group = list(lines)
        name = f"chapter {owner}" if owner.isdigit() else owner
        above = f", from {name} {group[0].owner_title}" if group[0].inherited else ""
        show_heading(out, f"{NOTE_KINDS[kind]}{above}")
        for note in group:
            show_wrapped(out, f"– {note.text}", "  ", hang="  ")


def _show_sides(out: Console, record: CodeRecord) -> None:
    if record.sides:
        show_heading(out, "Other side")
    for side in record.sides:
        show_row(out, side.code, f"{side.title} ({side.side})", "✓" if side.billable else "·")


def _show_named_by(out: Console, record: CodeRecord) -> None:
    """Notes that stand elsewhere; those that reach half the book come last and are counted."""
    shown, more = record.named_by[:_MOST_NAMED], len(record.named_by) - _MOST_NAMED
    if shown:
        show_heading(out, "Named elsewhere")
    for note in shown:
        show_wrapped(out, f"– {NOTE_KINDS[note.kind]} at {note.owner} {note.owner_title}: {note.text}", "  ", hang="  ")
    if more > 0:
        show_wrapped(out, f"and {more} more, with --json.", "  ")


def _show_index(out: Console, record: CodeRecord) -> None:
    if record.index:
        show_heading(
            out, "In the Index" if record.whole_index else "In the Index (a selection: the whole can be added)"
        )
    for term in record.index:
        show_wrapped(out, f"– {term.path}: {term.code}", "  ", hang="  ")
