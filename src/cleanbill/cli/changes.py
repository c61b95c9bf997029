"""`cleanbill data changes`: what a new edition changes for the codes in use."""

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterable
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, On, day, refuse, why_unreadable

if TYPE_CHECKING:
    from rich.console import Console

    from cleanbill.cli.inputs import Item
    from cleanbill.model.code import CodeUpdate

_CODE = re.compile(r"\b[A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.?[0-9A-Z]{1,4})?\b", re.IGNORECASE)
_LONGEST = 64 * 1024 * 1024  # bytes of a list of codes
_UNDER = " " * 13  # below a row's title


def changes(
    codes: Annotated[str, typer.Option(metavar="FILE", help="Codes, as text or CSV; or claims (JSON, 837P).")] = "",
    practice: Annotated[bool, typer.Option("--practice", help="The claims that cleanbill.toml names.")] = False,
    since: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="Compare with this date (default: before this edition).")
    ] = "",
    on: On = "",
    json: Json = False,
) -> None:
    """Report what changed for the codes in use. Also where their content went."""
    from cleanbill.cli.data import prepare
    from cleanbill.codes import icd10cm, release
    from cleanbill.codes.icd10cm.updates import updates

    date = day(on)
    used = _in_use(_files(codes, practice))
    prepare()
    before = day(since, "--since") if since else icd10cm.edition_on(date).start - dt.timedelta(days=1)
    if before >= date:
        refuse(f"--since {before} is not before {date}; give an earlier date.")
    found = list(updates(used, release(before), before, release(date), date))
    if json:
        _print_json(found, used, before, date)
    else:
        _print(found, used, before, date)
    raise typer.Exit(int(any(not update.after.billable for update in found)))


def _files(codes: str, practice: bool) -> list[str]:
    if bool(codes) == practice:
        refuse("Give --codes FILE, or --practice for the claims that cleanbill.toml names.")
    if codes:
        return [codes]
    from cleanbill.cli.config import load

    named = load().practice.claims
    names = (name for pattern in named for name in glob(pattern, recursive=True))  # noqa: PTH207 - absolute ones, too
    found = sorted(name for name in names if Path(name).is_file())
    if not found:
        refuse('cleanbill.toml names no claims; write claims = ["claims/*.json"] under [practice].')
    return found


def _in_use(files: list[str]) -> "Counter[str]":
    """The codes of the files, each with how often it stands there, in order of appearance."""
    found = Counter(code.upper() for name in files for code in _codes_of(name))
    if not found:
        refuse(f"{files[0]} names no codes; write one code a line, such as M62.830.")
    return found


def _codes_of(name: str) -> "Iterable[str]":
    """The diagnoses of claims; of any other text, every word that looks like a code."""
    from cleanbill.cli.inputs import items

    try:
        data = sys.stdin.buffer.read(_LONGEST) if name == "-" else Path(name).read_bytes()[:_LONGEST]
    except OSError as error:
        refuse(why_unreadable(name, error))
    if name != "-" and data.lstrip(b"\xef\xbb\xbf \r\n\t")[:3].startswith((b"{", b"ISA")):
        return [code for item in items(name) for code in _diagnoses(item)]
    return _CODE.findall(data.decode("utf-8", "replace"))


def _diagnoses(item: "Item") -> tuple[str, ...]:
    from cleanbill.model.decode import DocumentError

    try:
        claim = item.claim()
    except DocumentError:
        return ()
    return claim.dx if claim else ()


def _print_json(found: "list[CodeUpdate]", used: "Counter[str]", since: dt.date, on: dt.date) -> None:
    import msgspec

    answer = {"since": since, "on": on, "in_use": dict(used), "updates": found}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n")


def _print(found: "list[CodeUpdate]", used: "Counter[str]", since: dt.date, on: dt.date) -> None:
    from cleanbill.cli.show import console

    out = console()
    codes = "1 code" if len(used) == 1 else f"{len(used):,} codes"
    out.print(f"{codes} in use, {since} against {on}: {len(found)} to look at", style="bold")
    for update in found:
        _show(out, update)


def _show(out: "Console", update: "CodeUpdate") -> None:
    from cleanbill.cli.show import show_row, show_wrapped
    from cleanbill.guide.words import NOTE_KINDS

    out.print()
    show_row(out, update.code, update.title, "✓" if update.after.billable else "✗")
    if not update.after.billable:
        show_wrapped(out, update.after.reason, _UNDER)
    elif not update.before.billable:
        show_wrapped(out, f"New: billable from {update.after.start} on.", _UNDER)
    if update.title_before:
        show_wrapped(out, f"Its title was: {update.title_before}", _UNDER)
    for went in update.successors:
        what = f" ({went.what})" if went.what else ""
        show_wrapped(out, f"→ {went.code} {went.title}{what}, from {went.effective}", _UNDER, hang="  ")
    for sign, notes in (("+", update.notes_added), ("-", update.notes_dropped)):
        for note in notes:
            show_wrapped(out, f"{sign} {NOTE_KINDS[note.kind]} at {note.owner}: {note.text}", _UNDER, hang="  ")
