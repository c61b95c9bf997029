"""`cleanbill note`: a note as read, before it is signed; or an audit of many."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from cleanbill.cli.options import Json, On, called, day, read_note_file, refuse, tell

if TYPE_CHECKING:
    from cleanbill.cli.note_batch import Row
    from cleanbill.model.reading import NoteReading


def note(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The note as text; - is standard input; a folder or JSON lines: many.")
    ],
    payer: Annotated[
        str, typer.Option(metavar="NAME", help="A profile of `payers list`: medicare_b, commercial ...")
    ] = "",
    credential: Annotated[str, typer.Option(metavar="CREDENTIAL", help="Who treated: PT, DC, MD ...")] = "",
    on: On = "",
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
    json: Json = False,
    csv: Annotated[str, typer.Option(metavar="FILE", help="Of many notes: write the table to this file as CSV.")] = "",
) -> None:
    """Read a note: its facts, what is missing, which code. Each fact stands in the note's own words.

    A folder of text files, or a file of JSON lines with a text and an id each, is audited: a row a note.
    """
    import msgspec

    import cleanbill
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.note_batch import is_batch
    from cleanbill.cli.practice import own
    from cleanbill.cli.written import check_place
    from cleanbill.model.claim import Credential, Payer
    from cleanbill.model.toml import unknown

    if format not in ("text", "json"):
        refuse(f"--format {format!r} is not known; choose text or json.")
    try:
        who = msgspec.convert(credential or None, Credential | None)
    except msgspec.ValidationError:
        refuse(f"--credential {credential!r} is not one of {', '.join(get_args(Credential))}.")
    added = own(load())
    if payer and payer not in added.payers.offered:
        refuse(f"--payer: {unknown(payer, added.payers.offered, 'payer profile')}.")
    payer_ = Payer(type=added.payers.type_of(payer), profile=payer) if payer else Payer()
    date, many = day(on), is_batch(file)
    if csv and not many:
        refuse("--csv is for many notes; give a folder, or a file of JSON lines.")
    check_place(csv)
    text = "" if many else read_note_file(file)
    prepare()

    def read(text: str, id: str) -> "NoteReading":
        return cleanbill.read_note(text, date, payer_, who, id=id, own=added)

    if many:
        raise typer.Exit(_audit(file, read, str(date), csv, as_json=json or format == "json"))
    reading = read(text, "" if file == "-" else called(file))
    if json or format == "json":
        _write(reading)
    else:
        from cleanbill.cli.show import console
        from cleanbill.cli.show_note import show_note

        show_note(console(), reading, text)
        print(f"\nRead as of {date}.")
    raise typer.Exit(int(any(f.severity == "error" for f in reading.findings)))


def _audit(name: str, read: "Callable[[str, str], NoteReading]", on: str, csv: str, as_json: bool) -> int:
    """Reads many notes and shows a row each, or a line of JSON. The exit status."""
    from cleanbill.cli.note_batch import given, row, write_csv
    from cleanbill.cli.show import console
    from cleanbill.cli.show_audit import show_head, show_row, show_sum

    out, rows, refused = console(), list["Row"](), 0
    for one in given(name):
        if one.error:
            refused += 1
            tell(one.error)
            continue
        reading = read(one.text, one.id)
        if not (rows or as_json):
            show_head(out)
        rows.append(row(reading))
        if as_json:
            _write(reading)
        else:
            show_row(out, rows[-1])
    if csv:
        write_csv(csv, rows)
    if not as_json:
        show_sum(out, rows, on)
    return int(bool(refused) or any(one.findings.get("error") for one in rows))


def _write(reading: "NoteReading") -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(reading).decode() + "\n")
