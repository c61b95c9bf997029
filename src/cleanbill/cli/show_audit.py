"""The audit of many notes as a table at 80 columns: what each lacks, its first code, its findings."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cleanbill.cli.note_batch import Row
from cleanbill.cli.options import printable
from cleanbill.cli.show import show_wrapped

_NAME, _MISSING, _CODE = 21, 36, 9
_MARKS = (("error", "✗", "bold red"), ("warning", "▲", "bold yellow"), ("info", "i", "bold blue"))


def show_head(out: Console) -> None:
    """The heads of the columns."""
    out.print(Text(f"{'note':<{_NAME}}{'missing':<{_MISSING}}{'code':<{_CODE}}" + _counts("✗", "▲", "i"), "bold"))


def show_row(out: Console, row: Row) -> None:
    """One note. A long name gives way."""
    name = printable(row.id)
    name = name if len(name) < _NAME else "…" + name[2 - _NAME :]
    missing = " ".join(row.missing) or "–"
    line = Text(f"{name:<{_NAME}}")
    line.append(f"{missing:<{_MISSING}}", "yellow" if row.missing else "dim")
    line.append(f"{row.code or '–':<{_CODE}}")
    for severity, _, style in _MARKS:
        number = row.findings.get(severity, 0)
        line.append(f"{number or '·':>4}", style if number else "dim")
    out.print(line)


def show_sum(out: Console, rows: Sequence[Row], on: str) -> None:
    """What the rows say together: how many lack nothing, what is missing most, which rules speak most."""
    missing = Counter(element for row in rows for element in row.missing)
    rules = Counter(rule for row in rows for rule in row.rules)
    whole = sum(not row.missing for row in rows)
    if rows:
        out.print()
    notes = f"{len(rows)} note{'s' if len(rows) != 1 else ''}"
    show_wrapped(out, f"{notes} read as of {on}: {whole} {'has' if whole == 1 else 'have'} all five elements.")
    for label, counted in (("Missing", missing), ("Rules", rules)):
        if counted:
            show_wrapped(out, f"{label}: " + ", ".join(f"{name} {number}" for name, number in counted.most_common(10)))


def _counts(*cells: str) -> str:
    return "".join(f"{cell:>4}" for cell in cells)
