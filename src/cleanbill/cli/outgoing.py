"""Claims on their way out: each checked before it is added, and a whole file or none."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from cleanbill.cli.inputs import Item, items
from cleanbill.cli.options import refuse, tell
from cleanbill.model.claim import Claim

if TYPE_CHECKING:
    from cleanbill.cli.judge import Judge, Verdict

IN_MEMORY = 1 << 24  # bytes; a larger file is kept on disk until it is whole
Add = Callable[[Claim], str]  # takes a claim; why it cannot, in a sentence, or ""


def add_all(file: str, judge: "Judge", add: Add, force: bool, verb: str, takes: Callable[[Item], str]) -> None:
    """Add every claim of a file. Ends the command, when all are seen, where one cannot be added.

    `takes` says in a sentence why an item is none for the command.
    """
    if not add_each(file, judge, add, force, verb, takes):
        raise typer.Exit(1)


def add_each(file: str, judge: "Judge", add: Add, force: bool, verb: str, takes: Callable[[Item], str]) -> bool:
    """Add those claims of a file that can be added; whether all could. As `add_all` otherwise."""
    from cleanbill.rules.own import OwnRuleError

    whole = True
    for item in items(file):
        if unfit := takes(item):
            refuse(unfit)
        try:
            why = _add(judge.verdict(item, file), file, add, force, verb)
        except OwnRuleError as error:
            refuse(str(error))
        if why:
            tell(why)
            whole = False
    return whole


def _add(verdict: "Verdict", file: str, add: Add, force: bool, verb: str) -> str:
    """Add the claim of a verdict; why not, in a sentence, where that cannot be done."""
    from cleanbill.door import FaultyClaimError

    if verdict.claim is None:
        return verdict.error or f"{file}: {' '.join(finding.message for finding in verdict.findings)}"
    try:
        if not force:
            FaultyClaimError.stop(verdict.claim, verdict.findings)
    except FaultyClaimError as error:
        return f"{error} Mend it (`cleanbill check` says how), or {verb} it with --force."
    return add(verdict.claim)
