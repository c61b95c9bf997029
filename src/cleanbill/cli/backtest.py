"""`cleanbill backtest`: the denials of a clinic's own history that the rules would have caught, and missed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import Json, refuse, tell, why_unreadable
from cleanbill.cli.practice import PayersFolder, RulesFolder
from cleanbill.cli.written import check_place, put_table

if TYPE_CHECKING:
    from cleanbill.cli.progress import Watch
    from cleanbill.model.claim import Claim
    from cleanbill.remittance.backtest import First, Report

_COLUMNS = ("kind", "claim_id", "line", "code", "reasons", "remarks", "amount", "rules")


def backtest(
    claims: Annotated[str, typer.Option(metavar="DIR", help="Folder of claims: 837P, JSON or JSONL.")],
    remits: Annotated[str, typer.Option(metavar="DIR", help="Folder of remittances (835).")],
    json: Json = False,
    csv: Annotated[str, typer.Option(metavar="FILE", help="Also write each denial and stopped line here.")] = "",
    draft: Annotated[str, typer.Option(metavar="CLAIM:LINE", help="Print a draft rule for this denial.")] = "",
    rules: RulesFolder = "",
    payers: PayersFolder = "",
) -> None:
    """Try the rules on your own history. The denials they would have caught, missed, and the paid claims they stop."""
    import cleanbill
    from cleanbill.cli import practice
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.progress import watching
    from cleanbill.data import Unchanging
    from cleanbill.remittance.backtest import backtest as tried

    check_place(csv)
    own = practice.own(load(), rules, payers)
    files, answers = _files(claims, "--claims"), _files(remits, "--remits")
    wrong: list[str] = []
    wanted: list[Claim] = []
    prepare()
    with Unchanging(), watching() as watch:
        first = _first(answers, watch, wrong)
        given = _kept(_claims(files, watch, wrong), draft.rpartition(":")[0], wanted)
        report = tried(given, first, lambda claim, day: cleanbill.check_claim(claim, day, own=own))
    for sentence in wrong:
        tell(sentence)
    if csv:
        _write(csv, report)
    if draft:
        _draft(draft, report, wanted)
    elif json:
        _print(report)
    else:
        from cleanbill.cli.show import console
        from cleanbill.cli.show_backtest import show_backtest

        show_backtest(console(), report)
    raise typer.Exit(2 if wrong else 0)


def _files(folder: str, option: str) -> list[Path]:
    try:
        found = sorted(one for one in Path(folder).rglob("*") if one.is_file() and not one.name.startswith("."))
    except OSError as error:
        refuse(why_unreadable(folder, error))
    if not Path(folder).is_dir():
        refuse(f"{option} {folder} is not a folder.")
    if not found:
        refuse(f"{option} {folder} holds no file.")
    return found


def _first(files: list[Path], watch: "Watch", wrong: list[str]) -> "First":
    """The first decision on each claim, from all remittances."""
    from cleanbill.remittance.backtest import First
    from cleanbill.x12 import RemittanceReader

    first = First()
    for path in files:
        before = len(first)
        try:
            with path.open("rb") as file:
                stream = watch(file)
                start = stream.peek().removeprefix(b"\xef\xbb\xbf").lstrip()[:3]
                if start not in (b"ISA", b"GS*", b"ST*"):
                    wrong.append(f"{path} is no 835; that begins with ISA.")
                    continue
                heard = 0
                for received in RemittanceReader(stream):
                    for payment in received:
                        first.add(payment, received.remittance.payment.date)
                        heard += 1
        except OSError as error:
            wrong.append(why_unreadable(str(path), error))
            continue
        if not heard and len(first) == before:
            wrong.append(f"{path} holds no decision on a claim; give an 835.")
    return first


def _claims(files: list[Path], watch: "Watch", wrong: list[str]) -> Iterator["Claim"]:
    """The claims of all files; what is none is told, and does not stop the others."""
    from cleanbill.cli.inputs import items
    from cleanbill.model.decode import DocumentError

    for path in files:
        try:
            for item in items(str(path), watch):
                try:
                    claim = item.claim()
                except DocumentError as error:
                    wrong.append(f"{path}: {error}")
                    continue
                if claim is not None:
                    yield claim
        except typer.Exit:  # `items` has said why it cannot be read
            wrong.append(f"{path} was left out.")


def _kept(claims: Iterator["Claim"], claim_id: str, wanted: "list[Claim]") -> Iterator["Claim"]:
    """The claims as they come, the one of this number laid aside too."""
    for claim in claims:
        if claim_id and claim.claim_id == claim_id:
            wanted.append(claim)
        yield claim


def _draft(draft: str, report: "Report", wanted: "list[Claim]") -> None:
    from cleanbill.remittance.drafting import draft_rule

    number, _, line = draft.rpartition(":")
    rows = [row for row in report.rows if row.kind in ("missed", "elsewhere") and row.claim_id == number]
    row = next((row for row in rows if str(row.line or 0) == line), None)
    if row is None or not wanted:
        refuse(f"--draft {draft}: no denial of this claim and line that no rule caught; write it as CLAIM:LINE.")
    print(draft_rule(wanted[0], row), end="")


def _print(report: "Report") -> None:
    import msgspec

    from cleanbill.remittance.backtest import as_document

    encode = msgspec.json.Encoder(decimal_format="number").encode
    print(msgspec.json.format(encode(as_document(report)), indent=2).decode())


def _write(name: str, report: "Report") -> None:
    """The rows as CSV, in dollars."""
    rows = []
    for row in report.rows:
        words = (" ".join(row.reasons), " ".join(row.remarks), f"{row.amount / 100:.2f}", " ".join(row.rules))
        rows.append((row.kind, row.claim_id, row.line or "", row.code, *words))
    put_table(_COLUMNS, rows, name)
