"""`cleanbill note`: a note as read, before it is signed."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, On, day, read_note_file, refuse

if TYPE_CHECKING:
    from cleanbill.model.reading import Candidate, NoteFacts, NoteReading


def note(
    file: Annotated[str, typer.Argument(help="The note as text; - is standard input.")],
    payer: Annotated[str, typer.Option(help="medicare_b, commercial, workers_comp, auto ...")] = "",
    credential: Annotated[str, typer.Option(help="Who treated: PT, DC, MD ...")] = "",
    on: On = "",
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    json: Json = False,
) -> None:
    """Read a note: its facts in their own words, what is missing, and which code it supports."""
    import msgspec

    import cleanbill
    from cleanbill.cli.data import prepare
    from cleanbill.model.claim import Credential, Payer

    if format not in ("text", "json"):
        refuse(f"--format {format!r} is not known; choose text or json.")
    try:
        who = msgspec.convert(credential or None, Credential | None)
        payer_ = msgspec.convert({"type": payer} if payer else {}, Payer)
    except msgspec.ValidationError as error:
        refuse(f"--payer or --credential: {str(error).split(' - ')[0]}.")
    date, text = day(on), read_note_file(file)
    prepare()
    reading = cleanbill.read_note(text, date, payer_, who, id="" if file == "-" else file)
    if json or format == "json":
        sys.stdout.write(msgspec.json.encode(reading).decode() + "\n")
    else:
        _show(reading)
        print(f"\nRead as of {date}.")
    raise typer.Exit(int(any(f.severity == "error" for f in reading.findings)))


def _show(reading: "NoteReading") -> None:
    """Facts, missing elements, codes with their case, and findings."""
    from cleanbill.cli.show import console, show_finding, show_labelled, show_title

    out = console()
    show_title(out, "What the note says")
    for label, value in _facts(reading.facts):
        show_labelled(out, label, value)
    show_title(out, "Codes the note supports" if reading.codes else "The note supports no code")
    for candidate in reading.codes:
        show_labelled(out, candidate.code, candidate.title, strong=True)
        for label, value in _case(candidate):
            show_labelled(out, label, value)
    if reading.findings:
        show_title(out, "Before it is signed")
    for found in reading.findings:
        show_finding(out, found)


def _facts(facts: "NoteFacts") -> Iterator[tuple[str, str]]:
    yield "Site", f"«{facts.site.span}» {facts.region or 'region not clear'}" if facts.site else "not written"
    yield "Side", facts.laterality or "not written"
    yield "Onset", facts.onset.replace("_", " ")
    yield "Cause", "no trauma" if facts.trauma == "none" else facts.trauma.replace("_", " ")
    yield "Spasm", facts.spasm
    for finding in facts.objective_findings:
        yield "Finding", f"«{finding.span}» {finding.type.replace('_', ' ')}"
    for treatment in facts.treatments:
        yield "Treatment", f"«{treatment.span}»"
    for conflict in facts.conflicts:
        yield "Conflict", f"{conflict.about}: " + " against ".join(f"«{span.span}»" for span in conflict.spans)


def _case(candidate: "Candidate") -> Iterator[tuple[str, str]]:
    """What speaks for a code, what against it, which others tempt, and what would settle it."""
    yield from (("for", reason.text) for reason in candidate.for_)
    yield from (("against", reason.text) for reason in candidate.against)
    yield from (("not", f"{other.code}: {other.why}") for other in candidate.instead_of)
    if candidate.question:
        yield "ask", candidate.question
