"""Outbox and inbox at 80 columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH, printable
from cleanbill.cli.show import show_heading, show_verdict, show_wrapped
from cleanbill.transport.standing import Document, File, Version, Word
from cleanbill.transport.states import STATES

_BAD = ("rejected", "failed", "quarantined")
_TO_SEE = {
    "unanswered": "Sent days ago, and no answer: ask the payer",
    "rejected": "Rejected: mend them and add them again",
    "failed": "Cannot be written",
}
_GOOD = ("accepted", "adjudicated", "taken")


def show_outbox(out: Console, found: Mapping[str, Any]) -> None:
    """How many claims are in which state; the files; the claims that somebody has to look at."""
    total = sum(found["claims"].values())
    show_verdict(out, "Outbox", "1 claim" if total == 1 else f"{total:,} claims", "bold")
    show_wrapped(out, _counted(found["claims"], STATES) or "There is nothing in it.")
    if found["files"]:
        show_heading(out, "Files")
    for file in found["files"]:
        _show_file(out, file)
    for state, what in _TO_SEE.items():
        if found[state]:
            show_heading(out, what)
        for one in found[state]:
            why = one.reason or f"sent {_minute(one.changed)} in {one.file}"
            show_wrapped(out, printable(f"✗ {one.claim_id:<20} {why}"), "  ", "red", " " * 23)


def show_claim(out: Console, versions: Mapping[Version, Sequence[Word]]) -> None:
    """What happened to a claim: each version of it, and each answer."""
    for version, words in versions.items():
        number = f" · payer's number {version.payer_number}" if version.payer_number else ""
        show_verdict(out, printable(f"Claim {version.claim_id}{number}"), version.state, _style(version.state))
        _show_event(out, version.changed, f"{version.state} · {version.file or version.route}", version.reason)
        for word in words:
            _show_event(out, word.received, f"{word.kind} {word.says} · {word.document}", word.reason)
        out.print()


def show_inbox(out: Console, count: Mapping[str, int], found: Sequence[Document]) -> None:
    """How many documents are in which state, and those that are to be seen."""
    total = sum(count.values())
    show_verdict(out, "Inbox", "1 document" if total == 1 else f"{total:,} documents", "bold")
    show_wrapped(out, _counted(count, sorted(count)) or "There is nothing in it.")
    for one in found:
        out.print()
        _show_columns(out, f"{one.id}  {one.name}", " ".join(filter(None, (one.kind, one.state))), one.state)
        show_wrapped(out, printable(f"{_minute(one.changed)} · {one.route}. {one.reason}"), "  ", hang="")


def show_sentences(out: Console, sentences: Sequence[str]) -> None:
    """What became of each file or document."""
    for sentence in sentences:
        show_wrapped(out, printable(sentence), hang="  ")


def _show_file(out: Console, file: File) -> None:
    claims = "1 claim" if file.claims == 1 else f"{file.claims:,} claims"
    _show_columns(out, file.name, f"{claims} · {file.state}", file.state)
    if file.reason:
        times = "once" if file.tries == 1 else f"{file.tries} times"
        text = f"tried {times}, next {_minute(file.due)}: {file.reason}"
        show_wrapped(out, printable(text), "    ", "red")
    else:
        show_wrapped(out, f"{_minute(file.changed)} · {file.route}", "    ", "dim")


def _show_columns(out: Console, left: str, right: str, state: str) -> None:
    """A name on the left, cut where it is too long, and a state on the right."""
    room = WIDTH - len(right) - 4
    left = printable(left if len(left) <= room else f"{left[: room - 1]}…")
    out.print(Text.assemble(f"  {left:<{room}}  ", (right, _style(state))))


def _show_event(out: Console, when: str, what: str, reason: str) -> None:
    show_wrapped(out, printable(f"{_minute(when)}  {what}"), "  ", hang=" " * 18)
    if reason:
        show_wrapped(out, printable(reason), " " * 20, "dim")


def _style(state: str) -> str:
    return "bold red" if state in _BAD else "bold green" if state in _GOOD else "bold"


def _counted(count: Mapping[str, int], order: Sequence[str]) -> str:
    return " · ".join(f"{count[state]:,} {state}" for state in order if state in count)


def _minute(moment: str) -> str:
    """A moment to the minute, in UTC."""
    return moment[:16].replace("T", " ")
