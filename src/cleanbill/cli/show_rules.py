"""The register of rules as a biller reads it, at 80 columns."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from cleanbill.cli.show import show_wrapped
from cleanbill.engine.rule import Rule
from cleanbill.rules import family

_STYLE = {"error": "red", "warning": "yellow", "info": "blue"}


def show_rules(out: Console, rules: Sequence[Rule]) -> None:
    """Each family with its rules: id, severity, title; then how many there are."""
    for name, members in groupby(rules, key=family):
        out.print()
        out.print(Text(name.replace("_", " "), "bold"))
        for rule in members:
            show_wrapped(out, f"{rule.id}  {rule.severity:<8} {rule.title}", "  ", _STYLE[rule.severity], " " * 17)
    count: Counter[str] = Counter(rule.severity for rule in rules)
    words = {"error": "error", "warning": "warning", "info": "remark"}
    told = ", ".join(f"{count[one]} {word}{'s' * (count[one] > 1)}" for one, word in words.items() if count[one])
    out.print()
    show_wrapped(out, f"{len(rules)} rules: {told}. `cleanbill rule ID` is one rule's page.", style="dim")
