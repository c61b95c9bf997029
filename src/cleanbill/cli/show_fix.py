"""What `--fix` does and what it leaves to a person, at 80 columns."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH
from cleanbill.cli.show import place, show_labelled, show_wrapped
from cleanbill.engine.fix import at
from cleanbill.model.claim import Claim
from cleanbill.model.finding import Edit, Finding

_STYLES = {"+": "green", "-": "red", "@": "dim"}


def show_made(out: Console, made: Sequence[Finding], diff: str, written: bool) -> None:
    """The safe fixes and the change they make, as a diff."""
    out.print(Text("Mended, without a person:" if written else "Safe to mend with --fix:", "bold green"))
    for finding in made:
        show_wrapped(out, f"{finding.rule}  {finding.fix.text if finding.fix else ''}", "   ", hang="       ")
    for row in diff.splitlines():
        cut = row if len(row) <= WIDTH else row[: WIDTH - 1] + "…"
        out.print(Text(cut, _STYLES.get(row[:1], "")))
    out.print()


def show_asked(out: Console, asked: Sequence[Finding], claim: Claim, document: dict[str, Any]) -> None:
    """The fixes that a person decides: each with its question and what a yes would change."""
    out.print(Text("Left to a person:", "bold yellow"))
    for finding in asked:
        out.print(
            Text.assemble(("? ", "bold yellow"), (f"{place(finding, claim)}", "bold"), (f"  {finding.rule}", "dim"))
        )
        if finding.fix:
            show_labelled(out, "Do this?", finding.fix.text)
            for edit in finding.fix.edits:
                show_labelled(out, "It would", _in_words(edit, document))
    out.print()


def _in_words(edit: Edit, document: dict[str, Any]) -> str:
    """What an edit does: "change lines.0.units from 3 to 2"."""
    where = edit.path.lstrip("/").replace("/", ".")
    before = at(document, edit.path)
    if edit.op == "remove":
        return f"take {where} away: {_value(before)}"
    if before is None:
        return f"add {where}: {_value(edit.value)}"
    return f"change {where} from {_value(before)} to {_value(edit.value)}"


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
