"""Options that several commands share, and the way a command ends when its input is wrong."""

import datetime as dt
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR
from typing import Annotated, NoReturn

import typer

from cleanbill.cli.formats import what_else

On = Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="The date (default: today).")]
WIDTH = 80  # columns of everything printed for people
LONGEST_NOTE = 1_000_000  # bytes; a thousand times a usual note, and still read in seconds
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def day(text: str, option: str = "--on") -> dt.date:
    """The date of an option, today where it is empty. Ends the command when it is not a date."""
    if not text:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        refuse(f"{option} {text!r} is not a date; write it as YYYY-MM-DD, for example 2026-11-02.")


def printable(text: str) -> str:
    """The text with a blank for each character that would move the cursor or speak to the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def tell(sentence: str) -> None:
    """Tell a person, on standard error, what is not as it should be; it may quote what a file holds."""
    print(f"cleanbill: {printable(sentence)}", file=sys.stderr)


def refuse(sentence: str) -> NoReturn:
    """End with one plain sentence and exit status 2: a usage error, or a file that cannot be read."""
    tell(sentence)
    raise typer.Exit(2)


def called(name: str) -> str:
    """What a file ("-": standard input) is called in a document, where it must be text that everyone can read."""
    return "standard input" if name == "-" else os.fsencode(name).decode("utf-8", "replace")


def check_there(names: Iterable[str]) -> None:
    """End the command, before it has worked for nothing, where one of its files cannot be read."""
    for name in (name for name in names if name != "-"):
        try:
            folder = S_ISDIR(Path(name).stat().st_mode)
        except OSError as error:
            refuse(why_unreadable(name, error))
        if folder or not os.access(name, os.R_OK):
            refuse(why_unreadable(name, IsADirectoryError() if folder else PermissionError()))


class NotANoteError(Exception):
    """A file that is no note, in one plain sentence."""


def read_note_file(name: str) -> str:
    """The text of a note ("-": standard input). Ends the command when it is missing, too long or not text."""
    try:
        return note_text(name)
    except NotANoteError as error:
        refuse(str(error))


def note_text(name: str) -> str:
    """The text of a note ("-": standard input). Raises `NotANoteError` when it is missing, too long or not text."""
    data = _bytes(name)
    name = called(name)
    if len(data) > LONGEST_NOTE:
        raise NotANoteError(f"{name} is longer than {LONGEST_NOTE:,} bytes; give one visit's note.")
    if not data.strip():
        raise NotANoteError(f"{name} is empty; give the text of a note.")
    if what := what_else(data):
        raise NotANoteError(f"{name} is {what}; a note is plain text in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotANoteError(f"{name} is not UTF-8 text (byte {error.start}); save the note as UTF-8.") from error
    if what := _no_prose(text):
        raise NotANoteError(f"{name} is {what}, not the text of a note.")
    return text


def _no_prose(text: str) -> str:
    """What a text is that is written for a program; "" for prose, even where it begins like one."""
    if text.startswith("ISA*"):
        return "an X12 file"
    try:
        return "JSON" if text.lstrip().startswith("{") and isinstance(json.loads(text), dict) else ""
    except (ValueError, RecursionError):
        return ""


def why_unreadable(name: str, error: OSError) -> str:
    """The sentence for a file that the system does not give."""
    if isinstance(error, IsADirectoryError):
        return f"{name} is a directory; name a file."
    if isinstance(error, FileNotFoundError):
        return f"{name} does not exist."
    if isinstance(error, PermissionError):
        return f"{name} may not be read by this user; its permissions forbid it."
    return f"{name} cannot be read: {error.strerror or error}."


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LONGEST_NOTE + 1)
    try:
        with Path(name).open("rb") as stream:
            return stream.read(LONGEST_NOTE + 1)
    except OSError as error:
        raise NotANoteError(why_unreadable(name, error)) from error
