"""`cleanbill claim print`: claims as CMS-1500 forms (02/12), for paper."""

import re
import sys
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from cleanbill.cli.options import On, day, refuse, tell
from cleanbill.cli.practice import PayersFolder, RulesFolder

if TYPE_CHECKING:
    from cleanbill.model.claim import Claim

_POINTS = {"": 1.0, "pt": 1.0, "mm": 72 / 25.4, "in": 72.0}
_FARTHEST = 144.0  # points; the form does not fit on the paper then
LEFT, TOP = "0.3in", "24pt"


def print_form(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Claims as JSON, JSONL or 837P; - is standard input.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="The PDF to write; standard output if none.")
    ] = "",
    preview: Annotated[bool, typer.Option("--preview", help="Draw the boxes, too, for reading.")] = False,
    left: Annotated[
        str, typer.Option("--left", metavar="LENGTH", help="From the left edge to the first column: 7mm, 20pt.")
    ] = LEFT,
    top: Annotated[
        str, typer.Option("--top", metavar="LENGTH", help="From the upper edge to the first line: 8mm, 24pt.")
    ] = TOP,
    force: Annotated[bool, typer.Option("--force", help="Print claims with errors, too.")] = False,
    on: On = "",
    rules: RulesFolder = "",
    payers: PayersFolder = "",
) -> None:
    """Print claims on CMS-1500 forms (02/12), all or none. The data for printed red forms, or a preview."""
    from cleanbill.cli import outgoing, written
    from cleanbill.cli.config import load
    from cleanbill.cli.data import prepare
    from cleanbill.cli.judge import Judge
    from cleanbill.cli.practice import choice, own
    from cleanbill.data import Unchanging
    from cleanbill.forms import boxes

    pages: list[dict[str, str]] = []
    date = day(on)

    def add(claim: "Claim") -> str:
        form = boxes(claim, date)
        if form.refused:
            return f"Claim {claim.claim_id!r} does not fit the form. {' '.join(form.refused)}"
        for sentence in form.cut:
            tell(f"Claim {claim.claim_id!r}: {sentence}")
        pages.extend(form.pages)
        return ""

    written.check_place(out)
    margins = _points("--left", left), _points("--top", top)
    if not out and sys.stdout.isatty():
        refuse("A PDF is not for a terminal; name a file with -o.")
    config = load()
    added = own(config, rules, payers)
    judge = Judge(date, choice(config, added, "", ""), config.allow, added)
    prepare()
    with Unchanging(), SpooledTemporaryFile(outgoing.IN_MEMORY) as draft:
        outgoing.add_all(file, judge, add, force, "print", lambda _: "")
        draft.write(drawn(pages, margins, preview))
        written.put(draft, out)
    count = "1 page" if len(pages) == 1 else f"{len(pages):,} pages"
    print(f"{count} printed, dated {date}.", file=sys.stderr)


def drawn(pages: list[dict[str, str]], margins: tuple[float, float], preview: bool) -> bytes:
    """The PDF of the pages. Ends the command without ReportLab."""
    try:
        from cleanbill.forms.drawing import Margins, draw
    except ImportError:
        refuse("Forms need ReportLab: pip install 'cleanbill[pdf]'.")
    return draw(pages, Margins(*margins), preview)


def _points(option: str, text: str) -> float:
    """A length in points. Ends the command where it is none, or leaves no room for the form."""
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) ?(mm|pt|in|)", text.strip())
    if not found or (points := float(found[1]) * _POINTS[found[2]]) > _FARTHEST:
        refuse(f"{option} is {text!r}; write a length of at most two inches, for example 7mm, 20pt or 0.3in.")
    return points
