"""`cleanbill form`: the structured forms: which there are, what they ask, and the note that a filled one gives."""

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleanbill.cli.formats import what_else
from cleanbill.cli.options import Json, called, refuse, tell, why_unreadable

if TYPE_CHECKING:
    from cleanbill.questionnaires import Filled, Questionnaire

LARGEST = 4 * 1024 * 1024  # bytes of a filled form; a thousand times a usual one
Name = Annotated[str, typer.Argument(metavar="NAME", help="A form that `form list` shows.")]
Fhir = Annotated[bool, typer.Option("--fhir", help="Print a FHIR R4 resource.")]

form_app = typer.Typer(help="Structured forms: what they ask, and the note they give.", no_args_is_help=True)


@form_app.command("list")
def list_(json: Json = False) -> None:
    """List the forms."""
    from cleanbill.cli.show import console
    from cleanbill.cli.show_form import show_forms
    from cleanbill.questionnaires import forms

    if json:
        _print(
            [{"name": x.name, "title": x.title, "version": x.version, "purpose": x.purpose} for x in forms().values()]
        )
    else:
        show_forms(console(), tuple(forms().values()))


@form_app.command("show")
def show(name: Name, json: Json = False, fhir: Fhir = False) -> None:
    """Show what a form asks, group by group."""
    import msgspec

    from cleanbill.cli.show import console
    from cleanbill.cli.show_form import show_form
    from cleanbill.questionnaires import to_fhir

    found = _form(name)
    if fhir:
        _print(to_fhir(found))
    elif json:
        _print(msgspec.to_builtins(found))
    else:
        show_form(console(), found)


@form_app.command("blank")
def blank_(name: Name) -> None:
    """Print a form without answers, as JSON to fill in. Each question stands in the `_help` beside it."""
    from cleanbill.questionnaires import blank

    _print(blank(_form(name)))


@form_app.command("note")
def note(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A filled form as JSON, or a FHIR response; - is standard input.")
    ],
    json: Json = False,
    fhir: Fhir = False,
    claim: Annotated[bool, typer.Option("--claim", help="Print what it fills of a claim document.")] = False,
) -> None:
    """Turn a filled form into the text of its note. With --json into the facts of that note."""
    import msgspec

    from cleanbill import questionnaires

    if json + fhir + claim > 1:
        refuse("--json, --fhir and --claim each print another document; give one of them.")
    filled = _filled(file)
    facts = questionnaires.facts(filled)
    if fhir:
        _print(questionnaires.to_fhir_response(filled))
    elif json or claim:
        _print(msgspec.to_builtins(questionnaires.claim(filled) if claim else facts))
    else:
        sys.stdout.write(questionnaires.write(filled).text)
    for conflict in facts.conflicts:
        places = " against ".join(f"«{span.span}»" for span in conflict.spans)
        tell(f"on the {conflict.about} the note contradicts itself or the form: {places}.")


def _form(name: str) -> "Questionnaire":
    from cleanbill.questionnaires import form

    try:
        return form(name)
    except KeyError as error:
        refuse(error.args[0])


def _filled(name: str) -> "Filled":
    """The form in a file. Ends the command with status 2 for a file that cannot be read, with 1 for wrong answers."""
    from cleanbill.questionnaires import AnswersError, decode

    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else _first_bytes(name)
    except OSError as error:
        refuse(why_unreadable(name, error))
    name = called(name)
    if not data.strip():
        refuse(f"{name} is empty; give a filled form as JSON.")
    if what := what_else(data):
        refuse(f"{name} is {what}; a filled form is JSON in UTF-8.")
    if len(data) > LARGEST:
        refuse(f"{name} is longer than {LARGEST:,} bytes; give one filled form.")
    try:
        return decode(data)
    except AnswersError as error:
        for wrong in error.wrong:
            tell(f"{name}: {wrong.message}")
        raise typer.Exit(1) from None


def _first_bytes(name: str) -> bytes:
    with Path(name).open("rb") as stream:
        return stream.read(LARGEST + 1)


def _print(document: Any) -> None:
    sys.stdout.write(json_.dumps(document, indent=2, ensure_ascii=False) + "\n")
